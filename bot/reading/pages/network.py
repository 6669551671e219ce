"""The way out: names are resolved once, and connections go to the addresses that were checked."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.errors import ForbiddenAddress
from bot.reading.pages.addresses import Allows, is_public, shortened

_CONNECTIONS = 32


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved, and to which addresses connections are made."""

    resolver: Callable[[], AbstractResolver] = ThreadedResolver
    allows: Allows = is_public


INTERNET = Network()


class _CheckingResolver(AbstractResolver):
    """Gives only addresses that are allowed. Raises ForbiddenAddress where a name has none."""

    def __init__(self, network: Network) -> None:
        self._resolver = network.resolver()
        self._allows = network.allows

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        allowed = [result for result in found if self._allows(ip_address(result["host"]))]
        if found and not allowed:
            raise ForbiddenAddress(site=shortened(host))
        return allowed

    async def close(self) -> None:
        await self._resolver.close()


def open_session(network: Network) -> ClientSession:
    """Return a session on a network, without cookies, redirects' credentials or the environment's
    proxies.

    Every connection resolves its name anew, and is made to one of the addresses that this gave.
    """
    connector = TCPConnector(
        resolver=_CheckingResolver(network),
        use_dns_cache=False,
        limit=_CONNECTIONS,
        force_close=True,
    )
    return ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=False)
