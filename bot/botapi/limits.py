"""Limits: whom the bot answers, and how much each person may ask for.

What is known when an update arrives is checked then, so that a refusal comes at once; the rest is
checked when it is read.
"""

import math
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.config import EVERYBODY, Settings
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.errors import (
    Busy,
    DragomanError,
    NotForEverybody,
    TooManyArticles,
    TooManyAtOnce,
    TooManyCharacters,
)
from bot.jobs.work import JSON
from bot.reading.gathering import continues, count_articles
from bot.storage import Usage

_HOUR, _DAY = 3600, 86_400
_FOR_GOOD = 2**62
_MOST_SEEN = 1_000
# Seconds after a refusal in which more articles are refused in silence.
_TOGETHER = 5.0


class Counted(StrEnum):
    """What is counted for each person."""

    ARTICLES = "articles"
    CHARACTERS = "characters"
    STRANGERS = "strangers"
    UNTRANSLATED = "untranslated"


class Refusal(NamedTuple):
    """The refusal of an update, which is not stored; `why` is None where nobody is told."""

    why: DragomanError | None


class TextUse(StrEnum):
    """What a text is counted for, which may be both."""

    READ = "read"
    TRANSLATED = "translated"


class CurrentWork(Protocol):
    """The work that something is counted in, which may begin again after a crash."""

    @property
    def current_id(self) -> str | None:
        """Its id."""

    async def step(
        self, name: str, action: Callable[[], Awaitable[JSON]], *, repeatable: bool = False
    ) -> JSON:
        """Do an action once, and return its recorded result afterwards."""


class PendingWork(Protocol):
    """The updates and jobs that have not ended."""

    async def count(self, person_id: int) -> tuple[int, int]:
        """Count those that have not begun, and one person's that have not ended."""

    async def unanswered(self, person_id: int) -> tuple[list[IncomingMessage], int]:
        """Return a person's updates that are not answered yet, and the number of their jobs."""

    async def finished_per_minute(self) -> float:
        """Return how many have ended in a minute lately."""


class PersonLimits:
    """The limits of a configuration, counted for all processes together.

    A piece of work that begins again is counted once, and is refused again if it was refused.
    """

    def __init__(
        self,
        settings: Settings,
        usage: Usage,
        work: CurrentWork,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        # How much of each is allowed in so many seconds; 0 for no limit.
        self._limits = {
            Counted.ARTICLES: (settings.articles_per_hour, _HOUR),
            Counted.CHARACTERS: (settings.characters_per_day, _DAY),
            Counted.STRANGERS: (1, _HOUR),
        }
        self._usage = usage
        self._work = work
        self._clock = clock
        self._refused_at: dict[int, float] = {}
        # Hashes of what was counted lately. They are never stored.
        self._seen: dict[int, None] = {}

    def is_admin(self, person_id: int) -> bool:
        """Return whether a person runs the bot, and so has no limits."""
        return not {EVERYBODY, person_id}.isdisjoint(self._settings.admins)

    async def on_receipt(self, message: IncomingMessage, pending: PendingWork) -> Refusal | None:
        """Return the refusal of an update when it arrives, or None where it is accepted."""
        person_id = message.person_id
        if self.is_admin(person_id):
            return None
        if self._settings.allowed_people and person_id not in self._settings.allowed_people:
            return await self._refused_to_stranger(person_id, message)
        if not message.is_article:
            return None
        now = self._clock()
        if now - self._refused_at.get(person_id, 0.0) < _TOGETHER:
            return Refusal(None)
        why = await self._too_much(person_id, message, pending)
        if why is None:
            return None
        recent = {p: at for p, at in self._refused_at.items() if now - at < _TOGETHER}
        self._refused_at = {**recent, person_id: now}
        return Refusal(why)

    async def is_first_untranslated(self, person_id: int, update_id: int) -> bool:
        """Return whether this update is the first in which somebody gets no translation."""
        once = f"update {update_id}"
        return await self._usage.add(person_id, Counted.UNTRANSLATED, _FOR_GOOD, 1, 1, once)

    async def _refused_to_stranger(self, person_id: int, message: IncomingMessage) -> Refusal:
        """Return a refusal that tells why once an hour, in groups only to who asked the bot."""
        is_typed = message.kind is UpdateKind.INLINE
        if not message.is_private_message and not message.is_article and not is_typed:
            return Refusal(None)
        once = f"update {message.update_id}"
        told = await self._count(person_id, Counted.STRANGERS, 1, once) is not None
        return Refusal(None if told else NotForEverybody())

    async def _too_much(
        self, person_id: int, message: IncomingMessage, pending: PendingWork
    ) -> Busy | TooManyAtOnce | None:
        settings = self._settings
        if not settings.queue_limit and not settings.pending_per_person:
            return None
        waiting, own = await pending.count(person_id)
        is_full = 0 < settings.queue_limit <= waiting
        if not is_full and not 0 < settings.pending_per_person <= own:
            return None
        sent, jobs = await pending.unanswered(person_id)
        articles = [each for each in sent if each.is_article]
        if articles and continues(articles[-1], message):
            return None
        if is_full:
            a_minute = await pending.finished_per_minute()
            return Busy(minutes=math.ceil(waiting / a_minute) if a_minute else 0)
        if count_articles(articles) + jobs >= settings.pending_per_person:
            return TooManyAtOnce(limit=settings.pending_per_person)
        return None

    async def count_article(self, person_id: int, content: str = "") -> None:
        """Count an article before it is read, the same `content` once. Raises TooManyArticles."""

        async def refusal() -> JSON:
            known = hash((person_id, content)) if content else None
            if self.is_admin(person_id) or known in self._seen:
                return {}
            once = f"{self._work.current_id}"
            left = await self._count(person_id, Counted.ARTICLES, 1, once)
            if left is not None:
                most = self._settings.articles_per_hour
                return {"limit": most, "minutes": math.ceil(left / 60)}
            if known is not None:
                self._seen[known] = None
                if len(self._seen) > _MOST_SEEN:
                    del self._seen[next(iter(self._seen))]
            return {}

        if details := await self._work.step("count article", refusal, repeatable=True):
            raise TooManyArticles(**details)

    async def count_text(self, person_id: int, characters: int, use: TextUse) -> None:
        """Count a text before it is worked on. Raises TooManyCharacters."""
        if self.is_admin(person_id):
            return
        once = f"{self._work.current_id}, {use}"
        left = await self._count(person_id, Counted.CHARACTERS, characters, once)
        if left is not None:
            most, minutes = self._settings.characters_per_day, math.ceil(left / 60)
            raise TooManyCharacters(limit=most, hours=round(left / _HOUR), minutes=minutes)

    async def _count(self, person_id: int, kind: Counted, amount: int, once: str) -> float | None:
        """Count an amount and return None, or return the seconds until it is within the limit.

        What was counted by the name `once` before is not added again.
        """
        now, (most, period) = self._clock(), self._limits[kind]
        began = int(now // period) * period
        if not most or await self._usage.add(person_id, kind, began, amount, most, once):
            return None
        return began + period - now
