"""Sentences that say what an earlier one has said."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from bot.summarizing.concepts import Reading

# Two sentences say the same if they share so much of all their words.
_SAME = 0.8
# Fewer words than this must be equal one by one.
_FEW = 5
# How many earlier sentences with a rare word in common are looked at, so that a text of a thousand
# similar lines takes no quadratic time.
_LOOK_BACK = 5

_NEGATIONS = frozenset({"not", "no", "never", "nor", "не", "ні", "нет", "ни", "жоден"})


def repeats(readings: Sequence[Reading]) -> set[int]:
    """Return the indices of sentences that repeat one before them."""
    frequency = Counter(chain.from_iterable(reading.distinct for reading in readings))
    unique = {concept for concept, count in frequency.items() if count == 1}
    shared = [concept for concept in frequency if concept not in unique]
    shared.sort(key=frequency.__getitem__)
    rarity = {concept: place for place, concept in enumerate(shared)}
    seen: set[frozenset[str]] = set()
    holders: dict[int, list[frozenset[str]]] = defaultdict(list)
    found: set[int] = set()
    for index, reading in enumerate(readings):
        stems = frozenset(reading.stems)
        if stems in seen:
            found.add(index)
            continue
        seen.add(stems)
        # Sets that are so alike share one of their few rarest members.
        prefix = len(stems) - int(_SAME * len(stems)) + 1
        prefix -= len(unique.intersection(reading.distinct))
        if prefix <= 0:
            continue
        rarest = sorted(rarity[c] for c in reading.distinct if c not in unique)[:prefix]
        similar = [holders[concept][-_LOOK_BACK:] for concept in rarest]
        if len(stems) >= _FEW and _repeats_one_of(similar, stems):
            found.add(index)
            continue
        for concept in rarest:
            holders[concept].append(stems)
    return found


def _repeats_one_of(similar: Sequence[Sequence[frozenset[str]]], stems: frozenset[str]) -> bool:
    size = len(stems)
    fewest, most = _SAME * size, size / _SAME
    for others in similar:
        for other in others:
            if not fewest <= len(other) <= most:
                continue
            common = len(stems & other)
            if common >= _SAME * (size + len(other) - common) and _say_the_same(stems, other):
                return True
    return False


def _say_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Another number or a "not" more makes it another statement."""
    return not any(stem[0].isdigit() or stem in _NEGATIONS for stem in one ^ other)
