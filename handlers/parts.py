"""Messages that are one article: the first of them is answered for all."""

import time
from itertools import takewhile

from pydantic import TypeAdapter
from telegram import Bot, Message, MessageOrigin, Update
from telegram.constants import ChatType

from bot.botapi.entities import rich_text
from bot.domain.rich_text import RichText
from bot.jobs.values import JSON, Work
from bot.reading.gathering import Arrived, Part, joined, may_continue, rest_of
from handlers.turn import Turn

_Taken = list[tuple[str, RichText]]
_taken: TypeAdapter[_Taken] = TypeAdapter(_Taken)


async def whole_text(turn: Turn, text: RichText) -> RichText:
    """Return a text of the message together with what the messages after it add to it.

    Those get no answers of their own.
    """
    part = _part_of(turn.message)
    if part is None or not may_continue(part):
        return text
    services = turn.services

    async def waiting() -> list[Arrived]:
        works = await services.inbox.waiting(part.chat_id, part.person_id)
        parts = takewhile(bool, (_part_in(work, turn.bot) for work in works))
        return [Arrived(p, work.id, work.since) for p, work in zip(parts, works, strict=False) if p]

    async def take() -> JSON:
        first = Arrived(part, "", time.time())
        rest = await rest_of(first, waiting, services.settings.gather_seconds)
        return _taken.dump_python([(part.id, part.part.text) for part in rest], mode="json")

    # Kept, since they do not wait any more when this begins again.
    taken = _taken.validate_python(await services.workflows.step("gather", take))
    await services.workflows.give_up([id for id, _ in taken])
    return joined([text, *(added for _, added in taken)])


def _part_in(work: Work, bot: Bot) -> Part | None:
    try:
        update = Update.de_json(work.content, bot)
    except (KeyError, TypeError, ValueError):
        return None  # it will be found to be broken when its turn comes
    return _part_of(update.message) if update.message is not None else None


def _part_of(message: Message) -> Part | None:
    """A message to the bot alone, as a part of what may be a longer article."""
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
    """Something that two forwards have in common if one author wrote both."""
    whose = origin.to_dict()
    for changing in ("date", "message_id"):
        whose.pop(changing, None)
    return repr(whose)
