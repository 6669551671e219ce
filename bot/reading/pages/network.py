"""Allow connections to the public web only.

Names are resolved once, and connections are made to the addresses that were checked.
"""

import re
import socket
from collections.abc import Callable, Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import ClientSession, DummyCookieJar, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.errors import ForbiddenAddress

Allows = Callable[[IPv4Address | IPv6Address], bool]
"""Returns whether a connection to an address may be made."""

WEB_PORTS = (80, 443)

_LONGEST = 4096

# All public IPv6 addresses are in here; ::1, ::ffff:0:0/96 (IPv4-mapped), ::/96 (compatible),
# 64:ff9b::/96 (NAT64), fc00::/7, fe80::/10 and ff00::/8 are not.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_NOT_PUBLIC = (
    IPv4Network("0.0.0.0/8"),  # this network
    IPv4Network("10.0.0.0/8"),
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT
    IPv4Network("127.0.0.0/8"),
    IPv4Network("168.63.129.16/32"),  # the host of a virtual machine in Azure
    IPv4Network("169.254.0.0/16"),  # link-local, and the clouds' metadata
    IPv4Network("172.16.0.0/12"),
    IPv4Network("192.0.0.0/24"),
    IPv4Network("192.0.2.0/24"),
    IPv4Network("192.88.99.0/24"),  # relays to 6to4
    IPv4Network("192.168.0.0/16"),
    IPv4Network("198.18.0.0/15"),
    IPv4Network("198.51.100.0/24"),
    IPv4Network("203.0.113.0/24"),
    IPv4Network("224.0.0.0/4"),  # multicast
    IPv4Network("240.0.0.0/4"),  # reserved, and broadcast
    IPv6Network("2001::/23"),  # protocols, such as Teredo, which carries IPv4 addresses
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),  # 6to4, which carries IPv4 addresses too
    IPv6Network("3ffe::/16"),
    IPv6Network("3fff::/20"),
)

# 0x7f.1, 2130706433, 0177.0.0.1: addresses only to inet_aton.
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+", re.IGNORECASE)
_CONNECTIONS = 32


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address belongs to the public Internet."""
    may_be_public = isinstance(address, IPv4Address) or address in _GLOBAL_IPV6
    return may_be_public and not any(address in network for network in _NOT_PUBLIC)


def checked_url(
    address: str, allows: Allows = is_public, ports: Collection[int] = WEB_PORTS
) -> URL:
    """Return the address of a page as a URL that may be fetched, without resolving its host.

    Raises ForbiddenAddress for an invalid URL, a scheme other than http and https, other ports,
    user names, and IP addresses that are not allowed or written in an unusual way.
    """
    try:
        url = URL(address.strip())
        host, port = url.raw_host or "", url.port
        # These raise for malformed percent-encoding and invalid international names.
        host.encode("ascii")
        shown = url.host or address
    except ValueError:
        raise ForbiddenAddress(site=shortened(address)) from None
    if (
        len(address) > _LONGEST
        or url.scheme not in ("http", "https")
        or port not in ports
        or "@" in url.raw_authority
        or not _is_allowed_host(host, allows)
    ):
        raise ForbiddenAddress(site=shortened(shown))
    return url.with_fragment(None)


def site_of(url: URL) -> str:
    """Return the name of a site for messages."""
    return shortened((url.host or "").removeprefix("www."))


def shortened(text: str) -> str:
    """Return the beginning of a host or an address, short enough for a message."""
    return text if len(text) <= 80 else f"{text[:80]}…"


def _is_allowed_host(host: str, allows: Allows) -> bool:
    try:
        return allows(ip_address(host.partition("%")[0])) and "%" not in host
    except ValueError:
        labels = host.removesuffix(".").split(".")
        well_formed = all(0 < len(label) <= 63 for label in labels) and len(host) <= 253
        return well_formed and not _NUMBER.fullmatch(labels[-1]) and not re.search(r"[\s%]", host)


@dataclass(frozen=True, slots=True)
class Network:
    """How names are resolved, and which addresses are allowed."""

    resolver: Callable[[], AbstractResolver] = ThreadedResolver
    allows: Allows = is_public


INTERNET = Network()


class _CheckingResolver(AbstractResolver):
    """Resolves to allowed addresses only. Raises ForbiddenAddress if a name has none."""

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
    """Return a session without cookies and without the proxies of the environment.

    Each connection resolves its name again, and is made to one of the checked addresses.
    """
    connector = TCPConnector(
        resolver=_CheckingResolver(network),
        use_dns_cache=False,
        limit=_CONNECTIONS,
        force_close=True,
    )
    return ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=False)
