"""Rank the sentences of an article for extractive summaries, by our own model or by sumy."""

from bot.domain.preferences import Extent
from bot.summarizing.lengths import (
    MOST_PERCENT,
    MOST_SENTENCES,
    DefaultLength,
    Length,
    Percent,
    default_length,
    is_out_of_range,
    parse_length,
    sentence_count,
    summary_of,
)
from bot.summarizing.methods import Method, MethodTooSlow
from bot.summarizing.quotations import places, shown
from bot.summarizing.ranking import RecentRankings, rank
from bot.summarizing.reasons import Explained, Explanation, Reason, explain

__all__ = [
    "MOST_PERCENT",
    "MOST_SENTENCES",
    "DefaultLength",
    "Explained",
    "Explanation",
    "Extent",
    "Length",
    "Method",
    "MethodTooSlow",
    "Percent",
    "Reason",
    "RecentRankings",
    "default_length",
    "explain",
    "is_out_of_range",
    "parse_length",
    "places",
    "rank",
    "sentence_count",
    "shown",
    "summary_of",
]
