"""A web on this machine: any name leads to one server, where a test says what each page does."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from ipaddress import IPv4Address, IPv6Address, ip_address

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.reading.pages import Network
from bot.reading.pages.network import is_public

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Names(AbstractResolver):
    """What every name resolves to. Names not listed are on the test's server."""

    def __init__(self, web: "Web") -> None:
        self._web = web
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked.append(host)
        if host.endswith(".invalid"):
            raise OSError("no such name")
        found = self._web.addresses.get(host)
        # A list of several is what the name's owner says one time after the other.
        address = "127.0.0.1" if found is None else found.pop(0) if len(found) > 1 else found[0]
        return [_result(host, address, self._web.port)]

    async def close(self) -> None:
        """Nothing to close."""


class Web:
    """The pages of all hosts by "host/path" or "/path", and what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.addresses: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.port = 0

    def page(
        self,
        place: str,
        body: str | bytes,
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> str:
        """Put a page at "host/path"; its address."""

        async def answer(_request: web.Request) -> web.Response:
            data = body.encode() if isinstance(body, str) else body
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return web.Response(
                body=data, status=status, headers={"Content-Type": content_type, **named}
            )

        return self.answer(place, answer)

    def redirect(self, place: str, to: str) -> str:
        return self.page(place, "", status=302, Location=to)

    def answer(self, place: str, answer: Answer) -> str:
        self.pages[place] = answer
        return f"http://{place}"

    @property
    def network(self) -> Network:
        """The names as they are on this web; its server counts as public, other addresses do not
        become so."""
        return Network(lambda: Names(self), _allows)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        place = f"{request.host}{request.path_qs}"
        self.asked.append(place)
        self.headers.append(dict(request.headers))
        answer = self.pages.get(place)
        if answer is None:
            return web.Response(status=404, text="<h1>404</h1>", content_type="text/html")
        return await answer(request)


@asynccontextmanager
async def open_web() -> AsyncIterator[Web]:
    local = Web()
    server = web.Server(local.serve)  # type: ignore[arg-type]  # its requests are web.Request
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    local.port = runner.addresses[0][1]
    try:
        yield local
    finally:
        await runner.cleanup()


async def chunks(
    request: web.Request,
    parts: Iterable[bytes],
    pause: float = 0.0,
    headers: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """Send a page bit by bit, as long as somebody listens."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", **(headers or {})})
    await response.prepare(request)
    try:
        for part in parts:
            await response.write(part)
            await asyncio.sleep(pause)
    except ConnectionError:
        pass
    return response


def _allows(address: IPv4Address | IPv6Address) -> bool:
    return address == ip_address("127.0.0.1") or is_public(address)


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(
        hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST
    )
