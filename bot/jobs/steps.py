"""Steps: what a piece of work does once, however often it begins again.

Where there is a file for the journal, their results are stored there. Where another machine may go
on with the work, on PostgreSQL, DBOS stores them in the database.
"""

import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextvars import ContextVar
from functools import partial
from itertools import count

from dbos import DBOS, StepOptions

from bot.jobs.journal import Journal
from bot.jobs.work import JSON

log = logging.getLogger(__name__)


class _NotRecorded(BaseException):
    """Carries an error past DBOS, which would record every Exception as the step's result."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _LostOwnership(BaseException):
    """Ends work that another process has taken up."""


class CancelledWork(BaseException):
    """Ends work that was cancelled while it was going on."""


# So many ids are remembered. Most are of work that was cancelled before it began.
_MOST_CANCELLED = 10_000

_begun_at: ContextVar[float] = ContextVar("begun_at")
_numbers: ContextVar[Iterator[int]] = ContextVar("numbers")
_current: ContextVar[tuple[str, int] | None] = ContextVar("current", default=None)


def mark_begin() -> None:
    """Record when the current task begins with a piece of work."""
    _begun_at.set(time.monotonic())
    _numbers.set(count(1))


class Steps:
    """The steps of the work of one process; `owns_since` is as for `Workflows`."""

    def __init__(self, journal: Journal, process: str, owns_since: Callable[[float], bool]) -> None:
        self._journal = journal
        self._process = process
        self._owns_since = owns_since
        self._cancelled: dict[str, None] = {}

    def cancel(self, works: Collection[str]) -> None:
        """Let work end before its next step, where this process is doing it."""
        self._cancelled |= dict.fromkeys(works)
        for oldest in list(self._cancelled)[:-_MOST_CANCELLED]:
            del self._cancelled[oldest]

    async def run(
        self, work: str, name: str, action: Callable[[], Awaitable[JSON]], *, repeatable: bool
    ) -> JSON:
        """Return the result of a step of this work, stored or new. Raises what `action` raises."""
        if _current.get() is not None:
            return await action()
        number = next(_numbers.get())
        once = partial(self._once, work, number, action, repeatable=repeatable)
        _current.set((work, number))
        try:
            if self._journal.is_on_disk:
                return await once()
            return await DBOS.run_step_async(StepOptions(name=name), once)
        except _NotRecorded as failure:
            raise failure.error from failure.error.__cause__
        finally:
            _current.set(None)

    async def _once(
        self, work: str, number: int, action: Callable[[], Awaitable[JSON]], *, repeatable: bool
    ) -> JSON:
        if work in self._cancelled:
            raise CancelledWork
        if (stored := self._journal.result(work, number)) is not None:
            return stored[0]
        try:
            result = await action()
        except Exception as error:
            raise _NotRecorded(error) from error
        self._journal.write(work, number, result)
        if not repeatable:
            self._journal.sync_soon(work)
        return result

    def hand_over(self) -> None:
        """Record that somebody else has what the current step needs, and will do it."""
        if (step := _current.get()) is not None:
            self._journal.hand_over(*step)

    def take_back(self) -> None:
        """Record that they have not done the current step, if it was handed over."""
        if (step := _current.get()) is not None:
            self._journal.take_back(*step)

    @property
    def was_handed_over(self) -> bool:
        """Whether the current step was handed over before, and how it ended is not known."""
        return (step := _current.get()) is not None and self._journal.was_handed_over(*step)

    async def raise_unless_owned(self, work: str) -> None:
        """Raise, and so end the work, unless this process still owns it."""
        if self._owns_since(_begun_at.get()):
            return
        status = await DBOS.get_workflow_status_async(work)
        if status is None or (status.status, status.executor_id) != ("PENDING", self._process):
            log.warning("Stopped work on %s, which another process has taken up", work)
            raise _LostOwnership
