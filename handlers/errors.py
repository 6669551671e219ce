"""What a person sees when something could not be done, and what the log keeps of it."""

import logging

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.errors import DragomanError
from bot.replying import sending
from handlers.context import Context, reader_of

log = logging.getLogger(__name__)


async def answer_error(update: object, context: Context) -> None:
    """The application's error handler: every error of every handler ends here."""
    error = context.error
    if isinstance(error, Forbidden):
        log.info("The person has blocked the bot, or the chat is gone")
        return
    known = error if isinstance(error, DragomanError) else DragomanError()
    if known is error:
        log.info("Could not be done: %r", error)
    else:
        log.error("A handler failed", exc_info=error)
    if not isinstance(update, Update) or update.effective_message is None:
        return
    try:
        reader = await reader_of(update, context)
        await sending.say(update.effective_message, reader.words.explain(known))
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)
