"""Concept coverage: that sentence matters most which has most to say that is still unsaid.

Sentences are what `greedy` takes them for; here is what each of them, and each concept, is worth.
"""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from bot.summarizing.concepts import Reading
from bot.summarizing.greedy import Candidate
from bot.summarizing.leaning import speaks_of_another

# Tuned on news texts in English, Russian and Ukrainian.
_ONCE_WEIGHT = 0.1
_CONCEPT_POSITION = 0.6
_TITLE_FACTOR = 10.0
_SENTENCE_LENGTH = 0.8
_SENTENCE_POSITION = 0.2
_SHORTEST = 6.0
_LONG = 35.0
_TITLE_OVERLAP = 1.0
_PRONOUN_FACTOR = 0.7
_LETTERS_A_WORD = 6.5
"""With the space: lengths are counted in words of this size, since short words say little."""


def concept_weights(readings: Sequence[Reading], title: Reading) -> dict[str, float]:
    """How much it matters to say each concept of the sentences and of the title.

    The title counts as one more sentence, and as the first. Where there is none, the first sentence
    says what the article is about.
    """
    sentences = [reading.distinct for reading in readings]
    in_title = frozenset(title.distinct or chain.from_iterable(sentences[:1]))
    # From a generator, in which other threads have their turn: a book has 400,000 words.
    frequency = Counter(chain(title.distinct, chain.from_iterable(s for s in sentences)))
    first: dict[str, int] = {}
    for index in reversed(range(len(sentences))):
        first.update(dict.fromkeys(sentences[index], index))
    first.update(dict.fromkeys(in_title, 0))
    return {
        concept: (math.sqrt(count) if count > 1 else _ONCE_WEIGHT)
        / (1 + first[concept]) ** _CONCEPT_POSITION
        * (_TITLE_FACTOR if concept in in_title else 1.0)
        for concept, count in frequency.items()
    }


def candidates(readings: Sequence[Reading], title: Reading) -> list[Candidate]:
    """The sentences, in the order of the text."""
    in_title = frozenset(title.distinct)
    found: list[Candidate] = []
    for index, reading in enumerate(readings):
        words = max(len(reading.text) / _LETTERS_A_WORD, _SHORTEST)
        length = words**_SENTENCE_LENGTH * max(words / _LONG, 1.0)
        worth = _PRONOUN_FACTOR if index and speaks_of_another(reading.text) else 1.0
        divisor = length * (1 + index) ** _SENTENCE_POSITION / worth
        overlap = len(in_title.intersection(reading.distinct)) / len(in_title) if in_title else 0.0
        found.append(Candidate(reading.distinct, divisor, _TITLE_OVERLAP * overlap))
    return found
