"""How long a summary should be: a number of sentences, a share of the article, or a word for it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_SENTENCES = 50


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of an article's sentences, 1 to 100."""

    value: int

    def __str__(self) -> str:
        return f"{self.value}%"


class Extent(StrEnum):
    """A length that goes with the article's, each twice the one before."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


Length = int | Percent | Extent

# Nobody wants to read a tenth of a book: the summary of a text four times as long is twice as long.
_FACTORS = {Extent.SHORT: 0.45, Extent.MEDIUM: 0.9, Extent.LONG: 1.8}

_WORDS: Mapping[str, Extent] = {
    **dict.fromkeys(("short", "brief", "коротко", "кратко", "стисло"), Extent.SHORT),
    **dict.fromkeys(("medium", "средне", "середньо"), Extent.MEDIUM),
    **dict.fromkeys(("long", "detailed", "подробно", "докладно", "детально"), Extent.LONG),
}


def parse_length(word: str) -> Length | None:
    """ "5", "20%", "short", "коротко", …; None for what is no length."""
    number = word.removesuffix("%")
    if number.isdecimal() and len(number) <= 3:
        value = int(number)
        if number != word:
            return Percent(value) if 1 <= value <= 100 else None
        return value if 1 <= value <= MOST_SENTENCES else None
    return _WORDS.get(word.casefold())


def sentence_count(length: Length, sentences: int) -> int:
    """How many of an article's sentences that is: one at least, and never less of a longer one."""
    match length:
        case Percent(value):
            return max(1, math.ceil(sentences * value / 100))
        case Extent():
            return max(1, min(round(_FACTORS[length] * math.sqrt(sentences)), MOST_SENTENCES))
        case int():
            return length
