"""What comes over the network, from servers of every kind. Nothing leaves this machine."""

import asyncio
import gzip
import time
import zlib
from collections.abc import AsyncIterator, Callable
from itertools import repeat

import brotli
import pytest
from aiohttp import web as server
from backports import zstd

from bot.errors import (
    DragomanError,
    ForbiddenAddress,
    NotAPage,
    PageTooLarge,
    PageUnreachable,
)
from bot.reading.pages.fetching import FetchedPage, Fetcher, Limits
from bot.reading.pages.network import INTERNET, open_session
from tests.web import Web, chunks, open_web

LIMITS = Limits(seconds=2.0, most_bytes=200_000)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with open_web() as web:
        yield web


@pytest.fixture
async def fetcher(web: Web) -> AsyncIterator[Fetcher]:
    async with open_session(web.network) as session:
        yield Fetcher(session, web.network, LIMITS)


async def fetch(fetcher: Fetcher, address: str) -> FetchedPage:
    return await fetcher.fetch(fetcher.checked(address))


async def test_a_page_comes_with_what_its_server_says_of_it(fetcher: Fetcher, web: Web) -> None:
    address = web.page("a.example/x", "Привет", content_type="text/html; charset=koi8-r")
    page = await fetch(fetcher, address)

    assert page == FetchedPage(address, "Привет".encode(), 200, "text/html", "koi8-r")
    assert web.headers[0]["User-Agent"] == "Dragoman"


async def test_redirects_are_followed_also_to_other_sites(fetcher: Fetcher, web: Web) -> None:
    web.page("b.example/y/z", "here")
    web.redirect("b.example/y/x", "z")
    web.redirect("a.example/x", "//b.example/y/x")

    assert (await fetch(fetcher, "http://a.example/x")).url == "http://b.example/y/z"


async def test_redirects_end_after_five(fetcher: Fetcher, web: Web) -> None:
    for number in range(7):
        web.redirect(f"{number}.a.example/", f"http://{number + 1}.a.example/")
    web.page("5.b.example/", "here")
    for number in range(5):
        web.redirect(f"{number}.b.example/", f"http://{number + 1}.b.example/")

    with pytest.raises(PageUnreachable):
        await fetch(fetcher, "http://0.a.example/")
    assert len(web.asked) == 6
    assert (await fetch(fetcher, "http://0.b.example/")).body == b"here"


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://2130706433/",
        "http://inside.example/",
        "http://user:word@a.example/",
        "http://a.example:6379/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://[",
    ],
)
async def test_no_redirect_leads_inside(fetcher: Fetcher, web: Web, target: str) -> None:
    web.addresses["inside.example"] = ["10.0.0.1"]
    web.redirect("a.example/x", target)

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://a.example/x")


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::1"]
)
async def test_no_name_leads_inside(fetcher: Fetcher, web: Web, address: str) -> None:
    web.addresses["inside.example"] = [address]

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://inside.example/")


async def test_a_name_that_changes_its_mind_is_checked_each_time(
    fetcher: Fetcher, web: Web
) -> None:
    web.addresses["rebinding.example"] = ["127.0.0.1", "10.0.0.1"]  # here, this machine is public
    web.redirect("rebinding.example/", "http://rebinding.example/again")

    with pytest.raises(ForbiddenAddress):
        await fetch(fetcher, "http://rebinding.example/")
    assert web.asked == ["rebinding.example/"]


async def test_a_name_is_resolved_once_for_each_request(web: Web) -> None:
    resolvers = []
    network = web.network

    def remembered() -> object:
        resolvers.append(network.resolver())
        return resolvers[-1]

    web.page("a.example/", "here")
    observed = type(network)(remembered, network.allows)  # type: ignore[arg-type]
    async with open_session(observed) as session:
        await fetch(Fetcher(session, observed, LIMITS), "http://a.example/")
    assert resolvers[0].asked == ["a.example"]  # type: ignore[attr-defined]


async def test_the_internet_does_not_hold_this_machine(web: Web) -> None:
    limits = Limits(ports=(web.port,))
    async with open_session(INTERNET) as session:
        fetcher = Fetcher(session, INTERNET, limits)
        for host in ("localhost", "127.0.0.1", "[::1]", "0", "127.1"):
            with pytest.raises(ForbiddenAddress):
                await fetch(fetcher, f"http://{host}:{web.port}/")
    assert web.asked == []


