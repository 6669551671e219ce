"""Work that outlives its process: functions that DBOS runs until they have ended.

A piece of work is in the database before it begins. If its process dies it begins again, and each
step that had ended gives what it gave before. What the work is about is not known here.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy
from dbos import DBOS, EnqueueOptions, WorkflowStatus, error
from sqlalchemy.engine import make_url

from bot.jobs import counting
from bot.jobs.forgetting import delete
from bot.jobs.journal import journal_for
from bot.jobs.looking import ONCE_IN_A_WHILE, Looking
from bot.jobs.records import RECORDS, THREADS, configuration, engine_for, keep_log_short
from bot.jobs.steps import Steps, work_begins
from bot.jobs.taking import Taking
from bot.jobs.values import JSON, Backlog, Queue, Work

log = logging.getLogger(__name__)

# A piece of work that its process died of so often is left alone.
_MOST_ATTEMPTS = 25
_LARGEST_NUMBER = 2**31 - 1
_GOING_ON = ["ENQUEUED", "PENDING"]
_DIED_OF = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
_LOOK_FOR_DEADLY_WORK_EVERY = 3.0


class Workflows:
    """The work of this process. DBOS allows one of these to be open in a process at a time."""

    def __init__(
        self,
        url: str,
        process: str,
        sure_since: Callable[[float], bool] = lambda moment: True,
        tell: Callable[[str, str], None] = lambda queue, lane: None,
    ) -> None:
        """`process` is a name that no other process has which is open on this database.

        `sure_since` says for a time of `time.monotonic` whether nobody can have put back, with
        `put_back`, what this process had begun by then. `tell` is for letting other processes
        `hear` that something was put into a lane of a queue, so that they find it sooner.
        """
        self._url = make_url(url)
        self._process = process
        self._tell = tell
        self._looking: dict[str, Looking] = {}
        self._closing = False
        self._queues: dict[str, Queue] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._journal = journal_for(self._url)
        self._steps = Steps(self._journal, process, sure_since)
        self._dbos: DBOS | None = None
        self._engine: sqlalchemy.Engine | None = None

    async def open(self, queues: Sequence[Queue], *, working: bool = True) -> None:
        """Begin to work, first on what this process had not ended when it was last open.

        Where not `working`, work is only put into the queues. Raises SQLAlchemyError where the
        database cannot be reached.
        """
        # With a handler of its own DBOS would write past the one that leaves secrets out.
        keep_log_short()
        self._closing = False
        self._journal.open()
        self._engine = engine_for(self._url)
        self._dbos = DBOS(config=configuration(self._url, self._process, self._engine))
        self._queues = {queue.name: queue for queue in queues}
        for queue in queues:
            self._register(queue)
        # Its own threads look into none.
        DBOS.listen_queues([])
        try:
            DBOS.launch()
        except Exception:
            DBOS.destroy(destroy_registry=True)
            self._dbos = None
            raise
        await self._forget_what_has_ended()
        for queue in queues:
            registered = await DBOS.register_queue_async(
                queue.name,
                partition_concurrency=1,
                worker_concurrency=queue.at_once,
                polling_interval_sec=ONCE_IN_A_WHILE,
                # Whoever only puts something in does not know how much the others can do.
                on_conflict="always_update" if working else "never_update",
            )
            if working:
                taking = Taking(self._dbos._sys_db, registered, self._process, RECORDS)
                self._looking[queue.name] = Looking(self._dbos, taking, queue.at_once)

    async def _forget_what_has_ended(self) -> None:
        if self._journal.works:
            going_on = await DBOS.list_workflows_async(
                workflow_ids=self._journal.works, status=_GOING_ON, load_input=False
            )
            for id in set(self._journal.works) - {status.workflow_id for status in going_on}:
                self._journal.forget(id)

    async def close(self, patience: float) -> None:
        """Take up no more work, and give what is going on so many seconds to end.

        What has not ended then goes on where this is opened again.
        """
        if self._dbos is None:
            return
        self._closing = True
        for looking in self._looking.values():
            await asyncio.to_thread(looking.stop)
        if self._running:
            _, unfinished = await asyncio.wait(self._running.values(), timeout=patience)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        self._looking.clear()
        # DBOS made its threads those of the loop, and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        if self._engine is not None:
            self._engine.dispose()
        self._journal.close()
        self._dbos = None

    async def enqueue(self, queue: str, work: Work) -> None:
        """Put work into a queue; in the database when this returns. Nothing if its id is known."""
        await self._enqueue(queue, queue, work)

    async def _enqueue(self, queue: str, function: str, work: Work) -> None:
        options: EnqueueOptions = {
            "workflow_name": function,
            "queue_name": queue,
            "workflow_id": work.id,
            "queue_partition_key": work.lane,
            "authenticated_user": work.person,
            "priority": 1 + work.number % _LARGEST_NUMBER,
            "app_version": RECORDS,
        }
        # Raised where the id is known in another queue.
        with suppress(error.DBOSConflictingWorkflowError):
            await DBOS.enqueue_workflow_with_options_async(options, work.content, work.lane)
        if queue in self._looking:
            self.hear(queue, work.lane)
        else:
            self._tell(queue, work.lane)

    def hear(self, queue: str, lane: str) -> None:
        """Something was put into a lane of a queue, maybe by another process."""
        if (looking := self._looking.get(queue)) is not None:
            looking.come(lane)

    async def step(self, name: str, action: Callable[[], Awaitable[JSON]]) -> JSON:
        """Do something once, however often the work around it begins again: what it gives is kept.

        An error is not, so that it is tried again. Outside of any work it is just done.
        """
        if (id := self.at_work) is None:
            return await action()
        return await self._steps.do(id, name, action)

    async def assure(self) -> None:
        """Return if the work that this is called from, in a step, is still for this process to do.

        To be called before what cannot be undone: where another process has put the work back,
        since this one was thought to be dead, the work ends here.
        """
        if (id := self.at_work) is not None:
            await self._steps.assure(id)

    @property
    def at_work(self) -> str | None:
        """The id of the piece of work that this is called from."""
        return DBOS.workflow_id if self._dbos is not None else None

    async def put_back(self, process: str) -> None:
        """Let the work that a process has begun, and that has not ended, begin again anywhere."""
        await asyncio.to_thread(DBOS._recover_pending_workflows, [process])
        for looking in self._looking.values():
            looking.look()

    async def workers(self) -> set[str]:
        """The names of the processes that have begun work which has not ended."""
        found = await DBOS.list_workflows_async(
            status="PENDING", load_input=False, load_output=False
        )
        return {status.executor_id for status in found if status.executor_id}

    async def regret(self) -> None:
        """Let the queues know, for ever, of work that was given up since processes died of it."""
        while True:
            found = await DBOS.list_workflows_async(status=_DIED_OF, load_output=False)
            for status in found:
                log.error("%s was given up: processes have died of it", status.workflow_id)
                if (queue := self._queues.get(status.name)) and queue.regret:
                    work = _work(status)
                    regretted = replace(work, id=_regretted(work.id), lane=_regretted(work.lane))
                    await self._enqueue(status.name, _regretted(status.name), regretted)
                # Not to be found again. What is enqueued twice by then is enqueued once.
                await DBOS.cancel_workflows_async([status.workflow_id])
            await asyncio.sleep(_LOOK_FOR_DEADLY_WORK_EVERY)

    async def going_on(
        self, queue: str, person: str | None = None, *, begun: bool = True
    ) -> list[Work]:
        """What has not ended, in the order in which it will be done; or only what has not begun."""
        found = await DBOS.list_workflows_async(
            queue_name=queue,
            user=person,
            status=_GOING_ON if begun else ["ENQUEUED"],
            load_output=False,
        )
        return [_work(status) for status in sorted(found, key=lambda s: s.priority or 0)]

    async def backlogs(self) -> dict[str, Backlog]:
        """What has not ended, counted, by queue. Cheap, however much there is."""
        return await asyncio.to_thread(counting.backlogs, self._database, self._queues)

    async def count(self, person: str) -> tuple[int, int]:
        """How much work has not begun, and how much of one person's has not ended."""
        return await asyncio.to_thread(counting.count, self._database, self._queues, person)

    async def ended_lately(self, lately: timedelta) -> int:
        """How many pieces of work have been done since so long ago."""
        since = time.time() - lately.total_seconds()
        return await asyncio.to_thread(counting.ended, self._database, since)

    @property
    def _database(self) -> Any:
        assert self._dbos is not None
        return self._dbos._sys_db

    async def give_up(self, ids: Sequence[str]) -> None:
        """Let work end before it has begun, or before its next step."""
        if ids:
            await DBOS.cancel_workflows_async(list(ids))

    async def forget(self, before: timedelta) -> None:
        """Delete what is kept of the work that ended longer ago than this."""
        limit = (datetime.now(UTC) - before).isoformat()
        await delete(completed_before=limit)

    async def forget_person(self, person: str) -> int:
        """Delete all that is kept of somebody's work, also what has not been done yet. How much.

        What is being done, except by the caller, ends before its next step. Until then it may write
        something down, so it is left to `forget`.
        """
        begun = await DBOS.list_workflows_async(
            user=person, status=["PENDING"], load_input=False, load_output=False
        )
        doing = {status.workflow_id for status in begun}
        await self.give_up([id for id in doing if id != self.at_work])
        return await delete(user=person, leave=doing)

    def _register(self, queue: Queue) -> None:
        self._register_function(queue.name, queue.name, queue.work)
        if queue.regret:
            self._register_function(_regretted(queue.name), queue.name, queue.regret)

    def _register_function(
        self, name: str, queue: str, function: Callable[[JSON], Awaitable[None]]
    ) -> None:
        @DBOS.workflow(name=name, max_recovery_attempts=_MOST_ATTEMPTS)
        async def run(content: JSON, lane: str) -> None:
            work_begins()
            id, task = self.at_work, asyncio.current_task()
            assert id is not None
            assert task is not None
            if self._closing:
                raise asyncio.CancelledError
            if (former := self._running.get(id)) is not None:
                # It was put back, and is only now given to this process again.
                former.cancel()
            self._running[id] = task
            looking = self._looking[queue]
            looking.begun(lane)

            def end(ended: "asyncio.Task[None]") -> None:
                looking.ended(id, lane)
                if self._running.get(id) is ended:
                    del self._running[id]
                if not ended.cancelled() and ended.exception() is None:
                    self._journal.forget(id)

            task.add_done_callback(end)
            await function(content)


def _regretted(name: str) -> str:
    return f"{name}, regretted"


def _work(status: WorkflowStatus) -> Work:
    content = status.input["args"][0] if status.input else None
    return Work(
        status.workflow_id,
        status.queue_partition_key or "",
        status.authenticated_user or "",
        (status.priority or 1) - 1,
        content,
        (status.created_at or 0) / 1000,
    )
