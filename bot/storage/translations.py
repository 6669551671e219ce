"""The stored rows of the translation memory."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, or_, select, update

from bot.storage.outages import delete_in_batches, done_to_its_end
from bot.storage.tables import TranslationRow

# A translation that is used all day is written once an hour.
_LEAST_AGE_TO_TOUCH = timedelta(hours=1)
# Translations deleted in one transaction.
_DELETED_AT_ONCE = 100
# Databases have a limit on the values in one statement.
_RECALLED_AT_ONCE = 1000


class Translations:
    """Translations by the hash of their source. Its methods do not wait for a database."""

    def __init__(self, engine: Engine, reading: Engine, insert: Any) -> None:
        self._engine = engine
        self._reading = reading
        self._insert = insert

    @done_to_its_end
    def recall(self, keys: Collection[bytes]) -> dict[bytes, bytes]:
        """Return the remembered translations with these keys, as far as there are any."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _RECALLED_AT_ONCE):
            some = TranslationRow.key.in_(wanted[start : start + _RECALLED_AT_ONCE])
            query = select(TranslationRow.key, TranslationRow.content).where(some)
            with self._reading.connect() as connection:
                found |= {row.key: row.content for row in connection.execute(query)}
        return found

    async def remember(self, rows: Mapping[bytes, bytes], used: Collection[bytes]) -> None:
        """Keep translations, and know that those with the keys `used` were of use just now."""
        if rows:
            await self._write(rows)
        if used:
            await self._touch(used)

    @done_to_its_end
    def _write(self, rows: Mapping[bytes, bytes]) -> None:
        now = datetime.now(UTC)
        insert = self._insert(TranslationRow)
        write = insert.on_conflict_do_update(
            index_elements=[TranslationRow.key],
            set_={"content": insert.excluded.content, "used_at": insert.excluded.used_at},
        )
        # Whoever locks rows does so in the order of their keys, here and below: so no two processes
        # ever wait for each other in a ring.
        values = [{"key": key, "content": rows[key], "used_at": now} for key in sorted(rows)]
        with self._engine.begin() as connection:
            connection.execute(write, values)

    @done_to_its_end
    def _touch(self, used: Collection[bytes]) -> None:
        now = datetime.now(UTC)
        stale = (
            select(TranslationRow.key)
            .where(TranslationRow.key.in_(used))
            .where(TranslationRow.used_at < now - _LEAST_AGE_TO_TOUCH)
            .order_by(TranslationRow.key)
            .with_for_update()
        )
        touch = update(TranslationRow).where(TranslationRow.key.in_(stale)).values(used_at=now)
        with self._engine.begin() as connection:
            connection.execute(touch)

    async def forget(
        self, older_than: timedelta, most: int, needed_for: timedelta | None = None
    ) -> None:
        """Delete the translations that were last of use longer ago than this, and of the rest all
        but the `most` last used, and those that were of use since `needed_for` ago.
        """
        now = datetime.now(UTC)
        key, used_at = TranslationRow.key, TranslationRow.used_at
        await self._delete(used_at < now - older_than)
        first_too_many = (
            select(key, used_at).order_by(used_at.desc(), key.desc()).offset(most).limit(1)
        )
        with self._reading.connect() as connection:
            surplus = connection.execute(first_too_many).first()
        if surplus is not None:
            beyond = and_(used_at == surplus.used_at, key <= surplus.key)
            condition = or_(used_at < surplus.used_at, beyond)
            if needed_for is not None:
                # What was of use may say so up to that much too early.
                spared = now - needed_for - _LEAST_AGE_TO_TOUCH
                condition = and_(used_at < spared, condition)
            await self._delete(condition)

    async def _delete(self, condition: ColumnElement[bool]) -> None:
        key = TranslationRow.key
        await delete_in_batches(self._engine, key, condition, _DELETED_AT_ONCE)
