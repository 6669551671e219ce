"""What the chat page in the browser speaks to: its files, a small JSON API, one stream of events.

Every request must come from the page itself: see `only_from_here`, and the header that no other
site can add without being refused first.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib.resources import files

from aiohttp import web

from bot.playground.cloud import Cloud
from bot.playground.parameters import read_parameters
from bot.playground.visit import Visit
from bot.playground.wire import BotApiError, Json

_STILL_HERE_EVERY = 15.0
"""Seconds after which a silent stream says so, lest something between takes it for dead."""
# Nothing but the playground's own script, style and pictures, whatever a message contains.
_CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
_ASSETS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_SHOWN_AS_PICTURES = frozenset(("image/jpeg", "image/png", "image/gif", "image/webp"))


@dataclass(slots=True)
class ChatPage:
    """The page's routes. The visitor comes into being when the page is first opened."""

    cloud: Cloud
    _begun: Visit | None = None

    def _visit(self, request: web.Request) -> Visit:
        if self._begun is None:
            language = request.headers.get("Accept-Language", "")
            self._begun = Visit.begin(self.cloud, language)
        return self._begun

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._index),
            web.get("/page/{name}", self._asset),
            web.get("/playground/state", self._state),
            web.get("/playground/events", self._events),
            web.get("/playground/files/{id}", self._file),
            web.post("/playground/{action}", self._act),
        ]

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return _page_file("index.html")

    async def _asset(self, request: web.Request) -> web.StreamResponse:
        return _page_file(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.StreamResponse:
        return _answer(self._visit(request).state())

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=_HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        chat_ids = self._visit(request).chat_ids
        with self.cloud.events.listen() as events:
            async for event in _with_pauses(events):
                if event is None:
                    await response.write(b": still here\n\n")
                elif "chat_id" not in event or event["chat_id"] in chat_ids:
                    await response.write(f"data: {json.dumps(event)}\n\n".encode())
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self.cloud.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        is_picture = file.content_type in _SHOWN_AS_PICTURES
        kind = file.content_type if is_picture else "application/octet-stream"
        disposition = "inline" if is_picture else "attachment"
        headers = _HEADERS | {"Content-Disposition": disposition}
        return web.Response(body=file.data, content_type=kind, headers=headers)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        if "X-Playground" not in request.headers:
            raise web.HTTPForbidden(text="Only the playground's own page may do this.")
        try:
            parameters = await read_parameters(request)
            action = self._visit(request).actions.get(request.match_info["action"])
            if action is None:
                raise web.HTTPNotFound
            return _answer(await action(parameters))
        except (ValueError, LookupError) as error:
            return _answer({"error": str(error)}, 400)
        except BotApiError as error:
            return _answer({"error": error.description}, 400)
        except TimeoutError:
            return _answer({"error": "timeout"}, 504)


async def _with_pauses(events: AsyncIterator[Json]) -> AsyncIterator[Json | None]:
    """The events, and None whenever nothing has happened for a while."""
    coming = asyncio.ensure_future(anext(events, None))
    try:
        while True:
            done, _ = await asyncio.wait((coming,), timeout=_STILL_HERE_EVERY)
            if not done:
                yield None
                continue
            event = coming.result()
            if event is None:
                return
            yield event
            coming = asyncio.ensure_future(anext(events, None))
    finally:
        coming.cancel()


def _page_file(name: str) -> web.Response:
    ending = name[name.rfind(".") :]
    file = files("bot.playground").joinpath("page", name)
    if "/" in name or "\\" in name or ending not in _ASSETS or not file.is_file():
        raise web.HTTPNotFound
    return web.Response(
        body=file.read_bytes(), content_type=_ASSETS[ending], charset="utf-8", headers=_HEADERS
    )


def _answer(body: Json, status: int = 200) -> web.Response:
    return web.json_response(body, status=status, headers=_HEADERS)
