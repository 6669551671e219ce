"""What a person is told when something could not be done, and what is logged of it."""

import logging

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.botapi import sending
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.trace import Outcome, set_outcome
from bot.errors import DragomanError, MessageNotUnderstood
from bot.rendering.words import interface_language, words_in
from handlers.turn import Turn

log = logging.getLogger(__name__)

# Details of errors that show what somebody reads or writes.
_PRIVATE = frozenset({"name", "site", "word"})


async def answer_error(error: Exception, turn: Turn) -> None:
    """Tell the person what went wrong, where there is somebody to tell; every error ends here."""
    if isinstance(error, Forbidden):
        set_outcome(Outcome.BLOCKED, error)
        log.info("The chat cannot be written to: %s", error.message)
        if turn.update.effective_chat is not None:
            await turn.services.inbox.cancel_chat(turn.update.effective_chat.id)
            await turn.services.jobs.cancel_chat(turn.update.effective_chat.id)
        return
    known = error if isinstance(error, DragomanError) else DragomanError()
    set_outcome(Outcome.REFUSED if known is error else Outcome.FAILED, error)
    if known is error:
        told = {name: value for name, value in known.details.items() if name not in _PRIVATE}
        log.info("%s: %s", type(known).__name__, told)
    else:
        log.error("A handler failed", exc_info=error)
    if turn.update.effective_message is None:
        return
    try:
        await sending.say(turn.message, turn.words.explain(known))
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)


async def answer_broken(message: IncomingMessage, bot: Bot, default_language: str) -> None:
    """Answer a message that this version of the Bot API does not know, where it says to whom."""
    set_outcome(Outcome.REFUSED, MessageNotUnderstood())
    if message.kind is not UpdateKind.MESSAGE or message.chat_id is None:
        log.info("It does not say whom to tell")
        return
    words = words_in(interface_language(message.language_code, default_language))
    try:
        await bot.send_message(message.chat_id, words.explain(MessageNotUnderstood()))
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)
