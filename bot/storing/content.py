"""Articles and documents as they stand in their rows: JSON."""

import asyncio
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.article import Article
from bot.storing.values import KeptDocument

T = TypeVar("T")

_articles: TypeAdapter[Article] = TypeAdapter(Article)
_documents: TypeAdapter[KeptDocument] = TypeAdapter(KeptDocument)


async def written_article(article: Article) -> bytes:
    # It may be a book, here and below.
    return await asyncio.to_thread(_articles.dump_json, article)


async def read_article(content: bytes) -> Article:
    return await asyncio.to_thread(_read, _articles, content)


def written_document(document: KeptDocument) -> bytes:
    return _documents.dump_json(document)


def read_document(content: bytes) -> KeptDocument:
    return _read(_documents, content)


def _read(values: TypeAdapter[T], content: bytes) -> T:
    try:
        return values.validate_json(content)
    except ValidationError as error:
        # Its own words show what a person has sent, which is not for the log.
        where = [fault["loc"] for fault in error.errors(include_input=False, include_url=False)]
        raise ValueError(f"a row that cannot be read, at {where}") from None
