"""Connections to the database: drivers, pool and timeouts."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import Cause, system_cause
from bot.storage.outages import is_outage

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}

# A transaction is short, and each process has connections of its own.
_POOL = {"pool_size": 5, "max_overflow": 5}

ENCODING = {"client_encoding": "utf8"}
"""So that a server which was made without a locale answers with letters, not with bytes."""

# A server that is gone without a word is noticed in half a minute. What the URL says wins.
_POSTGRESQL_DEFAULTS = {
    **ENCODING,
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
    """Why, for the person who runs the bot; never with a password."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


class DatabaseAway(DatabaseUnusable):
    """It may be usable in a while, on the same settings."""


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Raise DatabaseUnusable, or DatabaseAway, for whatever goes wrong inside with a database."""
    try:
        yield
    except OSError as error:
        raise DatabaseUnusable(system_cause(error)) from error
    except ImportError as error:
        raise DatabaseUnusable(Cause("no-driver", driver=error.name or "")) from error
    except DBAPIError as error:
        # The driver's own words, without SQLAlchemy's statement and links.
        said = str(error.orig).partition("\n")[0].rstrip(".")
        kind = DatabaseAway if is_outage(error) else DatabaseUnusable
        raise kind(Cause("the-database-says", said=said)) from error
    except SQLAlchemyError as error:
        raise DatabaseUnusable(Cause("not-a-database", detail=str(error))) from error


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL. Raises DatabaseUnusable."""
    with in_plain_words():
        parsed = _parsed(url)
        engine = create_engine(parsed, **_options(parsed))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune_sqlite)
    return engine


def make_async_engine(url: str) -> AsyncEngine:
    """Return an engine for PostgreSQL in an event loop, to be notified through it.

    Raises DatabaseUnusable.
    """
    with in_plain_words():
        parsed = _parsed(url)
        return create_async_engine(parsed, **_options(parsed))


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ValueError:
        # The error repeats what it takes for the port, which may be a part of the password.
        raise DatabaseUnusable(Cause("the-port-is-no-number")) from None
    backend = parsed.get_backend_name()
    if backend not in _DRIVERS:
        raise DatabaseUnusable(Cause("not-a-database", detail=backend))
    return parsed.set(drivername=_DRIVERS[backend])


def _options(url: URL) -> dict[str, Any]:
    # Errors are logged, and what is written may be a person's text.
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "postgresql":
        # Whoever meets a connection that was cut while it lay in the pool tries again: to ask
        # before each use whether it was costs more than most of what is then done with it.
        unsaid = {k: v for k, v in _POSTGRESQL_DEFAULTS.items() if k not in url.query}
        options |= {"connect_args": unsaid, **_POOL}
    return options


def make_file(url: URL) -> None:
    """Make an SQLite file that nobody else may read, and its folder, where missing.

    Raises OSError.
    """
    file = _file_of(url)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        # The files that SQLite puts beside it are as this one.
        file.touch(mode=0o600)


def is_missing(url: URL) -> bool:
    """Return whether `make_file` has a file to make. Raises OSError where it could not."""
    file = _file_of(url)
    if file is None or file.exists():
        return False
    folder = next(parent for parent in file.absolute().parents if parent.exists())
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "", str(folder))
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", str(folder))
    return True


def _file_of(url: URL) -> Path | None:
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(str(url.database)) if is_file else None


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
