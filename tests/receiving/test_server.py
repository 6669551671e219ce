"""The webhook, from Telegram's delivery to the answer, and what it refuses."""

import asyncio
import gzip
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from ipaddress import ip_network
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from bot.app import serve
from bot.config import Settings
from bot.errors import BadConfiguration
from bot.playground import Person, Playground
from bot.receiving.server import LARGEST_UPDATE, SECRET_HEADER, Gate, Webhook, listening
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH
from tests.postgres import PostgresServer

SECRET = "a-secret-of-the-test"
TELEGRAM = (ip_network("149.154.160.0/20"), ip_network("91.108.4.0/22"))
HERE = (ip_network("127.0.0.0/8"),)


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


class Inbox:
    """Keeps updates, after whatever a test wants to happen before."""

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self.before: Callable[[], Awaitable[None]] | None = None
        self.is_open = True

    async def put(self, update: Any) -> None:
        if self.before is not None:
            await self.before()
        self.kept.append(update)


Deliver = Callable[..., Awaitable[int]]


@asynccontextmanager
async def delivering(inbox: Inbox, gate: Gate) -> AsyncIterator[Deliver]:
    """Delivers a body to a webhook, and gives the status of the answer."""
    address = free_address()
    webhook = Webhook(gate, inbox.put, lambda: inbox.is_open)
    async with (
        listening({address: webhook.routes("https://bot.example.org/telegram?x=1")}),
        aiohttp.ClientSession() as session,
    ):

        async def deliver(
            body: Any, *, secret: str = SECRET, forwarded: str = "", encoding: str = ""
        ) -> int:
            headers = {SECRET_HEADER: secret} if secret else {}
            if forwarded:
                headers["X-Forwarded-For"] = forwarded
            if encoding:
                headers["Content-Encoding"] = encoding
            url = f"http://{address}/telegram"
            async with session.post(url, data=body, headers=headers) as response:
                return response.status

        yield deliver


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
async def deliver(inbox: Inbox) -> AsyncIterator[Deliver]:
    async with delivering(inbox, Gate(SECRET)) as deliver:
        yield deliver


@pytest.fixture
async def olena(telegram: Playground) -> Person:
    return telegram.person("Olena", language_code="uk")


@pytest.fixture
def address() -> str:
    return free_address()


@pytest.fixture
def webhook(address: str, telegram: Playground) -> dict[str, object]:
    """The settings of a bot that has a webhook."""
    telegram.cloud.updates.retry_delay = 0.1
    return {"webhook_url": f"http://{address}/telegram", "listen": address}


async def test_what_is_delivered_is_answered(
    telegram: Playground, run_bot: RunBot, webhook: dict[str, object], olena: Person
) -> None:
    async with run_bot(**webhook):
        olena.forward(ENGLISH, hidden_name="Somebody")
        summary = await olena.next_message()
        await olena.press(summary, "− Коротше")
        await olena.wait_for(lambda m: m.id == summary.id and m.is_edited)

    call = telegram.calls_of("setWebhook")[-1]
    assert call.parameters["allowed_updates"] == ["message", "edited_message", "callback_query"]
    assert len(call.parameters["secret_token"]) >= 64
    assert not telegram.calls_of("getUpdates")


async def test_a_bot_that_asks_again_takes_its_webhook_back(
    telegram: Playground, run_bot: RunBot, webhook: dict[str, object], olena: Person
) -> None:
    async with run_bot(**webhook):
        olena.send("/help")
        await olena.next_message()
    async with run_bot():
        olena.send("/help")
        await olena.next_message()

    assert telegram.cloud.updates.webhook is None


