"""Faults that a test switches on, and flood control."""

import asyncio
import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.playground.calls import BotApiError, too_many_requests

# Bots FAQ: avoid more than one message per second in a chat, 20 a minute in a group, 30 a second
# in all. Telegram lets short bursts pass; here the limits are hard.
_PER_CHAT = (1, 1.0)
_PER_GROUP = (20, 60.0)
_OVERALL = (30, 1.0)


class FaultKind(Enum):
    """What happens to a call instead of the usual answer."""

    ERROR = auto()
    """The error is answered, and nothing is done."""
    HANG = auto()
    """No answer, and nothing is done."""
    DROP = auto()
    """The connection breaks before anything is done."""
    LOSE_ANSWER = auto()
    """The connection breaks after the call was carried out."""
    HOLD_ANSWER = auto()
    """The call is carried out, and its answer waits until the test releases it."""
    HTML = auto()
    """A web page, as from a proxy in between; nothing is done."""


@dataclass(slots=True)
class HeldAnswer:
    """An answer that waits until the test releases it."""

    _carried_out: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait_until_carried_out(self) -> None:
        """Wait until Telegram has done what the call asks for."""
        await self._carried_out.wait()

    def release(self) -> None:
        """Let the answer go, and those of later calls that meet the same fault."""
        self._released.set()

    async def hold(self) -> None:
        """Say that the call was carried out, and wait for the release."""
        self._carried_out.set()
        await self._released.wait()


@dataclass(slots=True)
class Fault:
    """`times` calls of `method` ("*": every one but getUpdates) meet this fault.

    With a `chat_id`, only calls about that chat do.
    """

    method: str
    kind: FaultKind
    times: int = 1
    chat_id: int | None = None
    error: BotApiError | None = None
    held: HeldAnswer | None = None
    status: int = 200

    def applies_to(self, method: str, chat_id: int) -> bool:
        if self.chat_id not in (None, chat_id):
            return False
        if self.method == "*":
            return method.lower() != "getupdates"
        return self.method.lower() == method.lower()


@dataclass(slots=True)
class Faults:
    """The faults that are still to happen, oldest first."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str, chat_id: int) -> Fault | None:
        """Return the fault that this call meets, if any, and count it down."""
        for fault in self.waiting:
            if fault.applies_to(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


@dataclass(slots=True)
class FloodControl:
    """Raises a 429 with `retry_after` for the message that is one too many. Off by default."""

    is_on: bool = False
    clock: Callable[[], float] = time.monotonic
    _sent: dict[tuple[int, float], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat_id: int, *, is_group: bool) -> None:
        """Count a message to this chat, or raise the 429."""
        if not self.is_on:
            return
        limits = [(0, *_OVERALL), (chat_id, *_PER_CHAT)]
        if is_group:
            limits.append((chat_id, *_PER_GROUP))
        now = self.clock()
        windows = []
        for owner, count, seconds in limits:
            times = self._sent[owner, seconds]
            while times and times[0] <= now - seconds:
                times.popleft()
            if len(times) >= count:
                raise too_many_requests(math.ceil(times[0] + seconds - now))
            windows.append(times)
        for times in windows:
            times.append(now)
