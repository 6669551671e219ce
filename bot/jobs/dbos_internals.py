"""Everything of DBOS that is used although it is not documented, and the reason for each.

So the range of versions in `pyproject.toml` is narrow, and `tests/jobs` says whether a new version
still does what is needed here.
"""

import asyncio
import time
from collections.abc import Callable, Collection, Coroutine, Sequence
from contextlib import suppress
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

from dbos import DBOS, DBOSClient, EnqueueOptions, Queue, _core, error
from dbos._core import execute_dequeued_workflow
from dbos._migration import get_migration_versions, get_sqlite_migration_versions
from dbos._outcome import DeferredResult, Pending
from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    FromClause,
    Table,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
)

from bot.jobs.work import JSON, Backlog
from bot.storage.database import in_plain_words, is_missing, make_engine
from bot.storage.migrating import too_new

Result = TypeVar("Result")

_WAITING, _BEGUN = "ENQUEUED", "PENDING"
_UNFINISHED = (_WAITING, _BEGUN)


def check_tables(url: str) -> None:
    """Raise DatabaseTooNew where a later DBOS has used the database, and DatabaseUnusable.

    DBOS itself would go on with tables that it does not know.
    """
    with in_plain_words():
        engine = make_engine(url)
        try:
            if is_missing(engine.url):
                return
            if engine.dialect.name == "sqlite":
                found, known = get_sqlite_migration_versions(engine)
            else:
                found, known = get_migration_versions(engine, "dbos", use_listen_notify=False)
        finally:
            engine.dispose()
    if found > known:
        raise too_new(f"DBOS {found}", f"DBOS {known}")


def recover(process: str) -> None:
    """Put the work that a process has begun and not ended back into its queue.

    `DBOS.resume_workflows` would do so too, but sets back how often work was tried, so that work
    which kills its process would be tried for ever. DBOS itself recovers only at its start, and
    only the work of the same process.
    """
    DBOS._recover_pending_workflows([process])


def start_without_detours(dbos: DBOS) -> None:
    """Let DBOS start claimed work without waiting in the thread that claims, nor going to another.

    It would wait there for the event loop, and then do nothing in a thread before the work begins.
    """
    loop = asyncio.get_running_loop()

    def submit(work: Coroutine[Any, Any, None]) -> None:
        loop.call_soon_threadsafe(loop.create_task, work)

    started: Any = dbos._background_event_loop
    started.submit_coroutine = submit
    vars(_core)["Pending"] = _Work


class _Work(Pending[Result]):
    """Work of DBOS's with what comes after it, in a thread: its outcome is stored."""

    def then(
        self, next: Callable[[Callable[[], Any]], Any], *, dbos: DBOS | None = None
    ) -> Pending[Any]:
        return Pending(partial(_ended, self._func, next))


async def _ended(
    work: Callable[[], Coroutine[Any, Any, Any]], end: Callable[[Callable[[], Any]], Any]
) -> Any:
    try:
        result = await work()
        ended = await asyncio.to_thread(end, lambda: result)
    except asyncio.CancelledError:
        raise
    except BaseException as failure:
        ended = await asyncio.to_thread(end, partial(_raise, failure))
    if not isinstance(ended, DeferredResult):
        return ended
    # Another process may have ended it, or somebody deleted it with all else about a person.
    with suppress(error.DBOSNonExistentWorkflowError):
        return await ended.resolve_async()


def _raise(failure: BaseException) -> None:
    raise failure


def prepare_statements(dbos: DBOS | DBOSClient) -> None:
    """Let DBOS compile statements for SQLite once, as it does for PostgreSQL.

    The one with which it ends work is written out here.
    """
    database: Any = dbos._sys_db
    if not database._is_sqlite:
        return
    prepared = SimpleNamespace(
        _is_sqlite=False, engine=database.engine, schema=None, _prepared_statements={}
    )
    execute = partial(type(database)._execute_prepared, prepared)
    work: Table = database.tables.workflow_status
    now = database._now_ms_sql()
    is_own = and_(work.c.status == _BEGUN, work.c.owner_xid == bindparam("owner"))
    ended = (
        work.update()
        .where(work.c.workflow_uuid == bindparam("work"), is_own)
        .values(status=bindparam("now"), owner_xid=None, updated_at=now, completed_at=now)
    )
    stored = database.tables.workflow_output.insert().prefix_with("OR REPLACE")

    def end(id: str, status: str, *, output: str | None, error: str | None, owner_xid: str) -> bool:
        change = {"work": id, "now": status, "owner": owner_xid}
        with database.engine.begin() as connection:
            found = execute(connection, "end", change, lambda: ended, insert_columns=False)
            # Nobody reads what work returns, which is nothing.
            if found.rowcount and error is not None:
                values = {"workflow_uuid": id, "output": output, "error": error}
                connection.execute(stored, values)
        return bool(found.rowcount)

    database._execute_prepared = execute
    database._update_workflow_outcome_in_transaction = end