async def test_one_address_serves_the_webhook_and_who_watches_it(
    telegram: Playground, run_bot: RunBot, address: str, webhook: dict[str, object], olena: Person
) -> None:
    async with run_bot(**webhook, metrics_listen=address), aiohttp.ClientSession() as session:
        olena.send("/start")
        await olena.next_message()
        async with session.post(f"http://{address}/telegram", data=b"{}") as refused:
            assert refused.status == 403
        async with session.get(f"http://{address}/metrics") as response:
            metrics = await response.text()

    assert 'dragoman_webhook_requests_total{status="200"} 1.0' in metrics
    assert 'dragoman_webhook_requests_total{status="403"} 1.0' in metrics


async def test_an_update_that_comes_twice_is_answered_once(
    telegram: Playground, run_bot: RunBot, webhook: dict[str, object], olena: Person
) -> None:
    async with run_bot(**webhook):
        olena.send("/start")
        await olena.next_message()
        olena.send("/help")
        help_asked = dict(telegram.cloud.updates.waiting[-1])
        await olena.next_message()
        telegram.post_update(help_asked)
        olena.send("/settings")
        await olena.next_message()

    assert len(olena.bot_messages()) == 3


def test_a_secret_that_is_made_up_is_the_same_in_every_process_with_the_token() -> None:
    one, same = (Settings(token=SecretStr("1:A"), listen=f":{port}") for port in (1, 2))
    other, given = Settings(token=SecretStr("1:B")), Settings(webhook_secret=SecretStr(SECRET))

    assert one.delivery_secret == same.delivery_secret != other.delivery_secret
    assert given.delivery_secret == SECRET


