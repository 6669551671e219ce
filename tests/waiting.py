"""Waiting for something to happen, without guessing how long it takes."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

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
