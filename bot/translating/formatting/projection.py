"""Finds the words of a translation that a range of its source became, for formatting to land on.

The place is the row of words that owe more to the range than to everything else (the contiguous
subsequence of greatest sum), so one word that attention put elsewhere neither moves nor stretches
it. Kinds of formatting are unknown here.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from bot.translating.formatting.alignment import Alignment
from bot.translating.formatting.words import Range

# A word that is the same, or sounds the same, is better evidence than attention.
_SAME = 1.0
_ALIKE = 0.5
_LEAST_ALIKE = 0.6
_LEAST_SOUNDS = 3
# Words stand about as far from the beginning as in the source, in shares of the sentence.
_DRIFT = 0.5
# A word that owes nothing to anybody ends a row rather than lengthens it.
_NEUTRAL = -0.02
_LEAST_EVIDENCE = 0.15
_SURE = 0.7

_SOUNDS = str.maketrans(
    dict(zip("абвгґдзийклмнопрстуфхцьъyqwcz", "abvggdsiiklmnoprstufhk  ikvks", strict=True))
    | {"і": "i", "ї": "i", "е": "e", "ё": "e", "є": "e", "э": "e", "ы": "i", "x": "ks"}
    | {"ж": "sh", "ч": "sh", "ш": "sh", "щ": "sh", "ю": "u", "я": "a"}
)
_NOT_HEARD = str.maketrans("", "", "aeiouh'’ʼ- ")

_Matrix = NDArray[np.float64]


class Projection:
    """One sentence and its translation, ready to find places."""

    def __init__(self, source: str, target: str, alignment: Alignment) -> None:
        self._alignment = alignment
        self._source = [source[start:end] for start, end in alignment.source]
        self._target = [target[start:end] for start, end in alignment.target]

    def place(self, start: int, end: int, free: Sequence[bool] | None = None) -> Range | None:
        """What `source[start:end]` became, without the punctuation around it, or None.

        It holds no character of the translation that is not `free`.
        """
        inside = self._inside(start, end)
        words = self._alignment.target
        if not inside.any() or not words:
            return None
        gains = self._evidence @ np.where(inside, 1.0, -1.0) + _NEUTRAL
        if free is not None:
            gains[[not all(free[first:last]) for first, last in words]] = -np.inf
        row = _row_of_greatest_sum(gains.tolist())
        if row is None or self._evidence[row][:, inside].sum() < _LEAST_EVIDENCE:
            return None
        row = self._without_signs_around(row)
        return words[row.start][0], words[row.stop - 1][1]

    def sure_place(self, start: int, end: int) -> Range | None:
        """The same, but None where words went elsewhere too, or words from elsewhere came there."""
        inside = self._inside(start, end)
        place = self.place(start, end)
        if place is None:
            return None
        row = [place[0] <= first < place[1] for first, _ in self._alignment.target]
        of_words = np.array([_is_word(word) for word in self._source], dtype=bool)
        owed = self._evidence[:, inside & of_words].sum()
        there = self._evidence[row][:, inside].sum()
        strange = self._evidence[row][:, ~inside & of_words].sum()
        return place if there >= _SURE * owed and there >= _SURE * (there + strange) else None

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
        near = _nearness(len(self._target), len(self._source))
        weights = np.where(comparable, self._alignment.weights, 0.0) * near
        shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
        other_shares = weights / np.maximum(weights.sum(axis=0, keepdims=True), 1e-9)
        evidence: _Matrix = np.sqrt(shares * other_shares) + self._likeness() * near
        return evidence

    def _likeness(self) -> _Matrix:
        sounds = [_sounds(word) for word in self._source]
        return np.array(
            [
                [
                    _likeness(word, _sounds(word), other, other_sounds)
                    for other, other_sounds in zip(self._source, sounds, strict=True)
                ]
                for word in self._target
            ]
        )

    def _without_signs_around(self, row: slice) -> slice:
        places = [place for place in range(row.start, row.stop) if _is_word(self._target[place])]
        return slice(places[0], places[-1] + 1) if places else row


def _row_of_greatest_sum(gains: Sequence[float]) -> slice | None:
    """Kadane's algorithm; None where no sum is over zero."""
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
    """The middle of each of so many words, where the whole sentence is 1 long."""
    return (np.arange(count) + 0.5) / max(count, 1)


def _likeness(word: str, sounds: str, other: str, other_sounds: str) -> float:
    if not _is_word(word):
        return 0.0
    if word == other:
        return _SAME
    common = sum(1 for _ in takewhile(_equal, zip(sounds, other_sounds, strict=False)))
    if common < _LEAST_SOUNDS or common < _LEAST_ALIKE * max(len(sounds), len(other_sounds)):
        return 0.0
    return _ALIKE


def _equal(both: tuple[str, str]) -> bool:
    return both[0] == both[1]


def _sounds(word: str) -> str:
    """The consonants of a word in Latin letters, near enough for names and loanwords."""
    return word.lower().translate(_SOUNDS).translate(_NOT_HEARD)


def _is_word(text: str) -> bool:
    return any(map(str.isalnum, text))
