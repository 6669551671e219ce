"""Pages that come packed, and bombs among them."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from bot.errors import PageTooLarge, PageUnreachable
from bot.reading.pages.fetching import Fetcher
from tests.reading.pages.conftest import LIMITS, fetch
from tests.web import Web


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": deflated,
    "br": lambda data: brotli.compress(data, quality=5),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_packed_page_is_unpacked(fetcher: Fetcher, web: Web, encoding: str) -> None:
    packed = PACKERS[encoding](b"<p>here</p>" * 1000)
    web.page("a.example/", packed, Content_Encoding=encoding)

    assert (await fetch(fetcher, "http://a.example/")).body == b"<p>here</p>" * 1000
    assert encoding in web.headers[0]["Accept-Encoding"]


@pytest.mark.parametrize("encoding", PACKERS)
async def test_a_bomb_is_not_unpacked_beyond_the_limit(
    fetcher: Fetcher, web: Web, encoding: str
) -> None:
    bomb = PACKERS[encoding](bytes(100_000_000))
    assert len(bomb) < LIMITS.most_bytes
    web.page("a.example/", bomb, Content_Encoding=encoding)
    tracemalloc.start()
    try:
        with pytest.raises(PageTooLarge):
            await fetch(fetcher, "http://a.example/")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10_000_000


async def test_a_bomb_in_a_bomb_is_not_opened(fetcher: Fetcher, web: Web) -> None:
    bomb = gzip.compress(gzip.compress(bytes(50_000_000)))
    web.page("a.example/", bomb, Content_Encoding="gzip, gzip")

    page = await fetch(fetcher, "http://a.example/")
    assert len(page.body) <= LIMITS.most_bytes


@pytest.mark.parametrize("encoding", PACKERS)
async def test_what_only_pretends_to_be_packed_is_unreachable(
    fetcher: Fetcher, web: Web, encoding: str
) -> None:
    web.page("a.example/", b"\x00\xffno" * 100, Content_Encoding=encoding)

    with pytest.raises(PageUnreachable):
        await fetch(fetcher, "http://a.example/")
