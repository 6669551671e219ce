"""The queue of updates: long polling, and delivery to a webhook, in order, until it is accepted.

Knows updates as JSON only, not what is in them.
"""

import asyncio
import contextlib
import time
from collections import deque
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.playground.signals import Signal
from bot.playground.wire import Json, bad_request, conflict

UPDATES_KEPT = 10_000
_NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
_LARGEST_UPDATE_ID = 2**31 - 1


@dataclass(slots=True)
class Webhook:
    url: str
    secret_token: str = ""
    max_connections: int = 40
    has_certificate: bool = False
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class UpdateQueue:
    """Updates that the bot has not confirmed yet.

    `retry_delay` is how long a webhook that failed is first left alone, seconds.
    """

    retry_delay: float = 1.0
    waiting: deque[Json] = field(default_factory=lambda: deque(maxlen=UPDATES_KEPT))
    allowed: tuple[str, ...] = ()
    webhook: Webhook | None = None
    _arrived: Signal = field(default_factory=Signal)
    # A bot that is started again with another playground must not take its updates for known ones.
    _next_id: int = field(default_factory=lambda: int(time.time() * 10) % _LARGEST_UPDATE_ID)
    _poll: asyncio.Future[str] | None = None
    _delivery: asyncio.Task[None] | None = None

    def put(self, kind: str, payload: Json) -> int | None:
        """Queue an update and return its id; None where the bot did not ask for this kind."""
        if self.allowed and kind not in self.allowed:
            return None
        if not self.allowed and kind in _NOT_BY_DEFAULT:
            return None
        return self.put_raw({"update_id": self._next_id, kind: payload})

    def put_raw(self, update: Json) -> int:
        """Queue an update as it is; one without an id gets the next."""
        update = {"update_id": self._next_id, **update}
        update_id = int(update["update_id"])
        self._next_id = max(self._next_id, update_id + 1)
        self.waiting.append(update)
        self._arrived.fire()
        return update_id

    def allow(self, kinds: object) -> None:
        """`allowed_updates`: an absent one keeps what was, [] is the default."""
        if isinstance(kinds, list):
            self.allowed = tuple(str(kind) for kind in kinds)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """getUpdates. Raises a 409 for the poll that a newer one, or a webhook, puts an end to."""
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._end_poll(
            "terminated by other getUpdates request; "
            "make sure that only one bot instance is running"
        )
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and offset > 0 and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()
        if not self.waiting and seconds > 0:
            await self._wait(seconds)
        return list(self.waiting)[:limit]

    async def _wait(self, seconds: float) -> None:
        ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._poll = ended
        arrival = asyncio.create_task(self._arrived.wait())
        try:
            either: set[asyncio.Future[Any]] = {ended, arrival}
            await asyncio.wait(either, timeout=seconds, return_when="FIRST_COMPLETED")
        finally:
            arrival.cancel()
            if self._poll is ended:
                self._poll = None
        if ended.done():
            raise conflict(ended.result())

    def _end_poll(self, reason: str) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(reason)

    async def set_webhook(self, webhook: Webhook | None) -> None:
        """Deliver to this address from now on, or to nobody but getUpdates."""
        await self.close()
        self.webhook = webhook
        if webhook is not None:
            self._end_poll("terminated by setWebhook request")
            self._delivery = asyncio.create_task(self._deliver(webhook))

    async def close(self) -> None:
        if self._delivery is not None:
            self._delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivery
            self._delivery = None

    async def _deliver(self, webhook: Webhook) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": webhook.secret_token}
        async with aiohttp.ClientSession(
            headers=headers if webhook.secret_token else None,
            timeout=aiohttp.ClientTimeout(total=60),
            # A certificate of this machine is signed by nobody.
            connector=aiohttp.TCPConnector(ssl=False),
        ) as session:
            delay = self.retry_delay
            while True:
                while not self.waiting:
                    await self._arrived.wait()
                update = self.waiting[0]
                error = await _post(session, webhook.url, update)
                if not error:
                    if self.waiting and self.waiting[0] is update:
                        self.waiting.popleft()
                    delay = self.retry_delay
                    continue
                webhook.last_error, webhook.last_error_date = error, int(time.time())
                await asyncio.sleep(delay)
                delay = min(delay * 2, 60.0)


async def _post(session: aiohttp.ClientSession, url: str, update: Json) -> str:
    """Deliver one update; the error, or "" where the bot has accepted it."""
    try:
        async with session.post(url, json=update, allow_redirects=False) as response:
            await response.read()
            if 200 <= response.status < 300:
                return ""
            return f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"{type(error).__name__}: {error}"


def check_webhook_url(url: str) -> None:
    """Telegram wants HTTPS; on this machine HTTP will do, but nothing is sent to another one."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the playground delivers on this machine only")


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
