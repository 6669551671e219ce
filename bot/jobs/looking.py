"""Begins what waits in a queue: at once where it is known in which lane, and once in a while
whatever there is.

DBOS's own threads look ten times a second, or let everybody wait.
"""

import logging
import time
from collections import Counter
from collections.abc import Set
from queue import Empty, SimpleQueue
from threading import Thread
from uuid import uuid4

from dbos import DBOS
from dbos._core import execute_dequeued_workflow

from bot.jobs.taking import Taking

log = logging.getLogger(__name__)

ONCE_IN_A_WHILE = 1.0
"""In seconds: how long work of other processes may wait that nobody has told this one about."""

# What comes within such a time is looked for together.
_LEAST_PAUSE = 0.01
_MOST_LANES = 1000

_EVERYWHERE, _NOWHERE = object(), object()


class Looking:
    """The thread that looks into one queue, of which `at_once` pieces of work are done here."""

    def __init__(self, dbos: DBOS, taking: Taking, at_once: int) -> None:
        self._dbos = dbos
        self._taking = taking
        self._at_once = at_once
        # Where to look: lanes, or everywhere.
        self._told: SimpleQueue[object] = SimpleQueue()
        # How much is known to wait in each lane; it may be done elsewhere meanwhile.
        self._waiting: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def come(self, lane: str) -> None:
        """There is something new in a lane."""
        if len(self._waiting) > _MOST_LANES:
            self._waiting.clear()
        self._waiting[lane] += 1
        self._told.put(lane)

    def begun(self, lane: str) -> None:
        """Some of what was in a lane is being worked on here."""
        if self._waiting[lane] <= 1:
            del self._waiting[lane]
        else:
            self._waiting[lane] -= 1

    def ended(self, id: str, lane: str) -> None:
        """The next in a lane may begin; or in any, where there was no room for more."""
        had_room = self._room > 0
        self._taken.discard(id)
        if not had_room:
            self._told.put(_EVERYWHERE)
        elif lane in self._waiting:
            self._told.put(lane)

    def look(self) -> None:
        """There may be something new anywhere."""
        self._told.put(_EVERYWHERE)

    def stop(self) -> None:
        """Return when nothing more is taken up."""
        self._told.put(_NOWHERE)
        self._thread.join()

    @property
    def _room(self) -> int:
        return self._at_once - len(self._taken)

    def _run(self) -> None:
        everywhere_at = time.monotonic()
        while _NOWHERE not in (told := self._next_told(everywhere_at)):
            everywhere = _EVERYWHERE in told or time.monotonic() >= everywhere_at
            try:
                self._begin(told, everywhere=everywhere)
            except Exception as error:
                # Whatever it is, without this thread nobody would be answered any more.
                log.warning("What waits is not found: %s", type(error).__name__)
                everywhere = True
            if everywhere:
                everywhere_at = time.monotonic() + ONCE_IN_A_WHILE
            time.sleep(_LEAST_PAUSE)

    def _next_told(self, until: float) -> Set[object]:
        """What was told since the last time; or nothing by a time of `time.monotonic`."""
        told: set[object] = set()
        try:
            told.add(self._told.get(timeout=max(0.0, until - time.monotonic())))
            while True:
                told.add(self._told.get_nowait())
        except Empty:
            return told

    def _begin(self, lanes: Set[object], *, everywhere: bool) -> None:
        if (room := self._room) <= 0:
            return
        token = str(uuid4())
        if everywhere:
            ids = self._taking.from_anywhere(room, token)
        else:
            ids = self._taking.from_lanes([str(lane) for lane in lanes], room, token)
        self._taken.update(ids)
        for status in self._dbos._sys_db.get_workflow_statuses(ids):
            try:
                execute_dequeued_workflow(self._dbos, status, token)
            except Exception as error:
                self._taken.discard(status["workflow_uuid"])
                log.error("%s was not begun: %s", status["workflow_uuid"], type(error).__name__)
