"""What the words of a sentence do in it: report, connect, point back, count.

The lists are data: `[summaries]` in `bot/languages/data/CODE.toml`.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache

from bot.languages.data import language_table
from bot.summarizing.words import folded

_YEAR = re.compile(r"(?:19|20)\d\d")


class WordClass(StrEnum):
    """What words do. The values name the lists in the files."""

    SPEECH = "speech"
    ATTRIBUTION = "attribution"
    """Begins a sentence that only names the speaker of the sentence before: "об этом", «про це»."""
    SOURCE = "source"
    """Begins a sentence that names the source of its words: "according to", «за словами»."""
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
    """Prepositions before places."""
    QUESTION = "question"
    NEGATION = "negation"


_BIT = {word_class: 1 << place for place, word_class in enumerate(WordClass)}


CAPITALIZED, NUMBER, YEAR, BEGINS_PHRASE = (1 << place for place in range(32, 36))
"""Bits of what is known of a word beside its classes, which have the lower 32."""


class WordClasses:
    """The word classes of one language; empty for a language without lists."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        """Read lists of words in lower case: "*" is any ending, "_" joins a phrase."""
        self._words: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._phrases: dict[str, dict[str, list[tuple[list[str], int]]]] = {}
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

    def facts(self, word: str) -> int:
        """Return the classes of a word as bits, in the order of WordClass, and the other bits."""
        lower = folded(word)
        facts = self._words.get(lower, 0)
        for length in self._stem_lengths:
            if length > len(lower):
                break
            facts |= self._stems.get(lower[:length], 0)
        if word[0].isupper() and len(word) > 1:
            facts |= CAPITALIZED
        if word[0].isdigit():
            facts |= NUMBER
        if _YEAR.fullmatch(word):
            facts |= YEAR
        if lower in self._phrases:
            facts |= BEGINS_PHRASE
        return facts

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
