"""The Bot API over HTTP: calls of methods and downloads of files, for this machine only.

Each call is carried out and recorded, or meets the fault that a test has switched on.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from bot.playground import account, answering, editing, sending
from bot.playground.calls import BotApiError, Call, Json, Parameters, read_parameters
from bot.playground.cloud import Cloud, Method
from bot.playground.faults import FaultKind, HeldAnswer
from bot.playground.updates import is_loopback

METHODS: Mapping[str, tuple[str, Method]] = {
    name.lower(): (name, method)
    for module in (account, answering, editing, sending)
    for name, method in module.METHODS.items()
}
"""Methods by name in lower case, since Telegram does not mind, with the documented name."""

_TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{6,64}")
_MAX_REQUEST = 55 * 2**20
_HANG_SECONDS = 600
_PROXY_PAGE = "<html><body><h1>Please wait</h1></body></html>"


@web.middleware
async def refuse_other_sites(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse requests that a web page of another site makes a browser on this machine send.

    A bot sends neither Origin nor Sec-Fetch-Site. A name that merely resolves to this machine is
    not a loopback Host, which stops DNS rebinding. A link to the page itself may be followed from
    anywhere.
    """
    own = _split_url(f"//{request.host}")
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    if (
        own is None
        or not is_loopback(own.hostname or "")
        or (origin is not None and _split_url(origin) != own._replace(scheme=request.scheme))
        or (site not in ("same-origin", "none") and request.path != "/")
    ):
        raise web.HTTPForbidden(text="The playground answers only this machine and its own page.")
    return await handler(request)


def _split_url(url: str) -> SplitResult | None:
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
        asked = request.match_info["method"]
        name, method = METHODS.get(asked.lower(), (asked, _unknown_method))
        if name in self.cloud.updates.lacking:
            method = _unknown_method
        held: HeldAnswer | None = None
        try:
            self._check_token(request)
            parameters = await read_parameters(request)
            result, held = await self._execute(name, method, parameters)
            code, answer = 200, {"ok": True, "result": result}
        except BotApiError as error:
            code, answer = error.code, error.to_json()
        except _OtherAnswer as fault:
            self._record(name, parameters, started, fault.code, {})
            return fault.response or _break_connection(request)
        self._record(name, parameters, started, code, answer)
        if held is not None:
            await held.hold()
        elif name != "getUpdates":
            await asyncio.sleep(self.cloud.answer_delay)
        return web.json_response(answer, status=code)

    async def _execute(
        self, name: str, method: Method, parameters: Parameters
    ) -> tuple[Any, HeldAnswer | None]:
        """Return the result and what holds its answer back. Raises what a fault says instead."""
        fault = self.cloud.faults.take(name, parameters.integer("chat_id"))
        match fault and fault.kind:
            case FaultKind.ERROR:
                assert fault is not None
                assert fault.error is not None
                raise fault.error
            case FaultKind.HTML:
                assert fault is not None
                page = web.Response(text=_PROXY_PAGE, status=fault.status, content_type="text/html")
                raise _OtherAnswer(page)
            case FaultKind.HANG:
                await asyncio.sleep(_HANG_SECONDS)
                raise _OtherAnswer
            case FaultKind.DROP:
                raise _OtherAnswer
            case FaultKind.LOSE_ANSWER:
                await method(self.cloud, parameters)
                raise _OtherAnswer
        return await method(self.cloud, parameters), fault.held if fault else None

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
        self.cloud.calls.append(
            Call(name, parameters.readable(), files, code, answer, started, seconds)
        )


class _OtherAnswer(Exception):
    """Something else than JSON is to be answered, or (None) the connection is to break."""

    def __init__(self, response: web.Response | None = None) -> None:
        super().__init__()
        self.response = response
        self.code = response.status if response else 0


async def _unknown_method(cloud: Cloud, parameters: Parameters) -> Any:
    raise BotApiError(404, "Not Found: method not found")


def _break_connection(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def make_app(routes: list[web.AbstractRouteDef]) -> web.Application:
    """Return the application of these routes, closed to other sites."""
    app = web.Application(middlewares=[refuse_other_sites], client_max_size=_MAX_REQUEST)
    app.add_routes(routes)
    return app
