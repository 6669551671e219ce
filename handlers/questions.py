"""Asks which language a text is in, where it does not show. Shared by what works on articles."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Message

from bot.botapi import sending
from bot.botapi.keyboards import Work, language_buttons
from bot.domain.rich_text import RichText
from bot.errors import LanguageUnclear
from bot.storage import RecentArticle
from handlers.context import Reader


@asynccontextmanager
async def asking_for_language(
    message: Message, article: RecentArticle, press: Work, reader: Reader
) -> AsyncIterator[None]:
    """Where the work inside ends for want of a language, ask; `press` goes on with it later."""
    try:
        yield
    except LanguageUnclear as unclear:
        if not unclear.languages:
            raise
        question = RichText(reader.words.say("ask-language"))
        keyboard = language_buttons(unclear.languages, press, reader.words)
        await sending.reply(message, question, keyboard, to=article.message_id)
