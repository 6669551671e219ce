"""The processes of one bot: one on an SQLite file, or any number on a PostgreSQL database.

Each shows every second that it is alive. What a dead one had begun, the others take up; who was
only slow learns in time that its work is not its own any more. What the work is, is not known here.
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

from bot.errors import BadConfiguration, DatabaseUnreachable
from bot.jobs.workflows import Workflows
from bot.storage import Roster
from bot.storage.roster import OVERDUE

log = logging.getLogger(__name__)

_EVERY = 1.0
# A second before others may take it for dead, a process is not sure of its work any more.
_SURE_FOR = OVERDUE.total_seconds() - 1.0
_AWAY = (SQLAlchemyError, OSError, TimeoutError)


class Role(StrEnum):
    """What a process does."""

    ALL = "run"
    RECEIVER = "receive"
    WORKER = "work"

    @property
    def receives(self) -> bool:
        return self is not Role.WORKER

    @property
    def works(self) -> bool:
        return self is not Role.RECEIVER


class Process:
    """This process among those on its database; alone where there is no roster."""

    def __init__(self, name: str, role: Role, roster: Roster | None) -> None:
        self.name = name
        self.role = role
        self._roster = roster
        self._untold: list[str] = []
        self._telling: asyncio.Task[None] | None = None
        self._seen = time.monotonic()
        # Since when it was never unseen for too long.
        self._steady_since = float("-inf")

    def has_been_sure_since(self, moment: float) -> bool:
        """Whether nobody can have taken up what this process had begun by then.

        A time of `time.monotonic`. False is no proof that somebody has.
        """
        if self._roster is None:
            return True
        # Between being given work and beginning it the process may have been slow as well.
        return (
            time.monotonic() - self._seen < _SURE_FOR
            and moment - self._steady_since > OVERDUE.total_seconds()
        )

    async def while_leading(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something for ever, in one process at a time. Raises what that raises."""
        if self._roster is None:
            await work()
        else:
            await self._roster.while_leading(work)

    def tell(self, queue: str, lane: str) -> None:
        """Let the others know, soon, that there is something to do."""
        if self._roster is not None:
            self._untold.append(f"{queue} {lane}")
            if self._telling is None or self._telling.done():
                self._telling = asyncio.create_task(self._tell(self._roster))

    async def _tell(self, roster: Roster) -> None:
        while self._untold:
            words, self._untold = self._untold, []
            # Whoever does not hear of it finds it all the same, a little later.
            with suppress(*_AWAY):
                await roster.tell(words)

    async def listen(self, workflows: Workflows) -> None:
        """Hear, for ever, what the others tell."""
        if self._roster is not None:
            await self._roster.listen(lambda words: workflows.hear(*words.split(" ", 1)))

    async def take_over(self, workflows: Workflows) -> None:
        """See, for ever, to the work of processes that are no more."""
        if self._roster is None:
            return
        roster, strays_sought = self._roster, False
        while True:
            try:
                if not strays_sought:
                    await _take_up_strays(roster, workflows)
                    strays_sought = True
                # After an outage of the database the others need time to be seen again.
                if self.has_been_sure_since(time.monotonic()):
                    for name in await roster.strike_out_the_dead(workflows.put_back):
                        log.info("The work of %s, if any, was put back", name)
            except _AWAY as error:
                log.warning("Nobody's work can be taken over: %s", type(error).__name__)
            await asyncio.sleep(_EVERY)

    async def show_up(self) -> None:
        """Be seen, for ever."""
        assert self._roster is not None
        while True:
            await asyncio.sleep(_EVERY)
            # Before it is seen, and not after: the answer may take long.
            moment = time.monotonic()
            try:
                known = await self._roster.stay(self.name)
                if not known:
                    await self._roster.enter(self.name, self.role)
            except _AWAY as error:
                log.warning("This process cannot be seen: %s", type(error).__name__)
                continue
            if not known:
                log.warning("This process was slow, and taken for dead")
            if not known or moment - self._seen > _SURE_FOR:
                self._steady_since = time.monotonic()
            self._seen = moment


async def _take_up_strays(roster: Roster, workflows: Workflows) -> None:
    """The work of processes that were never in the roster, or have been deleted from it."""
    # Whoever has work was in the roster before.
    workers = await workflows.workers()
    for name in workers - await roster.names():
        await workflows.put_back(name)


@asynccontextmanager
async def joined(database_url: str, role: Role) -> AsyncIterator[Process]:
    """This process among the others on a database that is ready; while this is open, it is seen.

    Raises BadConfiguration where there can be no other, and DatabaseUnreachable.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if role is not Role.ALL:
            raise BadConfiguration(
                problem=f"database_url: `dragoman {role}` shares its work with others through "
                "PostgreSQL; on SQLite there is one process, `dragoman run`"
            )
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
            raise DatabaseUnreachable(reason=type(error).__name__) from error
        showing_up = asyncio.create_task(process.show_up())
        try:
            yield process
        finally:
            showing_up.cancel()
            await asyncio.gather(showing_up, return_exceptions=True)
            # Else the others find out by themselves.
            with suppress(*_AWAY):
                await roster.leave(name)
    finally:
        await roster.close()


@contextmanager
def _alone_with(database: str | None) -> Iterator[None]:
    """Raises BadConfiguration where another process has the file."""
    if not database or database == ":memory:":
        yield
        return

    try:
        lock = FileLock(f"{database}.lock", fallback_to_soft=False).acquire(timeout=0)
    except Timeout:
        raise BadConfiguration(
            problem=f"database_url: {database} is used by another process; several can share "
            "a PostgreSQL database"
        ) from None
    with lock:
        yield
