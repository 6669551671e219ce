"""What Telegram has sent: kept from its arrival until it is answered, in order within a chat.

Knows an update as the JSON that Telegram sends.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.workflows import JSON, Queue, Work, Workflows

QUEUE = "updates"
# In the order of how much they say about the person and the chat.
_WITH_SENDER = ("message", "edited_message", "callback_query")
_AT_ONCE = 64


def inbox_queue(
    answer: Callable[[JSON], Awaitable[None]],
    regret: Callable[[JSON], Awaitable[None]],
    at_once: int = _AT_ONCE,
) -> Queue:
    """The queue of an inbox whose updates are answered by this function; by `regret` those that
    cannot be.
    """
    return Queue(QUEUE, at_once, answer, regret)


class Inbox:
    """The updates that wait for an answer."""

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows

    async def put(self, update: JSON) -> None:
        """Keep an update; when this returns it will be answered, whatever happens.

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
        await self._workflows.enqueue(QUEUE, work)

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


def chat_of(update: JSON) -> int | None:
    """The id of the chat that an update comes from."""
    kind, content = _content(update)
    if kind == "callback_query":
        content = content.get("message") or {}
    chat_id = content.get("chat", {}).get("id")
    return int(chat_id) if chat_id is not None else None


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
