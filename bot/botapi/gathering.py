"""Messages that are one article: the first of them is answered for all."""

import time
from typing import NamedTuple

from pydantic import TypeAdapter

from bot.botapi.inbox import Inbox
from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part
from bot.domain.rich_text import RichText
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows
from bot.reading import Post, post_of
from bot.reading.gathering import Arrived, joined, may_continue, rest_of


class _Taken(NamedTuple):
    """The text of a message, and the name by which it was known where it waited."""

    id: str
    text: RichText
    message_id: int = 0


_taken: TypeAdapter[list[_Taken]] = TypeAdapter(list[_Taken])


class Gathering:
    """Takes the continuations of articles out of the inbox."""

    def __init__(self, workflows: Workflows, inbox: Inbox, seconds: float) -> None:
        """Wait `seconds` for a message that may follow."""
        self._workflows = workflows
        self._inbox = inbox
        self._seconds = seconds

    async def whole_post(self, message: IncomingMessage, text: RichText) -> Post:
        """Return a text of a new message together with what the messages after it add to it.

        Those get no answers of their own.
        """
        post = post_of(message, text)
        if not may_continue(message):
            return post

        async def take() -> JSON:
            rest = await rest_of(
                Arrived(message, "", time.time()), lambda: self._waiting(message), self._seconds
            )
            taken = [(each.id, each.message.text, each.message.message_id or 0) for each in rest]
            return _taken.dump_python([_Taken(*each) for each in taken], mode="json")

        # Recorded, since they do not wait any more when this begins again.
        taken = _taken.validate_python(await self._workflows.step("gather", take))
        await self._workflows.cancel([each.id for each in taken])
        added = [Post(each.text, parts=(Part(0, each.message_id),)) for each in taken]
        return joined([post, *added])

    async def _waiting(self, first: IncomingMessage) -> list[Arrived]:
        """Return what waits behind the first message."""
        works = await self._inbox.waiting(first.chat_id or 0, first.person_id or 0)
        parsed = [(parse_update(work.content), work) for work in works]
        return [Arrived(message, work.id, work.since) for message, work in parsed if message]
