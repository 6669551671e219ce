"""Which sentences of an article say the most: extractive rankings, our own and those of sumy."""

from bot.summarizing.lengths import (
    MOST_SENTENCES,
    Extent,
    Length,
    Percent,
    parse_length,
    sentence_count,
)
from bot.summarizing.methods import Method, MethodTooSlow
from bot.summarizing.ranking import rank
from bot.summarizing.recent import RecentRankings
from bot.summarizing.showing import shown

__all__ = [
    "MOST_SENTENCES",
    "Extent",
    "Length",
    "Method",
    "MethodTooSlow",
    "Percent",
    "RecentRankings",
    "parse_length",
    "rank",
    "sentence_count",
    "shown",
]
