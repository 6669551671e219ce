"""How a summarizer reads a text: as concepts, which are the stems of words that say something."""

from dataclasses import dataclass

from bot.summarizing.words import WordTokenizer, stemmer, stop_words

NOTHING = ""
"""Stands for a stop word among concepts."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, its words as they are spelled, the stem of each, and its concept or NOTHING.

    `distinct` names each concept once, in the order of the text, so that sums never vary.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    concepts: tuple[str, ...]
    distinct: tuple[str, ...]


class Reader:
    """Reads texts in one language, for one thread; remembers the words that it has met."""

    def __init__(self, language: str) -> None:
        self._tokenizer = WordTokenizer()
        self._stem = stemmer(language)
        self._stop_words = stop_words(language)
        self._stems: dict[str, str] = {}
        self._concepts: dict[str, str] = {}

    def read(self, text: str) -> Reading:
        words = self._tokenizer.to_words(text)
        for word in words:
            if word not in self._stems:
                self._meet(word)
        concepts = tuple(map(self._concepts.__getitem__, words))
        distinct = dict.fromkeys(concepts)
        distinct.pop(NOTHING, None)
        stems = tuple(map(self._stems.__getitem__, words))
        return Reading(text, words, stems, concepts, tuple(distinct))

    def _meet(self, word: str) -> None:
        lower = word.lower()
        stem = self._stem(lower)
        self._stems[word] = stem
        self._concepts[word] = NOTHING if lower in self._stop_words else stem
