"""What a piece of work does once, however often it begins again: what a step gave is kept, by DBOS
in the database, and in the journal until that is so.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar

from dbos import DBOS, StepOptions

from bot.jobs.journal import Journal
from bot.jobs.values import JSON

log = logging.getLogger(__name__)


class _NotKept(BaseException):
    """An error that DBOS is not to keep, as it keeps every Exception."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _NotOurs(BaseException):
    """Another process has taken up the work, so that this one has to let go of it."""


_begun_at: ContextVar[float] = ContextVar("begun_at")
_in_step: ContextVar[bool] = ContextVar("in_step", default=False)


def work_begins() -> None:
    """The task that this is called from begins with a piece of work."""
    _begun_at.set(time.monotonic())


class Steps:
    """The steps of the work of one process; `sure_since` is as for `Workflows`."""

    def __init__(self, journal: Journal, process: str, sure_since: Callable[[float], bool]) -> None:
        self._journal = journal
        self._process = process
        self._sure_since = sure_since

    async def do(self, work: str, name: str, action: Callable[[], Awaitable[JSON]]) -> JSON:
        """What a step of the work with this id gives, or gave. Raises what `action` raises."""
        if _in_step.get():
            return await action()
        options: StepOptions = {"name": name}

        async def do() -> JSON:
            _in_step.set(True)
            number = DBOS.step_id
            assert number is not None
            if (given := self._journal.given(work, number)) is not None:
                return given[0]
            try:
                result = await action()
            except Exception as error:
                raise _NotKept(error) from error
            self._journal.write(work, number, result)
            return result

        try:
            return await DBOS.run_step_async(options, do)
        except _NotKept as failure:
            raise failure.error from failure.error.__cause__
        finally:
            _in_step.set(False)

    async def assure(self, work: str) -> None:
        """Return if the work that this is called from is still for this process to do; else the
        work ends here.
        """
        if self._sure_since(_begun_at.get()):
            return
        status = await DBOS.get_workflow_status_async(work)
        if status is None or (status.status, status.executor_id) != ("PENDING", self._process):
            log.warning("Let go of %s, which another process has taken up", work)
            raise _NotOurs