async def test_the_proxies_of_the_environment_are_not_used(
    fetcher: Fetcher, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    web.page("a.example/", "here")

    assert (await fetch(fetcher, "http://a.example/")).body == b"here"


async def test_a_name_that_nobody_knows_and_a_host_that_does_not_answer_are_unreachable(
    fetcher: Fetcher, web: Web
) -> None:
    web.port = 1  # nobody listens there
    for address in ("http://nobody.invalid/", "http://silent.example/"):
        with pytest.raises(PageUnreachable):
            await fetch(fetcher, address)


async def test_a_slow_page_is_given_up_in_time(fetcher: Fetcher, web: Web) -> None:
    async def drip(request: server.Request) -> server.StreamResponse:
        return await chunks(request, repeat(b"<p>", 1000), pause=0.1)

    async def nothing(_request: server.Request) -> server.Response:
        await asyncio.sleep(60)
        return server.Response()

    for place, answer in (("drip.example/", drip), ("nothing.example/", nothing)):
        started = time.monotonic()
        with pytest.raises(PageUnreachable):
            await fetch(fetcher, web.answer(place, answer))
        assert time.monotonic() - started < LIMITS.seconds + 1


async def test_an_endless_page_is_given_up_at_its_limit(fetcher: Fetcher, web: Web) -> None:
    sent = 0

    async def endless(request: server.Request) -> server.StreamResponse:
        def parts() -> object:
            nonlocal sent
            while True:
                sent += 10_000
                yield b"x" * 10_000

        return await chunks(request, parts())  # type: ignore[arg-type]

    with pytest.raises(PageTooLarge):
        await fetch(fetcher, web.answer("a.example/", endless))
    assert sent < 50 * LIMITS.most_bytes


async def test_a_length_that_is_too_large_is_believed_before_anything_is_read(
    fetcher: Fetcher, web: Web
) -> None:
    async def large(request: server.Request) -> server.StreamResponse:
        return await chunks(request, [b"x"], pause=30, **{"Content-Length": "9999999"})

    started = time.monotonic()
    with pytest.raises(PageTooLarge):
        await fetch(fetcher, web.answer("a.example/", large))
    assert time.monotonic() - started < 1


async def test_a_page_that_breaks_off_before_its_length_is_unreachable(
    fetcher: Fetcher, web: Web
) -> None:
    async def short(request: server.Request) -> server.StreamResponse:
        response = await chunks(request, [b"<p>half"], **{"Content-Length": "1000"})
        assert request.transport is not None
        request.transport.close()
        return response

    with pytest.raises(PageUnreachable):
        await fetch(fetcher, web.answer("a.example/", short))


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
    started = time.monotonic()

    with pytest.raises(PageTooLarge):
        await fetch(fetcher, "http://a.example/")
    # All of it would take several times as long.
    assert time.monotonic() - started < 1


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


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "video/mp4", "x/y"])
async def test_what_is_no_page_is_not_even_read(
    fetcher: Fetcher, web: Web, content_type: str
) -> None:
    web.page("a.example/", b"x" * 300_000, content_type=content_type)

    with pytest.raises(NotAPage):
        await fetch(fetcher, "http://a.example/")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"garbage\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Y: z\r\n" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n<p>",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 9\r\n\r\n<p>",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: \xff\xfe;;charset\r\nContent-Length: 3\r\n\r\n<p>",
        b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\xff" * 5000,
    ],
)
async def test_a_server_that_speaks_no_proper_http_is_an_error_with_words(
    fetcher: Fetcher, web: Web, raw: bytes
) -> None:
    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        web.port = listening.sockets[0].getsockname()[1]
        try:
            page = await fetch(fetcher, "http://a.example/")
        except DragomanError:
            return
    assert len(page.body) <= 3


async def test_a_site_is_asked_little_at_once_and_with_pauses(web: Web) -> None:
    running = most = 0

    async def count(_request: server.Request) -> server.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.2)
        running -= 1
        return server.Response(text="<p>", content_type="text/html")

    addresses = [web.answer(f"a.example/{n}", count) for n in range(4)]
    async with open_session(web.network) as session:
        fetcher = Fetcher(session, web.network, Limits(seconds=10))
        started = time.monotonic()
        await asyncio.gather(*(fetch(fetcher, address) for address in addresses))

    assert most <= 2
    assert time.monotonic() - started > 0.8


async def test_one_slow_site_does_not_hold_up_another(fetcher: Fetcher, web: Web) -> None:
    async def slow(_request: server.Request) -> server.Response:
        await asyncio.sleep(60)
        return server.Response()

    waiting = [
        asyncio.create_task(fetch(fetcher, web.answer(f"slow.example/{n}", slow))) for n in range(6)
    ]
    await asyncio.sleep(0.1)
    web.page("quick.example/", "here")
    started = time.monotonic()
    assert (await fetch(fetcher, "http://quick.example/")).body == b"here"
    assert time.monotonic() - started < 1
    for failure in await asyncio.gather(*waiting, return_exceptions=True):
        assert isinstance(failure, PageUnreachable)
