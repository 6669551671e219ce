"""The summarizers of sumy, on its document model, with what is wrong in them put right.

sumy drops words with digits or curly apostrophes, knows no Russian stop words, and some of its
summarizers forget to stem; none of that matters where the document says what a word is: documents
come with concepts for words.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer

from bot.domain.article import Sentence
from bot.languages.data import language_table
from bot.summarizing.concepts import NOTHING, Reader, Reading
from bot.summarizing.methods import Method


class _Read:
    """A tokenizer, as sumy asks for one, of a sentence that has been read."""

    def __init__(self, reading: Reading) -> None:
        self._words = tuple(concept for concept in reading.concepts if concept != NOTHING)

    def to_words(self, _text: str) -> tuple[str, ...]:
        return self._words


def build_document(
    title: Reading, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> ObjectDocumentModel:
    """Return the document that a sumy summarizer takes. A title without words makes no heading."""
    heading = SumySentence(title.text, _Read(title), is_heading=True)
    pairs = zip(sentences, readings, strict=True)
    paragraphs = [
        [SumySentence(reading.text, _Read(reading)) for sentence, reading in paragraph]
        for _, paragraph in groupby(pairs, key=lambda pair: pair[0].paragraph)
    ]
    if paragraphs and title.words:
        paragraphs[0].insert(0, heading)
    return ObjectDocumentModel([Paragraph(paragraph) for paragraph in paragraphs])


class SparseLsaSummarizer(LsaSummarizer):  # type: ignore[misc]
    """sumy smooths the words that a sentence lacks too, and numbers words at random."""

    def _create_dictionary(self, document: ObjectDocumentModel) -> dict[str, int]:
        words = dict.fromkeys(word for sentence in document.sentences for word in sentence.words)
        return {word: row for row, word in enumerate(words)}

    def _create_matrix(
        self, document: ObjectDocumentModel, dictionary: dict[str, int]
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        matrix = np.zeros((len(dictionary), len(document.sentences)))
        for column, sentence in enumerate(document.sentences):
            for word in sentence.words:
                matrix[dictionary[word], column] += 1
        return matrix

    def _compute_term_frequency(
        self, matrix: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", smooth: float = 0.4
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
        most = np.maximum(matrix.max(axis=0), 1)
        return np.where(matrix > 0, smooth + (1 - smooth) * matrix / most, 0.0)


def ratings(method: Method, document: ObjectDocumentModel, language: str) -> list[float]:
    """Return the rating of each sentence of a document by a method."""
    found: dict[int, float] = {}

    def note(infos: list[Any]) -> list[Any]:
        # sumy takes a function for a count, and gives it every sentence with its rating.
        found.update((id(info.sentence), float(info.rating)) for info in infos)
        return infos

    if document.sentences:
        with np.errstate(invalid="ignore"):  # of a graph without any edges
            _summarizer(method, language)(document, note)
    rated = [found.get(id(sentence), 0.0) for sentence in document.sentences]
    return [0.0 if math.isnan(rating) else rating for rating in rated]


def _summarizer(method: Method, language: str) -> Any:
    match method:
        case Method.LEXRANK:
            summarizer = LexRankSummarizer()
            summarizer.epsilon = 1e-4  # sumy's own 0.1 stops after a step or two
            return summarizer
        case Method.EDMUNDSON:
            return _edmundson(language)
        case _:
            return _PLAIN[method]()


_PLAIN: Mapping[Method, Any] = {
    Method.TEXTRANK: TextRankSummarizer,
    Method.LSA: SparseLsaSummarizer,
    Method.LUHN: LuhnSummarizer,
    Method.KL: KLSummarizer,
    Method.SUMBASIC: SumBasicSummarizer,
    Method.REDUCTION: ReductionSummarizer,
}


def _edmundson(language: str) -> EdmundsonSummarizer:
    summarizer = EdmundsonSummarizer()
    cues = language_table(language).get("edmundson", {})
    bonus, stigma = cues.get("bonus", ""), cues.get("stigma", "")
    reader = Reader(language)
    # None of the three may be empty.
    summarizer.bonus_words = ("", *reader.read(bonus).concepts)
    summarizer.stigma_words = ("", *reader.read(stigma).concepts)
    summarizer.null_words = ("",)
    return summarizer
