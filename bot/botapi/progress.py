"""Long work that one can watch and stop.

A private chat shows what is done as a draft; where there are none, a message says how far it is.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import Any, TypeVar

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, TelegramError

from bot.botapi import sending
from bot.botapi.entities import message_entities
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.rich_text import Kind, RichText
from bot.domain.translation import Pair
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows
from bot.rendering.splitting import MESSAGE_ENTITIES, MESSAGE_UNITS, split
from bot.rendering.words import Words

Result = TypeVar("Result")

# In seconds. Nothing is shown of what ends sooner.
_BEFORE_DRAFT = 1.0
_BEFORE_MESSAGE = 3.0
_BETWEEN_DRAFTS = 1.0
_BETWEEN_EDITS = 3.0
# Telegram shows a draft for half a minute.
_DRAFT_LASTS = 20.0
# In characters, of the end of what is done.
_MOST_SHOWN = 3_000
_ROOM_FOR_PERCENT = 100

_DRAFT = "draft"
# The draft stays below the button until the answer takes its place.
_WITH_BUTTON = {"can_stop": True, "keep_on_stop": True}

STOP = "x"
"""How the data of the button begins that stops work: `x:UPDATE:PERSON`."""


class Progress:
    """Shows how far long work is, and lets it be stopped.

    After a crash it goes on with what was shown, and what was stopped ends where it ended.
    """

    def __init__(self, workflows: Workflows) -> None:
        self._workflows = workflows
        self._drafts = _Drafts()

    async def watched(
        self,
        incoming: IncomingMessage,
        message: Message,
        words: Words,
        work: Callable[["Watch"], Awaitable[Result]],
    ) -> Result:
        """Translate as an answer to a message, to be watched and stopped once it takes long."""
        with self._workflows.stoppable() as stop:
            watch = Watch(incoming, message, words, self._drafts, stop)
            task = asyncio.ensure_future(work(watch))
            shown: JSON = None
            try:
                shown = await self._workflows.step("shown", partial(watch.begin, task))
                if shown is not None:
                    kept = await self._workflows.step("kept", partial(watch.go_on, task, shown))
                    if kept is not None:
                        watch.end_after(kept)
                result = await task
            except Exception:
                await remove_progress(message, shown)
                raise
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await remove_progress(message, shown)
            return result

    async def downloaded(
        self,
        message: Message,
        words: Words,
        download: Callable[[Callable[[int], None]], Awaitable[None]],
    ) -> None:
        """Download something as an answer to a message; `download` reports its percentage."""
        percent = 0

        def report(done: int) -> None:
            nonlocal percent
            percent = done

        def text() -> str:
            return words.say("downloading-models", percent=percent)

        shown = _PercentMessage(message)
        id = await shown.send(text())

        async def work() -> JSON:
            task = asyncio.ensure_future(download(report))
            try:
                await _show_until_end(task, lambda: shown.edit(id, text()), _BETWEEN_EDITS)
                await task
            finally:
                task.cancel()

        try:
            await self._workflows.step("downloaded", work)
        except Exception:
            await remove_progress(message, id)
            raise
        await remove_progress(message, id)


class Watch:
    """What is shown of a translation; `stop` is set when somebody stops it."""

    def __init__(
        self,
        incoming: IncomingMessage,
        message: Message,
        words: Words,
        drafts: "_Drafts",
        stop: asyncio.Event,
    ) -> None:
        self.stop = stop
        self._incoming = incoming
        self._words = words
        self._drafts = drafts
        self._bot = message.get_bot()
        self._percent_message = _PercentMessage(message, _stop_button(incoming, words))
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
        if self._incoming.in_private_chat and await self._show_draft():
            return _DRAFT
        await asyncio.wait((work,), timeout=_BEFORE_MESSAGE - _BEFORE_DRAFT)
        return None if work.done() else await self._percent_message.send(self._percent)

    async def go_on(self, work: asyncio.Task[Any], shown: JSON) -> JSON:
        """Show how far work is until it ends; return the number of sentences if it is stopped."""
        if shown == _DRAFT:
            await _show_until_end(work, self._show_draft, _BETWEEN_DRAFTS, self.stop)
        else:
            edit = partial(self._percent_message.edit, shown)
            await _show_until_end(work, lambda: edit(self._percent), _BETWEEN_EDITS, self.stop)
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
        return await self._drafts.show(self._bot, self._incoming, text)

    @property
    def _percent(self) -> str:
        percent = 100 * len(self._pairs) // max(self._total, 1)
        return self._words.say("translating", percent=percent)

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


class _PercentMessage:
    """A message that says how far work is."""

    def __init__(self, message: Message, keyboard: InlineKeyboardMarkup | None = None) -> None:
        self._message = message
        self._keyboard = keyboard
        self._text = ""

    async def send(self, text: str) -> int:
        """Send it as an answer, and return its id."""
        self._text = text
        return (await sending.reply(self._message, RichText(text), self._keyboard))[0]

    async def edit(self, id: int, text: str) -> None:
        """Show another text in it, unless it shows that already."""
        if text != self._text:
            self._text = text
            await sending.edit_if_free(self._message, id, text, self._keyboard)


class _Drafts:
    """Shows texts that are still being written, with a button to stop, in private chats.

    Older servers of the Bot API do not know drafts, or how they are stopped; this is remembered.
    """

    def __init__(self) -> None:
        self._known: bool | None = None

    async def show(self, bot: Bot, incoming: IncomingMessage, text: RichText) -> bool:
        """Show a text of one part in place of the one before. False where the server refuses."""
        if self._known is None:
            # It takes an unknown parameter without a word, but no unknown kind of updates.
            asked_for = (await bot.get_webhook_info()).allowed_updates
            self._known = UpdateKind.STOP in asked_for
        if not self._known:
            return False
        try:
            await bot.send_message_draft(
                incoming.chat_id,
                max(incoming.update_id, 1),
                text.text,
                incoming.topic_id or None,
                entities=message_entities(text),
                api_kwargs=_WITH_BUTTON,
            )
        except InvalidToken:  # what python-telegram-bot makes of an unknown method
            self._known = False
            return False
        except BadRequest:
            return False
        except NetworkError:
            pass
        return True


def _stop_button(incoming: IncomingMessage, words: Words) -> InlineKeyboardMarkup:
    data = f"{STOP}:{incoming.update_id}:{incoming.person_id}"
    button = InlineKeyboardButton(words.say("button-stop"), callback_data=data)
    return InlineKeyboardMarkup.from_button(button)


async def _show_until_end(
    work: asyncio.Future[Any],
    show: Callable[[], Awaitable[object]],
    every: float,
    stop: asyncio.Event | None = None,
) -> None:
    """Show how far work is, every so many seconds, until it ends or is stopped."""
    stop = stop or asyncio.Event()
    stopped = asyncio.create_task(stop.wait())
    try:
        while not work.done() and not stop.is_set():
            await asyncio.wait((work, stopped), timeout=every, return_when="FIRST_COMPLETED")
            if not work.done() and not stop.is_set():
                with suppress(TelegramError):
                    await show()
    finally:
        stopped.cancel()


async def remove_progress(message: Message, shown: JSON) -> None:
    """Delete the message that says how far work is; a draft goes when the answer comes."""
    if isinstance(shown, int):
        with suppress(BadRequest, Forbidden):
            await message.get_bot().delete_message(message.chat_id, shown)