class WorkCounts:
    """Counts work in the database: `DBOS.list_workflows` would read all of it to be counted."""

    def __init__(self, dbos: DBOS, queues: Collection[str]) -> None:
        database: Any = dbos._sys_db
        self._engine = database.engine
        self._work = work = database.tables.workflow_status.c
        self._queues = queues
        # Built once, since it is asked for whatever is sent.
        self._waiting_and_own = select(
            func.count().filter(work.status == _WAITING),
            func.count().filter(work.authenticated_user == bindparam("person")),
        ).where(work.status.in_(_UNFINISHED), work.queue_name.in_(queues))

    def backlogs(self) -> dict[str, Backlog]:
        """Count what has not ended, by queue."""
        work = self._work
        counted = (
            select(work.queue_name, work.status, func.count(), func.min(work.created_at))
            .where(work.queue_name.in_(self._queues), work.status.in_(_UNFINISHED))
            .group_by(work.queue_name, work.status)
        )
        with self._engine.connect() as connection:
            rows: list[Any] = list(connection.execute(counted))
        found = {}
        for name in self._queues:
            counts = {status: count for queue, status, count, _ in rows if queue == name}
            since = min((since for queue, _, _, since in rows if queue == name), default=None)
            age = time.time() - since / 1000 if since is not None else 0.0
            found[name] = Backlog(counts.get(_WAITING, 0), counts.get(_BEGUN, 0), max(age, 0.0))
        return found

    def waiting_and_own(self, person: str) -> tuple[int, int]:
        """Count the work that has not begun, and a person's that has not ended."""
        with self._engine.connect() as connection:
            waiting, own = connection.execute(self._waiting_and_own, {"person": person}).one()
        return waiting, own

    def finished(self, since: float) -> int:
        """Count the work that was done since a time of `time.time`."""
        work = self._work
        is_done = work.status == "SUCCESS"
        counted = select(func.count()).where(work.completed_at > 1000 * since, is_done)
        with self._engine.connect() as connection:
            return int(connection.scalar(counted) or 0)


class Claims:
    """Claims work out of the lanes of one queue for one process, and starts it.

    DBOS's own threads look for work ten times a second, or let everybody wait; they cannot be told
    where something is new, and need four statements, built anew each time, to claim it. In each
    lane one piece of work is done at a time, by all processes together. `token` is a new one for
    each claim, by which DBOS knows whose the work is now. All methods but `start` raise
    SQLAlchemyError.
    """

    def __init__(
        self,
        dbos: DBOS,
        queue: Queue,
        process: str,
        version: str,
        client: DBOSClient | None = None,
    ) -> None:
        """Claim with a `client` only where this is the only process, on SQLite."""
        self._dbos = dbos
        self._client = client
        self._database: Any = dbos._sys_db
        self._claim = _claim_statement(self._database, queue.name, process, version)
        self._claim_name = f"claim from {queue.name} for {process}"
        self._free_lanes = _free_lanes_statement(self._database, queue.name, version)

    def from_lanes(self, lanes: Sequence[str], most: int, token: str) -> list[Any]:
        """Claim what waits in front in these lanes, and return it as DBOS is to start it."""
        claimed: list[Any] = []
        with self._database.engine.begin() as connection:
            # All processes lock in the same order, so that no two wait for each other.
            for lane in sorted(lanes):
                if len(claimed) >= most:
                    break
                claimed += self._from_lane(connection, lane, token)
        return claimed

    @property
    def can_enqueue(self) -> bool:
        """Whether there is a client, with which work is put into the queue."""
        return self._client is not None

    def enqueue(self, options: EnqueueOptions, content: JSON, token: str) -> list[Any]:
        """Put work into its lane, and claim what then waits in front there: both or neither.

        Raises DBOSConflictingWorkflowError where its id is known in another queue.
        """
        assert self._client is not None
        lane = options["queue_partition_key"]
        with self._database.engine.begin() as connection:
            self._client.enqueue_in_transaction(connection, options, content, lane)
            return self._from_lane(connection, lane, token)

    def _from_lane(self, connection: Connection, lane: str, token: str) -> list[Any]:
        return [
            {
                **row._mapping,
                "inputs": row.given,
                "app_version": row.application_version,
                "app_id": row.application_id,
                "shard_key": None,
            }
            for row in self._database._execute_prepared(
                connection,
                self._claim_name,
                {"lane": lane, "token": token},
                lambda: self._claim,
                insert_columns=False,
            )
        ]

    def from_any_lane(self, most: int, token: str) -> list[Any]:
        """Claim what waits in front in any lane, as `from_lanes` does."""
        with self._database.engine.connect() as connection:
            lanes = list(connection.scalars(self._free_lanes, {"most": most}))
        return self.from_lanes(lanes, most, token) if lanes else []

    def start(self, status: Any, token: str) -> None:
        """Start a piece of claimed work in the event loop. Raises what DBOS does."""
        execute_dequeued_workflow(self._dbos, status, token)


