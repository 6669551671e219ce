"""Which words of a translation come from which words of its source, told from a model's attention.

Knows texts and tokens; formatting, models and languages are none of its business. Attention is
noisy: words are weighed against words and punctuation against punctuation only, and what both sides
agree on counts most.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.translating.engine.decoding import WHOLE, Output
from bot.translating.formatting.words import SENTENCEPIECE_SPACE, Range, located, word_ranges

Weights = NDArray[np.float32]

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,3});")
_GOES_ON = "@@"


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """How much each word of a translation owes to each word of its source.

    `weights` has a row for each of the `target` words and a column for each of the `source` words;
    punctuation marks are words of their own. A row sums up to 1 at most.
    """

    source: tuple[Range, ...]
    target: tuple[Range, ...]
    weights: Weights

    def then(self, following: Self) -> Self:
        """From this source to the target of an alignment that takes up where this one ends."""
        if self.target != following.source:
            raise ValueError("the second alignment is of another text")
        return type(self)(self.source, following.target, following.weights @ self.weights)

    def edited(self, before: str, after: str) -> Self:
        """The same for a target that was changed in spacing and signs, not in its words."""
        words = word_ranges(after)
        places = located([before[start:end] for start, end in self.target], after)
        owners = _shares(places, words)
        return type(self)(self.source, words, (owners @ self.weights).astype(np.float32))


def aligned(pieces: Iterable[tuple[str, str, Output]], source: str, target: str) -> Alignment:
    """The alignment of two texts that consist of pieces and white space between them.

    A piece is its source, its target and what the model said about it.
    """
    source_words, target_words = word_ranges(source), word_ranges(target)
    weights = np.zeros((len(target_words), len(source_words)), np.float32)
    source_start = target_start = 0
    for piece, translated, output in pieces:
        source_start = source.index(piece, source_start)
        target_start = target.index(translated, target_start)
        if output.attention:
            from_tokens = _moved(located(_surfaces(output.source), piece), source_start)
            to_tokens = _moved(located(_surfaces(output.target), translated), target_start)
            rows = _shares(to_tokens, target_words)
            columns = _members(from_tokens, source_words)
            weights += rows @ _matrix(output) @ columns
        source_start += len(piece)
        target_start += len(translated)
    return Alignment(source_words, target_words, weights)


def _matrix(output: Output) -> Weights:
    """A row for each target token and a column for each source token."""
    shape = len(output.target), len(output.source)
    weights = np.frombuffer(output.attention, np.uint8).reshape(shape)
    return (weights / np.float32(WHOLE)).astype(np.float32)


def _surfaces(tokens: Sequence[str]) -> list[str]:
    """The text of each token, without the marks of its tokenizer.

    Moses writes `"` as `&quot;`, which BPE may cut in several tokens: the first gets the sign.
    """
    if any(SENTENCEPIECE_SPACE in token for token in tokens):
        return [token.replace(SENTENCEPIECE_SPACE, "") for token in tokens]
    texts = [token.removesuffix(_GOES_ON) for token in tokens]
    owners = [number for number, text in enumerate(texts) for _ in text]
    joined = "".join(texts)
    surfaces = [""] * len(tokens)
    place = 0
    while place < len(joined):
        entity = _ENTITY.match(joined, place)
        surfaces[owners[place]] += unescape(entity[0]) if entity else joined[place]
        place = entity.end() if entity else place + 1
    return surfaces


def _moved(places: Iterable[Range | None], by: int) -> list[Range | None]:
    return [(place[0] + by, place[1] + by) if place else None for place in places]


def _members(places: Sequence[Range | None], words: Sequence[Range]) -> Weights:
    """A row for each place and a column for each word: 1 where the place begins in the word."""
    members = np.zeros((len(places), len(words)), np.float32)
    starts = np.array([start for start, _ in words])
    for row, place in enumerate(places):
        if place is not None and words:
            column = int(np.searchsorted(starts, place[1] - 1, side="right")) - 1
            if column >= 0 and place[0] < words[column][1]:
                members[row, column] = 1
    return members


def _shares(places: Sequence[Range | None], words: Sequence[Range]) -> Weights:
    """A row for each word and a column for each place: equal shares of the places in the word."""
    members = _members(places, words).T
    shares: Weights = members / np.maximum(members.sum(axis=1, keepdims=True), 1)
    return shares
