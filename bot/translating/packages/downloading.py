"""Downloads files over HTTP, in spite of broken connections, wrong sizes and endless answers.

The part of a file that has arrived stays on disk; the next download of the same address continues
it if the server confirms that the file has not changed.
"""

import asyncio
import errno
import json
import re
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar

import aiohttp

from bot.domain.remote import Backoff, BodyTooLarge, body_of
from bot.errors import Cause
from bot.translating.packages.archives import DISK_FULL

Progress = Callable[[int, int | None], None]
"""Called with the number of bytes that have arrived, and the total where the server states it."""

_ENOUGH_PROGRESS_BYTES = 2**20
"""An attempt that gets so much further does not count as a failure."""

_TEMPORARY_STATUSES = frozenset({408, 425, 429, *range(500, 600)})
_CONTENT_RANGE = re.compile(r"bytes (?:(\d{1,18})-\d{1,18}|\*)/(?:(\d{1,18})|\*)")
_SECONDS = re.compile(r"[0-9]{1,9}")

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class DownloadPolicy:
    """How often to try and how long to wait, in seconds."""

    attempts: int = 4
    first_pause: float = 1.0
    longest_pause: float = 60.0
    """A server that asks for a longer pause is given up."""
    connect_timeout: float = 15.0
    read_timeout: float = 30.0
    slow_after: float = 60.0
    """An attempt fails if it receives fewer than `slowest_bytes` in this time."""
    slowest_bytes: int = 60_000


class DownloadError(Exception):
    """The address does not give what it should, because of `cause`."""

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause)
        self.cause = cause


