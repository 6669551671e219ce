"""What the webhook accepts and refuses."""

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

from bot.botapi.server import LARGEST_UPDATE, SECRET_HEADER, Webhook, WebhookAuth, listening
from bot.domain.incoming import IncomingMessage
from tests.waiting import until

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

    async def put(self, message: IncomingMessage) -> None:
        if self.before is not None:
            await self.before()
        self.kept.append(message.update)


Deliver = Callable[..., Awaitable[int]]


@asynccontextmanager
async def delivering(inbox: Inbox, auth: WebhookAuth) -> AsyncIterator[Deliver]:
    """Delivers a body to a webhook, and gives the status of the answer."""
    address = free_address()
    webhook = Webhook(auth, inbox.put, lambda: inbox.is_open)
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
    async with delivering(inbox, WebhookAuth(SECRET)) as deliver:
        yield deliver


async def test_an_update_is_accepted_when_it_is_kept(deliver: Deliver, inbox: Inbox) -> None:
    update = {"update_id": 7, "message": {"text": "слово \ud83c"}}
    assert await deliver(json.dumps(update)) == 200
    assert inbox.kept == [update]


@pytest.mark.parametrize("secret", ["", "another", SECRET + "x", SECRET[:-1], "тайна"])
async def test_without_the_secret_nothing_is_accepted(
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
async def test_a_body_that_is_no_update_is_refused_and_logged(
    deliver: Deliver, inbox: Inbox, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await deliver(body) == 400
    assert inbox.kept == []
    assert "is no update" in caplog.text
    assert await deliver(b'{"update_id": 8}') == 200


@pytest.mark.parametrize("body", [b"nonsense", gzip.compress(b" " * 10**7)])
async def test_a_badly_packed_body_is_refused(deliver: Deliver, inbox: Inbox, body: bytes) -> None:
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
    ("auth", "forwarded", "status"),
    [
        (WebhookAuth(SECRET, TELEGRAM), "", 403),
        (WebhookAuth(SECRET, TELEGRAM), "149.154.167.1", 403),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "", 403),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "149.154.167.1", 200),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "10.0.0.1, 149.154.167.1", 200),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "149.154.167.1, 127.0.0.9", 200),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "::ffff:91.108.4.1", 200),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "149.154.167.1, 10.0.0.1", 403),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "91.108.8.1", 403),
        (WebhookAuth(SECRET, TELEGRAM, HERE), "nonsense", 403),
        (WebhookAuth(SECRET, HERE), "149.154.167.1", 200),
    ],
)
async def test_only_telegrams_networks_may_deliver_and_only_known_proxies_are_believed(
    inbox: Inbox, auth: WebhookAuth, forwarded: str, status: int
) -> None:
    async with delivering(inbox, auth) as deliver:
        assert await deliver(b'{"update_id": 7}', forwarded=forwarded) == status


async def test_what_cannot_be_stored_is_not_accepted(deliver: Deliver, inbox: Inbox) -> None:
    async def fail() -> None:
        raise OSError("no space")

    inbox.before = fail
    assert await deliver(b'{"update_id": 7}') == 503
    inbox.before = None
    assert await deliver(b'{"update_id": 7}') == 200


async def test_a_bot_that_is_not_running_accepts_nothing(deliver: Deliver, inbox: Inbox) -> None:
    inbox.is_open = False
    assert await deliver(b'{"update_id": 7}') == 503
    assert inbox.kept == []


async def test_an_update_that_takes_long_to_keep_is_not_kept_twice(
    deliver: Deliver, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.botapi.server._STORED_WITHIN", 0.1)
    monkeypatch.setattr("bot.botapi.server._MOST_AT_ONCE", 1)
    is_back = asyncio.Event()

    async def wait() -> None:
        await is_back.wait()

    inbox.before = wait
    assert await deliver(b'{"update_id": 7}') == 503
    assert await deliver(b'{"update_id": 7}') == 503
    assert await deliver(b'{"update_id": 8}') == 503
    is_back.set()
    await until(lambda: inbox.kept)

    assert inbox.kept == [{"update_id": 7}]
    assert await deliver(b'{"update_id": 8}') == 200
