"""A document's text as an article with its chapters, and a chapter as an article of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.article import Article, Source
from bot.domain.rich_text import RichText
from bot.reading.documents.wire import Chapter, ReadText
from bot.reading.structured import StructuredText

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Book:
    """An article that was read from a document. Chapters are places in the article's body."""

    article: Article
    chapters: Sequence[Chapter] = ()
    recognised: bool = False
    """Whether the text was read off a picture."""


def book_of(read: ReadText, source: Source) -> Book:
    """Return what was read from a document that came from `source`."""
    source = replace(source, date=source.date or read.date)
    article = Article(read.title, read.text, source=source, author=read.author, blocks=read.blocks)
    return Book(article, read.chapters, read.recognised)


def chapter_article(article: Article, chapter: Chapter) -> Article:
    """Return a chapter of an article, named for the book that it is from."""
    whole = StructuredText(article.body, article.blocks)
    part = whole[chapter.start : chapter.end].strip()
    line, _, rest = part.text.text.partition("\n")
    if same_words(line, chapter.title) and rest.strip():
        part = part[len(line) :].strip()
    name = article.title.text or article.source.name
    source = replace(article.source, name=name)
    return replace(
        article,
        title=RichText(chapter.title),
        body=part.text,
        blocks=part.blocks,
        source=source,
    )


def same_words(one: str, other: str) -> bool:
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())
