"""The connection to the Bot API, for python-telegram-bot; each call is told to a listener.

By aiohttp, where python-telegram-bot itself takes httpx: a call costs a quarter of that, and the
moment in which Telegram has sent a message but the bot does not know it yet is a sixth as long.
"""

from collections.abc import Callable
from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.trace import Stage, timing

Listener = Callable[[str, str], None]
"""Called with a method and what came of it: Telegram's code, "timed-out" or "unreachable"."""

_CONNECTIONS = 256
# What is not asked for but sent.
_READING = "get"
# In seconds, where a call names none. Telegram takes its time with what it is sent.
_CONNECT, _WRITE, _READ = 5.0, 5.0, 5.0
# In bytes a second. A file takes longer than that only if nothing goes on.
_SLOWEST = 50_000

# What each server has its own way to read in the name of a file.
_IN_NAMES = str.maketrans({'"': "'", "\\": "_"})

_Files = dict[str, tuple[str, Any, str]]
"""By the name of the field: the name of the file, its bytes, and its type."""


class Connection(BaseRequest):
    """Connections that stay open between calls."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return _READ

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, trust_env=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """What Telegram answers, with its code. Raises TimedOut and NetworkError."""
        endpoint = url.rpartition("/")[2]
        files: _Files = request_data.multipart_data if request_data else {}
        fields = request_data.json_parameters if request_data else {}
        read = _seconds(read_timeout, _READ)
        patience = aiohttp.ClientTimeout(
            # How long it may take to send a file; what is received may take as long as it comes.
            total=_seconds(write_timeout, _WRITE) + _size(files) / _SLOWEST + read
            if files
            else None,
            connect=_seconds(connect_timeout, _CONNECT),
            sock_read=read,
        )
        try:
            if endpoint.startswith(_READING):
                code, payload = await self._call(method, url, fields, files, patience)
            else:
                with timing(Stage.SEND):
                    code, payload = await self._call(method, url, fields, files, patience)
        except TimeoutError as error:
            self._listener(endpoint, "timed-out")
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            self._listener(endpoint, "unreachable")
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        self._listener(endpoint, str(code))
        return code, payload

    async def _call(
        self,
        method: str,
        url: str,
        fields: dict[str, str],
        files: _Files,
        patience: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("The connection is not open")
        data: dict[str, str] | aiohttp.FormData = fields
        if files:
            # Else names would arrive as "%D0%B7".
            data = aiohttp.FormData(fields, quote_fields=False)
            for name, (file_name, content, kind) in files.items():
                plain = file_name.translate(_IN_NAMES)
                data.add_field(name, content, filename=plain, content_type=kind)
        async with self._session.request(
            method, url, data=data or None, timeout=patience, allow_redirects=False
        ) as response:
            return response.status, await response.read()


def _seconds(said: Any, usual: float) -> float:
    """What a call said, or the usual."""
    return float(said) if isinstance(said, int | float) else usual


def _size(files: _Files) -> int:
    return sum(len(content) for _, content, _ in files.values() if isinstance(content, bytes))
