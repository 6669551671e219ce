"""The translation memory: remembers outputs of models between requests and restarts.

Of a source only a hash is stored; of its translation the tokens and their attention.
"""

import asyncio
import hashlib
import json
import logging
import zlib
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Protocol

from bot.translating.engine.tokens import Output
from bot.translating.packages.package import Decoding
from bot.translating.packages.routes import InstalledPackage

_log = logging.getLogger(__name__)

_SECONDS_BETWEEN_WRITES = 1.0
_ROWS_PER_WRITE = 250
"""So few that they do not keep the event loop busy."""
_MAX_UNWRITTEN_ROWS = 50_000
"""While the database is gone, no more rows than these wait to be written."""
_MAX_UNPACKED_BYTES = 1_000_000
"""More than any piece takes; a row that claims to be larger is not unpacked."""


class RowStore(Protocol):
    """Where rows are stored, for all processes."""

    async def recall(self, keys: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Return the rows with these keys, as far as there are any."""

    async def remember(self, rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        """Store rows, and note that those with the keys `used` were read just now."""


class TranslationMemory:
    """Reads rows at once and writes them later, many at a time. Lives on one event loop.

    When the store fails, that is logged, and the memory is as if it were empty.
    """

    def __init__(self, store: RowStore) -> None:
        self._store = store
        self._new: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._writing: asyncio.Task[None] | None = None

    async def recall(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Return the rows with these keys, as far as there are any."""
        found = {key: self._new[key] for key in keys if key in self._new}
        try:
            stored = await self._store.recall([key for key in keys if key not in found])
        except Exception as error:
            _log.warning("The translation memory cannot be read: %s", type(error).__name__)
            return found
        self._used.update(stored)
        if stored:
            self._write_soon()
        return found | dict(stored)

    def remember(self, rows: Mapping[bytes, bytes]) -> None:
        """Keep rows, and write them soon."""
        if len(self._new) < _MAX_UNWRITTEN_ROWS:
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
            rows = dict(islice(self._new.items(), _ROWS_PER_WRITE))
            used = set(islice(self._used, _ROWS_PER_WRITE))
            try:
                await self._store.remember(rows, used)
            except Exception as error:
                _log.warning("The translation memory cannot be written: %s", type(error).__name__)
                self._used.clear()
                return
            for key in rows:
                del self._new[key]
            self._used -= used


def memory_key(package: InstalledPackage, decoding: Decoding, source: Sequence[str]) -> bytes:
    """Return a hash of everything that an output depends on: the model, the search, the source."""
    model = package.source, package.target, package.version, package.size
    content = json.dumps([model, repr(decoding), list(source)])
    return hashlib.blake2b(content.encode(), digest_size=16).digest()


def pack(output: Output) -> bytes:
    """Return an output without its source as a row."""
    words = json.dumps(output.target, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return zlib.compress(words + b"\0" + output.attention)


def unpack(row: bytes, source: Sequence[str]) -> Output | None:
    """Return the output in a row; None where it is no valid row for this source."""
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(row, _MAX_UNPACKED_BYTES)
        words, separator, attention = content.partition(b"\0")
        target = json.loads(words)
    except (zlib.error, ValueError, RecursionError):
        return None
    if not unpacker.eof or not isinstance(target, list):
        return None
    if not separator or not all(isinstance(token, str) for token in target):
        return None
    if len(attention) != len(target) * len(source):
        return None
    return Output(tuple(source), tuple(target), attention)
