"""In which order updates are worked on: one after the other in a chat, all chats at once."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor


class ChatOrder(BaseUpdateProcessor):
    """Lets `at_once` updates run, of which the messages of one chat wait for each other.

    Pressed buttons do not wait: they are answered at once, also while a long translation runs.
    """

    def __init__(self, at_once: int) -> None:
        super().__init__(at_once)
        # A lock lives as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update) or update.message is None:
            await coroutine
            return
        chat_id = update.message.chat_id
        lock = self._locks.get(chat_id)
        if lock is None:
            lock = self._locks[chat_id] = asyncio.Lock()
        async with lock:
            await coroutine

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""
