"""Remembers what models made of the pieces that they have seen, between requests and restarts.

Of a source only a hash is kept, and of its translation what it takes to show it again: the tokens,
and which of them belong together. Where the rows lie is the business of whoever gives them.
"""

import asyncio
import hashlib
import json
import logging
import zlib
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Protocol

from bot.translating.engine.decoding import Decoding, Output
from bot.translating.packages.routes import InstalledPackage

_log = logging.getLogger(__name__)

_SECONDS_BETWEEN_WRITES = 1.0
# So many do not keep the event loop busy.
_ROWS_AT_ONCE = 250
# What cannot be written, because the database is gone, is not piled up without end.
_MOST_UNWRITTEN = 50_000
# More than any piece and its translation have; a row that claims to be larger is not unpacked.
_MAX_UNPACKED_BYTES = 1_000_000


class Rows(Protocol):
    """Where rows are kept, for all processes."""

    async def recall(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """The rows with these keys, as far as there are any."""

    async def remember(self, rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        """Keep these rows, and know that those with the keys `used` were of use just now."""


class TranslationMemory:
    """Reads at once and writes later, many rows at a time. Lives on one event loop.

    That the rows cannot be read or written is logged, and otherwise as if there were none.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._writing: asyncio.Task[None] | None = None

    async def recall(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """The rows with these keys, as far as there are any."""
        found = {key: self._new[key] for key in keys if key in self._new}
        try:
            stored = await self._rows.recall([key for key in keys if key not in found])
        except Exception as error:
            _log.warning("The translation memory cannot be read: %s", type(error).__name__)
            return found
        self._used.update(stored)
        if stored:
            self._write_soon()
        return found | dict(stored)

    def remember(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep these rows, and write them soon."""
        if len(self._new) < _MOST_UNWRITTEN:
            self._new.update(rows)
            self._write_soon()

    async def close(self) -> None:
        """Write what has not been written yet."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await self._write()

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_later())

    async def _write_later(self) -> None:
        while self._new or self._used:
            await asyncio.sleep(_SECONDS_BETWEEN_WRITES)
            await self._write()

    async def _write(self) -> None:
        while self._new or self._used:
            rows = dict(islice(self._new.items(), _ROWS_AT_ONCE))
            used = set(islice(self._used, _ROWS_AT_ONCE))
            try:
                await self._rows.remember(rows, used)
            except Exception as error:
                _log.warning("The translation memory cannot be written: %s", type(error).__name__)
                self._used.clear()
                return
            for key in rows:
                del self._new[key]
            self._used -= used


def key_of(package: InstalledPackage, decoding: Decoding, source: Sequence[str]) -> bytes:
    """A hash of what an output depends on: the model, the search and the source."""
    model = package.source, package.target, package.version, package.size
    asked = json.dumps([model, repr(decoding), list(source)])
    return hashlib.blake2b(asked.encode(), digest_size=16).digest()


def packed(output: Output) -> bytes:
    """An output without its source, as a row."""
    words = json.dumps(output.target, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return zlib.compress(words + b"\0" + output.attention)


def unpacked(row: bytes, source: Sequence[str]) -> Output | None:
    """The output that was packed; None where the row is not one for this source."""
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(row, _MAX_UNPACKED_BYTES)
        words, separator, weights = content.partition(b"\0")
        target = json.loads(words)
    except (zlib.error, ValueError, RecursionError):
        return None
    if not unpacker.eof or not isinstance(target, list):
        return None
    if not separator or not all(isinstance(token, str) for token in target):
        return None
    if len(weights) != len(target) * len(source):
        return None
    return Output(tuple(source), tuple(target), weights)
