"""Work that outlives its process: functions that DBOS runs until they have ended.

A piece of work is in the database before it begins. If its process dies it begins again, and each
step that had ended returns its stored result.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy
from dbos import DBOS, EnqueueOptions, WorkflowStatus, error
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.jobs import dbos_internals
from bot.jobs.dbos_internals import Claims, WorkCounts
from bot.jobs.dbos_settings import FORMAT, THREADS, dbos_client, dbos_config, engine_for, tame_log
from bot.jobs.dispatcher import POLL_SECONDS, Dispatcher
from bot.jobs.journal import journal_for
from bot.jobs.steps import CancelledWork, Steps, mark_begin
from bot.jobs.work import JSON, Backlog, Queue, Work

log = logging.getLogger(__name__)

# Work is given up after its process has died so many times.
_MOST_ATTEMPTS = 25
_GIVEN_UP = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
_LOOK_FOR_GIVEN_UP_SECONDS = 3.0
# Seconds between polls of the queues by a process that is alone and idle.
_LONGEST_PAUSE = 16.0
_LARGEST_NUMBER = 2**31 - 1
_WAITING, _UNFINISHED = ["ENQUEUED"], ["ENQUEUED", "PENDING"]
_DELETED_AT_ONCE = 500
# Among processes, in place of the name of a queue.
_STOP = "stop"


class Workflows:
    """The work of this process. DBOS allows one of these to be open in a process at a time."""

    def __init__(
        self,
        url: str,
        process: str,
        owns_since: Callable[[float], bool] = lambda moment: True,
        notify: Callable[[str, str], None] = lambda queue, lane: None,
    ) -> None:
        """Work on a database, by a name that no other open process has there.

        `owns_since` returns for a time of `time.monotonic` whether nobody can have recovered what
        this process had begun by then. `notify` lets other processes know, by their `on_notify`,
        that something was put into a lane of a queue, so that they find it sooner.
        """
        self._url = make_url(url)
        self._process = process
        self._notify = notify
        self._dispatchers: dict[str, Dispatcher] = {}
        self._closing = False
        self._queues: dict[str, Queue] = {}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._stoppable: dict[str, asyncio.Event] = {}
        self._journal = journal_for(self._url)
        self._steps = Steps(self._journal, process, owns_since)
        self._dbos: DBOS | None = None
        self._counts: WorkCounts
        self._engine: sqlalchemy.Engine | None = None

    async def open(self, queues: Sequence[Queue], *, working: bool = True) -> None:
        """Begin to work, first on what this process had not ended when it was last open.

        Where not `working`, work is only put into the queues. Raises SQLAlchemyError where the
        database cannot be reached.
        """
        tame_log()
        self._closing = False
        self._journal.open()
        self._engine = engine_for(self._url)
        self._dbos = dbos = DBOS(config=dbos_config(self._url, self._process, self._engine))
        self._queues = {queue.name: queue for queue in queues}
        for queue in queues:
            self._register(queue.name, queue.name, queue.do)
            if queue.on_given_up:
                self._register(_follow_up(queue.name), queue.name, queue.on_given_up)
        # Dispatchers look for work, not DBOS's own threads.
        DBOS.listen_queues([])
        try:
            DBOS.launch()
        except Exception:
            DBOS.destroy(destroy_registry=True)
            self._dbos = None
            raise
        self._counts = WorkCounts(dbos, list(self._queues))
        dbos_internals.prepare_statements(dbos)
        dbos_internals.start_without_detours(dbos)
        # Alone on SQLite, a process claims work while it puts it into a queue.
        client = dbos_client(self._engine) if self._engine is not None else None
        if client is not None:
            dbos_internals.prepare_statements(client)
        await self._forget_ended_in_journal()
        for queue in queues:
            registered = await DBOS.register_queue_async(
                queue.name,
                partition_concurrency=1,
                worker_concurrency=queue.at_once,
                polling_interval_sec=POLL_SECONDS,
                # A process that only enqueues does not know how much the others can do.
                on_conflict="always_update" if working else "never_update",
            )
            if working:
                claims = Claims(dbos, registered, self._process, FORMAT, client)
                # On SQLite nobody else puts work into the queues.
                longest = POLL_SECONDS if self._engine is None else _LONGEST_PAUSE
                self._dispatchers[queue.name] = Dispatcher(claims, queue.at_once, longest)

    async def _forget_ended_in_journal(self) -> None:
        if self._journal.work_ids:
            unfinished = await DBOS.list_workflows_async(
                workflow_ids=self._journal.work_ids, status=_UNFINISHED, load_input=False
            )
            for id in set(self._journal.work_ids) - {status.workflow_id for status in unfinished}:
                self._journal.forget(id)

    async def close(self, patience: float) -> None:
        """Stop: begin no more work, and give what is going on so many seconds to end.

        What has not ended then goes on where this is opened again.
        """
        if self._dbos is None:
            return
        self._closing = True
        for dispatcher in self._dispatchers.values():
            await asyncio.to_thread(dispatcher.stop)
        if self._running:
            _, unfinished = await asyncio.wait(self._running.values(), timeout=patience)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        self._dispatchers.clear()
        # DBOS made its executor the loop's default one, and has shut it down.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
        if self._engine is not None:
            self._engine.dispose()
        self._journal.close()
        self._dbos = None

    async def enqueue(self, queue: str, work: Work) -> None:
        """Put work into a queue, unless its id is known; in the database when this returns."""
        await self._enqueue(queue, queue, work)

    async def _enqueue(self, queue: str, function: str, work: Work) -> None:
        options: EnqueueOptions = {
            "workflow_name": function,
            "queue_name": queue,
            "workflow_id": work.id,
            "queue_partition_key": work.lane,
            "authenticated_user": work.person,
            "priority": 1 + work.number % _LARGEST_NUMBER,
            "app_version": FORMAT,
        }
        dispatcher = self._dispatchers.get(queue)
        # Raised where the id is known in another queue.
        with suppress(error.DBOSConflictingWorkflowError):
            # DBOS records what work puts into a queue. Where the database is away, it tries again.
            if dispatcher is not None and self.current_id is None:
                with suppress(DBAPIError):
                    if await dispatcher.enqueue(options, work.content):
                        return
            # Not by DBOS's async function, which goes to a thread and back twice.
            await asyncio.to_thread(
                DBOS.enqueue_workflow_with_options, options, work.content, work.lane
            )
        if dispatcher is not None:
            dispatcher.notify(work.lane)
        else:
            self._notify(queue, work.lane)

    def on_notify(self, queue: str, lane: str) -> None:
        """Look soon into a lane that this or another process has put something into.

        Or stop what somebody wants to be stopped.
        """
        if queue == _STOP and lane in self._stoppable:
            self._stoppable[lane].set()
        if (dispatcher := self._dispatchers.get(queue)) is not None:
            dispatcher.notify(lane)

    async def step(
        self, name: str, action: Callable[[], Awaitable[JSON]], *, repeatable: bool = False
    ) -> JSON:
        """Do something once, however often the work around it begins again, and return its result.

        A step that is `repeatable` without harm may be done again after a power failure.
        An error is not stored, so that the step is tried again. Outside of any work the action is
        just done.
        """
        if (id := self.current_id) is None:
            return await action()
        return await self._steps.run(id, name, action, repeatable=repeatable)

    async def raise_unless_owned(self) -> None:
        """Raise, and so end the current work, unless this process still owns it.

        To be called in a step before what cannot be undone: other processes may have thought this
        one dead, and recovered its work.
        """
        if (id := self.current_id) is not None:
            await self._steps.raise_unless_owned(id)

    def hand_over(self) -> None:
        """Record that somebody else has all that the current step needs, and will do it."""
        self._steps.hand_over()

    def take_back(self) -> None:
        """Record that they have not done the current step."""
        self._steps.take_back()

    @property
    def was_handed_over(self) -> bool:
        """Whether this process was killed after it had handed the current step over.

        Known where there is a journal on the disk, on SQLite.
        """
        return self._steps.was_handed_over

    @property
    def current_id(self) -> str | None:
        """The id of the piece of work that this is called from."""
        return DBOS.workflow_id if self._dbos is not None else None

    async def recover(self, process: str) -> None:
        """Let the work that a process has begun, and that has not ended, begin again anywhere."""
        await asyncio.to_thread(dbos_internals.recover, process)
        for dispatcher in self._dispatchers.values():
            dispatcher.notify_any()

    async def workers(self) -> set[str]:
        """Return the names of the processes that have begun work which has not ended."""
        found = await DBOS.list_workflows_async(
            status="PENDING", load_input=False, load_output=False
        )
        return {status.executor_id for status in found if status.executor_id}

    async def watch_given_up(self) -> None:
        """Pass work that was given up, since processes died of it, on to its queue, for ever."""
        while True:
            found = await DBOS.list_workflows_async(status=_GIVEN_UP, load_output=False)
            for status in found:
                log.error("%s was given up: processes have died of it", status.workflow_id)
                if (queue := self._queues.get(status.name)) and queue.on_given_up:
                    work = _work(status)
                    work = replace(work, id=_follow_up(work.id), lane=_follow_up(work.lane))
                    await self._enqueue(status.name, _follow_up(status.name), work)
                # So that it is not found again; what was enqueued twice by then is done once.
                await DBOS.cancel_workflows_async([status.workflow_id])
            await asyncio.sleep(_LOOK_FOR_GIVEN_UP_SECONDS)

    async def unfinished(self, queue: str, person: str | None = None) -> list[Work]:
        """Return the work that has not ended, in the order in which it will be done."""
        return await self._list(queue, person, _UNFINISHED)

    async def waiting(self, queue: str, person: str | None = None) -> list[Work]:
        """Return the work that has not begun, in the order in which it will be done."""
        return await self._list(queue, person, _WAITING)

    async def _list(self, queue: str, person: str | None, statuses: list[str]) -> list[Work]:
        found = await DBOS.list_workflows_async(
            queue_name=queue, user=person, status=statuses, load_output=False
        )
        return [_work(status) for status in sorted(found, key=lambda s: s.priority or 0)]

    async def backlogs(self) -> dict[str, Backlog]:
        """Count what has not ended, by queue. Cheap, however much there is."""
        return await asyncio.to_thread(self._counts.backlogs)

    async def count(self, person: str) -> tuple[int, int]:
        """Count the work that has not begun, and a person's that has not ended."""
        return await asyncio.to_thread(self._counts.waiting_and_own, person)

    async def count_finished(self, within: timedelta) -> int:
        """Count the pieces of work that were done within such a time."""
        since = time.time() - within.total_seconds()
        return await asyncio.to_thread(self._counts.finished, since)

    @contextmanager
    def stoppable(self) -> Iterator[asyncio.Event]:
        """Yield what is set when the current work is to end early, with what it has."""
        stopped, id = asyncio.Event(), self.current_id or ""
        self._stoppable[id] = stopped
        try:
            yield stopped
        finally:
            self._stoppable.pop(id, None)

    async def stop(self, ids: Sequence[str], person: str) -> bool:
        """Let a person's work end early, with what it has; False where none of it is going on."""
        found = await DBOS.list_workflows_async(
            workflow_ids=[*ids], user=person, status="PENDING", load_input=False, load_output=False
        )
        for status in found:
            self.on_notify(_STOP, status.workflow_id)
            self._notify(_STOP, status.workflow_id)
        return bool(found)

    async def cancel(self, ids: Sequence[str]) -> None:
        """Cancel work: it does not begin, or ends before its next step."""
        if ids:
            self._steps.cancel(ids)
            await DBOS.cancel_workflows_async(list(ids))

    async def delete_finished(self, older_than: timedelta) -> None:
        """Delete what is stored of the work that ended longer ago than this."""
        limit = (datetime.now(UTC) - older_than).isoformat()
        await self._delete(completed_before=limit)

    async def delete_person(self, person: str) -> int:
        """Delete a person's work, also what has not been done yet, and return how much it was.

        The caller and what other processes are doing are not deleted at once: they end before their
        next step, may store something until then, and are deleted by `delete_finished`.
        """
        begun = await DBOS.list_workflows_async(
            user=person, status=["PENDING"], load_input=False, load_output=False
        )
        left = {status.workflow_id for status in begun}
        # First what would begin when the work before it ends.
        count = await self._delete(user=person, leave=left)
        cancelled = left - {self.current_id}
        await self.cancel([*cancelled])
        if tasks := {id: self._running[id] for id in cancelled & self._running.keys()}:
            for task in tasks.values():
                task.cancel()
            await asyncio.wait(tasks.values())
        return count + await self._delete(user=person, leave=left - tasks.keys())

    async def _delete(self, *, leave: Collection[str] = (), **which: Any) -> int:
        """Delete the work that DBOS lists for `which` except these ids; return how much it was."""
        count = 0
        while True:
            found = await DBOS.list_workflows_async(
                **which, load_input=False, load_output=False, limit=_DELETED_AT_ONCE + len(leave)
            )
            ids = [status.workflow_id for status in found if status.workflow_id not in leave]
            if not ids:
                break
            await DBOS.delete_workflows_async(ids)
            count += len(ids)
            for id in ids:
                self._journal.forget(id)
        self._journal.compact()
        return count

    def _register(self, name: str, queue: str, function: Callable[[JSON], Awaitable[None]]) -> None:
        @DBOS.workflow(name=name, max_recovery_attempts=_MOST_ATTEMPTS)
        async def run(content: JSON, lane: str) -> None:
            mark_begin()
            id, task = self.current_id, asyncio.current_task()
            assert id is not None
            assert task is not None
            if self._closing:
                raise asyncio.CancelledError
            if (former := self._running.get(id)) is not None:
                # It was recovered, and is only now given to this process again.
                former.cancel()
            self._running[id] = task
            dispatcher = self._dispatchers[queue]
            dispatcher.begun(lane)

            def end(ended: "asyncio.Task[None]") -> None:
                dispatcher.ended(id, lane)
                if self._running.get(id) is ended:
                    del self._running[id]
                if not ended.cancelled() and isinstance(ended.exception(), CancelledWork | None):
                    self._journal.forget(id)

            task.add_done_callback(end)
            await function(content)


def _follow_up(name: str) -> str:
    """Return the name of the work that follows on work given up; stored, so not to be changed."""
    return f"{name}, regretted"


def _work(status: WorkflowStatus) -> Work:
    content = status.input["args"][0] if status.input else None
    return Work(
        status.workflow_id,
        status.queue_partition_key or "",
        status.authenticated_user or "",
        (status.priority or 1) - 1,
        content,
    )
