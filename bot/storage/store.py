"""The database, behind one class that takes and returns values."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.domain.article import Article
from bot.domain.preferences import Automatic, Bilingual, Extent, Preferences, Reactions
from bot.storage.database import in_plain_words, is_missing, make_engine, make_file
from bot.storage.glossaries import Glossaries
from bot.storage.migrating import migrate
from bot.storage.outages import (
    delete_in_batches,
    delete_rows,
    done_to_its_end,
    outlasting_outages,
)
from bot.storage.slots import Slots
from bot.storage.tables import AnswerRow, ArticleRow, PreferencesRow
from bot.storage.translations import Translations
from bot.storage.usage import Usage
from bot.storage.values import (
    Forgotten,
    KeptDocument,
    RecentArticle,
    read_article,
    read_document,
    written_article,
    written_document,
)

# Articles deleted in one transaction; one may be a book.
_ARTICLES_AT_ONCE = 10
# Milliseconds that a checkpoint waits for readers; meanwhile nobody can write.
_CHECKPOINT_PATIENCE = 500

# Built once, since every answer needs them.
_OF_CHAT = and_(
    PreferencesRow.chat_id == bindparam("chat"),
    PreferencesRow.topic_id.in_([0, bindparam("topic")]),
)
_OF_PERSON = and_(PreferencesRow.chat_id == bindparam("person"), PreferencesRow.topic_id == 0)
_PREFERENCES, _PREFERENCES_OF_BOTH = (
    select(PreferencesRow.__table__).where(condition).order_by(PreferencesRow.topic_id)
    for condition in (_OF_CHAT, or_(_OF_CHAT, _OF_PERSON))
)
_KEEP = insert(ArticleRow).returning(ArticleRow.article_id)


class Store:
    """The database. Open it before use, close it at the end. Raises DatabaseUnusable for its URL.

    If the database is out of reach or full, its methods wait and try again, except those of
    `translations`, which are not essential. All raise SQLAlchemyError for other errors.
    """

    def __init__(self, url: str) -> None:
        self._engine = self._reading = make_engine(url)
        postgresql = self._engine.dialect.name == "postgresql"
        if postgresql:
            # One question each, which needs no transaction around it.
            self._reading = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self._insert = postgresql_insert if postgresql else sqlite_insert
        self.slots = Slots(self._engine)
        self.usage = Usage(self._engine, self._insert)
        self.translations = Translations(self._engine, self._reading, self._insert)
        self.glossaries = Glossaries(self._engine, self._reading, self._insert)

    @property
    def url(self) -> str:
        """Where it is, with stars for the password."""
        return str(self._engine.url.set(drivername=self._engine.dialect.name))

    async def open(self) -> None:
        """Make the folder of an SQLite file, and the tables as this version needs them.

        Raises DatabaseAway where the database cannot be reached, else DatabaseUnusable; and
        DatabaseTooNew, having changed nothing.
        """
        with in_plain_words():
            make_file(self._engine.url)
            await asyncio.to_thread(migrate, self._engine)

    async def try_out(self) -> None:
        """Do as `open`, but only see whether an SQLite file could be made where there is none."""
        with in_plain_words():
            missing = is_missing(self._engine.url)
        if not missing:
            await self.open()

    @done_to_its_end
    def try_to_write(self) -> None:
        """Write what is there already. Raises SQLAlchemyError where nothing can be written."""
        with self._engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))

    async def close(self) -> None:
        """Close the connections."""
        await asyncio.to_thread(self._engine.dispose)

    @outlasting_outages
    def preferences(self, chat_id: int, topic_id: int = 0) -> Preferences:
        """Return what was chosen for a topic, or else for its chat; a person's id is a chat's."""
        return self._preferences(_PREFERENCES, chat=chat_id, topic=topic_id)[chat_id]

    @outlasting_outages
    def preferences_in(self, chat_id: int, topic_id: int, person_id: int) -> Preferences:
        """Return what holds for a person in a chat: what is chosen there, or else their own."""
        if chat_id == person_id:
            return self._preferences(_PREFERENCES, chat=chat_id, topic=0)[chat_id]
        found = self._preferences(
            _PREFERENCES_OF_BOTH, chat=chat_id, topic=topic_id, person=person_id
        )
        return found[chat_id].with_defaults(found[person_id])

    def _preferences(self, query: Select[Any], **where: int) -> dict[int, Preferences]:
        found = defaultdict[int, Preferences](Preferences)
        with self._reading.connect() as connection:
            # Those of the topic come last.
            for row in connection.execute(query, where):
                found[row.chat_id] = _read_preferences(row)
        return found

    @outlasting_outages
    def prefer(self, chat_id: int, preferences: Preferences, topic_id: int = 0) -> None:
        """Keep what was chosen for a chat or a topic, in place of what was chosen before."""
        chosen = _written_preferences(preferences)
        write = self._insert(PreferencesRow).values(chat_id=chat_id, topic_id=topic_id, **chosen)
        keys = [PreferencesRow.chat_id, PreferencesRow.topic_id]
        with self._engine.begin() as connection:
            connection.execute(write.on_conflict_do_update(index_elements=keys, set_=chosen))

    async def forget_preferences(self, chat_id: int, topic_id: int) -> None:
        """Delete what was chosen for a topic, or for a chat as a whole."""
        of_topic = and_(PreferencesRow.chat_id == chat_id, PreferencesRow.topic_id == topic_id)
        await delete_rows(self._engine, delete(PreferencesRow).where(of_topic))

    @outlasting_outages
    def keep(
        self,
        chat_id: int,
        person_id: int,
        message_id: int,
        article: Article,
        document: KeptDocument | None = None,
        topic_id: int = 0,
    ) -> RecentArticle:
        """Store an article that a person asked about, and which file it was read from."""
        row = {
            "chat_id": chat_id,
            "person_id": person_id,
            "message_id": message_id,
            "topic_id": topic_id,
            "content": written_article(article),
            "document": written_document(document) if document else None,
        }
        with self._engine.begin() as connection:
            id = connection.execute(_KEEP, row).scalar_one()
        return RecentArticle(id, chat_id, person_id, message_id, article, document, topic_id)

    @outlasting_outages
    def article(self, article_id: int) -> RecentArticle | None:
        """Return the article with this id, unless it was deleted since."""
        return self._latest_article(ArticleRow.article_id == article_id)

    @outlasting_outages
    def last_article(self, chat_id: int, topic_id: int = 0) -> RecentArticle | None:
        """Return the article that was asked about last in a topic of a chat."""
        return self._latest_article(
            and_(ArticleRow.chat_id == chat_id, ArticleRow.topic_id == topic_id)
        )

    @outlasting_outages
    def article_in(self, chat_id: int, message_id: int) -> RecentArticle | None:
        """Return what was last read in a message, if anything was."""
        return self._latest_article(
            and_(ArticleRow.chat_id == chat_id, ArticleRow.message_id == message_id)
        )

    def _latest_article(self, condition: ColumnElement[bool]) -> RecentArticle | None:
        query = (
            select(ArticleRow.__table__)
            .where(condition)
            .order_by(ArticleRow.article_id.desc())
            .limit(1)
        )
        with self._reading.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return RecentArticle(
            row.article_id,
            row.chat_id,
            row.person_id,
            row.message_id,
            read_article(row.content),
            read_document(row.document) if row.document else None,
            row.topic_id,
        )

    @outlasting_outages
    def claim(self, article: RecentArticle, person_id: int) -> bool:
        """Let an article be another person's. False where it was claimed before."""
        known = and_(ArticleRow.article_id == article.id, ArticleRow.person_id == article.person_id)
        write = update(ArticleRow).where(known).values(person_id=person_id)
        with self._engine.begin() as connection:
            return bool(connection.execute(write).rowcount)

    @outlasting_outages
    def learn_language(self, article_id: int, language: str) -> None:
        """Keep what language an article turned out to be in."""
        recent = self._latest_article(ArticleRow.article_id == article_id)
        if recent is None:
            return
        content = written_article(replace(recent.article, language=language))
        write = update(ArticleRow).where(ArticleRow.article_id == article_id)
        with self._engine.begin() as connection:
            connection.execute(write.values(content=content))

    @outlasting_outages
    def answers(self, chat_id: int, message_id: int) -> list[int]:
        """Return the ids of the messages that answer a channel's post, if any are known."""
        query = (
            select(AnswerRow.answer_ids)
            .where(AnswerRow.chat_id == chat_id)
            .where(AnswerRow.message_id == message_id)
        )
        with self._reading.connect() as connection:
            found = connection.scalar(query)
        return list(map(int, (found or "").split()))

    @outlasting_outages
    def keep_answers(self, chat_id: int, message_id: int, answer_ids: Sequence[int]) -> None:
        """Keep which messages answer a channel's post, in place of what was known."""
        ids = " ".join(map(str, answer_ids))
        row = {"chat_id": chat_id, "message_id": message_id, "stored_at": datetime.now(UTC)}
        write = self._insert(AnswerRow).values(answer_ids=ids, **row)
        keys = [AnswerRow.chat_id, AnswerRow.message_id]
        with self._engine.begin() as connection:
            connection.execute(
                write.on_conflict_do_update(index_elements=keys, set_={"answer_ids": ids})
            )

    @outlasting_outages
    def move_preferences(self, old_chat_id: int, new_chat_id: int) -> None:
        """Let what was chosen for a group hold for the supergroup that it has become."""
        of_old = PreferencesRow.chat_id == old_chat_id
        of_new = PreferencesRow.chat_id == new_chat_id
        with self._engine.begin() as connection:
            if connection.scalar(select(PreferencesRow.chat_id).where(of_new).limit(1)) is None:
                move = update(PreferencesRow).where(of_old).values(chat_id=new_chat_id)
                connection.execute(move)

    async def forget_articles(self, older_than: timedelta) -> None:
        """Delete the articles, and what is known of answers, from longer ago than this."""
        limit = datetime.now(UTC) - older_than
        await self._delete_articles(ArticleRow.stored_at < limit)
        await delete_rows(self._engine, delete(AnswerRow).where(AnswerRow.stored_at < limit))

    async def forget_person(self, person_id: int) -> Forgotten:
        """Delete all that is kept about a person or in the name of a chat; say what there was."""
        articles = await self._delete_articles(ArticleRow.person_id == person_id)
        settings = await delete_rows(
            self._engine, delete(PreferencesRow).where(PreferencesRow.chat_id == person_id)
        )
        await delete_rows(self._engine, delete(AnswerRow).where(AnswerRow.chat_id == person_id))
        await self.usage.forget_person(person_id)
        glossary = await self.glossaries.forget(person_id)
        return Forgotten(articles, settings=bool(settings), glossary=glossary)

    @outlasting_outages
    def checkpoint(self) -> bool:
        """Empty the write-ahead log of an SQLite file: what was deleted is still in it.

        False where somebody still reads what is in it. PostgreSQL does so at times of its own.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        with self._engine.connect() as connection:
            (patience,) = _pragma(connection, "busy_timeout")
            _pragma(connection, f"busy_timeout = {_CHECKPOINT_PATIENCE}")
            try:
                busy, _, _ = _pragma(connection, "wal_checkpoint(TRUNCATE)")
            finally:
                _pragma(connection, f"busy_timeout = {patience}")
        return not busy

    async def _delete_articles(self, condition: ColumnElement[bool]) -> int:
        key = ArticleRow.article_id
        return await delete_in_batches(self._engine, key, condition, _ARTICLES_AT_ONCE)


def _read_preferences(row: Row[Any]) -> Preferences:
    return Preferences(
        row.language,
        Extent(row.summary_extent) if row.summary_extent else row.summary_sentences,
        row.target,
        tuple(row.read.split()),
        Bilingual(row.bilingual),
        Automatic(row.automatic),
        row.details,
        None
        if row.summary_reaction is None
        else Reactions(row.summary_reaction, row.translation_reaction or ""),
    )


def _written_preferences(preferences: Preferences) -> dict[str, Any]:
    length = preferences.length
    is_word = isinstance(length, Extent)
    summary, translation = preferences.reactions or (None, None)
    return {
        "language": preferences.language,
        "summary_sentences": None if is_word else length,
        "summary_extent": str(length) if is_word else None,
        "target": preferences.target,
        "read": " ".join(preferences.read),
        "bilingual": str(preferences.bilingual),
        "automatic": str(preferences.automatic),
        "details": preferences.details,
        "summary_reaction": summary,
        "translation_reaction": translation,
    }


def _pragma(connection: Connection, pragma: str) -> Sequence[Any]:
    """Return the row that a PRAGMA of SQLite answers with."""
    return connection.exec_driver_sql(f"PRAGMA {pragma}").one()
