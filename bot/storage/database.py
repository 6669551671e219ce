"""The connections to the database: by which drivers, how many, and how patient."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.storage.outages import is_outage

_ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}

# A transaction is short, and each process has connections of its own.
_POOL = {"pool_size": 5, "max_overflow": 5}

# A server that is gone without a word is noticed in half a minute. What the URL says wins.
_POSTGRESQL_DEFAULTS = {
    "connect_timeout": "10",  # seconds
    "tcp_user_timeout": "30000",  # milliseconds
    "application_name": "dragoman",
}

_SQLITE_PRAGMAS = (
    # First, since the next one may have to wait too. Milliseconds.
    "busy_timeout = 30000",
    # Readers do not wait for a writer, nor a writer for readers.
    "journal_mode = WAL",
    "synchronous = NORMAL",
    # What was deleted does not stay in the file.
    "secure_delete = ON",
)


class DatabaseUnusable(Exception):
    """Why, in words for the person who runs the bot; never with a password."""


class DatabaseAway(DatabaseUnusable):
    """It may be usable in a while, on the same settings."""


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raise DatabaseUnusable, or DatabaseAway, for whatever goes wrong inside with a database."""
    try:
        yield
    except (SQLAlchemyError, OSError, ImportError) as error:
        # The driver's own words, without SQLAlchemy's statement and links.
        cause = error.orig if isinstance(error, DBAPIError) else error
        away = isinstance(error, DBAPIError) and is_outage(error)
        kind = DatabaseAway if away else DatabaseUnusable
        raise kind(str(cause).partition("\n")[0].rstrip(".")) from error


def make_engine(url: str) -> AsyncEngine:
    """Return an engine for SQLite or PostgreSQL. Raises DatabaseUnusable."""
    with in_plain_words():
        return _engine(_parsed(url))


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError:
        # The error repeats what it takes for the port, which may be a part of the password.
        raise DatabaseUnusable("what should be the port is no number") from None


def _engine(parsed: URL) -> AsyncEngine:
    parsed = parsed.set(drivername=_ASYNC_DRIVERS.get(parsed.drivername, parsed.drivername))
    # Errors are logged, and what is written may be a person's text.
    options: dict[str, Any] = {"hide_parameters": True}
    match parsed.get_backend_name():
        case "sqlite":
            engine = create_async_engine(parsed, **options)
            event.listen(engine.sync_engine, "connect", _tune_sqlite)
            return engine
        case "postgresql":
            unsaid = {k: v for k, v in _POSTGRESQL_DEFAULTS.items() if k not in parsed.query}
            # Whoever meets a connection that was cut while it lay in the pool tries again: to ask
            # before each use whether it was costs more than most of what is then done with it.
            return create_async_engine(parsed, connect_args=unsaid, **_POOL, **options)
        case other:
            raise DatabaseUnusable(f"{other}: only sqlite and postgresql are known here")


def make_file(url: URL) -> None:
    """Make an SQLite file that nobody else may read, and its folder, where missing.

    Raises OSError.
    """
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        file = Path(str(url.database))
        file.parent.mkdir(parents=True, exist_ok=True)
        # The files that SQLite puts beside it are as this one.
        file.touch(mode=0o600)


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
