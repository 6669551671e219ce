"""What was read from a document: an article, and the chapters that it has."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.article import Article


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter is `text[start:end]` of the whole text, in characters, its heading included."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Book:
    """An article that was read from a document. Chapters are places in the article's body."""

    article: Article
    chapters: Sequence[Chapter] = ()
    recognised: bool = False
    """Whether the text was read off a picture."""
