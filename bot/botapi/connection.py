"""Connections to the server of the Bot API."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from http.client import responses
from typing import Any
from urllib.request import getproxies, proxy_bypass

import aiohttp
from aiohttp.abc import AbstractStreamWriter
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.domain.trace import Stage, timing

OPTIONAL = frozenset({"sendChatAction", "sendMessageDraft", "setMessageReaction"})
"""Methods that may be called twice or not at all; they take no turn from the messages of a chat."""

Listener = Callable[[str, str], None]
"""Called with a method and its outcome: Telegram's code, "timed-out" or "unreachable"."""

_CONNECTIONS = 256
# How the methods that only read begin.
_READING = "get"
# Seconds to wait where a call names none.
_CONNECT, _WRITE, _READ = 5.0, 5.0, 5.0
# How the methods begin that write something new, and how long to wait for their answer. After a
# time-out it is unknown whether Telegram has carried out the call, and it is made again. For any
# other method that does no harm; here people would see a second message, so Telegram gets longer.
# Then it is sent again, since a missing answer is worse than a second one.
_SENDING = "send"
_READ_SENT = 60.0
# Called once a message was written to the kernel. If the process is killed before Telegram answers,
# the message is not sent again, since Telegram almost always gets it: with 580 kills in
# `benchmarks.kill` 3 of 879 answers were lost. A file is sent again, because the kernel may have
# only the end of it when all of it was written.
on_written: ContextVar[Callable[[], None]] = ContextVar("on_written", default=lambda: None)
# The slowest upload that is waited for, in bytes a second.
_SLOWEST = 50_000

# Characters in the names of files that servers read differently.
_IN_NAMES = str.maketrans({'"': "'", "\\": "_"})

_Files = dict[str, tuple[str, Any, str]]
"""By the name of the field: the name of the file, its bytes, and its type."""


def open_session(server: str, **options: Any) -> aiohttp.ClientSession:
    """Return a session for one server, through the proxy that the environment names for it.

    aiohttp itself would read the whole environment again for each request.
    """
    url = URL(server)
    proxy = None if proxy_bypass(url.host or "") else getproxies().get(url.scheme)
    return aiohttp.ClientSession(proxy=proxy, **options)


def only_reads(endpoint: str) -> bool:
    """Return whether a method changes nothing."""
    return endpoint.startswith(_READING)


def sends_message(endpoint: str) -> bool:
    """Return whether people would see it twice if a method were called twice."""
    return endpoint.startswith(_SENDING) and endpoint not in OPTIONAL


class _Written(aiohttp.BytesPayload):
    """Parameters as JSON; calls `on_written` once they are written."""

    async def write_with_length(self, writer: AbstractStreamWriter, length: int | None) -> None:
        await super().write_with_length(writer, length)
        on_written.get()()


class Connection(BaseRequest):
    """Connections to the Bot API that stay open between calls; a listener is told of each call.

    They use aiohttp, with which a call costs a quarter of python-telegram-bot's httpx, and the
    moment in which Telegram has a message but has not answered yet is a sixth as long.
    """

    def __init__(self, server: str, listener: Listener) -> None:
        self._server = server
        self._listener = listener
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How long to wait for an answer, in seconds."""
        return _READ

    async def initialize(self) -> None:
        """Open the connections."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = open_session(self._server, connector=connector)

    async def shutdown(self) -> None:
        """Close the connections."""
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
        """Return the code and the body of Telegram's answer. Raises TimedOut and NetworkError."""
        endpoint = url.rpartition("/")[2]
        files: _Files = request_data.multipart_data if request_data else {}
        fields = request_data.parameters if request_data else {}
        read = _given_or(_READ_SENT if sends_message(endpoint) else _READ, read_timeout)
        timeout = aiohttp.ClientTimeout(
            # A limit for sending a file; an answer may take as long as parts of it keep coming.
            total=_given_or(_WRITE, write_timeout) + _size(files) / _SLOWEST + read
            if files
            else None,
            connect=_given_or(_CONNECT, connect_timeout),
            sock_read=read,
        )
        try:
            if only_reads(endpoint):
                code, payload = await self._call(method, url, fields, files, timeout)
            else:
                with timing(Stage.SEND):
                    code, payload = await self._call(method, url, fields, files, timeout)
        except TimeoutError as error:
            self._listener(endpoint, "timed-out")
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            self._listener(endpoint, "unreachable")
            raise NetworkError(f"{type(error).__name__}: {error}") from error
        if method == "POST" and not payload.lstrip().startswith(b"{"):
            # A web page, as from a proxy in between; only GET returns files, which are no JSON.
            self._listener(endpoint, "unreachable")
            what = responses.get(code, "")
            raise NetworkError(f"Something else than Telegram has answered: {code} {what}")
        self._listener(endpoint, str(code))
        return code, payload

    async def _call(
        self,
        method: str,
        url: str,
        fields: dict[str, Any],
        files: _Files,
        limits: aiohttp.ClientTimeout,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("The connection is not open")
        body: aiohttp.BytesPayload | aiohttp.FormData | None = None
        if fields and not files:
            body = _Written(json.dumps(fields).encode(), content_type="application/json")
        if files:
            values = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
            # Otherwise names would arrive as "%D0%B7".
            body = form = aiohttp.FormData(values, quote_fields=False)
            for name, (file_name, content, kind) in files.items():
                plain = file_name.translate(_IN_NAMES)
                form.add_field(name, content, filename=plain, content_type=kind)
        async with self._session.request(
            method, url, data=body, timeout=limits, allow_redirects=False
        ) as response:
            return response.status, await response.read()


def _given_or(usual: float, given: Any) -> float:
    """Return the seconds that a call gives, or the usual ones."""
    return float(given) if isinstance(given, int | float) else usual


def _size(files: _Files) -> int:
    return sum(len(content) for _, content, _ in files.values() if isinstance(content, bytes))
