"""Messages that are one article: the first of them is answered for all."""

import time

from pydantic import TypeAdapter

from bot.botapi.inbox import Inbox
from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.domain.rich_text import RichText
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows
from bot.reading.gathering import Arrived, joined, may_continue, rest_of

_Taken = list[tuple[str, RichText]]
_taken: TypeAdapter[_Taken] = TypeAdapter(_Taken)


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
        if not may_continue(message):
            return text

        async def take() -> JSON:
            rest = await rest_of(
                Arrived(message, "", time.time()), lambda: self._waiting(message), self._seconds
            )
            return _taken.dump_python([(each.id, each.message.text) for each in rest], mode="json")

        # Recorded, since they do not wait any more when this begins again.
        taken = _taken.validate_python(await self._workflows.step("gather", take))
        await self._workflows.cancel([id for id, _ in taken])
        return joined([text, *(added for _, added in taken)])

    async def _waiting(self, first: IncomingMessage) -> list[Arrived]:
        """Return what waits behind the first message."""
        works = await self._inbox.waiting(first.chat_id or 0, first.person_id or 0)
        parsed = [(parse_update(work.content), work) for work in works]
        return [Arrived(message, work.id, work.since) for message, work in parsed if message]
