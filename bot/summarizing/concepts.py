"""How a summarizer reads a text: as concepts, which are the stems of words that say something."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.summarizing.words import WordTokenizer, folded, stemmer, stop_words

NOTHING = ""
"""Stands for a stop word among concepts."""


class Reading(NamedTuple):
    """A text, its words as they are spelled, the stem of each, and its concept or NOTHING.

    `distinct` names each concept once, in the order of the text, so that sums never vary.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[str, ...]
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
    """Reads texts in one language, for one thread; remembers the words that it has met."""

    def __init__(self, language: str) -> None:
        self._tokenizer = WordTokenizer()
        self._known = _Stems(language)

    def read(self, text: str) -> Reading:
        words = self._tokenizer.to_words(text)
        stems = tuple(map(self._known.__getitem__, words))
        concepts = tuple(map(self._known.concepts.__getitem__, words))
        distinct = dict.fromkeys(concepts)
        distinct.pop(NOTHING, None)
        return Reading(text, words, stems, concepts, tuple(distinct))


class _Stems(dict[str, str]):
    """The stem of each word that was looked up, and in `concepts` what it says."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stem = stemmer(language)
        self._stop_words = stop_words(language)
        self.concepts: dict[str, str] = {}

    def __missing__(self, word: str) -> str:
        lower = folded(word)
        stem = self[word] = self._stem(lower)
        self.concepts[word] = NOTHING if lower in self._stop_words else stem
        return stem
