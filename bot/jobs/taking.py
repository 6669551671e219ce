"""Takes work out of the lanes of a queue, for this process to do. Knows the tables of DBOS.

Where it is known in which lane something waits, one statement does what costs DBOS four, which
look through all lanes.
"""

from collections.abc import Sequence
from typing import Any

from dbos import Queue
from sqlalchemy import (
    ColumnElement,
    Executable,
    FromClause,
    Table,
    and_,
    bindparam,
    exists,
    literal_column,
    select,
)


class Taking:
    """What one process takes out of one queue. `database` is DBOS's own.

    In each lane one piece of work is done at a time, by all processes together. `token` is a new
    one each time: it tells DBOS who has the work now. All raise SQLAlchemyError.
    """

    def __init__(self, database: Any, queue: Queue, process: str, version: str) -> None:
        self._database = database
        self._queue = queue
        self._process = process
        self._version = version
        self._take = _statement(database, queue.name, process, version)

    def from_lanes(self, lanes: Sequence[str], most: int, token: str) -> list[str]:
        """The ids of what waits in front in these lanes."""
        taken: list[str] = []
        with self._database.engine.begin() as connection:
            # Everybody in the same order, so no two wait for each other.
            for lane in sorted(lanes):
                if len(taken) >= most:
                    break
                taken += connection.scalars(self._take, {"lane": lane, "token": token})
        return taken

    def from_anywhere(self, most: int, token: str) -> list[str]:
        """The ids of what waits in front in any lane."""
        ids: list[str] = self._database.start_queued_partitioned_workflows(
            self._queue,
            self._process,
            self._version,
            most,
            owner_xid=token,
            # Work of no version would be the latest one's; here all has one.
            is_latest_version=False,
        )
        return ids


def _statement(database: Any, queue: str, process: str, version: str) -> Executable:
    """Gives the id of what was taken out of `lane`, with `token`; built once, since that is slow.

    Two processes that run it at the same time find the same row, and the later one finds that it
    does not wait any more.
    """
    work: Table = database.tables.workflow_status
    front, begun = work.alias("front"), work.alias("begun")
    # Words of the statement, and both at once: so it is that SQLite knows its index again.
    waits: ColumnElement[str] = literal_column("'ENQUEUED'")
    goes_on: ColumnElement[str] = literal_column("'PENDING'")

    def in_lane(table: FromClause) -> ColumnElement[bool]:
        lane = table.c.queue_partition_key == bindparam("lane")
        return and_(table.c.queue_name == queue, lane, table.c.status.in_([waits, goes_on]))

    first = (
        select(front.c.workflow_uuid)
        .where(in_lane(front), front.c.status == waits, front.c.application_version == version)
        .order_by(front.c.priority, front.c.created_at, front.c.workflow_uuid)
        .limit(1)
        .scalar_subquery()
    )
    now = database._now_ms_sql()
    return (
        work.update()
        .where(
            work.c.workflow_uuid == first,
            work.c.status == waits,
            ~exists().where(in_lane(begun), begun.c.status == goes_on),
        )
        .values(
            status=goes_on,
            owner_xid=bindparam("token"),
            executor_id=process,
            application_version=version,
            application_name=database.app_name,
            started_at_epoch_ms=now,
            updated_at=now,
            rate_limited=False,
            recovery_attempts=work.c.recovery_attempts + 1,
        )
        .returning(work.c.workflow_uuid)
    )
