"""How much work there is, counted by the database. DBOS itself would read all of it.

`database` is DBOS's own, whose tables have no other names.
"""

import time
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from bot.jobs.values import Backlog

_WAITING, _BEGUN = "ENQUEUED", "PENDING"
_GOING_ON = (_WAITING, _BEGUN)


def backlogs(database: Any, queues: Collection[str]) -> dict[str, Backlog]:
    """What has not ended, by queue."""
    work = database.tables.workflow_status.c
    counted = (
        select(work.queue_name, work.status, func.count(), func.min(work.created_at))
        .where(work.queue_name.in_(queues), work.status.in_(_GOING_ON))
        .group_by(work.queue_name, work.status)
    )
    with database.engine.connect() as connection:
        rows: list[Any] = list(connection.execute(counted))
    found = {}
    for name in queues:
        counts = {status: count for queue, status, count, _ in rows if queue == name}
        since = min((since for queue, _, _, since in rows if queue == name), default=None)
        age = time.time() - since / 1000 if since is not None else 0.0
        found[name] = Backlog(counts.get(_WAITING, 0), counts.get(_BEGUN, 0), max(age, 0.0))
    return found


def count(database: Any, queues: Collection[str], person: str) -> tuple[int, int]:
    """How much work has not begun, and how much of one person's has not ended."""
    work = database.tables.workflow_status.c
    counted = select(
        func.count().filter(work.status == _WAITING),
        func.count().filter(work.authenticated_user == person),
    ).where(work.status.in_(_GOING_ON), work.queue_name.in_(queues))
    with database.engine.connect() as connection:
        waiting, own = connection.execute(counted).one()
    return waiting, own


def ended(database: Any, since: float) -> int:
    """How many pieces of work have been done since a time of `time.time`."""
    work = database.tables.workflow_status.c
    counted = select(func.count()).where(work.completed_at > 1000 * since, work.status == "SUCCESS")
    with database.engine.connect() as connection:
        return int(connection.scalar(counted) or 0)
