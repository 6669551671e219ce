"""What comes over the network, from servers of every kind. Nothing leaves this machine."""

import asyncio
import time
from dataclasses import replace
from itertools import repeat

import pytest
from aiohttp import web as server

from bot.errors import DragomanError, NotAPage, PageTooLarge, PageUnreachable
from bot.reading.pages.fetching import FetchedPage, Fetcher, Limits
from bot.reading.pages.network import open_session
from tests.reading.pages.conftest import LIMITS, fetch
from tests.waiting import until
from tests.web import Web, chunks


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


async def test_a_name_that_nobody_knows_and_a_host_that_does_not_answer_are_unreachable(
    fetcher: Fetcher, web: Web
) -> None:
    web.port = 1  # nobody listens there
    for address in ("http://nobody.invalid/", "http://silent.example/"):
        with pytest.raises(PageUnreachable):
            await fetch(fetcher, address)


async def test_a_slow_page_is_given_up_in_time_and_those_that_wait_for_it(web: Web) -> None:
    async def drip(request: server.Request) -> server.StreamResponse:
        return await chunks(request, repeat(b"<p>", 1000), pause=0.1)

    async def nothing(_request: server.Request) -> server.Response:
        await asyncio.Event().wait()
        return server.Response()

    pages = [web.answer("drip.example/", drip)]
    pages += [web.answer(f"nothing.example/{n}", nothing) for n in range(6)]
    async with open_session(web.network) as session:
        fetcher = Fetcher(session, web.network, replace(LIMITS, seconds=0.3))
        asked = (fetch(fetcher, page) for page in pages)
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [PageUnreachable] * 7


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
        return await chunks(request, [b"x"], pause=30, headers={"Content-Length": "9999999"})

    # Whoever reads on waits for longer than a page may take, which is another error.
    with pytest.raises(PageTooLarge):
        await fetch(fetcher, web.answer("a.example/", large))


async def test_a_page_that_breaks_off_before_its_length_is_unreachable(
    fetcher: Fetcher, web: Web
) -> None:
    async def short(request: server.Request) -> server.StreamResponse:
        response = await chunks(request, [b"<p>half"], headers={"Content-Length": "1000"})
        assert request.transport is not None
        request.transport.close()
        return response

    with pytest.raises(PageUnreachable):
        await fetch(fetcher, web.answer("a.example/", short))


@pytest.mark.parametrize("content_type", ["image/png", "video/mp4", "x/y"])
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
        await asyncio.Event().wait()
        return server.Response()

    waiting = [
        asyncio.create_task(fetch(fetcher, web.answer(f"slow.example/{n}", slow))) for n in range(6)
    ]
    await until(lambda: web.asked)
    web.page("quick.example/", "here")
    assert (await fetch(fetcher, "http://quick.example/")).body == b"here"
    assert not any(task.done() for task in waiting)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
