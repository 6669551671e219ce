"""Messages that are one article: the first of them is answered for all."""

import time
from datetime import UTC, datetime
from itertools import takewhile

from pydantic import TypeAdapter

from bot.botapi.inbox import Inbox
from bot.botapi.updates import parse_update
from bot.domain.incoming import ChatType, IncomingMessage
from bot.domain.rich_text import RichText
from bot.jobs.work import JSON, Work
from bot.jobs.workflows import Workflows
from bot.reading.gathering import Arrived, Part, joined, may_continue, rest_of

_Taken = list[tuple[str, RichText]]
_taken: TypeAdapter[_Taken] = TypeAdapter(_Taken)
_LONG_AGO = datetime.fromtimestamp(0, UTC)


class Gathering:
    """Takes the continuations of articles out of the inbox."""

    def __init__(self, workflows: Workflows, inbox: Inbox, seconds: float) -> None:
        """Wait `seconds` for a message that may follow."""
        self._workflows = workflows
        self._inbox = inbox
        self._seconds = seconds

    async def whole_text(self, message: IncomingMessage, text: RichText) -> RichText:
        """Return a text of a new message together with what the messages after it add to it.

        Those get no answers of their own.
        """
        first = _part_of(message)
        if first is None or not may_continue(first):
            return text

        async def take() -> JSON:
            rest = await rest_of(
                Arrived(first, "", time.time()), lambda: self._waiting(first), self._seconds
            )
            return _taken.dump_python([(part.id, part.part.text) for part in rest], mode="json")

        # Recorded, since they do not wait any more when this begins again.
        taken = _taken.validate_python(await self._workflows.step("gather", take))
        await self._workflows.cancel([id for id, _ in taken])
        return joined([text, *(added for _, added in taken)])

    async def _waiting(self, first: Part) -> list[Arrived]:
        """Return the parts that wait behind the first one, up to what is none."""
        works = await self._inbox.waiting(first.chat_id, first.person_id)
        parts = takewhile(bool, map(_part_in, works))
        return [Arrived(p, work.id, work.since) for p, work in zip(parts, works, strict=False) if p]


def _part_in(work: Work) -> Part | None:
    message = parse_update(work.content)
    return _part_of(message) if message is not None and message.is_private else None


def _part_of(message: IncomingMessage) -> Part | None:
    """Return a message to the bot alone as a part of what may be a longer article."""
    is_document = message.file is not None and not message.file.is_picture
    if message.chat_type is not ChatType.PRIVATE or is_document:
        return None
    if not message.text and not message.album:
        return None
    return Part(
        text=message.text,
        chat_id=message.chat_id or 0,
        person_id=message.person_id or 0,
        message_id=message.message_id or 0,
        date=message.source.date or _LONG_AGO,
        album=message.album,
        origin=message.forwarded_from,
    )
