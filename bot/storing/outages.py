"""A database that is out of reach or has no room is so for a while. Whoever is at work waits."""

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0  # seconds
_SQLITE_OUTAGES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}


def outlasting_outages(transaction: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Try a transaction again for as long as it fails for a reason that goes away by itself.

    It may have been done when the connection broke, so it must be one that can be done twice.
    """

    @wraps(transaction)
    async def tried_again(*arguments: P.args, **named: P.kwargs) -> T:
        pause = _FIRST_PAUSE
        while True:
            try:
                return await transaction(*arguments, **named)
            except DBAPIError as error:
                if not _is_outage(error):
                    raise
                reason = str(error.orig).partition("\n")[0]
                log.warning("The database cannot be used, trying again: %s", reason)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    return tried_again


def _is_outage(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.OperationalError):
        # The lower byte is the kind, what is above it says more.
        return error.orig.sqlite_errorcode & 0xFF in _SQLITE_OUTAGES
    return isinstance(error, OperationalError)
