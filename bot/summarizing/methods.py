"""Which ways to rank there are, and how long a text each of them can take."""

from collections.abc import Mapping
from enum import StrEnum

from bot.errors import DragomanError


class Method(StrEnum):
    """How the sentences of an article are ranked."""

    READER = "reader"
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


# Where a method takes about two seconds; from there its time grows with the square or the cube.
MOST_SENTENCES_FOR: Mapping[Method, int] = {
    Method.LEXRANK: 300,
    Method.TEXTRANK: 200,
    Method.LSA: 300,
    Method.LUHN: 3000,
    Method.KL: 120,
    Method.SUMBASIC: 1500,
    Method.REDUCTION: 400,
    Method.EDMUNDSON: 5000,
}


def refuse_too_long(method: Method, sentences: int) -> None:
    """Raise MethodTooSlow for a text that would keep everybody waiting."""
    limit = MOST_SENTENCES_FOR.get(method)
    if limit is not None and sentences > limit:
        raise MethodTooSlow(method=method.value, sentences=sentences, limit=limit)
