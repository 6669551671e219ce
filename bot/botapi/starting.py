"""The first calls of the Bot API: tried again while Telegram is out of order for a moment."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.domain.backoff import Backoff
from bot.errors import BadConfiguration, Cause, TelegramUnreachable

log = logging.getLogger(__name__)

Result = TypeVar("Result")

# With the pauses between them, some eight seconds.
_ATTEMPTS = 5


async def call_at_start(call: Callable[[], Awaitable[Result]], api_url: str) -> Result:
    """Return what a call gives, at one of several attempts.

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
