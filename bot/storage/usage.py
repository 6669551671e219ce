"""How much each person has had, counted exactly by any number of processes.

Each thing is counted once, though the work that it belongs to may begin again.
"""

from typing import Any

from sqlalchemy import Engine, bindparam, delete

from bot.storage.outages import outlasting_outages
from bot.storage.tables import CountedRow, UsageRow


class Usage:
    """`kind` is what is counted, `began` when its hour or day began, in seconds since 1970."""

    def __init__(self, engine: Engine, insert: Any) -> None:
        self._engine = engine
        # Built once, since every article needs them.
        note = insert(CountedRow).on_conflict_do_nothing()
        self._note = note.returning(CountedRow.name)
        add = insert(UsageRow)
        total = UsageRow.amount + add.excluded.amount
        self._add = add.on_conflict_do_update(
            index_elements=[UsageRow.person_id, UsageRow.kind, UsageRow.began],
            set_={"amount": total},
            where=total <= bindparam("most"),
        ).returning(UsageRow.amount)

    @outlasting_outages
    def add(self, person_id: int, kind: str, began: int, amount: int, most: int, once: str) -> bool:
        """Add to what somebody has had, unless that came to more than `most`. False then.

        What was added by the name `once` before is not added again, until it is forgotten.
        """
        if amount > most:
            return False
        noted = {"name": f"{kind} {once}", "person_id": person_id, "began": began}
        row = {"person_id": person_id, "kind": kind, "began": began, "amount": amount}
        with self._engine.connect() as connection:
            is_new = connection.scalar(self._note, noted) is not None
            if is_new and connection.scalar(self._add, row | {"most": most}) is None:
                return False
            connection.commit()
        return True

    async def forget(self, before: int) -> None:
        """Delete what began before this time."""
        await self._delete(UsageRow.began < before, CountedRow.began < before)

    async def forget_person(self, person_id: int) -> None:
        """Delete what is known of somebody."""
        await self._delete(UsageRow.person_id == person_id, CountedRow.person_id == person_id)

    @outlasting_outages
    def _delete(self, usage: Any, counted: Any) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(CountedRow).where(counted))
            connection.execute(delete(UsageRow).where(usage))
