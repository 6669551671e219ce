"""How long an event loop is ever blocked, measured by a ticker beside whatever runs in it."""

import asyncio
import time
from collections import Counter
from types import TracebackType
from typing import Self

_EVERY_SECONDS = 0.001


class Ticker:
    """Ticks in the running loop while it is open."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._late: Counter[int] = Counter()  # how often by how many tenths of a millisecond
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._tick())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._task is not None
        self._task.cancel()

    def taken(self) -> float:
        """Return the longest block since this was last asked, in milliseconds."""
        longest, self._longest = self._longest, 0.0
        return 1000 * longest

    def late(self, share: float) -> float:
        """By how much this share of all ticks was late at most, in milliseconds."""
        left = share * self._late.total()
        for tenths, count in sorted(self._late.items()):
            left -= count
            if left <= 0:
                return tenths / 10
        return 0.0

    async def _tick(self) -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_EVERY_SECONDS)
            late = time.perf_counter() - started - _EVERY_SECONDS
            self._longest = max(self._longest, late)
            self._late[round(10_000 * late)] += 1
