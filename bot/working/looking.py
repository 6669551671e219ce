"""Looks into the queues of DBOS when there is something to find, and else once in a while.

DBOS's own threads do so ten times a second or let everybody wait. Each sleeps on the event that
will tell it to stop; the event here also wakes it.
"""

import threading
import time
from collections import Counter

from dbos import DBOS, Queue
from dbos._queue import queue_worker_thread

ONCE_IN_A_WHILE = 1.0
"""In seconds: how long work of other processes may wait that nobody has told this one about."""

# Where there is always something to find, it is found for several at once.
_LEAST_PAUSE = 0.03
_MOST_LANES = 1000


class _Bell(threading.Event):
    """The event by which a thread is stopped, and woken."""

    def __init__(self) -> None:
        super().__init__()
        self._rung = threading.Event()
        self._woken_at = 0.0

    def ring(self) -> None:
        self._rung.set()

    def set(self) -> None:
        super().set()
        self._rung.set()

    def wait(self, timeout: float | None = None) -> bool:
        if self._rung.wait(timeout):
            pause = self._woken_at + _LEAST_PAUSE - time.monotonic()
            if pause > 0:
                super().wait(pause)
            self._rung.clear()
        self._woken_at = time.monotonic()
        return self.is_set()


class Looking:
    """The thread that looks into one queue, of which `at_once` pieces of work are done here."""

    def __init__(self, dbos: DBOS, queue: Queue, at_once: int) -> None:
        self._bell = _Bell()
        self._at_once = at_once
        self._running = 0
        # How much is known to wait in each lane; it may be done elsewhere meanwhile.
        self._waiting: Counter[str] = Counter()
        self._thread = threading.Thread(
            target=queue_worker_thread, args=(self._bell, dbos, queue), daemon=True
        )
        self._thread.start()

    def come(self, lane: str) -> None:
        """There is something new in a lane."""
        if len(self._waiting) > _MOST_LANES:
            self._waiting.clear()
        self._waiting[lane] += 1
        self._bell.ring()

    def begun(self, lane: str) -> None:
        """Some of what was in a lane is being worked on here."""
        self._running += 1
        if self._waiting[lane] <= 1:
            del self._waiting[lane]
        else:
            self._waiting[lane] -= 1

    def ended(self, lane: str) -> None:
        """The next in a lane may begin; or in any, where there was no room for more."""
        if lane in self._waiting or self._running >= self._at_once:
            self._bell.ring()
        self._running -= 1

    def look(self) -> None:
        self._bell.ring()

    def stop(self) -> None:
        """Return when nothing more is taken up."""
        self._bell.set()
        self._thread.join()
