"""Long work that one can watch and stop.

A private chat shows what is done as a draft; where there are none, a message says how far it is.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.botapi import sending
from bot.domain.incoming import ChatType, UpdateKind
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair
from bot.jobs.work import JSON
from bot.rendering.splitting import MESSAGE_ENTITIES, MESSAGE_UNITS, split
from handlers.callbacks import acknowledge, may_act_for
from handlers.routes import Routes
from handlers.turn import Turn

Result = TypeVar("Result")

# In seconds. What ends sooner is not worth a look.
_BEFORE_DRAFT = 1.0
_BEFORE_MESSAGE = 3.0
_BETWEEN_DRAFTS = 1.0
BETWEEN_EDITS = 3.0
# Telegram shows a draft for half a minute.
_DRAFT_LASTS = 20.0
# In characters, of the end of what is done.
_MOST_SHOWN = 3_000
_ROOM_FOR_PERCENT = 100

_DRAFT = "draft"
_DATA = re.compile(r"x:(\d{1,12}):(-?\d{1,18})")


class Watch:
    """What is shown of a translation; `stop` is set when somebody stops it."""

    def __init__(self, turn: Turn, stop: asyncio.Event) -> None:
        self.stop = stop
        self._turn = turn
        self._pairs: list[Pair] = []
        self._total = 0
        self._end: int | None = None
        self._shown: tuple[RichText, float] = RichText(), float("-inf")

    def report(self, _: int, total: int, new: Sequence[Pair]) -> None:
        """Take note of sentences that are done."""
        self._pairs += new
        self._total = total
        self._stop_at_end()

    def end_after(self, sentences: int) -> None:
        """Stop after as many sentences as before a crash."""
        self._end = sentences
        self._stop_at_end()

    def _stop_at_end(self) -> None:
        if self._end is not None and len(self._pairs) >= self._end:
            self.stop.set()

    async def begin(self, work: asyncio.Task[Any]) -> JSON:
        """Show something once work takes long: a draft, or a message, whose id is returned."""
        await asyncio.wait((work,), timeout=_BEFORE_DRAFT)
        if work.done():
            return None
        if self._turn.incoming.chat_type is ChatType.PRIVATE and await self._show_draft():
            return _DRAFT
        await asyncio.wait((work,), timeout=_BEFORE_MESSAGE - _BEFORE_DRAFT)
        if work.done():
            return None
        text = RichText(self._percent)
        self._shown = text, time.monotonic()
        return (await sending.reply(self._turn.message, text, self._stop_button()))[0]

    async def go_on(self, work: asyncio.Task[Any], shown: JSON) -> JSON:
        """Show how far work is until it ends; return the number of sentences if it is stopped."""
        pause = _BETWEEN_DRAFTS if shown == _DRAFT else BETWEEN_EDITS
        stopped = asyncio.create_task(self.stop.wait())
        try:
            while not work.done() and not self.stop.is_set():
                both = (work, stopped)
                await asyncio.wait(both, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                if work.done() or self.stop.is_set():
                    break
                with suppress(TelegramError):
                    await (self._show_draft() if shown == _DRAFT else self._edit(shown))
        finally:
            stopped.cancel()
        if not self.stop.is_set():
            return None
        await asyncio.wait((work,))
        return len(self._pairs)

    async def _show_draft(self) -> bool:
        text, now = self._draft(), time.monotonic()
        shown, since = self._shown
        if text == shown and now - since < _DRAFT_LASTS:
            return True
        self._shown = text, now
        incoming = self._turn.incoming
        draft_id = max(incoming.update_id, 1)
        return await self._turn.services.drafts.show(
            self._turn.bot, incoming.chat_id or 0, incoming.topic_id, draft_id, text
        )

    async def _edit(self, message_id: int) -> None:
        text = RichText(self._percent)
        if text != self._shown[0]:
            self._shown = text, time.monotonic()
            await sending.edit_if_free(self._turn.message, message_id, text, self._stop_button())

    @property
    def _percent(self) -> str:
        percent = 100 * len(self._pairs) // max(self._total, 1)
        return self._turn.words.say("translating", percent=percent)

    def _draft(self) -> RichText:
        """Return the end of what is done, and how far that is."""
        percent = RichText.styled(self._percent, Kind.ITALIC)
        if not self._pairs:
            return percent
        first, length = len(self._pairs), 0
        while first and length < _MOST_SHOWN:
            first -= 1
            length += len(self._pairs[first].target)
        paragraphs = [
            RichText(" ").join([pair.target for pair in pairs])
            for _, pairs in groupby(self._pairs[first:], lambda pair: pair.source.paragraph)
        ]
        text = RichText("\n\n").join(paragraphs).without([Kind.OBJECT])
        parts = split(text, MESSAGE_UNITS - _ROOM_FOR_PERCENT, MESSAGE_ENTITIES - 1)
        return RichText("\n\n").join([*parts[-1:], percent])

    def _stop_button(self) -> InlineKeyboardMarkup:
        data = f"x:{self._turn.incoming.update_id}:{self._turn.person.id}"
        label = self._turn.words.say("button-stop")
        return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def watched(turn: Turn, work: Callable[[Watch], Awaitable[Result]]) -> Result:
    """Do work that can be watched and stopped once it takes long.

    After a crash what was shown is gone on with, and what was stopped ends where it ended.
    """
    workflows = turn.services.workflows
    with workflows.stoppable() as stop:
        watch = Watch(turn, stop)
        task = asyncio.ensure_future(work(watch))
        shown: JSON = None
        try:
            shown = await workflows.step("shown", partial(watch.begin, task))
            if shown is not None:
                kept = await workflows.step("kept", partial(watch.go_on, task, shown))
                if kept is not None:
                    watch.end_after(kept)
            result = await task
        except Exception:
            await remove_progress(turn, shown)
            raise
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await remove_progress(turn, shown)
        return result


async def remove_progress(turn: Turn, shown: JSON) -> None:
    """Delete the message that says how far work is; a draft goes when the answer comes."""
    if isinstance(shown, int):
        with suppress(BadRequest, Forbidden):
            await turn.bot.delete_message(turn.message.chat_id, shown)


async def press_stop(turn: Turn) -> None:
    """Stop what the pressed button is below, for who has asked for it or an administrator."""
    match = _DATA.fullmatch(turn.incoming.button)
    if match is None or turn.incoming.button not in turn.incoming.buttons:
        await acknowledge(turn.query, turn.words.say("nothing-to-stop"))
        return
    person_id, chat_id = int(match[2]), turn.incoming.chat_id or 0
    if not (await may_act_for(turn, person_id) or await may_act_for(turn, chat_id)):
        await acknowledge(turn.query, turn.words.say("not-yours-to-stop"))
        return
    if await turn.services.inbox.stop(int(match[1]), person_id):
        await acknowledge(turn.query)
        return
    await acknowledge(turn.query, turn.words.say("nothing-to-stop"))
    # What was forgotten while it was going on leaves its message behind.
    await remove_progress(turn, turn.message.message_id)


async def stop_draft(turn: Turn) -> None:
    """Stop what a draft in a private chat shows."""
    await turn.services.inbox.stop(turn.incoming.draft_id or 0, turn.person.id)


def _is_stop(turn: Turn) -> bool:
    return turn.incoming.kind is UpdateKind.STOP


ROUTES = Routes(buttons={"x": press_stop}, messages=[(_is_stop, stop_draft)])
