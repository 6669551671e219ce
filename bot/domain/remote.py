"""Ask other machines: pauses between attempts, and answers, however much a server sends."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import ClientResponse

_CHUNK_BYTES = 256 * 1024


class Backoff:
    """Pauses that are each about twice as long as the one before, up to the longest.

    There is some chance in them, lest all who failed together come back at the same moment.
    """

    def __init__(self, first: float = 0.5, longest: float = 8.0) -> None:
        """Begin with the first pause; in seconds."""
        self._first, self._longest = first, longest
        self._usual = first

    async def pause(self, at_least: float = 0.0) -> None:
        """Return after the next pause, or after so many seconds where that is longer."""
        usual = self._usual
        self._usual = min(2 * usual, self._longest)
        await asyncio.sleep(max(usual * random.uniform(0.5, 1.5), at_least))

    def reset(self) -> None:
        """Let the next pause be the first again, since an attempt went well."""
        self._usual = self._first


class BodyTooLarge(Exception):
    """There is more in an answer than may be read."""


async def body_of(response: "ClientResponse", most: int) -> AsyncIterator[bytes]:
    """Yield a body in chunks, `most` bytes in all, counted after decompression.

    Raises BodyTooLarge as soon as more is announced or sent.
    """
    if (response.content_length or 0) > most:
        raise BodyTooLarge
    received = 0
    async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
        received += len(chunk)
        if received > most:
            raise BodyTooLarge
        yield chunk
