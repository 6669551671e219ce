"""Every call of the Bot API: within Telegram's limits, tried until it is carried out, and kept.

A call that an update has led to is a step of its work: after a crash it is not made again.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

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

from bot.backoff import Backoff
from bot.botapi.rate_limiter import Chat, Flow
from bot.botapi.wordless import wordless
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows

log = logging.getLogger(__name__)

Result = bool | JSON | list[JSON]
Callback = Callable[..., Coroutine[Any, Any, Result]]

# What may as well be done twice, or not at all. It leaves its chat's turns to the messages.
_IN_PASSING = frozenset({"sendChatAction", "sendMessageDraft", "setMessageReaction"})
_REFUSALS: dict[str, type[TelegramError]] = {"BadRequest": BadRequest, "Forbidden": Forbidden}
# What no other attempt will change, although python-telegram-bot takes it for a broken network.
_TOO_LARGE = "Request Entity Too Large"

# Has python-telegram-bot give times as timedeltas, which it will always do one day, and spares the
# log a warning of that with each RetryAfter.
os.environ.setdefault("PTB_TIMEDELTA", "true")


@dataclass(frozen=True, slots=True)
class _Call:
    """`make` reads `data` anew each time."""

    endpoint: str
    data: dict[str, Any]
    make: Callable[[], Coroutine[Any, Any, Result]]

    @property
    def chat(self) -> Chat | None:
        return self.data.get("chat_id")


class Calls(BaseRateLimiter[int]):
    """What python-telegram-bot makes its calls through."""

    def __init__(self, workflows: Workflows, flow: Flow) -> None:
        self._workflows = workflows
        self._flow = flow

    async def initialize(self) -> None:
        """Nothing to do: what this needs is open already."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """What Telegram answers. Raises its refusals, and others only outside of any work."""
        call = _Call(endpoint, data, lambda: callback(*args, **kwargs))
        if endpoint in _IN_PASSING:
            return await self._in_passing(call)
        if self._workflows.current_id is None:
            return await self._in_turn(call)
        if endpoint.startswith("get"):
            outcome = await self._outcome(call)
        else:
            ours = replace(call, make=partial(self._make_if_ours, call))
            outcome = await self._workflows.step("telegram", lambda: self._outcome(ours))
        if outcome["endpoint"] != endpoint:
            # The work has taken another way than before the crash: better twice than not at all.
            log.warning("Instead of %s there was %s before", endpoint, outcome["endpoint"])
            outcome = await self._outcome(call)
        if "refusal" in outcome:
            raise _REFUSALS[outcome["refusal"]](outcome["message"])
        return outcome["result"]

    async def _make_if_ours(self, call: _Call) -> Result:
        """Make a call unless the work that it belongs to was taken up by another process: it may
        have waited long for its turn.
        """
        await self._workflows.raise_unless_owned()
        return await call.make()

    async def _in_passing(self, call: _Call) -> Result:
        """Make a call if it is in nobody's way."""
        try:
            if call.chat is not None and not await self._flow.is_free(call.chat):
                return True
            try:
                return await call.make()
            except RetryAfter as refusal:
                await self._hold(call, refusal)
                return True
        except SQLAlchemyError:
            return True

    async def _in_turn(self, call: _Call) -> Result:
        """Make a call when it may be made. Raises TelegramError and SQLAlchemyError."""
        while True:
            if call.chat is not None:
                await self._flow.turn(call.chat)
            try:
                return await call.make()
            except RetryAfter as refusal:
                await self._hold(call, refusal)
                if call.chat is None:
                    await asyncio.sleep(_seconds(refusal))
            except ChatMigrated as moved:
                # A group that has become a supergroup.
                call.data["chat_id"] = moved.new_chat_id

    async def _hold(self, call: _Call, refusal: RetryAfter) -> None:
        seconds = _seconds(refusal)
        log.warning(
            "%s was too much for Telegram, which wants a pause of %d s", call.endpoint, seconds
        )
        await self._flow.hold(call.chat, seconds)

    async def _outcome(self, call: _Call) -> JSON:
        """What came of a call in the end, as JSON; Telegram may be out of reach for a while."""
        endpoint, pauses = call.endpoint, Backoff()
        while True:
            try:
                return {"endpoint": endpoint, "result": await self._in_turn(call)}
            except (BadRequest, Forbidden) as refusal:
                return _refused(call, refusal)
            except (NetworkError, InvalidToken) as error:
                if _TOO_LARGE in error.message:
                    return _refused(call, BadRequest(error.message))
                log.warning("%s will be tried again: %s", endpoint, error)
            except SQLAlchemyError as error:
                log.warning("%s waits for the database: %s", endpoint, error)
            await pauses.pause()


def _refused(call: _Call, refusal: BadRequest | Forbidden) -> JSON:
    if isinstance(refusal, BadRequest):
        made_with = wordless(call.data)
        log.warning("Telegram refused %s %s: %s", call.endpoint, made_with, refusal.message)
    name = type(refusal).__name__
    return {"endpoint": call.endpoint, "refusal": name, "message": refusal.message}


def _seconds(refusal: RetryAfter) -> float:
    wanted = refusal.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else wanted
