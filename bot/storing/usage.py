"""How much each person has had, counted exactly however many processes count. Knows no limits."""

from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.storing.outages import outlasting_outages
from bot.storing.tables import UsageRow


class Usage:
    """`kind` is what is counted, `began` when its hour or day began, in seconds since 1970."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], insert: Any) -> None:
        self._sessions = sessions
        self._insert = insert

    @outlasting_outages
    async def add(self, person_id: int, kind: str, began: int, amount: int, most: int) -> bool:
        """Add to what somebody has had, unless that came to more than `most`. False then."""
        if amount > most:
            return False
        row = {"person_id": person_id, "kind": kind, "began": began, "amount": amount}
        write = self._insert(UsageRow).values(row)
        total = UsageRow.amount + amount
        add = write.on_conflict_do_update(
            index_elements=[UsageRow.person_id, UsageRow.kind, UsageRow.began],
            set_={"amount": total},
            where=total <= most,
        )
        async with self._sessions.begin() as session:
            added = await session.scalar(add.returning(UsageRow.amount))
        return added is not None

    async def forget(self, before: int) -> None:
        """Delete what began before this time."""
        await self._delete(UsageRow.began < before)

    async def forget_person(self, person_id: int) -> None:
        """Delete what is known of somebody."""
        await self._delete(UsageRow.person_id == person_id)

    @outlasting_outages
    async def _delete(self, condition: Any) -> None:
        async with self._sessions.begin() as session:
            await session.execute(delete(UsageRow).where(condition))
