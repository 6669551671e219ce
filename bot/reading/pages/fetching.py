"""Fetch pages with limits, and politely: few requests at once to a site, with pauses."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from bot.domain.remote import BodyTooLarge, body_of
from bot.errors import ForbiddenAddress, NotAPage, PageTooLarge, PageUnreachable
from bot.reading.file_types import CONTENT_TYPES, FILE_TYPES, UNKNOWN_TYPES, Format
from bot.reading.pages.network import WEB_PORTS, Network, checked_url, site_of

_HEADERS = {
    "User-Agent": "Dragoman",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.5",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PAGE_TYPES = frozenset({*FILE_TYPES[Format.HTML].content_types, ""})
_READ_TYPES = _PAGE_TYPES | CONTENT_TYPES.keys() | UNKNOWN_TYPES
_AT_ONCE = 2
_PAUSE_SECONDS = 0.3
_HOSTS_REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for fetching a page; bytes are counted after decompression."""

    seconds: float = 15.0
    most_bytes: int = 5_000_000
    most_document_bytes: int = 20 * 2**20
    redirects: int = 5
    ports: Collection[int] = WEB_PORTS


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """The answer of a server at `url`, after redirects.

    `content_type`, `charset` and `file_name` are empty if the server does not state them.
    `challenged` means that the server wants a proof that the reader is human.
    """

    url: str
    body: bytes
    status: int = 200
    content_type: str = "text/html"
    charset: str = ""
    challenged: bool = False
    file_name: str = ""


class Fetcher:
    """Fetches pages over a network."""

    def __init__(self, session: ClientSession, network: Network, limits: Limits) -> None:
        self._session = session
        self._network = network
        self._limits = limits
        self._politeness = Politeness()

    def checked(self, address: str) -> URL:
        """Return `checked_url` on this network."""
        return checked_url(address, self._network.allows, self._limits.ports)

    async def fetch(self, url: URL) -> FetchedPage:
        """Return the page at a checked address, after redirects.

        Raises ForbiddenAddress, PageUnreachable, PageTooLarge and NotAPage.
        """
        try:
            async with asyncio.timeout(self._limits.seconds):
                for _ in range(self._limits.redirects + 1):
                    answer = await self._answer(url)
                    if isinstance(answer, FetchedPage):
                        return answer
                    url = answer
        except (ClientError, OSError, TimeoutError, ValueError) as error:
            raise PageUnreachable(site=site_of(url)) from error
        raise PageUnreachable(site=site_of(url))

    async def _answer(self, url: URL) -> FetchedPage | URL:
        """Return a page, or the address that it redirects to."""
        async with (
            self._politeness.turn(url.host or ""),
            self._session.get(
                url, headers=_HEADERS, allow_redirects=False, timeout=ClientTimeout(total=None)
            ) as response,
        ):
            if response.status in _REDIRECTS and "Location" in response.headers:
                return self._redirected(url, response.headers["Location"])
            return await self._page(url, response)

    def _redirected(self, url: URL, location: str) -> URL:
        try:
            return self.checked(str(url.join(URL(location))))
        except ValueError:
            raise ForbiddenAddress(site=site_of(url)) from None

    async def _page(self, url: URL, response: ClientResponse) -> FetchedPage:
        content_type = response.content_type if "Content-Type" in response.headers else ""
        if response.ok and content_type not in _READ_TYPES:
            raise NotAPage(site=site_of(url))
        limits = self._limits
        is_page = content_type in _PAGE_TYPES or not response.ok
        most = limits.most_bytes if is_page else limits.most_document_bytes
        try:
            body = b"".join([chunk async for chunk in body_of(response, most)])
        except BodyTooLarge:
            raise PageTooLarge(site=site_of(url), megabytes=most // 10**6) from None
        disposition = response.content_disposition
        return FetchedPage(
            url=str(url),
            body=body,
            status=response.status,
            content_type=content_type,
            charset=response.charset or "",
            challenged=response.headers.get("cf-mitigated") == "challenge",
            file_name=(disposition.filename if disposition else None) or "",
        )


@dataclass(slots=True)
class _Queue:
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    next_start: float = 0.0


class Politeness:
    """Limits the requests to each host."""

    def __init__(self) -> None:
        self._queues: OrderedDict[str, _Queue] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn to make a request to `host`; the turn ends with the `with` block."""
        queue = self._queues.setdefault(host, _Queue())
        self._queues.move_to_end(host)
        if len(self._queues) > _HOSTS_REMEMBERED:
            self._queues.popitem(last=False)
        async with queue.slots:
            now = asyncio.get_running_loop().time()
            start = max(now, queue.next_start)
            queue.next_start = start + _PAUSE_SECONDS
            await asyncio.sleep(start - now)
            yield
