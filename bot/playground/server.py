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
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from bot.playground.calls import Call, Trouble
from bot.playground.cloud import Cloud
from bot.playground.methods import METHODS, Method
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
    not a loopback Host, which stops DNS rebinding. A link to the page itself may be followed from
    anywhere.
    """
    here = _address(f"//{request.host}")
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if (
        here is None
        or not is_loopback(here.hostname or "")
        or (origin is not None and _address(origin) != here._replace(scheme=request.scheme))
        or (site not in ("same-origin", "none") and request.path != "/")
    ):
        raise web.HTTPForbidden(text="The playground answers only this machine and its own page.")
    return await handler(request)


def _address(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


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
        started, parameters = time.time(), Parameters({})
        name, method = METHODS.get(
            request.match_info["method"].lower(), (request.match_info["method"], _no_method)
        )
        try:
            self._check_token(request)
            parameters = await read_parameters(request)
            result, is_told = await self._carry_out(name, method, parameters)
            code, answer = 200 if is_told else 0, {"ok": True, "result": result}
        except BotApiError as error:
            code, answer = error.code, error.to_json()
        except _NoAnswer:
            code, answer = 0, {}
        self._record(name, parameters, started, code, answer)
        return web.json_response(answer, status=code) if code else _break(request)

    async def _carry_out(
        self, name: str, method: Method, parameters: Parameters
    ) -> tuple[Any, bool]:
        """The result, and whether the bot is to hear of it. Raises what a fault says."""
        fault = self.cloud.faults.take(name)
        trouble = fault.trouble if fault else None
        if fault is not None and fault.error is not None:
            raise fault.error
        if trouble is Trouble.HANG:
            await asyncio.sleep(_HANG_SECONDS)
        if trouble in (Trouble.HANG, Trouble.DROP):
            raise _NoAnswer
        return await method(self.cloud, parameters), trouble is not Trouble.LOSE_ANSWER

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


async def _no_method(cloud: Cloud, parameters: Parameters) -> Any:
    raise BotApiError(404, "Not Found: method not found")


def _break(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def make_app(routes: list[web.AbstractRouteDef]) -> web.Application:
    app = web.Application(middlewares=[only_from_here], client_max_size=_MAX_REQUEST)
    app.add_routes(routes)
    return app
