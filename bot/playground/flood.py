"""Flood control, off unless asked for: so many messages a second in a chat, a minute in a group."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.chats import Chat
from bot.playground.wire import too_many_requests

# Bots FAQ: avoid more than one message per second in a chat, 20 a minute in a group, 30 a second
# in all. Telegram lets short bursts pass; here the limits are hard.
_PER_CHAT = (1, 1.0)
_PER_GROUP = (20, 60.0)
_OVERALL = (30, 1.0)


@dataclass(slots=True)
class FloodControl:
    """Raises a 429 with `retry_after` for the message that is one too many."""

    is_on: bool = False
    clock: Callable[[], float] = time.monotonic
    _sent: dict[tuple[int, float], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, chat: Chat) -> None:
        if not self.is_on:
            return
        limits = [(0, *_OVERALL), (chat.id, *_PER_CHAT)]
        if not chat.is_private:
            limits.append((chat.id, *_PER_GROUP))
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