async def test_while_the_database_is_away_telegram_keeps_what_is_delivered(
    telegram: Playground,
    run_bot: RunBot,
    webhook: dict[str, object],
    olena: Person,
    postgres: PostgresServer,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.receiving.server._KEPT_WITHIN", 1.0)
    async with run_bot(**webhook, database_url=postgres_url):
        olena.send("/start")
        await olena.next_message()
        postgres.stop()
        try:
            olena.send("/help")
            hook = telegram.cloud.updates.webhook
            assert hook is not None
            async with asyncio.timeout(30):
                while "503" not in hook.last_error:  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
        finally:
            postgres.start()
        await olena.next_message(within=60)
        olena.send("/settings")
        await olena.next_message()

    assert not telegram.cloud.updates.waiting
    assert len(olena.bot_messages()) == 3


async def test_an_address_that_telegram_refuses_stops_the_start(
    settings: Settings, address: str
) -> None:
    changes = {"webhook_url": "https://bot.example.org/", "listen": address}
    with pytest.raises(BadConfiguration, match=r"webhook_url: .*on this machine only"):
        await serve(settings.model_copy(update=changes), asyncio.Event())


async def test_an_address_that_is_taken_stops_the_start(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(BadConfiguration, match=address):
            await serve(settings.model_copy(update={"metrics_listen": address}), asyncio.Event())


async def test_an_update_is_accepted_when_it_is_kept(deliver: Deliver, inbox: Inbox) -> None:
    update = {"update_id": 7, "message": {"text": "слово \ud83c"}}

    assert await deliver(json.dumps(update)) == 200
    assert inbox.kept == [update]


@pytest.mark.parametrize("secret", ["", "another", SECRET + "x", SECRET[:-1], "тайна"])
async def test_without_the_secret_nothing_is_taken(
    deliver: Deliver, inbox: Inbox, secret: str
) -> None:
    assert await deliver(b'{"update_id": 7}', secret=secret) == 403
    assert inbox.kept == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"7",
        b"null",
        b"{}",
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b'{"update_id": -1}',
        b'{"update_id": 1000000000000000}',
        b'{"update_id": ' + b"9" * 5000 + b"}",
        b'{"update_id": 7, "message": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda body: body[:32].decode("latin-1"),
)
async def test_what_is_no_update_is_refused_and_keeps_no_other_from_coming(
    deliver: Deliver, inbox: Inbox, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await deliver(body) == 400
    assert inbox.kept == []
    assert "is no update" in caplog.text
    assert await deliver(b'{"update_id": 8}') == 200


@pytest.mark.parametrize("body", [b"nonsense", gzip.compress(b" " * 10**7)])
async def test_a_body_that_does_not_unpack_well_is_refused(
    deliver: Deliver, inbox: Inbox, body: bytes
) -> None:
    assert await deliver(body, encoding="gzip") in (400, 413)
    assert inbox.kept == []


async def test_a_body_without_end_is_refused(deliver: Deliver, inbox: Inbox) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(2 * LARGEST_UPDATE // 2**16):
            yield b" " * 2**16

    assert await deliver(b" " * (LARGEST_UPDATE + 1)) == 413
    assert await deliver(endless()) == 413
    assert inbox.kept == []


@pytest.mark.parametrize(
    ("gate", "forwarded", "status"),
    [
        (Gate(SECRET, TELEGRAM), "", 403),
        (Gate(SECRET, TELEGRAM), "149.154.167.1", 403),
        (Gate(SECRET, TELEGRAM, HERE), "", 403),
        (Gate(SECRET, TELEGRAM, HERE), "149.154.167.1", 200),
        (Gate(SECRET, TELEGRAM, HERE), "10.0.0.1, 149.154.167.1", 200),
        (Gate(SECRET, TELEGRAM, HERE), "149.154.167.1, 127.0.0.9", 200),
        (Gate(SECRET, TELEGRAM, HERE), "::ffff:91.108.4.1", 200),
        (Gate(SECRET, TELEGRAM, HERE), "149.154.167.1, 10.0.0.1", 403),
        (Gate(SECRET, TELEGRAM, HERE), "91.108.8.1", 403),
        (Gate(SECRET, TELEGRAM, HERE), "nonsense", 403),
        (Gate(SECRET, HERE), "149.154.167.1", 200),
    ],
)
async def test_only_telegrams_networks_are_let_in_and_only_known_proxies_believed(
    inbox: Inbox, gate: Gate, forwarded: str, status: int
) -> None:
    async with delivering(inbox, gate) as deliver:
        assert await deliver(b'{"update_id": 7}', forwarded=forwarded) == status


async def test_what_cannot_be_kept_is_left_to_telegram(deliver: Deliver, inbox: Inbox) -> None:
    async def fail() -> None:
        raise OSError("no space")

    inbox.before = fail
    assert await deliver(b'{"update_id": 7}') == 503
    inbox.before = None
    assert await deliver(b'{"update_id": 7}') == 200


async def test_while_it_is_not_running_nothing_is_taken(deliver: Deliver, inbox: Inbox) -> None:
    inbox.is_open = False

    assert await deliver(b'{"update_id": 7}') == 503
    assert inbox.kept == []


async def test_an_update_that_takes_long_to_keep_is_not_kept_twice(
    deliver: Deliver, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiving.server._KEPT_WITHIN", 0.1)
    monkeypatch.setattr("bot.receiving.server._MOST_AT_ONCE", 1)
    is_back = asyncio.Event()

    async def wait() -> None:
        await is_back.wait()

    inbox.before = wait
    assert await deliver(b'{"update_id": 7}') == 503
    assert await deliver(b'{"update_id": 7}') == 503
    assert await deliver(b'{"update_id": 8}') == 503
    is_back.set()
    await asyncio.sleep(0.05)

    assert inbox.kept == [{"update_id": 7}]
    assert await deliver(b'{"update_id": 8}') == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("webhook_secret", "short"),
        ("webhook_secret", "with spaces and so on"),
        ("webhook_url", "bot.example.org"),
        ("listen", ""),
        ("listen", "8080"),
        ("listen", "127.0.0.1:70000"),
        ("metrics_listen", "::1:8080"),
        ("telegram_networks", "149.154.160.1/20"),
        ("trusted_proxies", "proxy.example.org"),
    ],
)
def test_a_setting_that_cannot_work_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        Settings(**{name: SecretStr(value) if name == "webhook_secret" else value})
