"""A document's text as an article with its chapters, and a chapter as an article of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.article import Article, Source
from bot.reading.documents.wire import Chapter, ReadText
from bot.reading.posts import Post, read_post
from bot.text import RichText

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Book:
    """An article that was read from a document. Chapters are places in the article's body."""

    article: Article
    chapters: Sequence[Chapter] = ()
    recognised: bool = False
    """Whether the text was read off a picture."""


def book_of(read: ReadText, source: Source) -> Book:
    """The document's own title and author, else those that stand above its text.

    Raises NoText and LinkOnly.
    """
    article = read_post(Post(read.text, source), len(read.text))
    if read.title:
        body = read.text.strip()
        line, _, _ = body.text.partition("\n")
        if _same_words(line, read.title) and len(line) < len(body):
            body = body[len(line) :].strip()
        article = replace(article, title=RichText(read.title), body=body)
    # Whatever stands above the body was taken off the text's beginning.
    gone = len(read.text) - len(article.body)
    chapters = tuple(
        Chapter(chapter.title, max(chapter.start - gone, 0), chapter.end - gone)
        for chapter in read.chapters
        if chapter.end > gone
    )
    return Book(replace(article, author=read.author or article.author), chapters, read.recognised)


def chapter_article(article: Article, chapter: Chapter) -> Article:
    """A chapter of an article, named for the book that it is from."""
    body = article.body[chapter.start : chapter.end].strip()
    line, _, rest = body.text.partition("\n")
    if _same_words(line, chapter.title) and rest.strip():
        body = body[len(line) :].strip()
    name = article.title.text or article.source.name
    source = replace(article.source, name=name)
    return replace(article, title=RichText(chapter.title), body=body, source=source)


def _same_words(one: str, other: str) -> bool:
    return _WORD.findall(one.lower()) == _WORD.findall(other.lower())
