"""What Telegram has sent: kept from its arrival until it is answered, in order within a chat.

Knows an update as the JSON that Telegram sends.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.botapi.limits import PersonLimits
from bot.botapi.updates import without_content
from bot.errors import Busy, DragomanError, NotForEverybody, TooManyAtOnce
from bot.jobs.jobs import Jobs
from bot.jobs.values import JSON, Queue, Work
from bot.jobs.workflows import Workflows

QUEUE = "updates"
_REFUSED = "refused"
_REASONS = {error.__name__: error for error in (Busy, NotForEverybody, TooManyAtOnce)}
# In the order of how much they say about the person and the chat.
_WITH_SENDER = ("message", "edited_message", "callback_query")
_AT_ONCE = 64
_LATELY = timedelta(minutes=10)


def inbox_queue(
    answer: Callable[[JSON], Awaitable[None]],
    regret: Callable[[JSON], Awaitable[None]],
    at_once: int = _AT_ONCE,
) -> Queue:
    """The queue of an inbox whose updates are answered by this function; by `regret` those that
    cannot be.
    """
    return Queue(QUEUE, at_once, answer, regret)


def refused_queue(refuse: Callable[[JSON, DragomanError], Awaitable[None]]) -> Queue:
    """The queue of what an inbox has refused: this function says why. It waits for nothing else."""

    async def work(content: JSON) -> None:
        await refuse(content["update"], _REASONS[content["error"]](**content["details"]))

    return Queue(_REFUSED, _AT_ONCE, work)


class Inbox:
    """The updates that wait for an answer."""

    def __init__(self, workflows: Workflows, jobs: Jobs, limits: PersonLimits) -> None:
        self._workflows = workflows
        self._jobs = jobs
        self._limits = limits

    async def put(self, update: JSON) -> None:
        """Keep an update; when this returns it will be answered, whatever happens. Or refuse it,
        which its sender will hear, and keep nothing of what stands in it.

        One that came before is not answered twice. Raises SQLAlchemyError where it cannot be kept.
        """
        number = int(update["update_id"])
        kind, content = _content(update)
        person, lane = _id(content, "from"), _id(content, "chat")
        if kind == "callback_query" or not lane:
            # A pressed button waits for nothing, not even for the answers in its chat.
            lane = f"{kind} {number}"
        # All numbers have one length, so that their order as text is that as numbers.
        work = Work(f"update-{number:012d}", lane, person, number, update)
        # What is no number that a database takes is nobody's.
        person_id = int(person) if re.fullmatch(r"[0-9]{1,18}", person) else 0
        refused = await self._limits.on_receipt(person_id, update, self)
        if refused is None:
            await self._workflows.enqueue(QUEUE, work)
        elif (why := refused.why) is not None:
            told = {"error": type(why).__name__, "details": why.details}
            content = {"update": without_content(update), **told}
            alone = replace(work, lane=f"{_REFUSED} {number}", content=content)
            await self._workflows.enqueue(_REFUSED, alone)

    async def of(self, person_id: int) -> tuple[list[JSON], int]:
        """What somebody has sent that is not answered yet, and how many jobs there are for them."""
        found = await self._workflows.going_on(QUEUE, str(person_id))
        return [work.content for work in found], await self._jobs.count(person_id)

    async def count(self, person_id: int) -> tuple[int, int]:
        """How many updates and jobs have not begun, and how many of one person's have not ended."""
        return await self._workflows.count(str(person_id))

    async def ends_a_minute(self) -> float:
        """How many updates and jobs have ended in a minute lately."""
        return await self._workflows.ended_lately(_LATELY) / (_LATELY.total_seconds() / 60)

    async def waiting(self, chat_id: int, person_id: int) -> list[Work]:
        """What somebody has sent to a chat after what is being answered, in its order."""
        found = await self._workflows.going_on(QUEUE, str(person_id), begun=False)
        return [work for work in found if work.lane == str(chat_id)]

    async def pressed_before(self, update_id: int, person_id: int) -> list[str]:
        """What the buttons mean that somebody pressed before, and that are being worked on."""

        async def find() -> JSON:
            found = await self._workflows.going_on(QUEUE, str(person_id))
            return [
                str(work.content["callback_query"].get("data", ""))
                for work in found
                if "callback_query" in work.content and work.number < update_id
            ]

        return list(await self._workflows.step("pressed before", find))

    async def give_up(self, chat_id: int) -> None:
        """Forget what waits in a chat that cannot be answered."""
        found = await self._workflows.going_on(QUEUE, begun=False)
        await self._workflows.give_up([w.id for w in found if w.lane == str(chat_id)])


def _content(update: JSON) -> tuple[str, dict[str, Any]]:
    for kind in _WITH_SENDER:
        if isinstance(content := update.get(kind), dict):
            return kind, content
    return "other", {}


def _id(content: dict[str, Any], key: str) -> str:
    """Whose it is; "" where it does not say so in the way of Telegram."""
    owner = content.get(key)
    number = owner.get("id") if isinstance(owner, dict) else None
    return str(number) if isinstance(number, int) else ""
