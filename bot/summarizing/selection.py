"""Choose a summary as a whole: the order in which sentences are taken, from their grades.

Always the sentence comes next that is worth most beside those that are taken already: what repeats
them is worth less, what follows one of them needs no other. Two neighbours compete with single
sentences at what both are worth together. A longer summary therefore holds every shorter one.
"""

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.summarizing.concepts import Reading

Column = NDArray[np.float64]

# Grades that a sentence loses if all its words have been said by one that is taken.
_REPETITION = 0.5
# Grades by which the first of a pair may be behind the best single sentence.
_WEAKER = 0.3
# Grades that the second of a pair must gain by the first: what needs no other comes by itself.
_GAIN = 0.1
# After so many the rest follows by grade alone; no summary is that long.
_CAREFUL = 60
# Units times words: of fewer, all that each has is kept in a table.
_LARGEST_TABLE = 100_000


class Unit(NamedTuple):
    """Sentences that are shown together or not at all, and their mean grade.

    `alone` is the grade without what stands before, `after` the one right after the unit before
    this, and None where that does not stand right before it in the text.
    """

    sentences: range
    alone: float
    after: float | None


def arrange(units: Sequence[Unit], readings: Sequence[Reading]) -> list[int]:
    """Return the indices of the units in the order in which a summary takes them."""
    if not units:
        return []
    alone = np.array([unit.alone for unit in units])
    gain = [-np.inf if unit.after is None else unit.after for unit in units]
    after = np.maximum(alone, gain)
    words = _Words(units, readings)
    # What each is worth beside those that are taken, and what right after the one before it.
    value, second = alone.copy(), after[1:] - _REPETITION * words.neighbours()
    # Where those stand whose following one needs them.
    needed = np.flatnonzero(after[1:] - alone[1:] >= _GAIN)
    order: list[int] = []

    def take(index: int) -> None:
        order.append(index)
        lost = _REPETITION * words.repeated(index)
        value[:] -= lost
        second[:] -= lost[1:]
        value[index] = -np.inf
        if index > 0:
            second[index - 1] = -np.inf
        if index + 1 < len(units):
            value[index + 1] += after[index + 1] - alone[index + 1]

    while len(order) < min(_CAREFUL, len(units)):
        best = int(value.argmax())
        first = needed[value[needed] >= value[best] - _WEAKER]
        # Of two in all the better is first: there is nothing for a pair to displace.
        if len(first) and len(units) > 2:
            pairs = (value[first] + second[first]) / 2
            # It displaces the two best single sentences, so it has to be worth more than they are.
            if pairs.max() > (value[best] + np.partition(value, -2)[-2]) / 2:
                best = int(first[pairs.argmax()])
                take(best)
                best += 1
        take(best)
    rest: list[int] = np.argsort(-value, kind="stable").tolist()
    return order + rest[: len(units) - len(order)]


class _Words:
    """How many words units have in common."""

    def __init__(self, units: Sequence[Unit], readings: Sequence[Reading]) -> None:
        numbers: dict[str, int] = {}
        said = [
            {
                numbers.setdefault(c, len(numbers))
                for s in unit.sentences
                for c in readings[s].distinct
            }
            for unit in units
        ]
        self._sizes = np.array([max(1, len(each)) for each in said])
        self._said = said
        flat = np.fromiter(chain.from_iterable(said), np.int64)
        holders = np.repeat(np.arange(len(said)), [len(each) for each in said])
        self._table: NDArray[np.int64] | None = None
        if len(said) * len(numbers) <= _LARGEST_TABLE:
            self._table = np.zeros((len(numbers), len(said)), np.int64)
            self._table[flat, holders] = 1
            return
        order = np.argsort(flat, kind="stable")
        self._holders = holders[order]
        self._since = np.searchsorted(flat[order], np.arange(len(numbers) + 1))

    def neighbours(self) -> Column:
        """Return for each unit but the first how much of it and the one before is the same."""
        shared = [len(one & other) for one, other in pairwise(self._said)]
        share: Column = np.array(shared) / np.minimum(self._sizes[1:], self._sizes[:-1])
        return share

    def repeated(self, index: int) -> Column:
        """Return for each unit the share of its words, or of this one's, that both have."""
        share: Column = self._shared(index) / np.minimum(self._sizes, self._sizes[index])
        return share

    def _shared(self, index: int) -> NDArray[np.int64]:
        """Return how many words of this unit each has."""
        if self._table is not None:
            shared: NDArray[np.int64] = self._table[[*self._said[index]]].sum(0)
            return shared
        holders = [self._holders[self._since[c] : self._since[c + 1]] for c in self._said[index]]
        nobody = np.empty(0, np.int64)
        return np.bincount(np.concatenate([nobody, *holders]), minlength=len(self._sizes))
