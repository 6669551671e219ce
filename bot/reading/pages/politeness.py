"""How gently a site is treated: few requests at once, and a pause before the next one."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_AT_ONCE = 2
_PAUSE_SECONDS = 0.3
_HOSTS_REMEMBERED = 512


@dataclass(slots=True)
class _Queue:
    slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))
    next_start: float = 0.0


class Politeness:
    """Whose turn it is at each host."""

    def __init__(self) -> None:
        self._queues: OrderedDict[str, _Queue] = OrderedDict()

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a request to `host` may be made, and count it while this is open."""
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
