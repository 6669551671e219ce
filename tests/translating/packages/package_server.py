"""A server of packages on this machine that can misbehave in every way that one may."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PackageServer:
    """Answers by path; `requests` has the path and headers of each request so far."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str]]] = []
        self._answers: dict[str, Answer] = {}

    async def __aenter__(self) -> "PackageServer":
        application = web.Application()
        application.router.add_get("/{path:.*}", self._handle)
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def answer(self, path: str, *answers: Answer) -> str:
        """Answer requests for `path` so: the first by the first, all later ones by the last."""
        left = list(answers)

        async def in_turn(request: web.Request) -> web.StreamResponse:
            return await (left.pop(0) if len(left) > 1 else left[0])(request)

        self._answers[path] = in_turn
        return f"{self.url}{path}"

    def ranges(self, path: str) -> list[str]:
        """The Range header of each request for `path`, empty where there was none."""
        return [headers.get("Range", "") for at, headers in self.requests if at == path]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.path, dict(request.headers)))
        answer = self._answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404)


def file(path: Path) -> Answer:
    """As a good server does it: with ETag, and with ranges."""

    async def send(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(path)

    return send


def whole(data: bytes, **headers: str) -> Answer:
    """The whole of it, whatever range was asked for."""

    async def send(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=data, headers=headers)

    return send


def cut_off(data: bytes, after: int, **headers: str) -> Answer:
    """The connection breaks after so many bytes."""

    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers)
        response.content_length = len(data)
        await response.prepare(request)
        await response.write(data[:after])
        # What has been written is to arrive before the connection breaks.
        await asyncio.sleep(0.05)
        assert request.transport is not None
        request.transport.abort()
        return response

    return send


def half_of(path: Path) -> Answer:
    """The first 100 kB of a file that `file` would send whole."""
    stated = path.stat()
    tag = f'"{stated.st_mtime_ns:x}-{stated.st_size:x}"'
    return cut_off(path.read_bytes(), 100_000, ETag=tag)


def rest(data: bytes, start: int, **headers: str) -> Answer:
    """All from `start`, whatever range was asked for, as a part."""

    async def send(_request: web.Request) -> web.StreamResponse:
        stated = {"Content-Range": f"bytes {start}-{len(data) - 1}/{len(data)}"}
        return web.Response(status=206, body=data[start:], headers={**stated, **headers})

    return send


def endless(chunk: bytes = bytes(65536), pause: float = 0) -> Answer:
    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(chunk)
            await asyncio.sleep(pause)

    return send


def silent() -> Answer:
    async def send(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(60)
        return web.Response()

    return send


def status(code: int, **headers: str) -> Answer:
    async def send(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers=headers)

    return send


def index(*entries: Any) -> Answer:
    return whole(json.dumps(entries).encode())


def entry(source: str, target: str, version: str, *links: str) -> dict[str, Any]:
    """As in Argos's index."""
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        "links": links,
        "code": f"translate-{source}_{target}",
    }


@contextmanager
def in_a_thread() -> Iterator[PackageServer]:
    """The server, for whoever has an event loop of its own or none."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    server = PackageServer()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
