"""Calls of the Bot API: within Telegram's limits, tried until they are carried out, and recorded.

A call that an update has led to is a step of the work on it: after a crash it is not made again.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import BaseRateLimiter

from bot.botapi.connection import OPTIONAL, on_written, only_reads, sends_message
from bot.botapi.rate_limiter import Chat, RateLimiter
from bot.domain.remote import Backoff
from bot.errors import BadConfiguration, Cause, TelegramUnreachable
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows

log = logging.getLogger(__name__)

Called = TypeVar("Called")
Result = bool | JSON | list[JSON]
Callback = Callable[..., Coroutine[Any, Any, Result]]

_REFUSALS: dict[str, type[TelegramError]] = {"BadRequest": BadRequest, "Forbidden": Forbidden}
# What Telegram says where the bot is in a chat but may not write, without a class of its own.
_MAY_NOT_WRITE = (
    "no rights to send a message",
    "rights to send text messages",
    "need administrator rights",
    "write_forbidden",
    "send_plain_forbidden",
    "guest_send_forbidden",
    "admin_required",
    "chat_restricted",
    "channel_private",
    "banned_in_channel",
    "is_blocked",
    "was deactivated",
    "peer_id_invalid",
    "chat not found",
    "topic_closed",
    "topic_deleted",
    "thread not found",
)
# No other attempt changes this, although python-telegram-bot calls it a network error.
_TOO_LARGE = "Request Entity Too Large"

# Attempts of a call at start: with the pauses between them, some eight seconds.
_ATTEMPTS = 5

# Makes python-telegram-bot give times as timedeltas, without which it logs a warning with each
# RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# Fields without any text of a person: names from the Bot API, and the data of our buttons.
_NO_TEXTS = frozenset({"type", "action", "callback_data", "callback_query_id"})


@dataclass(frozen=True, slots=True)
class _Call:
    """A call of a method; `make` reads `data` each time that the call is made."""

    endpoint: str
    data: dict[str, Any]
    make: Callable[[], Coroutine[Any, Any, Result]]

    @property
    def chat(self) -> Chat | None:
        """The chat that it writes to, or the message in a chat that is not known."""
        if only_reads(self.endpoint):
            return None
        return self.data.get("chat_id") or self.data.get("inline_message_id")

    @property
    def is_message(self) -> bool:
        """Whether it would be seen twice if it were made twice."""
        return sends_message(self.endpoint)

    @property
    def only_stops_waiting_sign(self) -> bool:
        """Whether it only acknowledges a press, which no work should wait for."""
        return self.endpoint == "answerCallbackQuery" and not self.data.get("text")


class DurableCalls(BaseRateLimiter[bool]):
    """Makes the calls of python-telegram-bot, to which it is a rate limiter.

    Its `rate_limit_args` are True for a call that may be left out, as OPTIONAL ones may.
    """

    def __init__(
        self,
        workflows: Workflows,
        rate_limiter: RateLimiter,
        on_text: Callable[[str], None] = lambda text: None,
    ) -> None:
        """Call `on_text` with each text that is sent, or put in place of another one."""
        self._on_text = on_text
        self._workflows = workflows
        self._rate_limiter = rate_limiter
        # Until when methods that are about no chat are held, by the event loop's time.
        self._held: dict[str, float] = {}

    async def initialize(self) -> None:
        """Do nothing."""

    async def shutdown(self) -> None:
        """Do nothing."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: bool | None,
    ) -> Result:
        """Return Telegram's answer. Raises its refusals, and outside of work other errors too."""
        call = _Call(endpoint, data, lambda: callback(*args, **kwargs))
        if call.chat is not None and isinstance(text := data.get("text"), str):
            self._on_text(text)
        if rate_limit_args or endpoint in OPTIONAL:
            return await self._make_if_free(call)
        if self._workflows.current_id is None:
            return await self._make_in_turn(call)
        if only_reads(endpoint):
            outcome = await self._outcome(call)
        else:
            owned = replace(call, make=partial(self._make_if_owned, call))
            outcome = await self._workflows.step("telegram", lambda: self._outcome(owned))
        if outcome["endpoint"] != endpoint:
            # The handler calls something else than before the crash: better twice than not at all.
            log.warning(
                "%s is called where %s was recorded before the crash", endpoint, outcome["endpoint"]
            )
            outcome = await self._outcome(call)
        if "refusal" in outcome:
            raise _REFUSALS[outcome["refusal"]](outcome["message"])
        return outcome["result"]

    async def _make_if_owned(self, call: _Call) -> Result:
        """Make a call unless another process has taken over its work meanwhile."""
        await self._workflows.raise_unless_owned()
        if not call.is_message:
            return await call.make()
        token = on_written.set(self._workflows.hand_over)
        try:
            return await call.make()
        except TelegramError:
            self._workflows.take_back()
            raise
        finally:
            on_written.reset(token)

    async def _make_if_free(self, call: _Call) -> Result:
        """Make an optional call, unless the rate limit would hold it."""
        try:
            if call.chat is not None and not await self._rate_limiter.is_free(call.chat):
                return True
            try:
                return await call.make()
            except RetryAfter as refusal:
                await self._hold(call, refusal)
                return True
            except BadRequest as refusal:
                raise _classified(refusal) from None
        except SQLAlchemyError:
            return True

    async def _make_in_turn(self, call: _Call) -> Result:
        """Make a call when it may be made. Raises TelegramError and SQLAlchemyError."""
        while True:
            if call.chat is not None:
                await self._rate_limiter.acquire(call.chat)
            elif (seconds := self._held_seconds(call.endpoint)) > 0:
                if call.only_stops_waiting_sign:
                    return True
                await asyncio.sleep(seconds)
                continue
            try:
                return await call.make()
            except RetryAfter as refusal:
                await self._hold(call, refusal)
            except ChatMigrated as moved:
                # A group that has become a supergroup.
                call.data["chat_id"] = moved.new_chat_id

    async def _hold(self, call: _Call, refusal: RetryAfter) -> None:
        seconds = _seconds(refusal)
        log.warning("Telegram's limit for %s was reached: a pause of %d s", call.endpoint, seconds)
        if call.chat is not None:
            await self._rate_limiter.hold(call.chat, seconds)
        else:
            # Telegram limits each such method on its own; chats can be written to meanwhile.
            self._held[call.endpoint] = asyncio.get_running_loop().time() + seconds

    def _held_seconds(self, endpoint: str) -> float:
        """Return for how long a method that is about no chat is still held."""
        until = self._held.get(endpoint)
        return until - asyncio.get_running_loop().time() if until is not None else 0.0

    async def _outcome(self, call: _Call) -> JSON:
        """Return the outcome of a call as JSON, also where Telegram is out of reach for a while."""
        endpoint, backoff = call.endpoint, Backoff()
        if call.is_message and self._workflows.was_handed_over:
            log.warning("The bot was killed before %s was answered; it has arrived", endpoint)
            return {"endpoint": endpoint, "result": _unknown_message(call)}
        while True:
            try:
                return {"endpoint": endpoint, "result": _kept(await self._make_in_turn(call))}
            except (BadRequest, Forbidden) as refusal:
                return _refused(call, refusal)
            except (NetworkError, InvalidToken) as error:
                if _TOO_LARGE in error.message:
                    return _refused(call, BadRequest(error.message))
                log.warning("%s will be tried again: %s", endpoint, error)
            except SQLAlchemyError as error:
                log.warning("%s waits for the database: %s", endpoint, error)
            await backoff.pause()


