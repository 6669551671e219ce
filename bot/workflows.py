"""Work that outlives its process: functions that DBOS runs until they have ended.

A piece of work is in the database before it begins. If its process dies it begins again, and each
step that had ended gives what it gave before. What the work is about is not known here.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy
from dbos import (
    DBOS,
    DBOSConfig,
    EnqueueOptions,
    Serializer,
    StepOptions,
    WorkflowStatus,
    error,
)
from sqlalchemy.engine import URL, ExceptionContext, make_url

JSON = Any
"""What `json` can write."""

# Raised when what was recorded by a former version would be misread by this one.
_RECORDS = "1"
_POLL_SECONDS = 0.1
_THREADS = 64
# A piece of work that its process died of so often is left alone.
_MOST_ATTEMPTS = 25
_LARGEST_NUMBER = 2**31 - 1
_GOING_ON = ["ENQUEUED", "PENDING"]
_ENDED = ["SUCCESS", "ERROR", "CANCELLED"]
_DELETED_AT_ONCE = 500
_SILENT_SECONDS = 10.0

_dbos_log = logging.getLogger("dbos")


@dataclass(frozen=True, slots=True)
class Queue:
    """Pieces of work in lanes: one after the other in a lane, `at_once` in a process."""

    name: str
    at_once: int
    work: Callable[[JSON], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work. In a lane, smaller numbers go first; `person` is whom it is done for.

    An `id` is never used twice.
    """

    id: str
    lane: str
    person: str
    number: int
    content: JSON
    since: float = 0.0
    """When it came, a time of `time.time`; set by what reads it from the database."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much work there is in a queue, and how old the oldest of it is; 0 where there is none."""

    waiting: int
    begun: int
    oldest_seconds: float


class _AsJSON(Serializer):
    """In ASCII: neither database takes every string that JSON can bring."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, default=repr)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


class _SaidOnce(logging.Filter):
    """While a database is away DBOS says so many times a second, in many lines: one is enough."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "OperationalError" not in message and "AdminShutdown" not in message:
            return True
        now = time.monotonic()
        if now < self._silent_until:
            return False
        self._silent_until = now + _SILENT_SECONDS
        record.msg, record.args = "The database cannot be used: %s", (message.splitlines()[0],)
        return True


_said_once = _SaidOnce()


