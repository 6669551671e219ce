"""Whether the bot can do its work just now, for load balancers and watchdogs."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from enum import Enum, auto

log = logging.getLogger(__name__)

# Long polling is answered every 25 seconds, also where there is nothing new.
_LATELY = 60.0
_PATIENCE = 3.0
# Seconds between two writes to the database, however often somebody asks.
_CHECKED_EVERY = 3.0


class Phase(Enum):
    """Where the bot is between its start and its end."""

    STARTING = auto()
    RUNNING = auto()
    STOPPING = auto()


class Health:
    """The health of the bot. `write` writes to the database, or raises an error."""

    def __init__(
        self, write: Callable[[], Awaitable[None]], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.phase = Phase.STARTING
        self._write = write
        self._clock = clock
        self._heard_at: float | None = None
        self._written_at: float | None = None
        self._writable = False
        self._writing = asyncio.Lock()

    def heard(self) -> None:
        """Record that Telegram has just answered, or sent something."""
        self._heard_at = self._clock()

    async def problems(self, ask_telegram: Callable[[], Awaitable[object]]) -> list[str]:
        """Return what keeps the bot from working; nothing, if it is ready.

        Telegram is asked only if it has said nothing for a while.
        """
        if self.phase is not Phase.RUNNING:
            return [self.phase.name.lower()]
        writable, reachable = await asyncio.gather(
            self._is_writable(), self._is_reachable(ask_telegram)
        )
        return [*([] if writable else ["database"]), *([] if reachable else ["telegram"])]

    async def _is_writable(self) -> bool:
        async with self._writing:
            if self._written_at is None or self._clock() - self._written_at >= _CHECKED_EVERY:
                self._writable = await _works(self._write, "The database cannot be written")
                self._written_at = self._clock()
        return self._writable

    async def _is_reachable(self, ask_telegram: Callable[[], Awaitable[object]]) -> bool:
        if self._heard_at is not None and self._clock() - self._heard_at < _LATELY:
            return True
        return await _works(ask_telegram, "Telegram does not answer")


async def _works(attempt: Callable[[], Awaitable[object]], complaint: str) -> bool:
    try:
        async with asyncio.timeout(_PATIENCE):
            await attempt()
    # Any error means that it does not work.
    except Exception as error:
        log.warning("%s: %s", complaint, type(error).__name__)
        return False
    return True
