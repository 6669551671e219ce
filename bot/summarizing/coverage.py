"""Concept coverage: a greedy summarizer, which takes the sentence with most that is still unsaid.

A sentence's concepts are its stems without stop words. Works on sumy's document model, as any
summarizer of sumy's does, and also gives the whole order with the gains.
"""

import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sumy.models.dom import ObjectDocumentModel
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers._summarizer import AbstractSummarizer

# Tuned on news texts in English, Russian and Ukrainian.
_ONCE_WEIGHT = 0.1
_CONCEPT_POSITION = 0.6
_TITLE_FACTOR = 10.0
_SENTENCE_LENGTH = 0.8
_SENTENCE_POSITION = 0.2
_SHORTEST_LENGTH = 9
_TITLE_OVERLAP = 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """The sentence taken, as its index in the document, and its gain: what it added."""

    index: int
    gain: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence's concepts in the order of the text, so that sums of floats never vary."""

    concepts: tuple[str, ...]
    divisor: float
    bonus: float

    def gain(self, weights: Mapping[str, float], covered: set[str]) -> float:
        return (
            sum(weights[concept] for concept in self.concepts if concept not in covered)
            / self.divisor
            + self.bonus
        )


class CoverageSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """Called as any sumy summarizer: `summarizer(document, sentences_count)`."""

    stop_words: frozenset[str] = frozenset()

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: Any
    ) -> tuple[SumySentence, ...]:
        """The best sentences in the document's order; the count is a number or "20%"."""
        places = {step.index: -place for place, step in enumerate(self.order(document))}
        numbered = tuple(enumerate(document.sentences))
        best = self._get_best_sentences(numbered, sentences_count, lambda pair: places[pair[0]])
        return tuple(sentence for _, sentence in best)

    def order(self, document: ObjectDocumentModel) -> list[Step]:
        """Every sentence of the document, the most informative first; ties in text order."""
        title = frozenset(
            concept for heading in document.headings for concept in self._concepts(heading)
        )
        concepts = [self._concepts(sentence) for sentence in document.sentences]
        lengths = [len(sentence.words) for sentence in document.sentences]
        return greedy(_candidates(concepts, lengths, title), _weights(concepts, title))

    def _concepts(self, sentence: SumySentence) -> tuple[str, ...]:
        words = map(self.normalize_word, sentence.words)
        return tuple(dict.fromkeys(self.stem_word(w) for w in words if w not in self.stop_words))


def _weights(concepts: Sequence[tuple[str, ...]], title: frozenset[str]) -> dict[str, float]:
    # A sentence that stands in the text twice, as captions do, does not matter twice as much.
    frequency = Counter(concept for sentence in dict.fromkeys(concepts) for concept in sentence)
    first: dict[str, int] = {}
    for index, sentence in enumerate(concepts):
        for concept in sentence:
            first.setdefault(concept, index)
    return {
        concept: (math.sqrt(count) if count > 1 else _ONCE_WEIGHT)
        / (1 + first[concept]) ** _CONCEPT_POSITION
        * (_TITLE_FACTOR if concept in title else 1.0)
        for concept, count in frequency.items()
    }


def _candidates(
    concepts: Sequence[tuple[str, ...]], lengths: Sequence[int], title: frozenset[str]
) -> list[Candidate]:
    return [
        Candidate(
            stems,
            max(length, _SHORTEST_LENGTH) ** _SENTENCE_LENGTH * (1 + index) ** _SENTENCE_POSITION,
            _TITLE_OVERLAP * len(title.intersection(stems)) / len(title) if title else 0.0,
        )
        for index, (stems, length) in enumerate(zip(concepts, lengths, strict=True))
    ]


def greedy(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> list[Step]:
    """Lazy greedy: a gain only ever shrinks, so one that is still the largest needs no others."""
    covered: set[str] = set()
    heap = [(-c.gain(weights, covered), index) for index, c in enumerate(candidates)]
    heapq.heapify(heap)
    steps: list[Step] = []
    while heap:
        _, index = heap[0]
        gain = candidates[index].gain(weights, covered)
        heapq.heapreplace(heap, (-gain, index))
        if heap[0] == (-gain, index):
            heapq.heappop(heap)
            steps.append(Step(index, gain))
            covered.update(candidates[index].concepts)
    return steps
