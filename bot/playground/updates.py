"""Delivers updates to the bot by long polling or webhook, and events to tests and the page."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp

from bot.playground.calls import Json, bad_request, conflict

T = TypeVar("T")

UPDATES_KEPT = 10_000
_NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
_KINDS = (
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction "
    "message_reaction_count inline_query chosen_inline_result callback_query shipping_query "
    "pre_checkout_query purchased_paid_media poll poll_answer my_chat_member chat_member "
    "chat_join_request chat_boost removed_chat_boost managed_bot subscription "
    "stopped_message_generation"
)
_LARGEST_UPDATE_ID = 2**31 - 1


class Signal:
    """Wakes everything that waits for it."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify_all(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        await self._event.wait()

    async def wait_for(self, found: Callable[[], T | None], within: float) -> T | None:
        """Return what `found` finds, now or later; None if nothing after `within` seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while (result := found()) is None:
                    await self._event.wait()
                return result
        return None


@dataclass(slots=True)
class Broadcast:
    """Events for every listener. One who falls behind by `capacity` of them is cut off."""

    capacity: int = 1_000
    _queues: set[asyncio.Queue[Json | None]] = field(default_factory=set)

    def send(self, event: Json) -> None:
        for queue in tuple(self._queues):
            if queue.qsize() >= self.capacity:
                self._queues.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    @contextlib.contextmanager
    def listen(self) -> Iterator[AsyncIterator[Json]]:
        """Yield an iterator over the events from now on. It ends when the listener is cut off."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield _drain(queue)
        finally:
            self._queues.discard(queue)

    def close(self) -> None:
        """End every listener's events."""
        for queue in tuple(self._queues):
            queue.put_nowait(None)
        self._queues.clear()


async def _drain(queue: asyncio.Queue[Json | None]) -> AsyncIterator[Json]:
    while (event := await queue.get()) is not None:
        yield event


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered, and what went wrong there last."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0


@dataclass(slots=True)
class UpdateQueue:
    """The updates that the bot has not confirmed yet, in order.

    `retry_delay` is the pause after the first failure of a webhook, in seconds, and `lacking` what
    a server does not know that is older than the Bot API of today.
    """

    retry_delay: float = 1.0
    waiting: deque[Json] = field(default_factory=lambda: deque(maxlen=UPDATES_KEPT))
    allowed: tuple[str, ...] = ()
    webhook: Webhook | None = None
    lacking: frozenset[str] = frozenset()
    _arrived: Signal = field(default_factory=Signal)
    # Counts on from the clock, so that a bot that knows the updates of an earlier playground does
    # not take these for the same.
    _next_id: int = field(default_factory=lambda: int(time.time() * 10) % _LARGEST_UPDATE_ID)
    _poll: asyncio.Future[str] | None = None
    _delivery: asyncio.Task[None] | None = None

    def put(self, kind: str, payload: Json) -> int | None:
        """Queue an update and return its id, or None if the bot did not ask for this kind."""
        if kind in self.lacking or (self.allowed and kind not in self.allowed):
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
        self._arrived.notify_all()
        return update_id

    def allow(self, kinds: object) -> None:
        """Set `allowed_updates`: None changes nothing, an empty list restores the default.

        Kinds that the server does not know are left out, as `getWebhookInfo` shows.
        """
        if isinstance(kinds, list):
            known = frozenset(_KINDS.split()) - self.lacking
            self.allowed = tuple(kind for kind in map(str, kinds) if kind in known)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Answer getUpdates. Raises a 409 if a newer poll or a webhook ends this one."""
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

    @property
    def is_polled(self) -> bool:
        """Whether the bot waits for updates right now."""
        return self._poll is not None

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
        """Deliver to this address from now on, or (None) wait for getUpdates again."""
        await self.close()
        self.webhook = webhook
        if webhook is not None:
            self._end_poll("terminated by setWebhook request")
            self._delivery = asyncio.create_task(self._deliver(webhook))

    async def close(self) -> None:
        """Stop the delivery to a webhook."""
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
            # A certificate for this machine is self-signed.
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
    """Deliver one update. Returns the error, or "" if the bot has accepted it."""
    try:
        async with session.post(url, json=update, allow_redirects=False) as response:
            await response.read()
            if 200 <= response.status < 300:
                return ""
            return f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"{type(error).__name__}: {error}"


def check_webhook_url(url: str) -> None:
    """Raise a 400 unless the URL leads to this machine. Unlike Telegram's, it may be HTTP."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the playground delivers on this machine only")


def is_loopback(host: str) -> bool:
    """Return whether a host name or address stands for this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
