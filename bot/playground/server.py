"""The Bot API over HTTP, for this machine only: calls of methods, and downloads of files.

Turns requests into calls of methods and their results into Telegram's answers; records each; meets
each with the fault that a test has asked for.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.playground.calls import Call, Fault, Trouble
from bot.playground.cloud import Cloud
from bot.playground.methods import METHODS
from bot.playground.parameters import Parameters, read_parameters
from bot.playground.updates import is_loopback
from bot.playground.wire import BotApiError, Json

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{6,64}")
_MAX_REQUEST = 55 * 2**20
_HANG_SECONDS = 600


@web.middleware
async def only_from_here(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what a web page of somebody else makes a browser on this machine send.

    A bot sends neither Origin nor Sec-Fetch-Site. A name that merely resolves to this machine is
    not a loopback Host, which stops DNS rebinding.
    """
    here = urlsplit(f"//{request.host}")
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if (
        not is_loopback(here.hostname or "")
        or (origin is not None and urlsplit(origin).netloc != here.netloc)
        or site not in ("same-origin", "none")
    ):
        raise web.HTTPForbidden(text="The playground answers only this machine and its own page.")
    return await handler(request)


@dataclass(slots=True)
class BotApi:
    """The routes of the Bot API. With a `token`, no other is accepted."""

    cloud: Cloud
    token: str | None = None

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.route("*", "/bot{token:[^/]+}/{method}", self._call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        started = time.time()
        name = request.match_info["method"]
        parameters = Parameters({})
        try:
            self._check_token(request)
            known_name, method = METHODS.get(name.lower(), (name, None))
            if method is None:
                raise BotApiError(404, "Not Found: method not found")
            name = known_name
            parameters = await read_parameters(request)
            fault = self.cloud.faults.take(name)
            if fault is not None:
                await _meet(fault, request)
            result: Any = await method(self.cloud, parameters)
            if fault is not None and fault.trouble is Trouble.LOSE_ANSWER:
                self._record(name, parameters, started, 0, {"ok": True, "result": result})
                return _break(request)
            code, answer = 200, {"ok": True, "result": result}
        except BotApiError as error:
            code, answer = error.code, error.to_json()
        except _NoAnswer:
            self._record(name, parameters, started, 0, {})
            return _break(request)
        self._record(name, parameters, started, code, answer)
        return web.json_response(answer, status=code)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            file = self.cloud.files.at(request.match_info["path"])
            if file is None:
                raise BotApiError(404, "Not Found")
        except BotApiError as error:
            return web.json_response(error.to_json(), status=error.code)
        return web.Response(body=file.data, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not _TOKEN.fullmatch(token):
            raise BotApiError(404, "Not Found")
        if self.token is not None and token != self.token:
            raise BotApiError(401, "Unauthorized")

    def _record(
        self, name: str, parameters: Parameters, started: float, code: int, answer: Json
    ) -> None:
        files = tuple(upload.name for upload in parameters.uploads.values())
        seconds = time.time() - started
        self.cloud.calls.calls.append(
            Call(name, parameters.readable(), files, code, answer, started, seconds)
        )


class _NoAnswer(Exception):
    """The connection is to break instead of an answer."""


async def _meet(fault: Fault, request: web.Request) -> None:
    if fault.trouble is Trouble.ERROR and fault.error is not None:
        raise fault.error
    if fault.trouble is Trouble.HANG:
        await asyncio.sleep(_HANG_SECONDS)
        raise _NoAnswer
    if fault.trouble is Trouble.DROP:
        raise _NoAnswer


def _break(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def make_app(routes: list[web.AbstractRouteDef]) -> web.Application:
    app = web.Application(middlewares=[only_from_here], client_max_size=_MAX_REQUEST)
    app.add_routes(routes)
    return app
