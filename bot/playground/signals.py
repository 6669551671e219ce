"""Waiting for something to happen, and following what happens. Knows nothing of what it is."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from bot.playground.wire import Json

T = TypeVar("T")


class Signal:
    """Wakes everybody who waits, each time it is fired."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        await self._event.wait()

    async def until(self, found: Callable[[], T | None], within: float) -> T | None:
        """What `found` finds, tried now and after each firing; None after `within` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while (result := found()) is None:
                    await self._event.wait()
                return result
        return None


@dataclass(slots=True)
class Broadcast:
    """Events for whoever looks on. One who falls behind by `capacity` is cut off."""

    capacity: int = 1_000
    _queues: set[asyncio.Queue[Json | None]] = field(default_factory=set)

    def send(self, event: Json) -> None:
        for queue in tuple(self._queues):
            if queue.qsize() >= self.capacity:
                self._queues.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    @contextlib.contextmanager
    def listen(self) -> Iterator[AsyncIterator[Json]]:
        """Events from this moment on, until the listener is cut off."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield _drain(queue)
        finally:
            self._queues.discard(queue)

    def close(self) -> None:
        """Everybody's events end."""
        for queue in tuple(self._queues):
            queue.put_nowait(None)
        self._queues.clear()


async def _drain(queue: asyncio.Queue[Json | None]) -> AsyncIterator[Json]:
    while (event := await queue.get()) is not None:
        yield event
