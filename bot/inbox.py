"""In which order updates are worked on: one after the other in a chat, all chats at once.

Messages that continue another one are taken in by it when they arrive, and end there.
"""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, cast
from weakref import WeakValueDictionary

from telegram import Message, MessageOrigin, Update
from telegram.constants import ChatType
from telegram.ext import BaseUpdateProcessor

from bot.reading.gathering import Gatherings, Part
from bot.replying.entities import rich_text


class ChatOrder(BaseUpdateProcessor):
    """Lets `at_once` updates run, of which the messages of one chat wait for each other.

    Pressed buttons do not wait: they are answered at once, also while a long translation runs.
    """

    def __init__(self, at_once: int, gatherings: Gatherings) -> None:
        super().__init__(at_once)
        self._gatherings = gatherings
        # A lock lives as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        message = (update.message or update.edited_message) if isinstance(update, Update) else None
        if message is None:
            await coroutine
            return
        part = _part_of(message) if message.edit_date is None else None
        if part is not None and self._gatherings.takes_in(part):
            cast("Coroutine[Any, Any, None]", coroutine).close()
            return
        chat_id = message.chat_id
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        try:
            async with lock:
                await coroutine
        finally:
            if part is not None:
                self._gatherings.forget(part)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


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
