"""Shows that work is going on: "typing…" at once, and a percentage where it takes longer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Message
from telegram.constants import ChatAction, ChatType
from telegram.error import TelegramError

from bot.rendering.words import Words

# Telegram shows "typing…" for five seconds, and edits more often than this earn a flood wait.
_EVERY_SECONDS = 4.0


class Progress:
    """Take what a translation reports of its progress and keep the person informed of it."""

    def __init__(self, message: Message, words: Words) -> None:
        self._message = message
        self._words = words
        self._percent: int | None = None

    def __call__(self, done: int, total: int) -> None:
        self._percent = 100 * done // max(total, 1)

    async def keep_showing(self, finished: asyncio.Event) -> None:
        """What cannot be shown is not worth failing for."""
        while not finished.is_set():
            with suppress(TelegramError):
                await self._message.get_bot().send_chat_action(
                    self._message.chat_id,
                    ChatAction.TYPING,
                    message_thread_id=self._message.message_thread_id,
                )
            with suppress(TimeoutError):
                await asyncio.wait_for(finished.wait(), _EVERY_SECONDS)
                break
            with suppress(TelegramError):
                await self._show_percent()

    async def _show_percent(self) -> None:
        # Drafts are for private chats; there they go by themselves, also after a crash.
        if self._percent is None or self._message.chat.type != ChatType.PRIVATE:
            return
        await self._message.get_bot().send_message_draft(
            self._message.chat_id,
            draft_id=self._message.message_id,
            text=self._words.say("translating", percent=self._percent),
            message_thread_id=self._message.message_thread_id,
        )


@asynccontextmanager
async def showing_progress(message: Message, words: Words) -> AsyncIterator[Progress]:
    """While this is open, the chat of the message shows that its answer is being made."""
    progress = Progress(message, words)
    finished = asyncio.Event()
    task = asyncio.create_task(progress.keep_showing(finished))
    try:
        yield progress
    finally:
        finished.set()
        await task
