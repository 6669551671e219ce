"""The connection to Telegram, and errors on the way."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from threading import Event, Thread

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, InputFile
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.botapi.connection import Connection, on_written
from bot.cli.serving import loop_factory
from bot.playground import Person, Playground

Heard = list[tuple[str, str]]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@pytest.fixture
def heard() -> Heard:
    """Return the methods that were called, with what came of it."""
    return []


@pytest.fixture
def olena(telegram: Playground) -> Person:
    olena = telegram.person("Olena")
    olena.send("/start")
    return olena


@pytest.fixture
async def bot(telegram: Playground, heard: Heard) -> AsyncIterator[Bot]:
    connection = Connection(telegram.base_url, lambda *call: heard.append(call))
    async with Bot(
        telegram.token,
        *(telegram.base_url, telegram.base_file_url),
        request=connection,
        get_updates_request=connection,
    ) as bot:
        heard.clear()
        yield bot


@asynccontextmanager
async def serving(method: str, path: str, answer: Answer) -> AsyncIterator[TestServer]:
    """Run a server that has one answer to this method at a path."""
    application = web.Application()
    application.router.add_route(method, path, answer)
    server = TestServer(application)
    async with server:
        yield server


async def test_texts_arrive_unchanged(bot: Bot, olena: Person, heard: Heard) -> None:
    words = "Ґанок & дім = 100 % + Ж\n😀"
    sent = await bot.send_message(olena.id, words)
    assert sent.text == olena.bot_messages()[-1].text == words
    assert heard == [("sendMessage", "200")]


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, loop_factory()])
def test_a_message_is_the_kernels_once_it_is_told_to_be_written(
    loop: Callable[[], asyncio.AbstractEventLoop] | None,
) -> None:
    text, arrived, known = "Ж" * 4096, Event(), list[bool]()

    def serve(listening: socket.socket) -> None:
        with listening.accept()[0] as peer:
            got = b""
            while got.count(b"\\u0416") < len(text):
                got += peer.recv(65536)
            arrived.set()

    async def send(port: int) -> None:
        connection = Connection(f"http://127.0.0.1:{port}/", lambda method, outcome: None)
        # Meanwhile the event loop does nothing else.
        on_written.set(lambda: known.append(arrived.wait(5)))
        bot = Bot("1:a", f"http://127.0.0.1:{port}/", request=connection)
        await connection.initialize()
        with suppress(NetworkError):
            await bot.send_message(1, text)
        await connection.shutdown()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=serve, args=[listening], daemon=True).start()
        with asyncio.Runner(loop_factory=loop) as runner:
            runner.run(send(listening.getsockname()[1]))
    assert known == [True]


async def test_files_arrive_and_come_back_unchanged(bot: Bot, olena: Person) -> None:
    content, name = bytes(range(256)) * 4000, 'звіт «2» "а".pdf'
    sent = await bot.send_document(olena.id, InputFile(content, filename=name), caption="Ось")
    [message] = olena.bot_messages()
    assert (message.file_name, message.text) == ("звіт «2» 'а'.pdf", "Ось")
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content


async def test_refusals_are_errors_with_telegrams_words(
    telegram: Playground, bot: Bot, olena: Person, heard: Heard
) -> None:
    telegram.fail("sendMessage", 429, retry_after=7)
    with pytest.raises(RetryAfter) as refusal:
        await bot.send_message(olena.id, "Hello")
    assert refusal.value.retry_after == timedelta(seconds=7)
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(1, "Hello")
    assert heard == [("sendMessage", "429"), ("sendMessage", "400")]


async def test_a_call_that_hangs_times_out(
    telegram: Playground, bot: Bot, olena: Person, heard: Heard
) -> None:
    telegram.hang("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(olena.id, "Hello", read_timeout=0.1)
    assert heard == [("sendMessage", "timed-out")]


@pytest.mark.parametrize("after", [False, True])
async def test_a_broken_connection_is_a_network_error_without_the_token(
    telegram: Playground, bot: Bot, olena: Person, heard: Heard, after: bool
) -> None:
    telegram.drop("sendMessage", after=after)
    with pytest.raises(NetworkError) as failure:
        await bot.send_message(olena.id, "Hello")
    assert telegram.token not in str(failure.value)
    assert heard == [("sendMessage", "unreachable")]
    await bot.send_message(olena.id, "Hello again")


async def test_an_unreachable_server_shows_no_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with Playground() as gone:
        address, token = gone.base_url, gone.token
    async with Connection(address, lambda *_: None) as connection:
        with pytest.raises(NetworkError) as failure:
            await connection.post(f"{address}{token}/getMe")
    assert token not in str(failure.value)
    assert token not in caplog.text


async def test_a_slow_answer_does_not_time_out() -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(12):
            await response.write(b"drop")
            await asyncio.sleep(0.1)
        return response

    async with serving("GET", "/file", drip) as server:
        address = str(server.make_url("/file"))
        async with Connection(address, lambda *_: None) as connection:
            assert await connection.retrieve(address, read_timeout=1.0) == 12 * b"drop"


async def test_a_file_that_is_not_read_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.botapi.connection._SLOWEST", 1e9)
    given_up = asyncio.Event()

    async def wait(request: web.Request) -> web.Response:
        await given_up.wait()
        return web.Response()

    async with serving("POST", "/{path:.*}", wait) as server:
        address = str(server.make_url("/bot"))
        async with Connection(address, lambda *_: None) as connection:
            bot = Bot("1:a", base_url=address, request=connection)
            # More than the system takes on its way.
            file = InputFile(bytes(20_000_000), filename="a")
            with pytest.raises(TimedOut):
                await asyncio.wait_for(
                    bot.send_document(1, file, write_timeout=0.5, read_timeout=0.5), 30
                )
            given_up.set()


@pytest.mark.parametrize(("exception", "is_used"), [("", True), ("127.0.0.1,api.example", False)])
async def test_calls_go_through_the_proxy_of_the_environment(
    telegram: Playground, monkeypatch: pytest.MonkeyPatch, exception: str, *, is_used: bool
) -> None:
    asked: list[tuple[str, str | None]] = []

    async def pass_on(request: web.Request) -> web.Response:
        asked.append((request.host, request.headers.get("Proxy-Authorization")))
        return web.json_response({"ok": True, "result": True})

    async with serving("POST", "/{path:.*}", pass_on) as proxy:
        monkeypatch.setenv("http_proxy", f"http://me:secret@127.0.0.1:{proxy.port}")
        monkeypatch.setenv("no_proxy", exception)
        address = telegram.base_url if not is_used else "http://api.example/bot"
        async with Connection(address, lambda *_: None) as connection:
            await connection.post(f"{address}{telegram.token}/getMe")

    assert asked == ([("api.example", "Basic bWU6c2VjcmV0")] if is_used else [])


async def test_fifty_calls_at_once_arrive(telegram: Playground, bot: Bot) -> None:
    people = [telegram.person(f"Reader {number}") for number in range(50)]
    for person in people:
        person.send("/start")
    await asyncio.gather(*(bot.send_message(one.id, one.user.language_code) for one in people))
    assert [len(person.bot_messages()) for person in people] == [1] * 50


async def test_the_answer_to_a_message_is_waited_for_longer_than_any_other(
    telegram: Playground, bot: Bot, olena: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.botapi.connection._READ", 0.2)
    held = telegram.hold("sendMessage")
    sending = asyncio.create_task(bot.send_message(olena.id, "Hello"))
    await held.wait_until_carried_out()
    telegram.hang("sendChatAction")
    with pytest.raises(TimedOut):
        await bot.send_chat_action(olena.id, "typing")
    held.release()

    assert (await sending).text == "Hello"


async def test_a_page_instead_of_an_answer_is_a_network_error(
    telegram: Playground, bot: Bot, olena: Person, heard: Heard
) -> None:
    telegram.answer_html("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(olena.id, "Hello")
    assert heard == [("sendMessage", "unreachable")]
