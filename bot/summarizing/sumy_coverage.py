"""Concept coverage as a summarizer of sumy's, on sumy's document model.

For whoever has a sumy document at hand, such as benchmarks that measure summarizers beside each
other. The bot calls `rank`, which knows more of a sentence and need not import sumy.
"""

from typing import Any

from sumy.models.dom import ObjectDocumentModel
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers._summarizer import AbstractSummarizer

from bot.summarizing.concepts import Reader
from bot.summarizing.coverage import candidates, concept_weights
from bot.summarizing.greedy import greedy


class CoverageSummarizer(AbstractSummarizer):  # type: ignore[misc]
    """Called as any summarizer of sumy's: `summarizer(document, sentences_count)`."""

    def __init__(self, language: str) -> None:
        """`language` is an ISO 639 code; it settles stems and stop words."""
        super().__init__()
        self._reader = Reader(language)

    def __call__(
        self, document: ObjectDocumentModel, sentences_count: Any
    ) -> tuple[SumySentence, ...]:
        """The best sentences in the document's order; the count is a number or "20%".

        The document's headings are its title.
        """
        title = self._reader.read(" ".join(map(str, document.headings)))
        readings = [self._reader.read(str(sentence)) for sentence in document.sentences]
        steps = greedy(candidates(readings, title), concept_weights(readings, title))
        ratings = {step.index: -place for place, step in enumerate(steps)}
        numbered = tuple(enumerate(document.sentences))
        best = self._get_best_sentences(numbered, sentences_count, lambda pair: ratings[pair[0]])
        return tuple(sentence for _, sentence in best)