# Literals, and where it is so both in one condition: otherwise SQLite does not use its index.
_IS_WAITING: ColumnElement[str] = literal_column(f"'{_WAITING}'")
_IS_BEGUN: ColumnElement[str] = literal_column(f"'{_BEGUN}'")


def _free_lanes_statement(database: Any, queue: str, version: str) -> Executable:
    """Return a statement that finds lanes in which work waits and none is done, `most` of them."""
    work: Table = database.tables.workflow_status
    begun = work.alias("begun")
    is_taken = exists().where(
        begun.c.queue_name == queue,
        begun.c.queue_partition_key == work.c.queue_partition_key,
        begun.c.status == _IS_BEGUN,
    )
    return (
        select(work.c.queue_partition_key)
        .where(work.c.queue_name == queue, work.c.status == _IS_WAITING, ~is_taken)
        .where(work.c.application_version == version)
        .group_by(work.c.queue_partition_key)
        .order_by(func.min(work.c.created_at))
        .limit(bindparam("most"))
    )


def _claim_statement(database: Any, queue: str, process: str, version: str) -> Executable:
    """Return a statement that claims work in `lane` with `token`, and gives all that DBOS knows.

    Two processes that run it at the same time find the same row, and the later one finds that it
    is not waiting any more. Built once, since that is slow.
    """
    work: Table = database.tables.workflow_status
    front, begun = work.alias("front"), work.alias("begun")
    is_waiting, is_begun = _IS_WAITING, _IS_BEGUN

    def in_lane(table: FromClause) -> ColumnElement[bool]:
        lane = table.c.queue_partition_key == bindparam("lane")
        return and_(table.c.queue_name == queue, lane, table.c.status.in_([is_waiting, is_begun]))

    first = (
        select(front.c.workflow_uuid)
        .where(in_lane(front), front.c.status == is_waiting, front.c.application_version == version)
        .order_by(front.c.priority, front.c.created_at, front.c.workflow_uuid)
        .limit(1)
        .scalar_subquery()
    )
    given: Table = database.tables.workflow_input
    # SQLAlchemy names no table in what an update of SQLite's returns.
    is_of_work = given.c.workflow_uuid == literal_column(f"{work.name}.workflow_uuid")
    inputs = select(given.c.inputs).where(is_of_work).scalar_subquery()
    now = database._now_ms_sql()
    return (
        work.update()
        .where(
            work.c.workflow_uuid == first,
            work.c.status == is_waiting,
            ~exists().where(in_lane(begun), begun.c.status == is_begun),
        )
        .values(
            status=is_begun,
            owner_xid=bindparam("token"),
            executor_id=process,
            application_version=version,
            application_name=database.app_name,
            started_at_epoch_ms=now,
            updated_at=now,
            rate_limited=False,
            recovery_attempts=work.c.recovery_attempts + 1,
        )
        .returning(work, func.coalesce(inputs, work.c.inputs).label("given"))
    )
