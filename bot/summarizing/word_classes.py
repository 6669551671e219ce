"""What the words of a sentence do in it: report, connect, point back, count.

The lists are data: `[summaries]` in `bot/languages/data/CODE.toml`.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.languages.data import language_table
from bot.summarizing.words import folded

_MOST_REMEMBERED = 200_000
_YEAR = re.compile(r"(?:19|20)\d\d")


class WordClass(StrEnum):
    """What words do. The values name the lists in the files."""

    SPEECH = "speech"
    ATTRIBUTION = "attribution"
    """Opens a sentence that only says who said what stands before it: "об этом", «про це»."""
    SOURCE = "source"
    """Opens a sentence that says whose words it gives: "according to", «за словами»."""
    CONTRAST = "contrast"
    ADDITION = "addition"
    CONSEQUENCE = "consequence"
    CONJUNCTION = "conjunction"
    PRONOUN = "pronoun"
    POSSESSIVE = "possessive"
    DEMONSTRATIVE = "demonstrative"
    ORDINAL = "ordinal"
    REMINDER = "reminder"
    FIRST_PERSON = "first_person"
    SECOND_PERSON = "second_person"
    CAUSE = "cause"
    OUTCOME = "outcome"
    SUPERLATIVE = "superlative"
    FUTURE = "future"
    QUANTITY = "quantity"
    UNIT = "unit"
    MONEY = "money"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"
    TIME = "time"
    ROLE = "role"
    """A person or thing that a text calls by what it is: "the driver", "the company"."""
    PLACE = "place"
    """Prepositions that stand before places."""
    QUESTION = "question"
    NEGATION = "negation"


_BIT = {word_class: 1 << place for place, word_class in enumerate(WordClass)}


class WordFacts(NamedTuple):
    """What is known of a word: its classes, a bit for each in the order of WordClass, and form."""

    classes: int
    is_capitalized: bool
    is_number: bool
    is_year: bool
    begins_phrase: bool


class WordClasses:
    """The word classes of one language; empty for a language without lists."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """Read lists of words in lower case: "*" is any ending, "_" joins a phrase."""
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._phrases: dict[str, dict[str, list[tuple[list[str], int]]]] = {}
        self._known: dict[str, WordFacts] = {}
        for name, words in lists.items():
            bit = _BIT[WordClass(name)]
            for word in words.split():
                if "_" in word:
                    first, second, *rest = word.split("_")
                    self._phrases.setdefault(first, {}).setdefault(second, []).append((rest, bit))
                elif word.endswith("*"):
                    self._stems[word[:-1]] = self._stems.get(word[:-1], 0) | bit
                else:
                    self._words[word] = self._words.get(word, 0) | bit
        lengths = set(map(len, self._stems))
        self._stem_lengths = tuple(sorted(lengths))

    def facts(self, word: str) -> WordFacts:
        """Return what is known of a word as it is spelled."""
        found = self._known.get(word)
        if found is None:
            found = self._facts(word)
            if len(self._known) < _MOST_REMEMBERED:
                self._known[word] = found
        return found

    def _facts(self, word: str) -> WordFacts:
        lower = folded(word)
        classes = self._words.get(lower, 0)
        for length in self._stem_lengths:
            if length > len(lower):
                break
            classes |= self._stems.get(lower[:length], 0)
        return WordFacts(
            classes,
            word[0].isupper() and len(word) > 1,
            word[0].isdigit(),
            _YEAR.fullmatch(word) is not None,
            lower in self._phrases,
        )

    def phrase_classes(self, words: Sequence[str], start: int) -> int:
        """Return the classes of the phrases that begin with the word at `start`."""
        found = 0
        second = words[start + 1].lower() if start + 1 < len(words) else ""
        for rest, bit in self._phrases.get(words[start].lower(), {}).get(second, ()):
            stop = start + 2 + len(rest)
            if [word.lower() for word in words[start + 2 : stop]] == rest:
                found |= bit
        return found


@cache
def word_classes(language: str) -> WordClasses:
    """Return the word classes of a language, an ISO 639 code."""
    return WordClasses(language_table(language).get("summaries", {}))
