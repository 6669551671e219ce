"""The bot's own HTTP server, and the webhook that Telegram delivers updates to.

A delivered update is acknowledged once it is stored.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from aiohttp import web
from yarl import URL

from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.errors import BadConfiguration, Cause, system_cause

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_FORWARDED = "X-Forwarded-For"

IPNetwork = IPv4Network | IPv6Network

# More than any update takes.
LARGEST_UPDATE = 2**20
_READ_WITHIN = 15.0
# Telegram waits for a minute, then it delivers again.
_STORED_WITHIN = 10.0
# So that updates do not pile up in memory while the database is away.
_MOST_AT_ONCE = 100
_END_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class WebhookAuth:
    """Who may deliver updates: senders who know the `secret`, from one of the `networks` if any.

    `proxies` are trusted to name the sender whose request they forward.
    """

    secret: str
    networks: Collection[IPNetwork] = ()
    proxies: Collection[IPNetwork] = ()

    def allows(self, request: web.Request) -> bool:
        """Return whether the sender of a request may deliver updates."""
        shown = request.headers.get(SECRET_HEADER, "")
        # As bytes, since compare_digest raises an error for text that is not ASCII.
        if not compare_digest(_bytes(shown), _bytes(self.secret)):
            return False
        return not self.networks or _is_in(self.networks, self._sender(request))

    def _sender(self, request: web.Request) -> IPv4Address | IPv6Address | None:
        """Return the address of the sender; None where it cannot be told."""
        # Each proxy adds whom it has the request from, so the last that is no proxy of ours counts.
        stated = ",".join(request.headers.getall(_FORWARDED, [])).split(",")
        sender = _address(request.remote or "")
        for claim in reversed([part.strip() for part in stated if part.strip()]):
            if not _is_in(self.proxies, sender):
                break
            sender = _address(claim)
        return sender


class Webhook:
    """Receives updates that Telegram delivers, and acknowledges them once `put` has stored them."""

    def __init__(
        self,
        auth: WebhookAuth,
        put: Callable[[IncomingMessage], Awaitable[None]],
        is_open: Callable[[], bool],
        on_answer: Callable[[int], None] = lambda status: None,
    ) -> None:
        """Store updates by `put`; while `is_open` gives False, Telegram is told to come again.

        `on_answer` is called with the status of each answer.
        """
        self._auth = auth
        self._put = put
        self._is_open = is_open
        self._on_answer = on_answer
        self._putting: dict[int, asyncio.Task[bool]] = {}

    def routes(self, url: str) -> list[web.RouteDef]:
        """Return the route for the path of the webhook's public address."""
        return [web.post(URL(url).path, self._receive)]

    async def _receive(self, request: web.Request) -> web.Response:
        status = await self._status(request)
        self._on_answer(status)
        # A refused sender need not keep its connection.
        return web.Response(status=status, headers={} if status == 200 else {"Connection": "close"})

    async def _status(self, request: web.Request) -> int:
        if not self._auth.allows(request):
            return 403
        try:
            async with asyncio.timeout(_READ_WITHIN):
                message = _parsed(await request.read())
        except web.HTTPRequestEntityTooLarge:
            return 413
        except TimeoutError:
            return 408
        except (ValueError, web.RequestPayloadError, ConnectionError) as error:
            # Telegram delivers the others all the same, and gives this one up after a while.
            log.warning("What was delivered is no update: %s", type(error).__name__)
            return 400
        if not self._is_open():
            return 503
        return 200 if await self._store(message) else 503

    async def _store(self, message: IncomingMessage) -> bool:
        number = message.update_id
        # An update that is delivered again while the database is away is waited for once.
        putting = self._putting.get(number)
        if putting is None:
            if len(self._putting) >= _MOST_AT_ONCE:
                return False
            putting = self._putting[number] = asyncio.create_task(self._try_to_store(message))
            putting.add_done_callback(lambda _: self._putting.pop(number, None))
        done, _ = await asyncio.wait([putting], timeout=_STORED_WITHIN)
        return bool(done) and not putting.cancelled() and putting.result()

    async def _try_to_store(self, message: IncomingMessage) -> bool:
        try:
            await self._put(message)
        # Whatever the error is, Telegram still has the update.
        except Exception as error:
            log.error("An update cannot be stored, Telegram keeps it: %s", type(error).__name__)
            return False
        return True


def _parsed(body: bytes) -> IncomingMessage:
    """Return the update in a body. Raises ValueError where there is none."""
    try:
        message = parse_update(json.loads(body))
    except RecursionError as error:
        raise ValueError("too deep") from error
    if message is None:
        raise ValueError("no update")
    return message


def _bytes(header: str) -> bytes:
    return header.encode("utf-8", "surrogateescape")


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_in(networks: Iterable[IPNetwork], address: IPv4Address | IPv6Address | None) -> bool:
    return address is not None and any(address in network for network in networks)


@asynccontextmanager
async def listening(
    routes: Mapping[str, Iterable[web.RouteDef]], metrics_listen: str = ""
) -> AsyncIterator[None]:
    """Answer at each address ("host:port"; no host means all of the machine's) while this is open.

    Raises BadConfiguration with the setting of an address that cannot be listened at: `listen`,
    unless it is that of `metrics_listen`.
    """
    async with AsyncExitStack() as stack:
        for address, found in routes.items():
            app = web.Application(client_max_size=LARGEST_UPDATE)
            app.add_routes(found)
            runner = web.AppRunner(app, shutdown_timeout=_END_WITHIN)
            await runner.setup()
            stack.push_async_callback(runner.cleanup)
            host, _, port = address.rpartition(":")
            try:
                await web.TCPSite(runner, host.strip("[]") or None, int(port)).start()
            except OSError as error:
                setting = "metrics_listen" if address == metrics_listen else "listen"
                cause = Cause("of", what=address, cause=system_cause(error))
                raise BadConfiguration(**{setting: cause}) from error
            log.info("Listening at %s", address)
        yield
