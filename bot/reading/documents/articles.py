"""A document's text as an article with its chapters, and a chapter as an article of its own."""

import re
from dataclasses import replace

from bot.domain.article import Article, Source
from bot.domain.book import Book, Chapter
from bot.domain.rich_text import RichText
from bot.reading.documents.wire import ReadText
from bot.reading.structured import StructuredText

_WORD = re.compile(r"\w+")


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
