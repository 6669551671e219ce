"""Run transactions off the event loop; they are never cut off, and wait for an absent database."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Coroutine
from contextvars import copy_context
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Delete, Engine, delete, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.remote import Backoff

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_PAUSE_BETWEEN_DELETIONS = 0.01  # seconds
_SQLITE_OUTAGES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def done_to_its_end(transaction: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Run a transaction in a thread; a cancelled caller waits until it has ended."""

    @wraps(transaction)
    async def whole(*arguments: P.args, **named: P.kwargs) -> T:
        work = partial(copy_context().run, transaction, *arguments, **named)
        # As `asyncio.to_thread` does, but without a task that would have to be shielded.
        running = asyncio.get_running_loop().run_in_executor(None, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.wait([running])
            if not running.cancelled() and (error := running.exception()) is not None:
                log.warning("A transaction failed after its caller was cancelled: %r", type(error))
            raise

    return whole


def outlasting_outages(transaction: Callable[P, T]) -> Callable[P, Coroutine[Any, Any, T]]:
    """Run a transaction as `done_to_its_end`, again and again while the database is away.

    It may have been done when the connection broke, so it must be one that can be done twice.
    """
    whole = done_to_its_end(transaction)

    @wraps(transaction)
    async def tried_again(*arguments: P.args, **named: P.kwargs) -> T:
        pauses, cut = Backoff(), False
        while True:
            try:
                return await whole(*arguments, **named)
            except DBAPIError as error:
                if not is_outage(error):
                    raise
                if error.connection_invalidated and not cut:
                    # It may have been cut while it lay in the pool: the server was restarted. The
                    # next one is new.
                    cut = True
                    continue
                reason = str(error.orig).partition("\n")[0]
                log.warning("The database cannot be used, trying again: %s", reason)
            await pauses.pause()

    return tried_again


def is_outage(error: DBAPIError) -> bool:
    """Return whether an error is one that goes away by itself."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.OperationalError):
        # The lower byte is the kind, what is above it says more.
        return error.orig.sqlite_errorcode & 0xFF in _SQLITE_OUTAGES
    return isinstance(error, OperationalError)


@outlasting_outages
def delete_rows(engine: Engine, query: Delete) -> int:
    """Delete rows in one transaction, and return how many there were."""
    with engine.begin() as connection:
        return connection.execute(query).rowcount


async def delete_in_batches(
    engine: Engine, key: InstrumentedAttribute[Any], condition: ColumnElement[bool], at_once: int
) -> int:
    """Delete rows, at most `at_once` in a transaction, so that others can write in between.

    Return how many there were.
    """
    some = select(key).where(condition).order_by(key).limit(at_once).with_for_update()
    total = 0
    while True:
        deleted = await delete_rows(engine, delete(key.class_).where(key.in_(some)))
        total += deleted
        if deleted < at_once:
            return total
        await asyncio.sleep(_PAUSE_BETWEEN_DELETIONS)
