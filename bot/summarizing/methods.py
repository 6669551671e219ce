"""Which ways to rank there are, and how long a text each of them can take."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import DragomanError


class Method(StrEnum):
    """How the sentences of an article are ranked."""

    COVERAGE = "coverage"
    LEXRANK = "lexrank"
    TEXTRANK = "textrank"
    LSA = "lsa"
    LUHN = "luhn"
    KL = "kl"
    SUMBASIC = "sumbasic"
    REDUCTION = "reduction"
    EDMUNDSON = "edmundson"


class MethodTooSlow(DragomanError):
    """`method` takes a text of at most `limit` sentences, and this one has `sentences`."""

    message_id = "error-method-too-slow"


# Where a method takes about two seconds; time and often memory grow with the square from there.
_MOST_SENTENCES: Mapping[Method, int] = {
    Method.LEXRANK: 300,
    Method.TEXTRANK: 500,
    Method.LSA: 500,
    Method.LUHN: 3000,
    Method.KL: 300,
    Method.SUMBASIC: 1500,
    Method.REDUCTION: 500,
    Method.EDMUNDSON: 5000,
}


def refuse_too_long(method: Method, sentences: int) -> None:
    """Raises MethodTooSlow for a text that would keep everybody waiting."""
    limit = _MOST_SENTENCES.get(method)
    if limit is not None and sentences > limit:
        raise MethodTooSlow(method=method.value, sentences=sentences, limit=limit)
