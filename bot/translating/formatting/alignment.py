"""Which words of a translation come from which words of its source, by a model's attention.

Attention is noisy: words are compared only with words and punctuation only with punctuation, and
what both sides agree on counts most. This module needs NumPy, so it is imported only where needed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import unescape
from itertools import takewhile
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.languages.data import words_of_all
from bot.languages.patterns import any_of
from bot.languages.scripts import consonants
from bot.translating.engine.tokens import FULL_WEIGHT, Output
from bot.translating.formatting.words import SENTENCEPIECE_SPACE, Range, locate, word_ranges

Weights = NDArray[np.float32]
_Matrix = NDArray[np.float64]

_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,3});")
_BPE_CONTINUES = "@@"

# Evidence that a word comes from another: the same word or the same sounds count more than
# attention.
_SAME_WORD = 1.0
_SAME_SOUNDS = 0.5
_MIN_COMMON_SHARE = 0.6
_MIN_COMMON_SOUNDS = 3
# How far from its place in the source a word may stand, as a share of the sentence (a deviation).
_DRIFT = 0.5
# A word without any evidence ends a row rather than lengthens it.
_NEUTRAL = -0.02
_MIN_EVIDENCE = 0.15
_CERTAIN = 0.7
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """How much each word of a translation owes to each word of its source.

    `weights` has a row for each of the `target` words and a column for each of the `source` words;
    punctuation marks count as words. A row sums to 1 at most.
    """

    source: tuple[Range, ...]
    target: tuple[Range, ...]
    weights: Weights

    def then(self, following: Self) -> Self:
        """Return the alignment of this source with the target of the following alignment."""
        if self.target != following.source:
            raise ValueError("the second alignment is of another text")
        return type(self)(self.source, following.target, following.weights @ self.weights)

    def after_edit(self, before: str, after: str) -> Self:
        """Return the alignment for a target whose spacing and signs, not words, were edited."""
        words = word_ranges(after)
        places = locate([before[start:end] for start, end in self.target], after)
        shares = _shares(places, words)
        return type(self)(self.source, words, (shares @ self.weights).astype(np.float32))

    def projection(self, source: str, target: str) -> "Projection":
        """Return what finds words of these two texts, which are the ones that are aligned."""
        return Projection(source, target, self)


def align(pieces: Iterable[tuple[str, str, Output]], source: str, target: str) -> Alignment:
    """Align two texts that consist of pieces with white space between them.

    A piece is its source, its target and the model's output.
    """
    source_words, target_words = word_ranges(source), word_ranges(target)
    weights = np.zeros((len(target_words), len(source_words)), np.float32)
    source_start = target_start = 0
    for piece, translated, output in pieces:
        source_start = source.index(piece, source_start)
        target_start = target.index(translated, target_start)
        if output.attention:
            from_tokens = _shift(locate(_token_texts(output.source), piece), source_start)
            to_tokens = _shift(locate(_token_texts(output.target), translated), target_start)
            rows = _shares(to_tokens, target_words)
            columns = _membership(from_tokens, source_words)
            weights += rows @ _attention_matrix(output) @ columns
        source_start += len(piece)
        target_start += len(translated)
    return Alignment(source_words, target_words, weights)


def _attention_matrix(output: Output) -> Weights:
    """Return a row for each target token and a column for each source token."""
    shape = len(output.target), len(output.source)
    weights = np.frombuffer(output.attention, np.uint8).reshape(shape)
    return (weights / np.float32(FULL_WEIGHT)).astype(np.float32)


def _token_texts(tokens: Sequence[str]) -> list[str]:
    """Return the text of each token without the marks of its tokenizer.

    Moses writes `"` as `&quot;`, which BPE may cut into several tokens: the first gets the sign.
    """
    if any(SENTENCEPIECE_SPACE in token for token in tokens):
        return [token.replace(SENTENCEPIECE_SPACE, "") for token in tokens]
    texts = [token.removesuffix(_BPE_CONTINUES) for token in tokens]
    owners = [number for number, text in enumerate(texts) for _ in text]
    joined = "".join(texts)
    unescaped = [""] * len(tokens)
    place = 0
    while place < len(joined):
        entity = _ENTITY.match(joined, place)
        unescaped[owners[place]] += unescape(entity[0]) if entity else joined[place]
        place = entity.end() if entity else place + 1
    return unescaped


def _shift(places: Iterable[Range | None], by: int) -> list[Range | None]:
    return [(place[0] + by, place[1] + by) if place else None for place in places]


def _membership(places: Sequence[Range | None], words: Sequence[Range]) -> Weights:
    """Return a row for each place and a column for each word: 1 where the place is in the word."""
    members = np.zeros((len(places), len(words)), np.float32)
    starts = np.array([start for start, _ in words])
    for row, place in enumerate(places):
        if place is not None and words:
            column = int(np.searchsorted(starts, place[1] - 1, side="right")) - 1
            if column >= 0 and place[0] < words[column][1]:
                members[row, column] = 1
    return members


def _shares(places: Sequence[Range | None], words: Sequence[Range]) -> Weights:
    """Return a row for each word and a column for each place: equal shares of its places."""
    members = _membership(places, words).T
    shares: Weights = members / np.maximum(members.sum(axis=1, keepdims=True), 1)
    return shares


class Projection:
    """Finds the words of a translation that a range of its source became.

    They are the row of words that owe more to the range than to everything else (the contiguous
    subsequence of greatest sum), so a single stray word neither moves nor stretches it.
    """

    def __init__(self, source: str, target: str, alignment: Alignment) -> None:
        self._alignment = alignment
        self._source = [source[start:end] for start, end in alignment.source]
        self._target = [target[start:end] for start, end in alignment.target]

    def find(self, start: int, end: int, free: Sequence[bool] | None = None) -> Range | None:
        """Return what `source[start:end]` became, without punctuation around it, or None.

        The result contains only characters of the translation that are `free`.
        """
        inside = self._inside(start, end)
        words = self._alignment.target
        if not inside.any() or not words:
            return None
        gains = self._evidence @ np.where(inside, 1.0, -1.0) + _NEUTRAL
        if free is not None:
            gains[[not all(free[first:last]) for first, last in words]] = -np.inf
        row = _row_of_greatest_sum(gains.tolist())
        if row is None or self._evidence[row][:, inside].sum() < _MIN_EVIDENCE:
            return None
        row = self._without_linking_word(self._without_outer_signs(row), inside)
        return words[row.start][0], words[row.stop - 1][1]

    def find_certain(self, start: int, end: int) -> Range | None:
        """Return the same, but None where words went elsewhere or came from elsewhere."""
        inside = self._inside(start, end)
        found = self.find(start, end)
        if found is None:
            return None
        row = [found[0] <= first < found[1] for first, _ in self._alignment.target]
        are_words = np.array([_is_word(word) for word in self._source], dtype=bool)
        owed = self._evidence[:, inside & are_words].sum()
        own = self._evidence[row][:, inside].sum()
        foreign = self._evidence[row][:, ~inside & are_words].sum()
        return found if own >= _CERTAIN * owed and own >= _CERTAIN * (own + foreign) else None

    def _inside(self, start: int, end: int) -> NDArray[np.bool_]:
        words = self._alignment.source
        return np.array([start < word[1] and end > word[0] for word in words], dtype=bool)

    @cached_property
    def _evidence(self) -> _Matrix:
        """How much a word (row) of the translation belongs to a word (column) of the source.

        The geometric mean of what it means for either of them, as both see the same attention.
        """
        comparable = np.equal.outer(
            [_is_word(word) for word in self._target], [_is_word(word) for word in self._source]
        )
        nearness = _nearness(len(self._target), len(self._source))
        # An article gets attention that says nothing, unless a word looks there mostly.
        articles = words_of_all("writing", "articles")
        is_article = np.array([word.lower() in articles for word in self._source], dtype=bool)
        comparable &= ~is_article | (self._alignment.weights > _MOSTLY)
        weights = np.where(comparable, self._alignment.weights, 0.0) * nearness
        of_target = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        of_source = weights / np.maximum(weights.sum(axis=0, keepdims=True), 1e-9)
        evidence: _Matrix = np.sqrt(of_target * of_source) + self._likeness() * nearness
        return evidence

    def _likeness(self) -> _Matrix:
        sounds = [consonants(word) for word in self._source]
        return np.array(
            [
                [
                    _likeness(word, consonants(word), other, other_sounds)
                    for other, other_sounds in zip(self._source, sounds, strict=True)
                ]
                for word in self._target
            ]
        )

    def _without_linking_word(self, row: slice, inside: NDArray[np.bool_]) -> slice:
        """Leave out a preposition or conjunction that is before the range, or at its end only."""
        linking = words_of_all("writing", "linking")
        start, end = int(inside.argmax()), len(inside) - int(inside[::-1].argmax())
        around = self._source[start - 1] if start else "", self._source[start]
        is_before, is_inside = (word.lower() in linking for word in around)
        is_first = self._target[row.start].lower() in linking
        skips = is_first and is_before and not is_inside and row.stop - row.start > 1
        is_last = self._target[row.stop - 1].lower() in linking
        drops = is_last and self._source[end - 1].lower() not in linking
        return slice(row.start + skips, max(row.stop - drops, row.start + skips + 1))

    def _without_outer_signs(self, row: slice) -> slice:
        places = [place for place in range(row.start, row.stop) if _is_word(self._target[place])]
        return slice(places[0], places[-1] + 1) if places else row


def _row_of_greatest_sum(gains: Sequence[float]) -> slice | None:
    """Run Kadane's algorithm; return None where no sum is over zero."""
    best, best_row = 0.0, None
    total, start = 0.0, 0
    for place, gain in enumerate(gains):
        if total <= 0:
            total, start = 0.0, place
        total += gain
        if total > best:
            best, best_row = total, slice(start, place + 1)
    return best_row


def _nearness(rows: int, columns: int) -> _Matrix:
    distance = np.subtract.outer(_middles(rows), _middles(columns))
    nearness: _Matrix = np.exp(-0.5 * (distance / _DRIFT) ** 2)
    return nearness


def _middles(count: int) -> _Matrix:
    """Return the middle of each of `count` words in a sentence of length 1."""
    return (np.arange(count) + 0.5) / max(count, 1)


def _likeness(word: str, sounds: str, other: str, other_sounds: str) -> float:
    if not _is_word(word):
        return 0.0
    if word == other or all(map(_particles().fullmatch, (word, other))):
        return _SAME_WORD
    pairs = zip(sounds, other_sounds, strict=False)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    longest = max(len(sounds), len(other_sounds))
    if common < _MIN_COMMON_SOUNDS or common < _MIN_COMMON_SHARE * longest:
        return 0.0
    return _SAME_SOUNDS


@cache
def _particles() -> re.Pattern[str]:
    """Return what a word that says "not" consists of, whatever verb it is joined with."""
    return re.compile(any_of(words_of_all("writing", "not")), re.IGNORECASE)


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))
