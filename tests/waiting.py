"""Waiting for something to happen, without guessing how long it takes, and without a loop."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
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
