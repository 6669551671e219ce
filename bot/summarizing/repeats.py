"""Find sentences that repeat an earlier one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from bot.languages.data import words_of_all
from bot.summarizing.concepts import Reading

# Two sentences say the same if they share so much of all their words.
_SAME = 0.8
# Fewer words than this must be equal one by one.
_FEW = 5
# How many earlier sentences with a rare word in common are looked at, so that a text of a thousand
# similar lines takes no quadratic time.
_LOOK_BACK = 5


def repeats(readings: Sequence[Reading]) -> set[int]:
    """Return the indices of sentences that repeat one before them."""
    frequency = Counter(chain.from_iterable(reading.distinct for reading in readings))
    shared = [concept for concept, count in frequency.items() if count > 1]
    shared.sort(key=frequency.__getitem__)
    rarity = {concept: place for place, concept in enumerate(shared)}
    holders: list[list[int]] = [[] for _ in shared]
    read: list[frozenset[str]] = []
    seen: set[frozenset[str]] = set()
    found: set[int] = set()
    for index, reading in enumerate(readings):
        stems = frozenset(reading.stems)
        read.append(stems)
        if stems in seen:
            found.add(index)
            continue
        seen.add(stems)
        places = [rarity[concept] for concept in reading.distinct if concept in rarity]
        # Sets that are so alike share one of their few rarest members.
        prefix = len(stems) - int(_SAME * len(stems)) + 1
        prefix -= len(reading.distinct) - len(places)
        if prefix <= 0:
            continue
        rarest = sorted(places)[:prefix]
        similar = {other for place in rarest for other in holders[place][-_LOOK_BACK:]}
        if len(stems) >= _FEW and _repeats_one_of(stems, map(read.__getitem__, similar)):
            found.add(index)
            continue
        for place in rarest:
            holders[place].append(index)
    return found


def _repeats_one_of(stems: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    size = len(stems)
    fewest, most = _SAME * size, size / _SAME
    for other in others:
        if fewest <= len(other) <= most:
            common = len(stems & other)
            least = _SAME * (size + len(other) - common)
            if common >= least and _say_the_same(stems, other):
                return True
    return False


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two sentences differ neither in numbers nor in negations."""
    negations = words_of_all("summaries", "negation") | words_of_all("checks", "negations")
    return not any(stem[0].isdigit() or stem in negations for stem in one ^ other)
