"""Choose a summary as a whole: the order in which sentences are taken, from their grades.

Always the sentence comes next that is worth most beside those that are taken already: what repeats
them is worth less, what follows one of them needs no other. Two neighbours compete with single
sentences at what both are worth together. A longer summary therefore holds every shorter one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from bot.summarizing.concepts import Reading

# Grades that a sentence loses if all its words have been said by one that is taken.
_REPETITION = 0.5
# Grades by which the first of a pair may be behind the best single sentence.
_WEAKER = 0.3
# Grades that the second of a pair must gain by the first: what needs no other comes by itself.
_GAIN = 0.1
# After so many the rest follows by grade alone; no summary is that long.
_CAREFUL = 60
_TAKEN = float("-inf")


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
    said = [
        frozenset(chain.from_iterable([readings[s].distinct for s in unit.sentences]))
        for unit in units
    ]
    sizes = [max(1, len(words)) for words in said]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(said):
        for word in words:
            holders[word].append(index)
    alone = [unit.alone for unit in units]
    after = [max(unit.alone, unit.alone if unit.after is None else unit.after) for unit in units]
    # What each is worth beside those that are taken, and what right after the one before it.
    value, second = alone.copy(), after.copy()
    for index in range(1, len(units)):
        shared = len(said[index - 1] & said[index])
        second[index] -= _REPETITION * (shared / min(sizes[index - 1], sizes[index]))
    # Those whose following one needs them.
    needed = [n for n in range(len(units) - 1) if after[n + 1] - alone[n + 1] >= _GAIN]
    order: list[int] = []

    def take(index: int) -> None:
        order.append(index)
        size = sizes[index]
        of_each = chain.from_iterable([holders[word] for word in said[index]])
        for other, shared in Counter(of_each).items():
            # The share of the words of either, whichever has fewer.
            lost = _REPETITION * (shared / min(size, sizes[other]))
            value[other] -= lost
            second[other] -= lost
        value[index] = second[index] = _TAKEN
        if index + 1 < len(units):
            value[index + 1] += after[index + 1] - alone[index + 1]

    def worth_with_next(index: int) -> float:
        return (value[index] + second[index + 1]) / 2

    while len(order) < min(_CAREFUL, len(units)):
        highest = max(value)
        best = value.index(highest)
        firsts = [n for n in needed if value[n] >= highest - _WEAKER]
        # Of two in all the better is first: there is nothing for a pair to displace.
        if firsts and len(units) > 2:
            first = max(firsts, key=worth_with_next)
            # It displaces the two best single sentences, so it has to be worth more than they are.
            if worth_with_next(first) > (highest + max(value[:best] + value[best + 1 :])) / 2:
                take(first)
                best = first + 1
        take(best)
    rest = sorted(range(len(units)), key=value.__getitem__, reverse=True)
    return order + rest[: len(units) - len(order)]
