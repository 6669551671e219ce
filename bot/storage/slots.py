"""The times at which the rate limiter's buckets are free, changed by one process at a time.

Every message that is sent waits for this, so that its SQL is written out: both databases take it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache

from sqlalchemy import Engine, TextClause, bindparam, text

from bot.storage.outages import done_to_its_end

Change = Callable[[float, Mapping[str, float]], Mapping[str, float]]
"""From the time and when each bucket is free to what changes of that."""

# The clocks of several machines may differ, so that it is the database's which counts.
_NOW = {
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
    "sqlite": "(julianday('now') - 2440587.5) * 86400.0",
}
# An update of nothing: it makes the rows that are missing, locks and reads them all.
_LOCK = (
    "INSERT INTO flow (key, free_at) VALUES {rows}"
    " ON CONFLICT (key) DO UPDATE SET free_at = flow.free_at"
    " RETURNING key, free_at, {now} AS now"
)
_MOVE = (
    "INSERT INTO flow (key, free_at) VALUES {rows}"
    " ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at"
)


class Slots:
    """All times are seconds since 1970. The methods raise SQLAlchemyError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._now = now = _NOW[engine.dialect.name]
        self._look = text(f"SELECT key, free_at, {now} AS now FROM flow WHERE key IN :keys")
        self._look = self._look.bindparams(bindparam("keys", expanding=True))
        self._forget = text(f"DELETE FROM flow WHERE free_at < {now} - :seconds")

    @done_to_its_end
    def change(self, keys: Sequence[str], change: Change) -> None:
        """Change when these buckets are free, while nobody else does. New ones are free at 0."""
        # Everybody locks in the same order, so no two wait for each other.
        values = _values(dict.fromkeys(sorted(keys), 0.0))
        with self._engine.begin() as connection:
            found = connection.execute(_statement(_LOCK, len(keys), self._now), values).all()
            changed = change(found[0].now, {row.key: row.free_at for row in found})
            if changed:
                move = _statement(_MOVE, len(changed), self._now)
                connection.execute(move, _values(changed))

    @done_to_its_end
    def look(self, keys: Sequence[str]) -> tuple[float, dict[str, float]]:
        """Return the time, and when those of these buckets are free that are known."""
        with self._engine.connect() as connection:
            found = connection.execute(self._look, {"keys": list(keys)}).all()
        return (found[0].now if found else 0.0), {row.key: row.free_at for row in found}

    @done_to_its_end
    def forget(self, free_for: timedelta) -> None:
        """Delete the buckets that have been free for so long: as good as those that are missing."""
        with self._engine.begin() as connection:
            connection.execute(self._forget, {"seconds": free_for.total_seconds()})


@cache
def _statement(template: str, count: int, now: str) -> TextClause:
    """Return the statement for so many rows."""
    rows = ", ".join(f"(:key{number}, :free_at{number})" for number in range(count))
    return text(template.format(rows=rows, now=now))


def _values(free_at: Mapping[str, float]) -> dict[str, str | float]:
    """Return what stands in the rows of a statement."""
    values: dict[str, str | float] = {}
    for number, (key, at) in enumerate(free_at.items()):
        values |= {f"key{number}": key, f"free_at{number}": at}
    return values
