"""A server of packages on this machine, and the ways in which it can misbehave."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import web

from tests.packages import VERSIONS

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class PackageServer:
    """Answers by path; `requests` holds the path and headers of each request so far."""

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
        """Give one answer to each request for `path`; the last one to all later requests."""
        left = list(answers)

        async def in_turn(request: web.Request) -> web.StreamResponse:
            return await (left.pop(0) if len(left) > 1 else left[0])(request)

        self._answers[path] = in_turn
        return f"{self.url}{path}"

    def offer(self, archives: Mapping[str, Path], *pairs: str) -> list[dict[str, Any]]:
        """Serve archives of the test packages, and return their entries of an index."""
        return [
            entry(
                *pair.split("_"),
                VERSIONS[pair],
                f"ipfs://{pair}",
                self.answer(f"/{pair}.argosmodel", file(archives[pair])),
            )
            for pair in pairs
        ]

    def ranges(self, path: str) -> list[str]:
        """Return the Range header of each request for `path`, empty where there was none."""
        return [headers.get("Range", "") for at, headers in self.requests if at == path]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append((request.path, dict(request.headers)))
        answer = self._answers.get(request.path)
        return await answer(request) if answer else web.Response(status=404)


def file(path: Path) -> Answer:
    """Send a file as a good server does: with an ETag, and in ranges."""

    async def send(_request: web.Request) -> web.StreamResponse:
        return web.FileResponse(path)

    return send


def whole(data: bytes, **headers: str) -> Answer:
    """Send everything, whatever range was asked for."""

    async def send(_request: web.Request) -> web.StreamResponse:
        return web.Response(body=data, headers=headers)

    return send


def cut_off(data: bytes, after: int, **headers: str) -> Answer:
    """Close the connection after so many bytes."""

    async def send(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers=headers)
        response.content_length = len(data)
        await response.prepare(request)
        await response.write(data[:after])
        assert request.transport is not None
        request.transport.close()
        return response

    return send


def half_of(path: Path) -> Answer:
    """Send the first 100 kB of a file that `file` would send whole."""
    stated = path.stat()
    tag = f'"{stated.st_mtime_ns:x}-{stated.st_size:x}"'
    return cut_off(path.read_bytes(), 100_000, ETag=tag)


def rest(data: bytes, start: int, **headers: str) -> Answer:
    """Send everything from `start` as a part, whatever range was asked for."""

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
        await asyncio.Event().wait()
        return web.Response()

    return send


def status(code: int, **headers: str) -> Answer:
    async def send(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=code, headers=headers)

    return send


def index(*entries: Any) -> Answer:
    return whole(json.dumps(entries).encode())


def entry(source: str, target: str, version: str, *links: str) -> dict[str, Any]:
    """Return an entry of Argos's index."""
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
