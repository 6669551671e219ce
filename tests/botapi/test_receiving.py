"""Long polling, against a server that answers as it is told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.botapi.receiving import poll
from bot.domain.incoming import IncomingMessage
from tests.waiting import until


class BotApi:
    """Answers getUpdates with one answer after the other, and then with no updates."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.offsets: list[Any] = []

    async def get_updates(self, request: web.Request) -> web.Response:
        self.offsets.append((await request.json()).get("offset"))
        if not self.answers:
            await asyncio.sleep(0.05)
        return web.json_response(self.answers.pop(0) if self.answers else given())


class Kept:
    def __init__(self) -> None:
        self.updates: list[Any] = []

    async def put(self, message: IncomingMessage) -> None:
        self.updates.append(message.update)


def given(*updates: Any) -> Any:
    return {"ok": True, "result": list(updates)}


def refused(retry_after: Any) -> Any:
    parameters = {"retry_after": retry_after}
    return {"ok": False, "description": "Too Many Requests", "parameters": parameters}


@asynccontextmanager
async def polling(api: BotApi, inbox: Kept) -> AsyncIterator[Callable[[int], Awaitable[None]]]:
    """Poll for a while; what it gives returns when so many questions were asked."""
    app = web.Application()
    app.add_routes([web.post("/bottoken/getUpdates", api.get_updates)])
    async with TestServer(app) as server:
        address = str(server.make_url("/bot"))
        task = asyncio.create_task(poll(address, "token", ["message"], inbox.put))

        async def asked(times: int) -> None:
            await until(lambda: len(api.offsets) >= times or task.done())
            assert not task.done()

        try:
            yield asked
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


class Pauses:
    """The pauses that were made, by their least seconds; None where it began anew."""

    def __init__(self) -> None:
        self.made: list[float | None] = []

    async def pause(self, at_least: float) -> None:
        self.made.append(at_least)

    def reset(self) -> None:
        self.made.append(None)


@pytest.fixture
def backoff(monkeypatch: pytest.MonkeyPatch) -> Pauses:
    pauses = Pauses()
    monkeypatch.setattr("bot.botapi.receiving.Backoff", lambda: pauses)
    return pauses


STRANGE = [
    {},
    {"message": {"text": "secret"}},
    {"update_id": None},
    {"update_id": "7"},
    {"update_id": True},
    {"update_id": 7.5},
    {"update_id": -1},
    {"update_id": 10**15},
    None,
    7,
    "secret",
    ["secret"],
]


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
async def test_an_invalid_update_is_logged_and_skipped(
    strange: Any, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = {"update_id": 7, "message": {}}, {"update_id": 8, "message": {}}
    api, inbox = BotApi(given(one, strange, other)), Kept()

    async with polling(api, inbox) as asked:
        await asked(2)

    assert inbox.updates == [one, other]
    assert api.offsets[:2] == [None, 9]
    assert "no update" in caplog.text
    assert "secret" not in caplog.text


async def test_an_answer_with_invalid_updates_only_is_followed_by_a_pause(backoff: Pauses) -> None:
    api = BotApi(given({}), given({}), given({"update_id": 7}))

    inbox = Kept()
    async with polling(api, inbox) as asked:
        await asked(4)

    assert inbox.updates == [{"update_id": 7}]
    assert backoff.made[:3] == [0.0, 0.0, None]


async def test_a_pause_is_never_shorter_than_telegram_wants(backoff: Pauses) -> None:
    api = BotApi(refused(2), given())
    async with polling(api, Kept()) as asked:
        await asked(2)
    assert backoff.made[:2] == [2.0, None]


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": False, "parameters": None},
        {"ok": False, "parameters": [1]},
        {"ok": False, "parameters": {"retry_after": [1]}},
        refused(None),
        refused("soon"),
        refused(float("nan")),
        refused(-7),
        None,
        [],
        {"ok": True},
        {"ok": True, "result": None},
    ],
    ids=repr,
)
async def test_after_an_answer_without_sense_telegram_is_asked_again(answer: Any) -> None:
    api, inbox = BotApi(answer, given({"update_id": 7})), Kept()
    async with polling(api, inbox) as asked:
        await asked(3)
    assert inbox.updates == [{"update_id": 7}]