class _NotKept(BaseException):
    """An error that DBOS is not to keep, as it keeps every Exception."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class Workflows:
    """The work of this process. DBOS allows one of these to be open in a process at a time."""

    def __init__(self, url: str, process: str) -> None:
        """`process` is a name that no other process has which is open on this database."""
        self._url = make_url(url)
        self._process = process
        self._queues: set[str] = set()
        self._running: set[asyncio.Task[Any]] = set()
        self._dbos: DBOS | None = None
        self._engine: sqlalchemy.Engine | None = None

    async def open(self, queues: Sequence[Queue], *, working: bool = True) -> None:
        """Begin to work, first on what this process had not ended when it was last open.

        Where not `working`, work is only put into the queues. Raises SQLAlchemyError where the
        database cannot be reached.
        """
        # With a handler of its own DBOS would write past the one that leaves secrets out.
        _dbos_log.addHandler(logging.NullHandler())
        _dbos_log.addFilter(_said_once)
        self._dbos = DBOS(config=self._config())
        self._queues = {queue.name for queue in queues}
        for queue in queues:
            self._register(queue)
        DBOS.listen_queues([queue.name for queue in queues] if working else [])
        try:
            DBOS.launch()
        except Exception:
            DBOS.destroy(destroy_registry=True)
            self._dbos = None
            raise
        for queue in queues:
            await DBOS.register_queue_async(
                queue.name,
                partition_concurrency=1,
                worker_concurrency=queue.at_once,
                polling_interval_sec=_POLL_SECONDS,
                on_conflict="always_update",
            )

    async def close(self, patience: float) -> None:
        """Take up no more work, and give what is going on so many seconds to end.

        What has not ended then goes on where this is opened again.
        """
        if self._dbos is None:
            return
        for event in self._dbos.background_thread_stop_events:
            event.set()
        if self._running:
            _, unfinished = await asyncio.wait(self._running, timeout=patience)
            for task in unfinished:
                task.cancel()
            await asyncio.gather(*unfinished, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS made its threads those of the loop, and has ended them.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
        if self._engine is not None:
            self._engine.dispose()
        self._dbos = None

    async def enqueue(self, queue: str, work: Work) -> None:
        """Put work into a queue; in the database when this returns. Nothing if its id is known."""
        options: EnqueueOptions = {
            "workflow_name": queue,
            "queue_name": queue,
            "workflow_id": work.id,
            "queue_partition_key": work.lane,
            "authenticated_user": work.person,
            "priority": 1 + work.number % _LARGEST_NUMBER,
            "app_version": _RECORDS,
        }
        # Raised where the id is known in another queue.
        with suppress(error.DBOSConflictingWorkflowError):
            await DBOS.enqueue_workflow_with_options_async(options, work.content)

    async def step(self, name: str, action: Callable[[], Awaitable[JSON]]) -> JSON:
        """Do something once, however often the work around it begins again: what it gives is kept.

        An error is not, so that it is tried again. Outside of any work it is just done.
        """
        if self.at_work is None:
            return await action()
        options: StepOptions = {"name": name}

        async def do() -> JSON:
            try:
                return await action()
            except Exception as error:
                raise _NotKept(error) from error

        try:
            return await DBOS.run_step_async(options, do)
        except _NotKept as failure:
            raise failure.error from failure.error.__cause__

    @property
    def at_work(self) -> str | None:
        """The id of the piece of work that this is called from."""
        return DBOS.workflow_id if self._dbos is not None else None

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
        return await asyncio.to_thread(self._backlogs)

    def _backlogs(self) -> dict[str, Backlog]:
        assert self._dbos is not None
        database = self._dbos._sys_db  # DBOS itself would read all of it
        work = database.tables.workflow_status.c
        counted = (
            sqlalchemy.select(
                work.queue_name,
                work.status,
                sqlalchemy.func.count(),
                sqlalchemy.func.min(work.created_at),
            )
            .where(work.queue_name.in_(self._queues), work.status.in_(_GOING_ON))
            .group_by(work.queue_name, work.status)
        )
        with database.engine.connect() as connection:
            rows: list[Any] = list(connection.execute(counted))
        backlogs = {}
        for name in self._queues:
            counts = {status: count for queue, status, count, _ in rows if queue == name}
            since = min((since for queue, _, _, since in rows if queue == name), default=None)
            age = time.time() - since / 1000 if since is not None else 0.0
            waiting, begun = (counts.get(status, 0) for status in _GOING_ON)
            backlogs[name] = Backlog(waiting, begun, max(age, 0.0))
        return backlogs

    async def ended_lately(self, lately: timedelta) -> int:
        """How many pieces of work have been done since so long ago."""
        since = 1000 * (time.time() - lately.total_seconds())
        return await asyncio.to_thread(self._ended_since, since)

    def _ended_since(self, since: float) -> int:
        assert self._dbos is not None
        database = self._dbos._sys_db
        work = database.tables.workflow_status.c
        counted = sqlalchemy.select(sqlalchemy.func.count()).where(
            work.completed_at > since, work.status == "SUCCESS"
        )
        with database.engine.connect() as connection:
            return int(connection.scalar(counted) or 0)

    async def give_up(self, ids: Sequence[str]) -> None:
        """Let work end before it has begun, or before its next step."""
        if ids:
            await DBOS.cancel_workflows_async(list(ids))

    async def forget(self, before: timedelta) -> None:
        """Delete what is kept of the work that ended longer ago than this."""
        limit = (datetime.now(UTC) - before).isoformat()
        await self._delete(completed_before=limit)

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
        return await self._delete(user=person, leave=doing)

    async def _delete(self, *, leave: Collection[str] = (), **which: Any) -> int:
        count = 0
        while True:
            found = await DBOS.list_workflows_async(
                **which, load_input=False, load_output=False, limit=_DELETED_AT_ONCE
            )
            ids = [status.workflow_id for status in found if status.workflow_id not in leave]
            if not ids:
                return count
            await DBOS.delete_workflows_async(ids)
            count += len(ids)

    def _register(self, queue: Queue) -> None:
        @DBOS.workflow(name=queue.name, max_recovery_attempts=_MOST_ATTEMPTS)
        async def run(content: JSON) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            task.add_done_callback(self._running.discard)
            await queue.work(content)

    def _config(self) -> DBOSConfig:
        config: DBOSConfig = {
            "name": "dragoman",
            "application_version": _RECORDS,
            "executor_id": self._process,
            "system_database_url": self._url.render_as_string(hide_password=False),
            "serializer": _AsJSON(),
            "max_executor_threads": _THREADS,
            "use_listen_notify": False,
            # Nothing is ever notified; so long does closing wait for the thread that looks.
            "notification_listener_polling_interval_sec": 0.05,
            "enable_otlp": False,
            "log_level": logging.getLevelName(max(logging.WARNING, logging.root.level)),
            # What is written is what people send, and its errors are logged.
            "db_engine_kwargs": {"hide_parameters": True},
        }
        if self._url.get_backend_name() == "sqlite":
            self._engine = _sqlite_engine(self._url)
            config["system_database_engine"] = self._engine
        return config


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


def _sqlite_engine(url: URL) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(
        url.set(drivername="sqlite"), pool_size=10, hide_parameters=True
    )

    @sqlalchemy.event.listens_for(engine, "connect")
    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 30000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    @sqlalchemy.event.listens_for(engine, "handle_error")
    def wait_for_room(context: ExceptionContext) -> None:
        # DBOS tries again for as long as a database is out of reach, which a full disk is as well.
        problem = str(context.original_exception)
        if "is full" in problem or "disk I/O error" in problem:
            context.is_disconnect = True

    return engine
