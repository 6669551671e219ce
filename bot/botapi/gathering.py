"""Messages that are one article: the first of them is answered for all."""

import time
from itertools import takewhile

from pydantic import TypeAdapter
from telegram import Bot, Message, MessageOrigin, Update
from telegram.constants import ChatType

from bot.botapi.entities import rich_text
from bot.botapi.inbox import Inbox
from bot.domain.rich_text import RichText
from bot.jobs.work import JSON, Work
from bot.jobs.workflows import Workflows
from bot.reading.gathering import Arrived, Part, joined, may_continue, rest_of

_Taken = list[tuple[str, RichText]]
_taken: TypeAdapter[_Taken] = TypeAdapter(_Taken)


class Gathering:
    """Takes the continuations of articles out of the inbox."""

    def __init__(self, workflows: Workflows, inbox: Inbox, seconds: float) -> None:
        """Wait `seconds` for a message that may follow."""
        self._workflows = workflows
        self._inbox = inbox
        self._seconds = seconds

    async def whole_text(self, message: Message, text: RichText) -> RichText:
        """Return a text of a new message together with what the messages after it add to it.

        Those get no answers of their own.
        """
        first = _part_of(message)
        if first is None or not may_continue(first):
            return text

        async def take() -> JSON:
            rest = await rest_of(
                Arrived(first, "", time.time()),
                lambda: self._waiting(first, message.get_bot()),
                self._seconds,
            )
            return _taken.dump_python([(part.id, part.part.text) for part in rest], mode="json")

        # Recorded, since they do not wait any more when this begins again.
        taken = _taken.validate_python(await self._workflows.step("gather", take))
        await self._workflows.cancel([id for id, _ in taken])
        return joined([text, *(added for _, added in taken)])

    async def _waiting(self, first: Part, bot: Bot) -> list[Arrived]:
        """Return the parts that wait behind the first one, up to what is none."""
        works = await self._inbox.waiting(first.chat_id, first.person_id)
        parts = takewhile(bool, (_part_in(work, bot) for work in works))
        return [Arrived(p, work.id, work.since) for p, work in zip(parts, works, strict=False) if p]


def _part_in(work: Work, bot: Bot) -> Part | None:
    try:
        update = Update.de_json(work.content, bot)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        return None  # it will be found to be broken when its turn comes
    return _part_of(update.message) if update.message is not None else None


def _part_of(message: Message) -> Part | None:
    """Return a message to the bot alone as a part of what may be a longer article."""
    if message.chat.type != ChatType.PRIVATE or message.document is not None:
        return None
    text = rich_text(message)
    if not text and not message.media_group_id:
        return None
    origin = message.forward_origin
    return Part(
        text=text,
        chat_id=message.chat_id,
        person_id=message.from_user.id if message.from_user else 0,
        message_id=message.message_id,
        date=origin.date if origin else message.date,
        album=message.media_group_id or "",
        origin=_author_of(origin) if origin else "",
    )


def _author_of(origin: MessageOrigin) -> str:
    """Return something that two forwards have in common if one author wrote both."""
    whose = origin.to_dict()
    for changing in ("date", "message_id"):
        whose.pop(changing, None)
    return repr(whose)
