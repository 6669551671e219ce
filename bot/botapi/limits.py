"""Whom the bot answers, and how much each person may ask for. All its limits are here.

What can be told when something arrives is decided then, so that the answer comes at once; the rest
when it is read. Knows updates as the JSON that Telegram sends.
"""

import math
import time
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple, Protocol

from bot.botapi.updates import count_articles, is_article, is_part, is_private
from bot.config import Settings
from bot.errors import (
    Busy,
    DragomanError,
    NotForEverybody,
    TooManyArticles,
    TooManyAtOnce,
    TooManyCharacters,
)
from bot.jobs.values import JSON
from bot.storage import Usage

_HOUR, _DAY = 3600, 86_400
# What comes with something that is refused is refused with it, without more words. In seconds.
_TOGETHER = 5.0


class Counted(StrEnum):
    """What is counted for each person."""

    ARTICLES = "articles"
    CHARACTERS = "characters"
    STRANGERS = "strangers"


class Refused(NamedTuple):
    """Something that is not even kept; `why` is None where nothing is said about it."""

    why: DragomanError | None


class Crowd(Protocol):
    """What waits for its turn."""

    async def count(self, person_id: int) -> tuple[int, int]:
        """How much waits for its turn, and how much there is of one person that has not ended."""

    async def of(self, person_id: int) -> tuple[list[JSON], int]:
        """What somebody has sent that is not answered yet, in its order; and how many long pieces
        of work there are for them besides.
        """

    async def ends_a_minute(self) -> float:
        """How many pieces of work were done in a minute lately."""


class PersonLimits:
    """The limits of a configuration, counted for all processes together."""

    def __init__(
        self, settings: Settings, usage: Usage, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings = settings
        self._usage = usage
        self._clock = clock
        self._refused_at: dict[int, float] = {}

    def is_admin(self, person_id: int) -> bool:
        return person_id in self._settings.admins

    async def on_receipt(self, person_id: int, update: JSON, crowd: Crowd) -> Refused | None:
        """Whether something is refused as soon as it comes."""
        if self.is_admin(person_id):
            return None
        if self._settings.allowed_people and person_id not in self._settings.allowed_people:
            return await self._refused_to_stranger(person_id, update)
        if not is_article(update):
            return None
        now = self._clock()
        if now - self._refused_at.get(person_id, 0.0) < _TOGETHER:
            return Refused(None)
        why = await self._too_much(person_id, update, crowd)
        if why is None:
            return None
        recent = {p: at for p, at in self._refused_at.items() if now - at < _TOGETHER}
        self._refused_at = {**recent, person_id: now}
        return Refused(why)

    async def _refused_to_stranger(self, person_id: int, update: JSON) -> Refused:
        """Told once an hour, and in groups only to those who mean the bot."""
        if not is_private(update) and not is_article(update):
            return Refused(None)
        once = f"update {update['update_id']}"
        told = await self._count(person_id, Counted.STRANGERS, 1, 1, _HOUR, once) is not None
        return Refused(None if told else NotForEverybody())

    async def _too_much(
        self, person_id: int, update: JSON, crowd: Crowd
    ) -> Busy | TooManyAtOnce | None:
        settings = self._settings
        if not settings.queue_limit and not settings.pending_per_person:
            return None
        waiting, own = await crowd.count(person_id)
        is_full = 0 < settings.queue_limit <= waiting
        if not is_full and not 0 < settings.pending_per_person <= own:
            return None
        sent, jobs = await crowd.of(person_id)
        articles = [each for each in sent if is_article(each)]
        if articles and is_part(update, articles[-1]):
            return None
        if is_full:
            a_minute = await crowd.ends_a_minute()
            return Busy(minutes=math.ceil(waiting / a_minute) if a_minute else 0)
        if count_articles(articles) + jobs >= settings.pending_per_person:
            return TooManyAtOnce(limit=settings.pending_per_person)
        return None

    async def on_article(self, person_id: int, once: str) -> None:
        """Count an article before it is read. Raises TooManyArticles.

        `once` is a name for it, here and below: what comes by the same name again, since the work
        on it begins again, is not counted again.
        """
        if self.is_admin(person_id):
            return
        most = self._settings.articles_per_hour
        left = await self._count(person_id, Counted.ARTICLES, 1, most, _HOUR, once)
        if left is not None:
            raise TooManyArticles(limit=most, minutes=math.ceil(left / 60))

    async def on_text(self, person_id: int, characters: int, once: str) -> None:
        """Count a text before it is worked on. Raises TooManyCharacters."""
        if self.is_admin(person_id):
            return
        most = self._settings.characters_per_day
        left = await self._count(person_id, Counted.CHARACTERS, characters, most, _DAY, once)
        if left is not None:
            minutes = math.ceil(left / 60)
            raise TooManyCharacters(limit=most, hours=round(left / _HOUR), minutes=minutes)

    async def _count(
        self, person_id: int, kind: Counted, amount: int, most: int, period: int, once: str
    ) -> float | None:
        """None if so much is within the limit, and counted; else in how many seconds it ends."""
        now = self._clock()
        began = int(now // period) * period
        if not most or await self._usage.add(person_id, kind, began, amount, most, once):
            return None
        return began + period - now

    async def forget_old(self) -> None:
        """Delete what was counted in hours and days that are over."""
        await self._usage.forget(int(self._clock()) - _DAY)
