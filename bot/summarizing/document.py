"""An article as sumy's document model, with words that are concepts already.

sumy drops words with digits or curly apostrophes, knows no Russian stop words, and some of its
summarizers forget to stem; none of that matters where the document says what a word is.
"""

from collections.abc import Sequence
from itertools import groupby

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.models.dom import Sentence as SumySentence

from bot.domain.article import Sentence
from bot.summarizing.concepts import NOTHING, Reading


class _Read:
    """A tokenizer, as sumy asks for one, of a sentence that has been read."""

    def __init__(self, reading: Reading) -> None:
        self._words = tuple(concept for concept in reading.concepts if concept != NOTHING)

    def to_words(self, _text: str) -> tuple[str, ...]:
        return self._words


def build_document(
    title: Reading, sentences: Sequence[Sentence], readings: Sequence[Reading]
) -> ObjectDocumentModel:
    """The document that a sumy summarizer takes. A title without words makes no heading."""
    heading = SumySentence(title.text, _Read(title), is_heading=True)
    pairs = zip(sentences, readings, strict=True)
    paragraphs = [
        [SumySentence(reading.text, _Read(reading)) for sentence, reading in paragraph]
        for _, paragraph in groupby(pairs, key=lambda pair: pair[0].paragraph)
    ]
    if paragraphs and title.words:
        paragraphs[0].insert(0, heading)
    return ObjectDocumentModel([Paragraph(paragraph) for paragraph in paragraphs])
