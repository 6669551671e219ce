"""The connection to the Bot API, for python-telegram-bot; each call is told to a listener."""

from collections.abc import Callable
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import HTTPXRequest, RequestData

from bot.observing.course import Stage, timing

Listener = Callable[[str, str], None]
"""Called with a method and what came of it: Telegram's code, "timed-out" or "unreachable"."""

_CONNECTIONS = 256
# What is not asked for but sent.
_READING = "get"


class ObservedConnection(HTTPXRequest):
    def __init__(self, listener: Listener) -> None:
        super().__init__(connection_pool_size=_CONNECTIONS)
        self._listener = listener

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *timeouts: Any,
        **named_timeouts: Any,
    ) -> tuple[int, bytes]:
        """What Telegram answers, with its code. Raises TimedOut and NetworkError."""
        endpoint = url.rpartition("/")[2]

        async def call() -> tuple[int, bytes]:
            return await super(ObservedConnection, self).do_request(
                url, method, request_data, *timeouts, **named_timeouts
            )

        try:
            if endpoint.startswith(_READING):
                code, payload = await call()
            else:
                with timing(Stage.SEND):
                    code, payload = await call()
        except TimedOut:
            self._listener(endpoint, "timed-out")
            raise
        except NetworkError:
            self._listener(endpoint, "unreachable")
            raise
        self._listener(endpoint, str(code))
        return code, payload
