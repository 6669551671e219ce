"""The outcome of a single call of the Bot API."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest
from sqlalchemy.exc import OperationalError
from telegram import InputFile, MessageEntity, User
from telegram.error import (
    BadRequest,
    ChatMigrated,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.botapi.calls import DurableCalls, without_texts
from bot.botapi.rate_limiter import Pace, Rate, RateLimiter
from bot.jobs.workflows import Workflows
from bot.storage import Store
from testkit.postgres import PostgresServer
from tests.waiting import until

PACE = Pace(Rate(0.01), Rate(1.0), Rate(4.0, burst=5))


class Work:
    """Stands for a piece of work that keeps nothing."""

    current_id: str | None = "update-1"

    async def step(
        self, name: str, action: Callable[[], Awaitable[Any]], *, repeatable: bool = False
    ) -> Any:
        return await action()

    async def raise_unless_owned(self) -> None:
        """Do nothing: it is owned."""

    was_handed_over = False

    def hand_over(self) -> None:
        """Do nothing."""

    def take_back(self) -> None:
        """Do nothing."""


class Telegram:
    """Answers a call with what it is told to, in order, and then with True."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.chats: list[Any] = []

    async def post(self, endpoint: str, data: dict[str, Any]) -> bool:
        self.chats.append(data.get("chat_id"))
        if self.troubles:
            raise self.troubles.pop(0)
        return True


@pytest.fixture
def limiter(store: Store) -> RateLimiter:
    return RateLimiter(store.slots, PACE)


async def make(limiter: RateLimiter, telegram: Telegram, endpoint: str, **data: Any) -> Any:
    return await make_with(DurableCalls(cast(Workflows, Work()), limiter), telegram, endpoint, data)


async def make_with(calls: DurableCalls, telegram: Telegram, endpoint: str, data: Any) -> Any:
    return await calls.process_request(telegram.post, (endpoint, data), {}, endpoint, data, None)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("random.uniform", lambda least, most: 0.01 * most)


@pytest.mark.parametrize(
    "trouble",
    [
        NetworkError("Bad Gateway"),
        TimedOut(),
        OperationalError("", {}, Exception("the database is away")),
    ],
)
async def test_a_call_is_repeated_after_an_error(limiter: RateLimiter, trouble: Exception) -> None:
    telegram = Telegram(trouble, trouble, trouble)
    assert await make(limiter, telegram, "answerCallbackQuery") is True
    assert len(telegram.chats) == 4


async def test_a_call_waits_while_the_database_is_away(
    limiter: RateLimiter, monkeypatch: pytest.MonkeyPatch
) -> None:
    telegram, acquire = Telegram(), limiter.acquire
    away = [True, True, False]

    async def acquire_or_fail(chat: int | str) -> None:
        if away.pop(0):
            assert not telegram.chats
            raise OperationalError("", {}, Exception("the database is away"))
        await acquire(chat)

    monkeypatch.setattr(limiter, "acquire", acquire_or_fail)

    assert await make(limiter, telegram, "sendMessage", chat_id=7) is True
    assert telegram.chats == [7]


async def test_a_message_waits_for_a_database_server_that_is_being_restarted(
    postgres: PostgresServer, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store, telegram = Store(postgres_url), Telegram()
    await store.open()
    await asyncio.to_thread(postgres.stop, crash=True)
    sending = asyncio.create_task(
        make(RateLimiter(store.slots, PACE), telegram, "sendMessage", chat_id=7)
    )
    await until(lambda: "sendMessage waits for the database" in caplog.text)
    assert not telegram.chats
    assert not sending.done()
    await asyncio.to_thread(postgres.start)

    assert await sending is True
    assert telegram.chats == [7]
    await store.close()


async def test_a_file_that_is_too_large_is_not_sent_again(limiter: RateLimiter) -> None:
    telegram = Telegram(NetworkError("Request Entity Too Large"))
    with pytest.raises(BadRequest):
        await make(limiter, telegram, "sendDocument", chat_id=7)
    assert len(telegram.chats) == 1


async def test_an_answer_follows_a_group_that_has_moved(limiter: RateLimiter) -> None:
    telegram = Telegram(ChatMigrated(-100123))
    assert await make(limiter, telegram, "sendMessage", chat_id=-123) is True
    assert telegram.chats == [-123, -100123]


async def test_a_chat_with_no_free_turn_gets_no_typing_and_typing_takes_no_turn(
    limiter: RateLimiter,
) -> None:
    telegram = Telegram()
    for _ in range(3):
        await make(limiter, telegram, "sendChatAction", chat_id=7)
    assert len(telegram.chats) == 3

    await make(limiter, telegram, "sendMessage", chat_id=7)
    for method in ("sendChatAction", "sendMessageDraft"):
        assert await make(limiter, telegram, method, chat_id=7) is True
    assert len(telegram.chats) == 4


async def test_flood_control_on_typing_holds_the_chat_only(limiter: RateLimiter) -> None:
    assert await make(limiter, Telegram(RetryAfter(30)), "sendChatAction", chat_id=7) is True
    assert not await limiter.is_free(7)
    assert await limiter.is_free(8)


async def test_flood_control_on_a_call_for_no_chat_is_waited_for(limiter: RateLimiter) -> None:
    telegram = Telegram(RetryAfter(1))
    assert await make(limiter, telegram, "setMyCommands") is True
    assert len(telegram.chats) == 2


async def test_flood_control_on_a_call_for_no_chat_holds_that_method_alone(
    limiter: RateLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    telegram = Telegram(RetryAfter(1000))
    calls = DurableCalls(cast(Workflows, Work()), limiter)

    held = [asyncio.create_task(make_with(calls, telegram, "setMyCommands", {}))]
    await until(lambda: "a pause of 1000 s" in caplog.text)
    held.append(asyncio.create_task(make_with(calls, telegram, "setMyCommands", {})))
    assert await make_with(calls, telegram, "setMyDescription", {}) is True
    assert await make_with(calls, telegram, "sendMessage", {"chat_id": 8}) is True
    assert telegram.chats == [None, None, 8]
    assert not any(task.done() for task in held)
    for task in held:
        task.cancel()


async def test_no_work_waits_for_flood_control_on_a_buttons_sign(limiter: RateLimiter) -> None:
    telegram = Telegram(RetryAfter(1000))
    assert await make(limiter, telegram, "answerCallbackQuery", callback_query_id="1") is True
    assert len(telegram.chats) == 1


async def test_a_refused_call_is_logged_without_texts(
    limiter: RateLimiter, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    entities = [
        MessageEntity("text_link", 0, 6, url="https://secret.example"),
        MessageEntity("text_mention", 0, 6, user=User(77, "Secret", is_bot=False)),
    ]
    button = {"text": "Secret", "callback_data": "t:17:uk"}
    words = {
        "text": "Secret words",
        "caption": "Secret caption",
        "entities": entities,
        "document": InputFile(b"secret", filename="secret.txt"),
        "reply_parameters": {"message_id": 5, "quote": "secret"},
        "reply_markup": {"inline_keyboard": [[button]]},
        "media": ("secret", b"secret"),
    }

    with pytest.raises(TelegramError):
        await make(
            limiter, Telegram(BadRequest("Bad Request: no")), "sendMessage", chat_id=7, **words
        )

    assert "secret" not in caplog.text.lower()
    for kept in ("sendMessage", "'chat_id': 7", "t:17:uk", "text_link", "'length': 6", "No"):
        assert kept in caplog.text
    assert without_texts(words)["text"] == "<12 characters>"
