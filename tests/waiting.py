"""Waiting for something to happen, without guessing how long it takes, and without a loop."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from threading import Thread
from typing import Any, TypeVar

_Server = TypeVar("_Server")

_LOOK_EVERY = 0.01


async def until(condition: Callable[[], Any], within: float = 30.0) -> Any:
    """Return what a condition gives as soon as that is true. TimeoutError after some seconds."""
    async with asyncio.timeout(within):
        while True:
            found = condition()
            value = await found if isinstance(found, Awaitable) else found
            if value:
                return value
            await asyncio.sleep(_LOOK_EVERY)


@asynccontextmanager
async def holding_up() -> AsyncIterator[Callable[[], float]]:
    """Yield what returns the longest time, in seconds, that the event loop was held up meanwhile.

    In the thread's own time, since a machine that does much else makes it wait.
    """
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            longest = max(longest, time.thread_time() - before)

    watching = asyncio.create_task(watch())
    try:
        yield lambda: longest
    finally:
        watching.cancel()


@contextmanager
def in_a_thread(server: AbstractAsyncContextManager[_Server]) -> Iterator[_Server]:
    """Run a server in a thread, for tests without an event loop."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        running = asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(30)
        try:
            yield running
        finally:
            end = server.__aexit__(None, None, None)
            asyncio.run_coroutine_threadsafe(_done(end), loop).result(30)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(30)
        loop.close()


async def _done(end: Awaitable[object]) -> None:
    await end
