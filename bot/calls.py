"""Every call of the Bot API: within Telegram's limits, tried until it is carried out, and kept.

A call that an update has led to is a step of its work: after a crash it is not made again.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError
from telegram.ext import AIORateLimiter

from bot.workflows import JSON, Workflows

log = logging.getLogger(__name__)

Result = bool | JSON | list[JSON]
Callback = Callable[..., Coroutine[Any, Any, Result]]

_RETRIES_AFTER_FLOOD_CONTROL = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
# What may as well be done twice, or not at all.
_IN_PASSING = frozenset({"sendChatAction", "sendMessageDraft", "setMessageReaction"})
_REFUSALS: dict[str, type[TelegramError]] = {"BadRequest": BadRequest, "Forbidden": Forbidden}


class Calls(AIORateLimiter):
    """What python-telegram-bot makes its calls through."""

    def __init__(self, workflows: Workflows) -> None:
        super().__init__(max_retries=_RETRIES_AFTER_FLOOD_CONTROL)
        self._workflows = workflows

    async def process_request(
        self,
        callback: Callback,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Result:
        """What Telegram answers. Raises its refusals, and others only for what is not kept."""

        async def call() -> Result:
            return await super(Calls, self).process_request(
                still_ours, args, kwargs, endpoint, data, rate_limit_args
            )

        async def still_ours(*args: Any, **kwargs: Any) -> Result:
            # Only now, since this may have waited long for its turn.
            await self._workflows.assure()
            return await callback(*args, **kwargs)

        if endpoint in _IN_PASSING or endpoint.startswith("get"):
            return await call()
        if self._workflows.at_work is None:
            return await call()
        outcome = await self._workflows.step("telegram", lambda: _outcome(endpoint, call))
        if outcome["endpoint"] != endpoint:
            # The work has taken another way than before the crash: better twice than not at all.
            log.warning("Instead of %s there was %s before", endpoint, outcome["endpoint"])
            outcome = await _outcome(endpoint, call)
        if "refusal" in outcome:
            raise _REFUSALS[outcome["refusal"]](outcome["message"])
        return outcome["result"]


async def _outcome(endpoint: str, call: Callable[[], Coroutine[Any, Any, Result]]) -> JSON:
    """What came of a call in the end, as JSON; Telegram may be out of reach for a while."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return {"endpoint": endpoint, "result": await call()}
        except (BadRequest, Forbidden) as refusal:
            name = type(refusal).__name__
            return {"endpoint": endpoint, "refusal": name, "message": refusal.message}
        except ChatMigrated:
            raise
        except NetworkError as error:
            log.warning("%s will be tried again in %.1f s: %s", endpoint, pause, error)
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))
        pause = min(2 * pause, _LONGEST_PAUSE)
