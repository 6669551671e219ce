"""Gets the bytes of a page, however its server behaves. Does not look into them."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from yarl import URL

from bot.errors import ForbiddenAddress, NotAPage, PageTooLarge, PageUnreachable
from bot.reading.pages.addresses import WEB_PORTS, checked_url, site_of
from bot.reading.pages.network import Network
from bot.reading.pages.politeness import Politeness

_HEADERS = {
    "User-Agent": "Dragoman",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXT_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What fetching a page may take; `most_bytes` counts them after decompression."""

    seconds: float = 15.0
    most_bytes: int = 5_000_000
    redirects: int = 5
    ports: Collection[int] = WEB_PORTS


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a server answered at `url`, where the redirects ended.

    `content_type` and `charset` are what the server says, empty where it says nothing. `challenged`
    means that a header of the answer asks for a proof that no robot is reading.
    """

    url: str
    body: bytes
    status: int = 200
    content_type: str = "text/html"
    charset: str = ""
    challenged: bool = False


class Fetcher:
    """Fetches pages over a network."""

    def __init__(self, session: ClientSession, network: Network, limits: Limits) -> None:
        self._session = session
        self._network = network
        self._limits = limits
        self._politeness = Politeness()

    def checked(self, address: str) -> URL:
        """What `checked_url` says on this network."""
        return checked_url(address, self._network.allows, self._limits.ports)

    async def fetch(self, url: URL) -> FetchedPage:
        """The page at a checked address, or at the one that it redirects to.

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
        """A page, or where to look for it."""
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
        if response.ok and content_type and content_type not in _TEXT_TYPES:
            raise NotAPage(site=site_of(url))
        if (response.content_length or 0) > self._limits.most_bytes:
            raise self._too_large(url)
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > self._limits.most_bytes:
                raise self._too_large(url)
        return FetchedPage(
            url=str(url),
            body=bytes(body),
            status=response.status,
            content_type=content_type,
            charset=response.charset or "",
            challenged=response.headers.get("cf-mitigated") == "challenge",
        )

    def _too_large(self, url: URL) -> PageTooLarge:
        return PageTooLarge(site=site_of(url), megabytes=self._limits.most_bytes // 1_000_000)
