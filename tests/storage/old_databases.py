"""Databases as earlier versions have left them, on SQLite and PostgreSQL."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, MetaData, Table, make_url, text

from bot.jobs.work import JSON, Queue, Work
from bot.jobs.workflows import Workflows
from tests.dbos_tables import engine_of

MIGRATIONS = Path("bot/storage/migrations")

# What step 0001 made, written down once, so that it stays whatever becomes of that step.
_FIRST_TABLES = """
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE people (
    person_id BIGINT NOT NULL PRIMARY KEY, language VARCHAR(8), summary_sentences INTEGER);
CREATE TABLE articles (
    article_id {serial}, chat_id BIGINT NOT NULL, person_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL, stored_at {time} NOT NULL, content {bytes} NOT NULL);
CREATE INDEX articles_by_chat ON articles (chat_id, article_id);
CREATE INDEX ix_articles_stored_at ON articles (stored_at);
CREATE TABLE documents (
    article_id INTEGER NOT NULL PRIMARY KEY, stored_at {time} NOT NULL, content {bytes} NOT NULL);
CREATE INDEX ix_documents_stored_at ON documents (stored_at);
CREATE TABLE translations (
    key {bytes} NOT NULL PRIMARY KEY, content {bytes} NOT NULL, used_at {time} NOT NULL);
CREATE INDEX ix_translations_used_at ON translations (used_at)
"""
_TYPES = {
    "sqlite": {
        "serial": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT",
        "time": "DATETIME",
        "bytes": "BLOB",
    },
    "postgresql": {
        "serial": "SERIAL NOT NULL PRIMARY KEY",
        "time": "TIMESTAMP WITH TIME ZONE",
        "bytes": "BYTEA",
    },
}

Row = Mapping[str, object]


def make_first_tables(url: str) -> None:
    """Make the database that step 0001 made."""
    if (file := make_url(url).database) and not make_url(url).host:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    engine = engine_of(url)
    with engine.begin() as connection:
        for statement in _FIRST_TABLES.format_map(_TYPES[engine.dialect.name]).split(";"):
            connection.execute(text(statement))
    engine.dispose()


def insert(url: str, table: str, *rows: Row) -> None:
    """Insert rows into a table as it is in the database."""
    engine = engine_of(url)
    with engine.begin() as connection:
        wanted = Table(table, MetaData(), autoload_with=connection)
        connection.execute(wanted.insert(), rows)
    engine.dispose()


async def leave_work(url: str, queue: str, work: Work) -> None:
    """Let a process begin work, and end before it is done."""
    begun = asyncio.Event()

    async def do(content: JSON) -> None:
        begun.set()
        await asyncio.Event().wait()

    workflows = Workflows(url, "dead" if make_url(url).host else "local")
    await workflows.open([Queue(queue, 1, do)])
    await workflows.enqueue(queue, work)
    await begun.wait()
    await workflows.close(0)


def upgrade(connection: Connection, step: str) -> None:
    """Bring a database up to a step that is not the last."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, step)


def first_rows(person: int, other: int, file_id: str) -> Mapping[str, Sequence[Row]]:
    """Return rows for the first tables: what a person has chosen, an article and a book of theirs,
    an article of somebody else, and a remembered translation.
    """
    now = datetime.now(UTC)
    article = {
        "title": {
            "text": "The old bridge",
            "spans": [{"start": 4, "end": 7, "kind": "bold", "data": ""}],
        },
        "body": {"text": "The cat saw the old bridge. The bus was quiet today.", "spans": []},
        "language": "en",
        "source": {
            "origin": "channel",
            "name": "News",
            "link": "https://t.me/news/5",
            "date": "2026-03-01T00:00:00Z",
        },
        "author": "John Gray",
    }
    book = {
        "title": {"text": "", "spans": []},
        "body": {"text": "The old cat sleeps today.", "spans": []},
        "language": "en",
        "source": {"origin": "file", "name": "book.txt", "link": "", "date": None},
        "author": "",
    }
    stored = {"chat_id": person, "person_id": person, "message_id": 1, "stored_at": now}
    of_other = {"chat_id": other, "person_id": other}
    document = {"file_id": file_id, "name": "book.txt", "chapters": []}
    return {
        "people": [
            {"person_id": person, "language": "uk", "summary_sentences": 2},
            {"person_id": other, "language": None, "summary_sentences": None},
        ],
        "articles": [
            {**stored, "content": json.dumps(article).encode()},
            {**stored, "content": json.dumps(book).encode()},
            {**stored, **of_other, "content": json.dumps(article).encode()},
        ],
        "documents": [
            {"article_id": 2, "stored_at": now, "content": json.dumps(document).encode()}
        ],
        "translations": [{"key": b"0123456789abcdef", "content": b"remembered", "used_at": now}],
    }
