"""The processes that share a PostgreSQL database: their heartbeats, their leader, their notices."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any

import psycopg
from sqlalchemy import String, bindparam, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import make_async_engine
from bot.storage.tables import ProcessRow

log = logging.getLogger(__name__)

EXPIRY = timedelta(seconds=5)
"""A process whose last heartbeat is older is taken for dead."""

# Any number that nothing else in the same PostgreSQL database takes for a lock.
_LEADER = 0x647261676F6C6561  # "dragolea"
_CHANNEL = "dragoman"
_LOOK_EVERY = 1.0
# In seconds. A leader that says nothing for so long, frozen or cut off, leads no more: the server
# closes its connection.
_LONGEST_SILENCE = 5
_PATIENCE = 3.0


class Roster:
    """The processes on a database.

    Its methods raise SQLAlchemyError, OSError and TimeoutError where that is away.
    """

    def __init__(self, url: str) -> None:
        self._engine = make_async_engine(url)

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def enter(self, name: str, role: str) -> None:
        """Put a process into the roster, with a first heartbeat."""
        seen = {"role": role, "seen_at": func.now()}
        row = insert(ProcessRow).values(name=name, **seen)
        await self._execute(row.on_conflict_do_update(index_elements=["name"], set_=seen))

    async def heartbeat(self, name: str) -> bool:
        """Show that a process is alive. False where it was taken for dead, and removed."""
        seen = update(ProcessRow).where(ProcessRow.name == name).values(seen_at=func.now())
        return bool(await self._execute(seen))

    async def leave(self, name: str) -> None:
        """Let a process expire at once: the others recover what it left, and remove it."""
        gone = update(ProcessRow).where(ProcessRow.name == name)
        await self._execute(gone.values(seen_at=func.now() - 2 * EXPIRY))

    async def names(self) -> set[str]:
        """Return the names of all processes."""
        async with asyncio.timeout(_PATIENCE), self._engine.connect() as connection:
            return set(await connection.scalars(select(ProcessRow.name)))

    async def remove_expired(self, recover: Callable[[str], Awaitable[None]]) -> list[str]:
        """Recover the work of each process that has expired, remove it, and return their names.

        One process does so at a time, and if it dies meanwhile, another. A process that comes back
        to life waits until it is done, and then learns about it from `heartbeat`.
        """
        row = ProcessRow
        expired = select(row.name).where(row.seen_at < func.now() - EXPIRY)
        async with self._engine.begin() as connection:
            names = list(await connection.scalars(expired.with_for_update(skip_locked=True)))
            for name in names:
                await recover(name)
                await connection.execute(delete(row).where(row.name == name))
        return names

    async def while_leader(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something for ever, in one process at a time: whoever has a lock of the database.

        The work is cancelled at once where the connection that has the lock breaks. Raises what it
        raises, unless that is the database's.
        """
        while True:
            try:
                async with self._engine.connect() as connection:
                    await self._lead(connection, work)
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                log.warning("Not leading, the database is away: %s", type(error).__name__)
            await asyncio.sleep(_LOOK_EVERY)

    async def notify(self, notices: Sequence[str]) -> None:
        """Send notices to all processes. One that has just come or is cut off gets none."""
        each = func.unnest(bindparam("words", list(notices), ARRAY(String))).column_valued("word")
        async with asyncio.timeout(_PATIENCE), self._engine.begin() as connection:
            await connection.execute(select(func.pg_notify(_CHANNEL, each)))

    async def listen(self, on_notify: Callable[[str], None]) -> None:
        """Pass on each notice, for ever."""
        while True:
            try:
                async with self._engine.connect() as connection:
                    await connection.execution_options(isolation_level="AUTOCOMMIT")
                    await connection.execute(text(f"LISTEN {_CHANNEL}"))
                    raw = (await connection.get_raw_connection()).driver_connection
                    assert isinstance(raw, psycopg.AsyncConnection)
                    async for notice in raw.notifies():
                        on_notify(notice.payload)
            except (SQLAlchemyError, psycopg.Error, OSError) as error:
                log.warning("Not listening, the database is away: %s", type(error).__name__)
            await asyncio.sleep(_LOOK_EVERY)

    async def _lead(self, connection: AsyncConnection, work: Callable[[], Awaitable[None]]) -> None:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        leading: asyncio.Future[None] | None = None
        try:
            await connection.execute(text(f"SET idle_session_timeout = '{_LONGEST_SILENCE}s'"))
            lock = select(func.pg_try_advisory_lock(_LEADER))
            while not await connection.scalar(lock):  # noqa: ASYNC110
                await asyncio.sleep(_LOOK_EVERY)
            log.info("This process leads now")
            leading = asyncio.ensure_future(work())
            while not leading.done():
                await asyncio.wait([leading], timeout=_LOOK_EVERY)
                async with asyncio.timeout(_PATIENCE):
                    await connection.execute(select(1))
            await leading
        finally:
            if leading is not None:
                leading.cancel()
                await asyncio.gather(leading, return_exceptions=True)
            # The lock ends with its session, whatever has become of it.
            await connection.invalidate()

    async def _execute(self, statement: Any) -> int:
        async with asyncio.timeout(_PATIENCE), self._engine.begin() as connection:
            return int((await connection.execute(statement)).rowcount)
