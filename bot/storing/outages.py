"""A database server that is restarted is gone for seconds. Whoever is at work waits for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError

log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")

_PAUSES = (0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
"""Seconds, a quarter of a minute in all."""


def outlasting_outages(transaction: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Try a transaction again while the server is away, then raise what it raised last.

    It may have been done when the connection broke, so it must be one that can be done twice.
    """

    @wraps(transaction)
    async def tried_again(*arguments: P.args, **named: P.kwargs) -> T:
        for pause in _PAUSES:
            try:
                return await transaction(*arguments, **named)
            except DBAPIError as error:
                if not _is_outage(error):
                    raise
                log.warning("The database is away: %s", type(error.orig).__name__)
            await asyncio.sleep(pause)
        return await transaction(*arguments, **named)

    return tried_again


def _is_outage(error: DBAPIError) -> bool:
    if error.connection_invalidated:
        return True
    # SQLite has done its own waiting, and is never away.
    return isinstance(error, OperationalError) and type(error.orig).__module__.startswith("psycopg")
