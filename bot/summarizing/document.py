"""An article as sumy's document model: a heading for the title, our own sentences and words."""

from collections.abc import Iterable

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from bot.summarizing.words import WordTokenizer


def build_document(title: str, sentences: Iterable[str]) -> ObjectDocumentModel:
    """The document that a sumy summarizer takes. An empty title makes no heading."""
    tokenizer = WordTokenizer()
    headings = [Sentence(title, tokenizer, is_heading=True)] if title else []
    body = [Sentence(text, tokenizer) for text in sentences]
    return ObjectDocumentModel([Paragraph([*headings, *body])])
