"""Takes candidates one by one, always the one that gains most; lazily, so that it takes no
quadratic time.
"""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be taken: its concepts, each named once, and what its gain is made of.

    `after` is the index of the candidate that must be taken before; one that is `last` waits until
    no other is left.
    """

    concepts: tuple[str, ...]
    divisor: float = 1.0
    bonus: float = 0.0
    after: int | None = None
    last: bool = False

    def gain(self, unsaid: Mapping[str, float]) -> float:
        """`unsaid` are the weights of the concepts, 0 where one has been covered."""
        return sum(map(unsaid.__getitem__, self.concepts)) / self.divisor + self.bonus


@dataclass(frozen=True, slots=True)
class Step:
    """The candidate taken, as its index, what it gained, and the concepts that it was first in."""

    index: int
    gain: float
    covered: tuple[str, ...]


def greedy(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Step]:
    """All candidates in the order in which they are taken; ties go to the earlier one.

    A gain only ever shrinks, so one that is still the largest needs no others to be looked at.
    """
    unsaid = dict(weights)
    covered: set[str] = set()
    waiting: dict[int, list[int]] = defaultdict(list)
    heap: list[tuple[bool, float, int]] = []

    def entry(index: int) -> tuple[bool, float, int]:
        candidate = candidates[index]
        return candidate.last, -candidate.gain(unsaid), index

    for index, candidate in enumerate(candidates):
        if candidate.after is None:
            heap.append(entry(index))
        else:
            waiting[candidate.after].append(index)
    heapq.heapify(heap)
    steps: list[Step] = []
    while heap:
        best = entry(heap[0][2])
        heapq.heapreplace(heap, best)
        if heap[0] != best:
            continue
        heapq.heappop(heap)
        _, negative_gain, index = best
        concepts = candidates[index].concepts
        new = tuple(concept for concept in concepts if concept not in covered)
        steps.append(Step(index, -negative_gain, new))
        covered.update(new)
        unsaid.update(dict.fromkeys(new, 0.0))
        for follower in waiting.pop(index, ()):
            heapq.heappush(heap, entry(follower))
    return steps
