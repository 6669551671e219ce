"""Read the bodies of HTTP answers, however much a server sends."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiohttp import ClientResponse

_CHUNK_BYTES = 256 * 1024


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
