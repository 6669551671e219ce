"""Telegram's limits on how often a bot may write, kept by all processes together.

Each limit is a bucket of the generic cell rate algorithm (GCRA): its state is the time at which it
is free, which each message moves on. These times are in the database.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.storage import Slots

Chat = int | str
"""A chat's id, or the @name of a public one."""

_OVERALL = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` messages at once, then one every `every` seconds.

    In any span of so many seconds there are at most `burst - 1 + seconds / every`, rounded up.
    """

    every: float
    burst: int = 1

    def earliest(self, free_at: float) -> float:
        """Return when the next message may go."""
        return free_at - (self.burst - 1) * self.every

    def after(self, free_at: float, at: float) -> float:
        """Return when the bucket is free once a message has gone at this time."""
        return max(free_at, at) + self.every

    def held_until(self, until: float) -> float:
        """Return when a bucket is free whose next message may go at this time."""
        return until + (self.burst - 1) * self.every


class Pace(NamedTuple):
    """How often a bot may write: in all, to one chat, and to one group besides."""

    overall: Rate
    chat: Rate
    group: Rate


# Telegram allows 30 a second in all, one a second in a chat and 20 a minute in a group. A message
# may reach it later than it was meant to and the one after it in time, so that some room is left:
# a fifth of a second in all, a tenth in a chat, seconds in a group.
TELEGRAM = Pace(overall=Rate(1 / 25), chat=Rate(1.1), group=Rate(4.0, burst=5))


class Booking(NamedTuple):
    """When to send, or (where nothing is `taken`) when to ask again; and the buckets' new times."""

    at: float
    taken: Mapping[str, float]


def booking(now: float, free_at: Mapping[str, float], rates: Mapping[str, Rate]) -> Booking:
    """Book a turn in all of these buckets at once, which are free at these times.

    An overall turn is booked however far away it is, since all messages wait in one row for it. For
    a chat that is not free by then nothing is booked, so that it does not keep others waiting.
    """
    earliest = {key: rate.earliest(free_at[key]) for key, rate in rates.items()}
    turn = max(now, earliest.pop(_OVERALL))
    again = max(earliest.values(), default=turn)
    if again > turn:
        return Booking(again, {})
    return Booking(turn, {key: rate.after(free_at[key], turn) for key, rate in rates.items()})


class RateLimiter:
    """Lets the processes of the bot write when Telegram's limits allow it."""

    def __init__(self, slots: Slots, pace: Pace) -> None:
        self._slots = slots
        self._pace = pace

    async def acquire(self, chat: Chat) -> None:
        """Wait until something may be written to a chat. Raises SQLAlchemyError."""
        rates = self._rates(chat)
        while True:
            taken, seconds = await self._book(rates)
            if seconds > 0:
                await asyncio.sleep(seconds)
            if taken:
                return

    async def _book(self, rates: Mapping[str, Rate]) -> tuple[bool, float]:
        """Return whether a turn was taken, and in how many seconds it is, or one may be free."""
        taken, seconds = False, 0.0

        def book(now: float, free_at: Mapping[str, float]) -> Mapping[str, float]:
            nonlocal taken, seconds
            booked = booking(now, free_at, rates)
            taken, seconds = bool(booked.taken), booked.at - now
            return booked.taken

        await self._slots.change(list(rates), book)
        return taken, seconds

    async def is_free(self, chat: Chat) -> bool:
        """Return whether something could be written to a chat at once; takes no turn."""
        rates = self._rates(chat)
        now, free_at = await self._slots.look(list(rates))
        return all(rates[key].earliest(at) <= now for key, at in free_at.items())

    async def hold(self, chat: Chat, seconds: float) -> None:
        """Send nothing to a chat for so long. Raises SQLAlchemyError."""
        key, rate = str(chat), self._pace.chat

        def move(now: float, free_at: Mapping[str, float]) -> Mapping[str, float]:
            return {key: max(free_at[key], rate.held_until(now + seconds))}

        await self._slots.change([key], move)

    def _rates(self, chat: Chat) -> dict[str, Rate]:
        rates = {_OVERALL: self._pace.overall, str(chat): self._pace.chat}
        # Only groups and channels have negative ids, or names.
        if isinstance(chat, str) or chat < 0:
            rates[f"{chat} group"] = self._pace.group
        return rates
