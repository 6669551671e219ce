"""Inline queries: Telegram sends one with each letter that somebody types."""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot.botapi.inbox import Inbox
from bot.botapi.rate_limiter import Rate
from bot.domain.incoming import IncomingMessage

log = logging.getLogger(__name__)

# Long enough that most people have typed on by then.
_PAUSE_SECONDS = 0.3
# How often somebody is answered who does type slowly, or is no person.
_ANSWERS = Rate(1.0, burst=5)
_MOST_TYPING = 10_000


@dataclass(slots=True)
class _Typing:
    """The last query of a person, if it waits, and when it is due."""

    free_at: float
    due_at: float = 0.0
    query: IncomingMessage | None = None


class TypedQueries:
    """Puts a person's query into the inbox when they pause, and leaves out all before it."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._typing: dict[int, _Typing] = {}
        self._came = asyncio.Event()

    def put(self, query: IncomingMessage) -> None:
        """Take a query in place of an earlier one of the same person that still waits."""
        now = time.monotonic()
        if len(self._typing) >= _MOST_TYPING:
            self._forget_idle(now)
        typing = self._typing.setdefault(query.person_id, _Typing(now))
        typing.query = query
        typing.due_at = max(now + _PAUSE_SECONDS, _ANSWERS.earliest(typing.free_at))
        self._came.set()

    def _forget_idle(self, now: float) -> None:
        self._typing = {
            person: each
            for person, each in self._typing.items()
            if each.query is not None or each.free_at > now
        }

    async def let_in(self) -> None:
        """Put queries into the inbox when they are due, for ever."""
        while True:
            self._came.clear()
            due = min((t.due_at for t in self._typing.values() if t.query), default=None)
            if due is None or due > time.monotonic():
                # Another query may be due sooner.
                seconds = None if due is None else due - time.monotonic()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._came.wait(), seconds)
                continue
            for typing in [*self._typing.values()]:
                if typing.query is not None and typing.due_at <= time.monotonic():
                    query, typing.query = typing.query, None
                    typing.free_at = _ANSWERS.after(typing.free_at, time.monotonic())
                    await self._let_in(query)

    async def _let_in(self, query: IncomingMessage) -> None:
        try:
            await self._inbox.put(query)
        except SQLAlchemyError as error:
            # Nothing was sent, so that nothing is lost.
            log.warning("An inline query cannot be stored: %s", error)
