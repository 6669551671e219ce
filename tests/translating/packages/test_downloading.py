"""Downloads from servers that break off, lie, and never end."""

import errno
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.translating.packages.downloading import (
    Downloader,
    DownloadError,
    DownloadPolicy,
    leaves_tls,
    open_downloader,
)
from tests.translating.packages.package_server import (
    Answer,
    PackageServer,
    cut_off,
    endless,
    file,
    half_of,
    rest,
    silent,
    status,
    whole,
)

DATA = bytes(range(256)) * 2000
POLICY = DownloadPolicy(
    attempts=3, read_timeout=0.3, connect_timeout=1, slow_after=0.3, slowest_bytes=10_000
)
TAG = '"one"'


@pytest.fixture
async def downloader(pauses: list[float]) -> AsyncIterator[Downloader]:
    async with open_downloader(max_bytes=1_000_000, policy=POLICY) as downloader:
        yield downloader


class Download:
    """Downloads one file from the server again and again into the same folder."""

    def __init__(self, server: PackageServer, downloader: Downloader, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.progress: list[tuple[int, int | None]] = []
        self._downloader = downloader

    async def __call__(self, *answers: Answer, path: str = "/file") -> bytes:
        url = self.server.answer(path, *answers)
        self.progress.clear()
        place = await self._downloader.download(
            url, self.folder, lambda *now: self.progress.append(now)
        )
        return place.read_bytes()

    @property
    def ranges(self) -> list[str]:
        return self.server.ranges("/file")


@pytest.fixture
def download(server: PackageServer, downloader: Downloader, tmp_path: Path) -> Download:
    folder = tmp_path / "download"
    folder.mkdir()
    return Download(server, downloader, folder)


async def test_a_whole_file_is_downloaded_and_progress_is_reported(download: Download) -> None:
    assert await download(whole(DATA)) == DATA
    assert download.progress[0] == (0, len(DATA))
    assert download.progress[-1] == (len(DATA), len(DATA))


async def test_an_interrupted_download_is_continued(download: Download, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(DATA)

    assert await download(half_of(source), file(source)) == DATA
    assert download.ranges == ["", "bytes=100000-"]
    assert "If-Range" in download.server.requests[1][1]


async def test_the_next_run_continues_a_download(download: Download) -> None:
    with pytest.raises(DownloadError):
        await download(cut_off(DATA, 100_000, ETag=TAG), status(404))

    assert await download(rest(DATA, 100_000)) == DATA
    assert download.progress[0] == (100_000, len(DATA))
    assert download.ranges[-1] == "bytes=100000-"


async def test_a_server_that_ignores_ranges_sends_the_whole_file(download: Download) -> None:
    assert await download(cut_off(DATA, 100_000, ETag=TAG), whole(DATA)) == DATA
    assert download.ranges == ["", "bytes=100000-"]


async def test_a_changed_file_is_not_mixed_with_the_old_one(download: Download) -> None:
    other = DATA[::-1]

    assert await download(cut_off(DATA, 100_000, ETag=TAG), whole(other, ETag='"two"')) == other


@pytest.mark.parametrize("headers", [{}, {"ETag": 'W/"weak"'}])
async def test_a_download_without_a_strong_validator_starts_over(
    download: Download, headers: dict[str, str]
) -> None:
    assert await download(cut_off(DATA, 100_000, **headers), whole(DATA)) == DATA
    assert download.ranges == ["", ""]


async def test_last_modified_is_the_validator_where_there_is_no_etag(download: Download) -> None:
    date = {"Last-Modified": "Sun, 06 Sep 2026 08:49:37 GMT"}

    assert await download(cut_off(DATA, 100_000, **date), rest(DATA, 100_000)) == DATA
    assert download.ranges == ["", "bytes=100000-"]


async def test_a_download_from_another_mirror_is_not_continued(download: Download) -> None:
    with pytest.raises(DownloadError):
        await download(cut_off(DATA, 100_000, ETag=TAG), status(404))

    assert await download(whole(DATA, ETag=TAG), path="/mirror") == DATA
    assert download.server.ranges("/mirror") == [""]


async def test_a_wrong_part_is_discarded(download: Download) -> None:
    answers = (cut_off(DATA, 100_000, ETag=TAG), rest(DATA, 50_000), whole(DATA))

    assert await download(*answers) == DATA
    assert download.ranges == ["", "bytes=100000-", ""]


async def test_a_complete_file_is_not_downloaded_again(download: Download, tmp_path: Path) -> None:
    await download(whole(DATA, ETag=TAG))

    assert await download(status(416, **{"Content-Range": f"bytes */{len(DATA)}"})) == DATA


async def test_a_partial_file_longer_than_the_whole_is_discarded(download: Download) -> None:
    await download(whole(DATA, ETag=TAG))
    shorter = status(416, **{"Content-Range": "bytes */1000"})

    assert await download(shorter, whole(DATA[:1000])) == DATA[:1000]


@pytest.mark.parametrize("stated", [len(DATA) + 1000, len(DATA) // 2])
async def test_a_false_content_length_never_gives_more_than_was_sent(
    download: Download, stated: int
) -> None:
    async def lie(request: web.Request) -> web.StreamResponse:
        assert request.transport is not None
        request.transport.write(
            f"HTTP/1.1 200 OK\r\nContent-Length: {stated}\r\n\r\n".encode() + DATA
        )
        request.transport.close()
        return web.Response()

    if stated > len(DATA):
        with pytest.raises(DownloadError):
            await download(lie)
        assert len(download.ranges) == POLICY.attempts
    else:
        assert await download(lie) == DATA[:stated]


async def test_a_file_that_is_stated_too_large_is_not_downloaded(download: Download) -> None:
    with pytest.raises(DownloadError, match="larger than 1"):
        await download(whole(bytes(1_000_001)))
    assert download.progress == []
    assert len(download.ranges) == 1


async def test_an_endless_file_is_stopped_at_the_limit_and_deleted(download: Download) -> None:
    with pytest.raises(DownloadError, match="larger than 1"):
        await download(endless())
    assert list(download.folder.iterdir()) == []


async def test_a_silent_server_is_given_up(download: Download) -> None:
    with pytest.raises(DownloadError, match="no answer"):
        await download(silent())
    assert len(download.ranges) == POLICY.attempts


async def test_a_slow_server_is_given_up(download: Download) -> None:
    with pytest.raises(DownloadError, match="too slow"):
        await download(endless(b"x", pause=0.02))
    assert len(download.ranges) == POLICY.attempts


@pytest.mark.parametrize("code", [500, 503, 429])
async def test_a_temporary_error_is_retried(download: Download, code: int) -> None:
    assert await download(status(code), status(code), whole(DATA)) == DATA


@pytest.mark.parametrize("wait", ["1", "date", "Fri, 31 Dec 1999 23:59:59 GMT", "soon", ""])
async def test_retry_after_is_respected(download: Download, pauses: list[float], wait: str) -> None:
    stated = wait
    if wait == "date":
        stated = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)

    assert await download(status(503, **{"Retry-After": stated}), whole(DATA)) == DATA

    (pause,) = pauses
    assert (pause > 0.9) == (wait in ("1", "date"))


async def test_a_long_retry_after_is_given_up_at_once(
    download: Download, pauses: list[float]
) -> None:
    with pytest.raises(DownloadError, match="not before HTTP 429 7200"):
        await download(status(429, **{"Retry-After": "7200"}), whole(DATA))

    assert pauses == []
    assert len(download.ranges) == 1


@pytest.mark.parametrize("code", [401, 403, 404, 410])
async def test_a_permanent_error_is_not_retried(download: Download, code: int) -> None:
    with pytest.raises(DownloadError, match=f"HTTP {code}"):
        await download(status(code))
    assert len(download.ranges) == 1


async def test_a_redirect_is_followed_and_a_loop_is_not(download: Download) -> None:
    download.server.answer("/elsewhere", whole(DATA))

    assert await download(status(302, Location="/elsewhere")) == DATA
    with pytest.raises(DownloadError, match="without an end"):
        await download(status(302, Location="/file"))


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/file", "file:///etc/passwd", "http://["])
async def test_a_redirect_to_another_scheme_is_refused(download: Download, location: str) -> None:
    with pytest.raises(DownloadError):
        await download(status(302, Location=location))
    assert len(download.ranges) == 1


@pytest.mark.parametrize(
    ("schemes", "leaves"),
    [
        (["https", "http"], True),
        (["http", "https", "http"], True),
        (["http", "https"], False),
        (["http", "http"], False),
        (["https"], False),
    ],
)
def test_a_redirect_from_https_to_http_is_detected(schemes: list[str], leaves: bool) -> None:
    assert leaves_tls(schemes) is leaves


async def test_unrequested_compression_is_refused(download: Download) -> None:
    with pytest.raises(DownloadError, match="packed"):
        await download(whole(DATA, **{"Content-Encoding": "gzip"}))


async def test_a_closed_port_is_a_download_error(downloader: Downloader, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1"):
        await downloader.download("http://127.0.0.1:9/file", tmp_path, lambda *_: None)


async def test_a_full_disk_is_detected_before_the_download(
    download: Download, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))

    with pytest.raises(OSError, match="No room") as full:
        await download(whole(DATA))

    assert full.value.errno == errno.ENOSPC
    assert download.progress == []
    assert list(download.folder.iterdir()) == []


async def test_a_short_file_is_read_up_to_its_limit(
    server: PackageServer, downloader: Downloader
) -> None:
    url = server.answer("/short", status(500), whole(b"short"))

    assert await downloader.read(url, 5) == b"short"
    with pytest.raises(DownloadError, match="larger"):
        await downloader.read(url, 4)
    with pytest.raises(DownloadError, match="larger"):
        await downloader.read(server.answer("/endless", endless()), 1_000_000)
