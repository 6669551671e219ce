"""All SQL behind one class. It knows the values, never Telegram."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter
from sqlalchemy import delete, event, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine

from bot.article import Article
from bot.reading.documents import Chapter
from bot.storing.tables import ArticleRow, Base, DocumentRow, PersonRow, TranslationRow

# A translation that is used all day is written once an hour.
_LEAST_AGE_TO_TOUCH = timedelta(hours=1)

_articles: TypeAdapter[Article] = TypeAdapter(Article)


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The file that an article was read from, by which Telegram knows it, and its chapters."""

    file_id: str
    name: str
    chapters: Sequence[Chapter] = ()


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


class Store:
    """The database. Open it before use, close it at the end."""

    def __init__(self, url: str) -> None:
        self._url = _with_async_driver(make_url(url))
        self._engine: AsyncEngine = create_async_engine(self._url)
        if self._url.get_backend_name() == "sqlite":
            event.listen(self._engine.sync_engine, "connect", _tune_sqlite)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        postgresql = self._url.get_backend_name() == "postgresql"
        self._insert = postgresql_insert if postgresql else sqlite_insert

    async def open(self) -> None:
        """Make the folder of an SQLite file and the tables that are missing.

        Raises SQLAlchemyError or OSError where the database cannot be reached or written.
        """
        if self._url.get_backend_name() == "sqlite" and self._url.database not in (
            None,
            ":memory:",
        ):
            Path(self._url.database or "").parent.mkdir(parents=True, exist_ok=True)
        async with self._engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def close(self) -> None:
        await self._engine.dispose()

    async def preferences(self, person_id: int) -> Preferences:
        async with self._sessions() as session:
            row = await session.get(PersonRow, person_id)
        return Preferences(row.language, row.summary_sentences) if row else Preferences()

    async def prefer(self, person_id: int, preferences: Preferences) -> None:
        """Keep what a person has chosen, in place of what they chose before."""
        async with self._sessions.begin() as session:
            await session.merge(
                PersonRow(
                    person_id=person_id,
                    language=preferences.language,
                    summary_sentences=preferences.summary_sentences,
                )
            )

    async def keep(
        self,
        chat_id: int,
        person_id: int,
        message_id: int,
        article: Article,
        document: KeptDocument | None = None,
    ) -> RecentArticle:
        """Store an article that a person asked about, and which file it was read from."""
        row = ArticleRow(
            chat_id=chat_id,
            person_id=person_id,
            message_id=message_id,
            content=await asyncio.to_thread(_articles.dump_json, article),
        )
        async with self._sessions.begin() as session:
            session.add(row)
            if document is not None:
                await session.flush()
                content = _documents.dump_json(document)
                session.add(DocumentRow(article_id=row.article_id, content=content))
        return RecentArticle(row.article_id, chat_id, person_id, message_id, article)

    async def article(self, article_id: int) -> RecentArticle | None:
        """The article with this id, unless it was deleted since."""
        async with self._sessions() as session:
            row = await session.get(ArticleRow, article_id)
        return await RecentArticle.from_row(row) if row else None

    async def document(self, article_id: int) -> KeptDocument | None:
        """The file that an article was read from; None for an article that came otherwise."""
        async with self._sessions() as session:
            row = await session.get(DocumentRow, article_id)
        return _documents.validate_json(row.content) if row else None

    async def learn_language(self, article_id: int, language: str) -> None:
        """Keep what language an article turned out to be in."""
        async with self._sessions.begin() as session:
            row = await session.get(ArticleRow, article_id)
            if row is not None:
                article = replace(_articles.validate_json(row.content), language=language)
                row.content = _articles.dump_json(article)

    async def last_article(self, chat_id: int) -> RecentArticle | None:
        """The article that was asked about last in a chat."""
        query = (
            select(ArticleRow)
            .where(ArticleRow.chat_id == chat_id)
            .order_by(ArticleRow.article_id.desc())
            .limit(1)
        )
        async with self._sessions() as session:
            row = await session.scalar(query)
        return await RecentArticle.from_row(row) if row else None

    async def article_in(self, chat_id: int, message_id: int) -> RecentArticle | None:
        """What was last read in a message, if anything was."""
        query = (
            select(ArticleRow)
            .where(ArticleRow.chat_id == chat_id, ArticleRow.message_id == message_id)
            .order_by(ArticleRow.article_id.desc())
            .limit(1)
        )
        async with self._sessions() as session:
            row = await session.scalar(query)
        return await RecentArticle.from_row(row) if row else None

    async def forget_articles(self, older_than: timedelta) -> None:
        """Delete the articles that were stored longer ago than this."""
        limit = datetime.now(UTC) - older_than
        async with self._sessions.begin() as session:
            await session.execute(delete(ArticleRow).where(ArticleRow.stored_at < limit))
            await session.execute(delete(DocumentRow).where(DocumentRow.stored_at < limit))

    async def recall(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The remembered translations with these keys, as far as there are any."""
        if not keys:
            return {}
        query = select(TranslationRow.key, TranslationRow.content).where(
            TranslationRow.key.in_(keys)
        )
        async with self._sessions() as session:
            return {row.key: row.content for row in await session.execute(query)}

    async def remember(self, rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        """Keep translations, and know that those with the keys `used` were of use just now."""
        now = datetime.now(UTC)
        insert = self._insert(TranslationRow)
        write = insert.on_conflict_do_update(
            index_elements=[TranslationRow.key],
            set_={"content": insert.excluded.content, "used_at": insert.excluded.used_at},
        )
        touch = (
            update(TranslationRow)
            .where(TranslationRow.key.in_(used))
            .where(TranslationRow.used_at < now - _LEAST_AGE_TO_TOUCH)
            .values(used_at=now)
        )
        async with self._sessions.begin() as session:
            if rows:
                # In one order in all processes, so that none waits for a row of another in a ring.
                values = [
                    {"key": key, "content": rows[key], "used_at": now} for key in sorted(rows)
                ]
                await session.execute(write, values)
            if used:
                await session.execute(touch)

    async def forget_translations(self, older_than: timedelta, most: int) -> None:
        """Delete the translations that were last of use longer ago than this, and of the rest all
        but the `most` last used.
        """
        limit = datetime.now(UTC) - older_than
        surplus = select(TranslationRow.key).order_by(TranslationRow.used_at.desc()).offset(most)
        async with self._sessions.begin() as session:
            await session.execute(delete(TranslationRow).where(TranslationRow.used_at < limit))
            await session.execute(delete(TranslationRow).where(TranslationRow.key.in_(surplus)))


def _with_async_driver(url: URL) -> URL:
    return url.set(drivername="sqlite+aiosqlite") if url.drivername == "sqlite" else url


def _tune_sqlite(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # Readers do not wait for a writer, and a writer for another process only a while.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()
