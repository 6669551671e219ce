"""Which sentences of an article say the most: an extractive ranking on sumy's document model."""

from bot.summarizing.datelines import without_dateline
from bot.summarizing.methods import Method, MethodTooSlow
from bot.summarizing.ranking import rank

__all__ = ["Method", "MethodTooSlow", "rank", "without_dateline"]
