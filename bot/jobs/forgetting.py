"""Deletes what DBOS has kept of work."""

from collections.abc import Collection
from typing import Any

from dbos import DBOS

_AT_ONCE = 500


async def delete(*, leave: Collection[str] = (), **which: Any) -> int:
    """Delete the work that DBOS lists for `which`, but for these ids. How much it was."""
    count = 0
    while True:
        found = await DBOS.list_workflows_async(
            **which, load_input=False, load_output=False, limit=_AT_ONCE + len(leave)
        )
        ids = [status.workflow_id for status in found if status.workflow_id not in leave]
        if not ids:
            return count
        await DBOS.delete_workflows_async(ids)
        count += len(ids)
