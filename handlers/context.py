"""What every handler gets: the services, and who it is talking to."""

from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import CallbackContext, ExtBot

from bot.rendering.words import Words, interface_language, words_in
from bot.services import Services
from bot.summarizing import DefaultLength, default_length

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]
"""`context.bot_data` is the `Services`."""


@dataclass(frozen=True, slots=True)
class Reader:
    """The person of an update: what they read, and how much of it."""

    id: int
    words: Words
    length: DefaultLength

    @property
    def language(self) -> str:
        return self.words.language


async def reader_of(update: Update, context: Context) -> Reader:
    """The person with what they chose in /settings, else what their Telegram says."""
    services = context.bot_data
    user = update.effective_user
    person_id = user.id if user else 0
    chosen = await services.store.preferences(person_id)
    language = chosen.language or interface_language(
        user.language_code if user else None, services.settings.default_language
    )
    return Reader(
        person_id,
        words_in(language),
        default_length(chosen.length, services.settings.summary_sentences),
    )


def message_of(update: Update) -> Message:
    """The message of an update that came with one."""
    message = update.effective_message
    assert message is not None
    return message
