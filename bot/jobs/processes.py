"""The processes of one bot: one on an SQLite file, or any number on a PostgreSQL database.

Each sends a heartbeat every second. The others take up what a dead one had begun; one that was only
slow learns in time that it does not own its work any more.
"""

import asyncio
import logging
import os
import secrets
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import StrEnum

from filelock import FileLock, Timeout
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import BadConfiguration, Cause, DatabaseUnreachable
from bot.jobs.workflows import Workflows
from bot.storage import Roster
from bot.storage.roster import EXPIRY

log = logging.getLogger(__name__)

_HEARTBEAT_SECONDS = 1.0
# A process stops trusting that it owns its work a second before others may take it for dead.
_SURE_SECONDS = EXPIRY.total_seconds() - 1.0
_AWAY = (SQLAlchemyError, OSError, TimeoutError)


class ProcessRole(StrEnum):
    """What a process does; the values are the commands that start it."""

    ALL = "run"
    RECEIVER = "receive"
    WORKER = "work"

    @property
    def receives(self) -> bool:
        """Whether it takes in what people send."""
        return self is not ProcessRole.WORKER

    @property
    def works(self) -> bool:
        """Whether it answers what people have sent."""
        return self is not ProcessRole.RECEIVER


class Process:
    """This process among those on its database; alone where there is no roster."""

    def __init__(self, name: str, role: ProcessRole, roster: Roster | None) -> None:
        self.name = name
        self.role = role
        self._roster = roster
        self._notices: list[str] = []
        self._notifying: asyncio.Task[None] | None = None
        self._last_heartbeat = time.monotonic()
        # Since when no heartbeat came too late.
        self._steady_since = float("-inf")

    def owns_since(self, moment: float) -> bool:
        """Return whether nobody can have taken up what this process had begun by then.

        `moment` is a time of `time.monotonic`. False is no proof that somebody has.
        """
        if self._roster is None:
            return True
        # The process may also have been slow between claiming the work and beginning it.
        return (
            time.monotonic() - self._last_heartbeat < _SURE_SECONDS
            and moment - self._steady_since > EXPIRY.total_seconds()
        )

    async def while_leader(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something for ever, in one process at a time. Raises what that raises."""
        if self._roster is None:
            await work()
        else:
            await self._roster.while_leader(work)

    def notify(self, queue: str, lane: str) -> None:
        """Let the others know, soon, that there is something to do in a lane of a queue."""
        if self._roster is not None:
            self._notices.append(f"{queue} {lane}")
            if self._notifying is None or self._notifying.done():
                self._notifying = asyncio.create_task(self._send_notices(self._roster))

    async def _send_notices(self, roster: Roster) -> None:
        while self._notices:
            notices, self._notices = self._notices, []
            # A process that misses a notice finds the work a little later.
            with suppress(*_AWAY):
                await roster.notify(notices)

    async def listen(self, workflows: Workflows) -> None:
        """Pass on what the others notify of, for ever."""
        if self._roster is not None:
            await self._roster.listen(lambda notice: workflows.on_notify(*notice.split(" ", 1)))

    async def recover_others(self, workflows: Workflows) -> None:
        """Recover the work of dead processes, for ever."""
        if self._roster is None:
            return
        roster, found_unlisted = self._roster, False
        while True:
            try:
                if not found_unlisted:
                    await _recover_unlisted(roster, workflows)
                    found_unlisted = True
                # After an outage of the database the others need time for a heartbeat.
                if self.owns_since(time.monotonic()):
                    for name in await roster.remove_expired(workflows.recover):
                        log.info("The work of %s, if any, was recovered", name)
            except _AWAY as error:
                log.warning("Dead processes cannot be looked for: %s", type(error).__name__)
            await asyncio.sleep(_HEARTBEAT_SECONDS)

    async def send_heartbeats(self) -> None:
        """Show that this process is alive, for ever."""
        assert self._roster is not None
        while True:
            await asyncio.sleep(_HEARTBEAT_SECONDS)
            # Taken before the heartbeat is sent, since the answer may take long.
            moment = time.monotonic()
            try:
                known = await self._roster.heartbeat(self.name)
                if not known:
                    await self._roster.enter(self.name, self.role)
            except _AWAY as error:
                log.warning("The heartbeat failed: %s", type(error).__name__)
                continue
            if not known:
                log.warning("This process missed its heartbeats, and others took over its work")
            if not known or moment - self._last_heartbeat > _SURE_SECONDS:
                self._steady_since = time.monotonic()
            self._last_heartbeat = moment


async def _recover_unlisted(roster: Roster, workflows: Workflows) -> None:
    """Recover the work of processes that are not in the roster, or not any more."""
    # In this order, since a process is in the roster before it has any work.
    workers = await workflows.workers()
    for name in workers - await roster.names():
        await workflows.recover(name)


@asynccontextmanager
async def joined(database_url: str, role: ProcessRole) -> AsyncIterator[Process]:
    """Join the processes on a database that is ready, and show that this one is alive while open.

    Raises BadConfiguration where there can be no other, and DatabaseUnreachable.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if role is not ProcessRole.ALL:
            raise BadConfiguration(database_url=Cause("needs-PostgreSQL", role=role.value))
        with _alone_with(url.database):
            yield Process("local", role, None)
        return
    name = f"{socket.gethostname()[:200]}-{os.getpid()}-{secrets.token_hex(4)}"
    roster = Roster(database_url)
    try:
        process = Process(name, role, roster)
        try:
            await roster.enter(name, role)
        except _AWAY as error:
            raise DatabaseUnreachable(
                reason=Cause("the-database-says", said=type(error).__name__)
            ) from error
        heartbeats = asyncio.create_task(process.send_heartbeats())
        try:
            yield process
        finally:
            heartbeats.cancel()
            await asyncio.gather(heartbeats, return_exceptions=True)
            # Where this fails the others find out by themselves.
            with suppress(*_AWAY):
                await roster.leave(name)
    finally:
        await roster.close()


@contextmanager
def _alone_with(database: str | None) -> Iterator[None]:
    """Keep other processes from an SQLite file. Raises BadConfiguration where one has it."""
    if not database or database == ":memory:":
        yield
        return

    try:
        lock = FileLock(f"{database}.lock", fallback_to_soft=False).acquire(timeout=0)
    except Timeout:
        used = Cause("used-by-another-process", database=database)
        raise BadConfiguration(database_url=used) from None
    with lock:
        yield
