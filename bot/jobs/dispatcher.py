"""Starts the work that waits in a queue: at once in a known lane, and after a while in any."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Sequence, Set
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

from dbos import EnqueueOptions

from bot.jobs.dbos_internals import Claims
from bot.jobs.work import JSON

log = logging.getLogger(__name__)

POLL_SECONDS = 1.0
"""How long work may wait that this process was not notified of, while there is any."""

# Seconds between two looks, so that notices which come together are handled together.
_LEAST_PAUSE = 0.01
_MOST_LANES = 1000

_ANY_LANE, _STOP = object(), object()


class Dispatcher:
    """The thread that claims the work of one queue, `at_once` pieces of it at a time.

    While polls find nothing it polls less and less often, up to every `longest_pause` seconds.
    """

    def __init__(self, claims: Claims, at_once: int, longest_pause: float) -> None:
        self._claims = claims
        self._at_once = at_once
        self._pause, self._longest_pause = POLL_SECONDS, longest_pause
        # The lanes to look into, _ANY_LANE, or _STOP.
        self._notices: SimpleQueue[object] = SimpleQueue()
        # How much is known to wait in each lane; other processes may have claimed it.
        self._waiting: Counter[str] = Counter()
        self._claimed: set[str] = set()
        # How much the thread may be claiming just now.
        self._reserved = 0
        self._taking_room = Lock()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    async def enqueue(self, options: EnqueueOptions, content: JSON) -> bool:
        """Put work into its lane and begin what waits in front there, in one transaction.

        Return False, having put nothing, where there is no room for more or no way to do so. Raises
        SQLAlchemyError, and DBOSConflictingWorkflowError.
        """
        if not self._claims.can_enqueue:
            return False
        lane, token = options["queue_partition_key"], str(uuid4())
        with self._taking_room:
            if self._room <= 0:
                return False
            # Takes the room of what is to be claimed.
            self._claimed.add(token)
        self._count(lane)
        try:
            # Not by `to_thread`, since the work is not to begin in the context of its receipt.
            loop = asyncio.get_running_loop()
            has_begun = await loop.run_in_executor(None, self._enqueue, options, content, token)
        finally:
            self._leave(token)
        if not has_begun:
            self._notices.put(lane)
        return True

    def _enqueue(self, options: EnqueueOptions, content: JSON, token: str) -> bool:
        found = self._claims.enqueue(options, content, token)
        self._start(found, token)
        return bool(found)

    def notify(self, lane: str) -> None:
        """Look into a lane soon, since something new is in it."""
        self._count(lane)
        self._notices.put(lane)

    def _count(self, lane: str) -> None:
        if len(self._waiting) > _MOST_LANES:
            self._waiting.clear()
            self.notify_any()
        self._waiting[lane] += 1

    def notify_any(self) -> None:
        """Look into all lanes soon, and often until nothing more is found."""
        self._pause = POLL_SECONDS
        self._notices.put(_ANY_LANE)

    def begun(self, lane: str) -> None:
        """Take note that work of a lane has begun here."""
        if self._waiting[lane] <= 1:
            del self._waiting[lane]
        else:
            self._waiting[lane] -= 1

    def ended(self, id: str, lane: str) -> None:
        """Let the next in the lane begin; or in any, where there was no room for more."""
        self._leave(id)
        if lane in self._waiting:
            self._notices.put(lane)

    def _leave(self, id: str) -> None:
        if len(self._claimed) >= self._at_once:
            self._notices.put(_ANY_LANE)
        self._claimed.discard(id)

    def stop(self) -> None:
        """Return when nothing more is claimed."""
        self._at_once = 0
        self._notices.put(_STOP)
        self._thread.join()

    @property
    def _room(self) -> int:
        return self._at_once - len(self._claimed) - self._reserved

    def _run(self) -> None:
        poll_at = time.monotonic()
        while _STOP not in (notices := self._next_notices(poll_at)):
            is_poll = _ANY_LANE in notices or time.monotonic() >= poll_at
            try:
                is_idle = not self._claimed
                found = self._dispatch(notices, any_lane=is_poll)
            except Exception as error:
                # The thread must survive any error: without it nobody would be answered any more.
                log.warning("The queue cannot be read: %s", type(error).__name__)
                is_poll = found = True
            if is_poll:
                if found:
                    self._pause = POLL_SECONDS
                elif is_idle:
                    self._pause = min(2 * self._pause, self._longest_pause)
                poll_at = time.monotonic() + self._pause
            time.sleep(_LEAST_PAUSE)

    def _next_notices(self, until: float) -> Set[object]:
        """Return what has come since the last time; or nothing by a time of `time.monotonic`."""
        notices: set[object] = set()
        try:
            notices.add(self._notices.get(timeout=max(0.0, until - time.monotonic())))
            while True:
                notices.add(self._notices.get_nowait())
        except Empty:
            return notices

    def _dispatch(self, lanes: Set[object], *, any_lane: bool) -> bool:
        """Return whether anything was begun."""
        with self._taking_room:
            if (room := self._room) <= 0:
                return True
            self._reserved = room
        try:
            token = str(uuid4())
            if any_lane:
                found = self._claims.from_any_lane(room, token)
            else:
                found = self._claims.from_lanes([str(lane) for lane in lanes], room, token)
            self._start(found, token)
        finally:
            self._reserved = 0
        return bool(found)

    def _start(self, found: Sequence[Any], token: str) -> None:
        self._claimed.update(status["workflow_uuid"] for status in found)
        for status in found:
            try:
                self._claims.start(status, token)
            except Exception as error:
                self._claimed.discard(status["workflow_uuid"])
                log.error("%s was not begun: %s", status["workflow_uuid"], type(error).__name__)
