"""Read a text as concepts: the stems of its words without stop words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import NamedTuple

from bot.summarizing.word_classes import word_classes
from bot.summarizing.words import folded, stemmer, stop_words, words_and_gaps

NOTHING = ""
"""Stands for a stop word among concepts."""

_MOST_REMEMBERED = 100_000


class Reading(NamedTuple):
    """A text, its words as they are spelled, the stem of each, and its concept or NOTHING.

    Apostrophes in words are straight. `facts` are the bits of WordClasses of each word, and `gaps`
    what stands before each and behind the last.
    `distinct` names each concept once, in the order of the text, so that sums never vary.
    """

    text: str
    words: tuple[str, ...]
    gaps: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[str, ...]
    facts: tuple[int, ...]
    distinct: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences to measure, in the order of the text: how each is read, and its language and line.

    `paragraphs` are the numbers of the lines that they stand in. Where a text is `untitled`, its
    first sentence says what it is about and is given as the title.
    """

    title: Reading
    untitled: bool
    readings: Sequence[Reading]
    languages: Sequence[str]
    paragraphs: Sequence[int]


class Reader:
    """Reads texts in one language."""

    def __init__(self, language: str) -> None:
        self._known = _known_words(language)

    def read(self, text: str) -> Reading:
        parts = tuple(words_and_gaps(text))
        words = parts[1::2]
        known = list(map(self._known.__getitem__, words))
        stems, concepts, facts = zip(*known, strict=True) if known else ((), (), ())
        distinct = dict.fromkeys(concepts)
        distinct.pop(NOTHING, None)
        return Reading(text, words, parts[::2], stems, concepts, facts, tuple(distinct))


class _KnownWords(dict[str, tuple[str, str, int]]):
    """The stem, the concept and the facts of each word of a language, for all threads."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stem = stemmer(language)
        self._stop_words = stop_words(language)
        self._classes = word_classes(language)
        self._stemming = Lock()

    def __missing__(self, word: str) -> tuple[str, str, int]:
        lower = folded(word)
        with self._stemming:
            stem = self._stem(lower)
        concept = NOTHING if lower in self._stop_words else stem
        found = stem, concept, self._classes.facts(word)
        if len(self) < _MOST_REMEMBERED:
            self[word] = found
        return found


@cache
def _known_words(language: str) -> _KnownWords:
    return _KnownWords(language)