class _Interrupted(Exception):
    """This attempt has failed; the next one, after at least `pause` seconds, may succeed."""

    def __init__(self, cause: Cause, pause: float = 0.0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.pause = pause


class PartialFile:
    """The file `folder/part` from `url`, as far as it has arrived."""

    def __init__(self, folder: Path, url: str) -> None:
        self.path = folder / "part"
        self.url = url
        self._origin = folder / "origin.json"

    @property
    def size(self) -> int:
        """In bytes."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def validator(self) -> str:
        """The server's mark of this version of the file; empty where it cannot be continued."""
        try:
            origin = json.loads(self._origin.read_text(encoding="utf-8"))
            url, validator = origin["url"], origin["validator"]
        except (OSError, ValueError, LookupError, TypeError):
            return ""
        return str(validator) if url == self.url and self.size else ""

    @property
    def version(self) -> str:
        """A tag of this version of the whole file; empty if the server gives none."""
        return f"{self.validator} {self.size}" if self.validator else ""

    def begin(self, validator: str) -> None:
        """Start at the first byte."""
        self.discard()
        self.path.touch()
        origin = {"url": self.url, "validator": validator}
        self._origin.write_text(json.dumps(origin), encoding="utf-8")

    def append(self, data: bytes) -> None:
        """Write what has arrived. Raises OSError."""
        try:
            with self.path.open("ab") as file:
                file.write(data)
        except OSError as error:
            if error.errno in DISK_FULL:
                self.discard()
            raise

    def check_room(self, more: int) -> None:
        """Raise OSError where the disk has no room for so many more bytes."""
        if more > shutil.disk_usage(self.path.parent).free:
            self.discard()
            raise OSError(errno.ENOSPC, "No room to download", str(self.path))

    def discard(self) -> None:
        """Delete what has arrived."""
        self.path.unlink(missing_ok=True)
        self._origin.unlink(missing_ok=True)


@asynccontextmanager
async def open_downloader(max_bytes: int, policy: DownloadPolicy) -> AsyncIterator["Downloader"]:
    """Open an HTTP session with untrusted servers."""
    timeout = aiohttp.ClientTimeout(
        total=None, sock_connect=policy.connect_timeout, sock_read=policy.read_timeout
    )
    async with aiohttp.ClientSession(
        timeout=timeout,
        headers={"Accept-Encoding": "identity", "User-Agent": "Dragoman"},
        # A compressed file would have another size than the server states.
        auto_decompress=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=True,
    ) as session:
        yield Downloader(session, max_bytes, policy)


class Downloader:
    """Downloads files of up to `max_bytes`. Made by `open_downloader`."""

    def __init__(
        self, session: aiohttp.ClientSession, max_bytes: int, policy: DownloadPolicy
    ) -> None:
        self._session = session
        self._max_bytes = max_bytes
        self._policy = policy

    async def read(self, url: str, max_bytes: int) -> bytes:
        """Return the content of a short file. Raises DownloadError."""

        async def attempt() -> bytes:
            async with self._session.get(url) as response:
                _check_response(response)
                try:
                    return b"".join([chunk async for chunk in body_of(response, max_bytes)])
                except BodyTooLarge:
                    raise _too_large(max_bytes) from None

        return await self._with_retries(attempt, lambda: 0)

    async def version(self, url: str) -> str:
        """Return the `version` that a file has by now. Raises DownloadError."""

        async def attempt() -> str:
            async with self._session.head(url, allow_redirects=True) as response:
                _check_response(response)
                size, validator = response.content_length, _validator(response)
                return f"{validator} {size}" if validator and size is not None else ""

        return await self._with_retries(attempt, lambda: 0)

    async def download(self, url: str, folder: Path, progress: Progress) -> Path:
        """Download a file of any length to its own folder. Raises DownloadError and OSError."""
        file = PartialFile(folder, url)
        await self._with_retries(lambda: self._attempt(url, file, progress), lambda: file.size)
        return file.path

    async def _with_retries(
        self, attempt: Callable[[], Awaitable[_Result]], size: Callable[[], int]
    ) -> _Result:
        failures, pauses = 0, Backoff(self._policy.first_pause, self._policy.longest_pause)
        while True:
            before = size()
            try:
                return await _translate_errors(attempt)
            except _Interrupted as error:
                if size() - before >= _ENOUGH_PROGRESS_BYTES:
                    failures = 0
                    pauses.reset()
                failures += 1
                if failures >= self._policy.attempts:
                    raise DownloadError(error.cause) from error
                if error.pause > self._policy.longest_pause:
                    later = Cause("not-before", cause=error.cause, seconds=round(error.pause))
                    raise DownloadError(later) from error
                requested = error.pause
            await pauses.pause(at_least=requested)

    async def _attempt(self, url: str, file: PartialFile, progress: Progress) -> None:
        headers = {}
        if file.validator:
            headers = {"Range": f"bytes={file.size}-", "If-Range": file.validator}
        async with self._session.get(url, headers=headers) as response:
            start, total = _content_range(response)
            if headers and response.status == 416 and total == file.size:
                return
            if headers and response.status in (206, 416) and start != file.size:
                file.discard()
                raise _Interrupted(Cause("another-part-than-asked-for"))
            _check_response(response)
            continues = bool(headers) and response.status == 206
            if response.content_length is not None:
                total = (file.size if continues else 0) + response.content_length
                if total > self._max_bytes:
                    raise _too_large(self._max_bytes)
                file.check_room(response.content_length)
            if not continues:
                file.begin(_validator(response))
            await self._receive(response, file, total, progress)

    async def _receive(
        self,
        response: aiohttp.ClientResponse,
        file: PartialFile,
        total: int | None,
        progress: Progress,
    ) -> None:
        progress(file.size, total)
        begun, size = time.monotonic(), file.size
        try:
            async for chunk in body_of(response, self._max_bytes - file.size):
                await asyncio.to_thread(file.append, chunk)
                progress(file.size, total)
                if time.monotonic() - begun > self._policy.slow_after:
                    if file.size - size < self._policy.slowest_bytes:
                        raise _Interrupted(Cause("it-is-too-slow"))
                    begun, size = time.monotonic(), file.size
        except BodyTooLarge:
            file.discard()
            raise _too_large(self._max_bytes) from None


async def _translate_errors(attempt: Callable[[], Awaitable[_Result]]) -> _Result:
    """Run an attempt; raise DownloadError in place of aiohttp's errors, _Interrupted to retry."""
    try:
        return await attempt()
    except aiohttp.TooManyRedirects:
        raise DownloadError(Cause("redirects-without-an-end")) from None
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as error:
        raise DownloadError(Cause("not-an-address", detail=str(error))) from error
    except aiohttp.ClientConnectorCertificateError as error:
        cause = Cause("its-certificate-is-not-valid", detail=str(error.certificate_error))
        raise DownloadError(cause) from error
    except TimeoutError:
        raise _Interrupted(Cause("there-is-no-answer")) from None
    except (aiohttp.ClientError, ConnectionError) as error:
        raise _Interrupted(Cause("the-connection-fails", detail=str(error))) from error


def _check_response(response: aiohttp.ClientResponse) -> None:
    if leaves_tls([step.url.scheme for step in (*response.history, response)]):
        raise DownloadError(Cause("it-leads-from-https-to-http"))
    if response.status in _TEMPORARY_STATUSES:
        raise _Interrupted(Cause("HTTP", status=str(response.status)), _retry_after(response))
    if response.status not in (200, 206):
        raise DownloadError(Cause("HTTP", status=str(response.status)))
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise DownloadError(Cause("it-comes-packed-unasked"))


def _retry_after(response: aiohttp.ClientResponse) -> float:
    """Return Retry-After, a number or a date, in seconds; 0 where it is missing or invalid."""
    stated = response.headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(stated):
        return float(stated)
    try:
        date = parsedate_to_datetime(stated)
    except (ValueError, OverflowError):
        return 0.0
    return max((date.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def leaves_tls(schemes: Sequence[str]) -> bool:
    """Return whether redirects over addresses with these schemes go from https back to http."""
    return "https" in schemes and "http" in schemes[schemes.index("https") :]


def _too_large(limit: int) -> DownloadError:
    return DownloadError(Cause("it-is-larger-than", megabytes=round(limit / 1e6)))


def _content_range(response: aiohttp.ClientResponse) -> tuple[int | None, int | None]:
    """Return where the part that is sent begins, and how long the whole file is."""
    stated = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    start, total = stated.groups() if stated else (None, None)
    return (int(start) if start else None), (int(total) if total else None)


def _validator(response: aiohttp.ClientResponse) -> str:
    """Return what If-Range can compare; empty where the server states nothing strong enough."""
    tag = response.headers.get("ETag", "")
    # A weak tag does not promise that every byte is the same.
    return response.headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
