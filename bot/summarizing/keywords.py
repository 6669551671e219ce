"""The words that an article is about: its weightiest concepts, as they are spelled most often."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bot.summarizing.concepts import Reading

_MOST = 6
_SHORTEST = 3


def keywords(weights: Mapping[str, float], readings: Sequence[Reading]) -> tuple[str, ...]:
    """At most six words, the weightiest first, each of which stands in two sentences at least."""
    frequency = Counter(chain.from_iterable(reading.distinct for reading in readings))
    repeated = (c for c in weights if frequency[c] > 1 and len(c) >= _SHORTEST and c.isalpha())
    heaviest = sorted(repeated, key=lambda concept: -weights[concept])[:_MOST]
    return tuple(_spelled(heaviest, readings))


def _spelled(concepts: Sequence[str], readings: Iterable[Reading]) -> Iterator[str]:
    wanted = frozenset(concepts)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        if wanted.isdisjoint(reading.distinct):
            continue
        for place, (word, concept) in enumerate(zip(reading.words, reading.concepts, strict=True)):
            if concept in wanted:
                # The first word of a sentence has a capital letter whatever it means.
                forms[concept][word] += 3 if place else 1
    for concept in concepts:
        yield forms[concept].most_common(1)[0][0]
