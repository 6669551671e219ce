"""Downloads files over HTTP that may break off, lie about their size, or never end.

Knows nothing of packages. What has arrived of a file stays in its place, and the next download of
the same address goes on from there if the server confirms that the file has not changed.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import aiohttp

from bot.backoff import Pauses
from bot.translating.packages.parts import Part

Progress = Callable[[int, int | None], None]
"""Called with how many bytes have arrived, and of how many where the server says so."""

_CHUNK_BYTES = 256 * 1024
_ENOUGH_PROGRESS_BYTES = 2**20
"""An attempt that got so much further does not count as a failure."""

_WORTH_ANOTHER_ATTEMPT = frozenset({408, 425, 429, *range(500, 600)})
_CONTENT_RANGE = re.compile(r"bytes (?:(\d{1,18})-\d{1,18}|\*)/(?:(\d{1,18})|\*)")

_SECONDS = re.compile(r"[0-9]{1,9}")

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for what, in seconds."""

    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    """A server that asks for a longer one has nothing to give now."""
    connecting: float = 15.0
    silence: float = 30.0
    slowness: float = 60.0
    """After so long with fewer than `slowest_bytes` the attempt has failed."""
    slowest_bytes: int = 60_000


class Unobtainable(Exception):
    """The address does not give what it should; the text says why."""


class _Interrupted(Exception):
    """This attempt has failed; another one may not, after so many seconds at least."""

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class Downloader:
    """A session with servers that nobody trusts, open inside `async with`."""

    def __init__(self, max_bytes: int, patience: Patience) -> None:
        self._max_bytes = max_bytes
        self._patience = patience

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(
                total=None,
                sock_connect=self._patience.connecting,
                sock_read=self._patience.silence,
            ),
            headers={"Accept-Encoding": "identity", "User-Agent": "Dragoman"},
            # What is packed once more would be of another size than the server says.
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            trust_env=True,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def read(self, url: str, max_bytes: int) -> bytes:
        """A short file. Raises Unobtainable."""

        async def attempt() -> bytes:
            async with self._session.get(url) as response:
                _check(response)
                data = bytearray()
                async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
                    data += chunk
                    _check_size(len(data), max_bytes)
                return bytes(data)

        return await self._patiently(attempt, lambda: 0)

    async def download(self, url: str, folder: Path, progress: Progress) -> Path:
        """A file of any length, in a folder of its own. Raises Unobtainable and OSError."""
        part = Part(folder, url)
        await self._patiently(lambda: self._attempt(url, part, progress), lambda: part.size)
        return part.path

    async def _patiently(
        self, attempt: Callable[[], Awaitable[_Result]], size: Callable[[], int]
    ) -> _Result:
        failures, pauses = 0, Pauses(self._patience.first_pause, self._patience.longest_pause)
        while True:
            before = size()
            try:
                return await _understood(attempt)
            except _Interrupted as error:
                if size() - before >= _ENOUGH_PROGRESS_BYTES:
                    failures = 0
                    pauses.start_anew()
                failures += 1
                if failures >= self._patience.attempts:
                    raise Unobtainable(str(error)) from error
                if error.pause > self._patience.longest_pause:
                    raise Unobtainable(f"{error}, not before {error.pause:.0f} s") from error
                wanted = error.pause
            await pauses.pause(at_least=wanted)

    async def _attempt(self, url: str, part: Part, progress: Progress) -> None:
        headers = {}
        if part.validator:
            headers = {"Range": f"bytes={part.size}-", "If-Range": part.validator}
        async with self._session.get(url, headers=headers) as response:
            start, total = _range(response)
            if headers and response.status == 416 and total == part.size:
                return
            if headers and response.status in (206, 416) and start != part.size:
                part.discard()
                raise _Interrupted("the server sent another part than the one asked for")
            _check(response)
            goes_on = bool(headers) and response.status == 206
            if response.content_length is not None:
                total = (part.size if goes_on else 0) + response.content_length
                _check_size(total, self._max_bytes)
                part.check_room(response.content_length)
            if not goes_on:
                part.begin(_validator(response))
            await self._receive(response, part, total, progress)

    async def _receive(
        self, response: aiohttp.ClientResponse, part: Part, total: int | None, progress: Progress
    ) -> None:
        progress(part.size, total)
        begun, size = time.monotonic(), part.size
        async for chunk in response.content.iter_chunked(_CHUNK_BYTES):
            try:
                _check_size(part.size + len(chunk), self._max_bytes)
            except Unobtainable:
                part.discard()
                raise
            await asyncio.to_thread(part.append, chunk)
            progress(part.size, total)
            if time.monotonic() - begun > self._patience.slowness:
                if part.size - size < self._patience.slowest_bytes:
                    raise _Interrupted("it is too slow")
                begun, size = time.monotonic(), part.size


async def _understood(attempt: Callable[[], Awaitable[_Result]]) -> _Result:
    """What the attempt gives, with aiohttp's errors sorted by whether another one makes sense."""
    try:
        return await attempt()
    except aiohttp.TooManyRedirects:
        raise Unobtainable("it leads from one address to the next without an end") from None
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise Unobtainable(f"it is no address that can be opened ({error})") from error
    except aiohttp.ClientConnectorCertificateError as error:
        raise Unobtainable(f"its certificate is not valid ({error.certificate_error})") from error
    except TimeoutError:
        raise _Interrupted("there is no answer") from None
    except (aiohttp.ClientError, ConnectionError) as error:
        raise _Interrupted(str(error) or type(error).__name__) from error


def _check(response: aiohttp.ClientResponse) -> None:
    if leaves_tls([step.url.scheme for step in (*response.history, response)]):
        raise Unobtainable("it leads from https to http")
    if response.status in _WORTH_ANOTHER_ATTEMPT:
        raise _Interrupted(f"HTTP {response.status}", _asked_pause(response))
    if response.status not in (200, 206):
        raise Unobtainable(f"HTTP {response.status}")
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Unobtainable("the server sends it packed in a way that nobody asked for")


def _asked_pause(response: aiohttp.ClientResponse) -> float:
    """Retry-After, in seconds: a number or a date; 0 where there is none that makes sense."""
    stated = response.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(stated):
        return float(stated)
    try:
        date = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return 0.0
    return max((date.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def leaves_tls(schemes: Sequence[str]) -> bool:
    """Whether a way over addresses with these schemes goes from https back to http."""
    return "https" in schemes and "http" in schemes[schemes.index("https") :]


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise Unobtainable(f"it is larger than {limit / 1e6:.0f} MB")


def _range(response: aiohttp.ClientResponse) -> tuple[int | None, int | None]:
    """Where the part that is sent begins, and how long the whole file is."""
    stated = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    start, total = stated.groups() if stated else (None, None)
    return (int(start) if start else None), (int(total) if total else None)


def _validator(response: aiohttp.ClientResponse) -> str:
    """What tells, for If-Range, that a file is still the same; empty where nothing does."""
    tag = response.headers.get("ETag", "")
    # A weak one is for files that mean the same, byte for byte or not.
    return response.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
