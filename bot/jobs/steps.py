"""Steps: what a piece of work does once, however often it begins again.

The result of a step is stored by DBOS in the database, and in the journal until that is so.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

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


_begun_at: ContextVar[float] = ContextVar("begun_at")
_in_step: ContextVar[bool] = ContextVar("in_step", default=False)


def mark_begin() -> None:
    """Take note that the current task begins with a piece of work."""
    _begun_at.set(time.monotonic())


class Steps:
    """The steps of the work of one process; `owns_since` is as for `Workflows`."""

    def __init__(self, journal: Journal, process: str, owns_since: Callable[[float], bool]) -> None:
        self._journal = journal
        self._process = process
        self._owns_since = owns_since

    async def run(self, work: str, name: str, action: Callable[[], Awaitable[JSON]]) -> JSON:
        """Return the result of a step of this work, stored or new. Raises what `action` raises."""
        if _in_step.get():
            return await action()
        options: StepOptions = {"name": name}

        async def run_once() -> JSON:
            _in_step.set(True)
            number = DBOS.step_id
            assert number is not None
            if (stored := self._journal.result(work, number)) is not None:
                return stored[0]
            try:
                result = await action()
            except Exception as error:
                raise _NotRecorded(error) from error
            self._journal.write(work, number, result)
            return result

        try:
            return await DBOS.run_step_async(options, run_once)
        except _NotRecorded as failure:
            raise failure.error from failure.error.__cause__
        finally:
            _in_step.set(False)

    async def raise_unless_owned(self, work: str) -> None:
        """Raise, and so end the work, unless this process still owns it."""
        if self._owns_since(_begun_at.get()):
            return
        status = await DBOS.get_workflow_status_async(work)
        if status is None or (status.status, status.executor_id) != ("PENDING", self._process):
            log.warning("Stopped work on %s, which another process has taken up", work)
            raise _LostOwnership