async def call_at_start(call: Callable[[], Awaitable[Called]], api_url: str) -> Called:
    """Return the result of a call, which is tried several times.

    Raises BadConfiguration for a token that is refused, TelegramUnreachable, and BadRequest.
    """
    backoff = Backoff()
    for left in reversed(range(_ATTEMPTS)):
        try:
            return await call()
        except InvalidToken:
            raise BadConfiguration(token=Cause("Telegram-refuses-it")) from None
        except BadRequest:
            raise
        except TelegramError as error:
            # Or the server that answers is no Bot API server.
            log.warning("Telegram cannot be reached: %s", type(error).__name__)
        if left:
            await backoff.pause()
    raise TelegramUnreachable(url=api_url)


def _kept(result: Result) -> Result:
    """Return the part of a result that is stored: of a message its ids and no text."""
    if isinstance(result, dict) and "message_id" in result:
        chat = {name: result["chat"][name] for name in ("id", "type")}
        return {"message_id": result["message_id"], "date": result["date"], "chat": chat}
    return result


def _unknown_message(call: _Call) -> JSON:
    """Return a stand-in for a message that Telegram has taken without telling its id."""
    return {"message_id": 0, "date": 0, "chat": {"id": call.chat, "type": "private"}}


def _classified(refusal: BadRequest | Forbidden) -> BadRequest | Forbidden:
    """Return Forbidden for a BadRequest that means that the bot may not write in a chat."""
    is_forbidden = any(words in refusal.message.lower() for words in _MAY_NOT_WRITE)
    return Forbidden(refusal.message) if is_forbidden else refusal


def _refused(call: _Call, refusal: BadRequest | Forbidden) -> JSON:
    refusal = _classified(refusal)
    if isinstance(refusal, BadRequest):
        made_with = without_texts(call.data)
        log.warning("Telegram refused %s %s: %s", call.endpoint, made_with, refusal.message)
    name = type(refusal).__name__
    return {"endpoint": call.endpoint, "refusal": name, "message": refusal.message}


def _seconds(refusal: RetryAfter) -> float:
    wanted = refusal.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else wanted


def without_texts(value: Any, key: str = "") -> Any:
    """Return what a call is made with, for the log: lengths for texts, and kinds for files."""
    match value:
        case Mapping():
            return {name: without_texts(inner, name) for name, inner in value.items()}
        case list() | tuple():
            return [without_texts(inner, key) for inner in value]
        case None | bool() | int() | float():
            return value
        case str():
            return str(value) if key in _NO_TEXTS else f"<{len(value)} characters>"
        # An object of python-telegram-bot's.
        case _ if hasattr(value, "to_dict"):
            return without_texts(value.to_dict())
        case _:
            return f"<{type(value).__name__}>"
