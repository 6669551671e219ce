"""The times at which buckets are free, changed by one process at a time. Knows no rates."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.storing.tables import SlotRow

Change = Callable[[float, Mapping[str, float]], Mapping[str, float]]
"""From the time and when each bucket is free to what changes of that."""

# The clocks of several machines may differ, so that it is the database's which counts.
_NOW = {
    "postgresql": "extract(epoch from clock_timestamp())::float8",
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
}


class Slots:
    """All times are seconds since 1970. The methods raise SQLAlchemyError."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], insert: Any, name: str) -> None:
        self._sessions = sessions
        self._insert = insert
        self._now: Any = literal_column(_NOW[name]).label("now")

    async def change(self, keys: Sequence[str], change: Change) -> None:
        """Change when these buckets are free, while nobody else does. New ones are free at 0."""
        # Everybody locks in the same order, so no two wait for each other.
        ordered = [{"key": key, "free_at": 0.0} for key in sorted(keys)]
        write = self._insert(SlotRow)
        # An update of nothing: it makes the rows that are missing, locks and reads them all.
        lock = write.values(ordered).on_conflict_do_update(
            index_elements=[SlotRow.key], set_={"free_at": SlotRow.free_at}
        )
        move = write.on_conflict_do_update(
            index_elements=[SlotRow.key], set_={"free_at": write.excluded.free_at}
        )
        async with self._sessions.begin() as session:
            locked = lock.returning(SlotRow.key, SlotRow.free_at, self._now)
            rows = (await session.execute(locked)).all()
            changed = change(rows[0].now, {row.key: row.free_at for row in rows})
            if changed:
                values = [{"key": key, "free_at": at} for key, at in changed.items()]
                await session.execute(move.values(values))

    async def look(self, keys: Sequence[str]) -> tuple[float, dict[str, float]]:
        """The time, and when those of these buckets are free that are known."""
        query = select(SlotRow.key, SlotRow.free_at, self._now).where(SlotRow.key.in_(keys))
        async with self._sessions() as session:
            rows = (await session.execute(query)).all()
        return (rows[0].now if rows else 0.0), {row.key: row.free_at for row in rows}

    async def forget(self, free_for: timedelta) -> None:
        """Delete the buckets that have been free for so long: as good as those that are missing."""
        limit = self._now.element - free_for.total_seconds()
        async with self._sessions.begin() as session:
            await session.execute(delete(SlotRow).where(SlotRow.free_at < limit))
