"""How long a summary should be: a number of sentences, a share of the article, or a word for it."""

import math
import re
from dataclasses import dataclass

from bot.domain.article import Ranking, Summary
from bot.domain.preferences import Extent
from bot.languages.data import words_of_all

MOST_SENTENCES = 50
MOST_PERCENT = 100

# A text with so few words takes no longer to read than its summary.
_FEW_WORDS = 50


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of an article's sentences, 1 to 100."""

    value: int

    def __str__(self) -> str:
        return f"{self.value}%"


Length = int | Percent | Extent


@dataclass(frozen=True, slots=True)
class DefaultLength:
    """The length of a summary when nobody asks for another.

    `medium` is how many sentences MEDIUM means, or None to let it go with the article's length.
    """

    extent: Extent = Extent.MEDIUM
    medium: int | None = None


# Nobody wants to read a tenth of a book: the summary of a text four times as long is twice as long.
_FACTORS = {Extent.SHORT: 0.45, Extent.MEDIUM: 0.9, Extent.LONG: 1.8}
# Where there is room, SHORT and LONG differ from MEDIUM by this factor at least.
_LEAST_STEP = 1.5

_NUMBER = re.compile(r"[-−+]?\d{1,9}%?", re.ASCII)


def parse_length(word: str) -> Length | None:
    """Return the length that "5", "20%", "short" or "коротко" names; None for what is no length."""
    number = word.removesuffix("%")
    if number.isdecimal() and len(number) <= 3:
        value = int(number)
        if number != word:
            return Percent(value) if 1 <= value <= MOST_PERCENT else None
        return value if 1 <= value <= MOST_SENTENCES else None
    known = word.casefold()
    return next((one for one in Extent if known in words_of_all("lengths", one)), None)


def is_out_of_range(word: str) -> bool:
    """Return whether only the number keeps this from being a length: "0", "-3", "101%"."""
    return bool(_NUMBER.fullmatch(word)) and parse_length(word) is None


def default_length(*chosen: int | Extent | None) -> DefaultLength:
    """Return what the first choice means, where each later one is the default of those before.

    A choice is a number of sentences, a word, or None for no choice.
    """
    made = [choice for choice in chosen if choice is not None]
    # A word is a string too, but no number.
    medium = next((choice for choice in made if not isinstance(choice, Extent)), None)
    first = made[0] if made else None
    return DefaultLength(first if isinstance(first, Extent) else Extent.MEDIUM, medium)


def sentence_count(length: Length, sentences: int, medium: int | None = None) -> int:
    """Return how many sentences of an article that is: at least one, never fewer of a longer one.

    `medium` is as in DefaultLength.
    """
    match length:
        case Percent(value):
            return max(1, math.ceil(sentences * value / 100))
        case Extent():
            return max(1, min(_extent_count(length, sentences, medium), MOST_SENTENCES))
        case int():
            return length


def _extent_count(extent: Extent, sentences: int, medium: int | None) -> int:
    by_article = {e: round(factor * math.sqrt(sentences)) for e, factor in _FACTORS.items()}
    usual = by_article[Extent.MEDIUM] if medium is None else medium
    match extent:
        case Extent.SHORT:
            return min(by_article[extent], math.floor(usual / _LEAST_STEP))
        case Extent.MEDIUM:
            return usual
        case Extent.LONG:
            return max(by_article[extent], math.ceil(usual * _LEAST_STEP))


def summary_of(ranking: Ranking, length: Length, medium: int | None = None) -> Summary:
    """Return the summary of this length.

    100 % is the whole text, whatever a summary would leave out. A text of few words is shown whole
    unless less is asked for than the default.
    """
    if length == Percent(MOST_PERCENT):
        return ranking.whole()
    if length in (Extent.MEDIUM, Extent.LONG) and ranking.article.has_at_most(_FEW_WORDS):
        return ranking.best(len(ranking.order))
    return ranking.best(sentence_count(length, len(ranking.order), medium))
