"""What goes into the store and comes back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from pydantic import TypeAdapter

from bot.article import Article
from bot.reading.documents import Chapter
from bot.storing.tables import ArticleRow

_articles: TypeAdapter[Article] = TypeAdapter(Article)


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The file that an article was read from, by which Telegram knows it, and its chapters."""

    file_id: str
    name: str
    chapters: Sequence[Chapter] = ()

    @classmethod
    def from_json(cls, content: bytes) -> "KeptDocument":
        return _documents.validate_json(content)

    def to_json(self) -> bytes:
        return _documents.dump_json(self)


_documents: TypeAdapter[KeptDocument] = TypeAdapter(KeptDocument)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person has chosen; None leaves it to Telegram's language and to the configuration."""

    language: str | None = None
    summary_sentences: int | None = None


@dataclass(frozen=True, slots=True)
class RecentArticle:
    """A stored article, who asked for it, and the message that it stood in."""

    id: int
    chat_id: int
    person_id: int
    message_id: int
    article: Article

    @classmethod
    async def from_row(cls, row: ArticleRow) -> Self:
        # The content may be a book.
        article = await asyncio.to_thread(_articles.validate_json, row.content)
        return cls(row.article_id, row.chat_id, row.person_id, row.message_id, article)


async def article_content(article: Article) -> bytes:
    """An article as it stands in its row."""
    return await asyncio.to_thread(_articles.dump_json, article)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person."""

    articles: int
    settings: bool
