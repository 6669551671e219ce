"""Which sentences of an article say the most: an extractive ranking on sumy's document model."""

from bot.summarizing.ranking import rank

__all__ = ["rank"]
