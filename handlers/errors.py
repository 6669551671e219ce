"""Answers errors: what a person is told, and what is logged."""

import logging

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.botapi import sending
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.rich_text import RichText
from bot.domain.trace import Outcome, set_outcome
from bot.errors import DragomanError, MessageNotUnderstood
from bot.rendering.words import interface_language, words_in
from handlers.turn import Turn

log = logging.getLogger(__name__)

# Details of errors that show what somebody reads or writes.
_PRIVATE = frozenset({"name", "site", "word"})


async def answer_error(error: Exception, turn: Turn) -> None:
    """Log an error that has ended a turn, and tell the person what went wrong, if there is one."""
    if isinstance(error, Forbidden):
        set_outcome(Outcome.BLOCKED, error)
        log.info("The chat cannot be written to: %s", error.message)
        # What is forbidden in a topic may be allowed in the others.
        if turn.chat_id and not turn.incoming.topic_id:
            await turn.services.inbox.cancel_chat(turn.chat_id)
            await turn.services.jobs.cancel_chat(turn.chat_id)
        return
    known = error if isinstance(error, DragomanError) else DragomanError()
    set_outcome(Outcome.REFUSED if known is error else Outcome.FAILED, error)
    if known is error:
        told = {name: value for name, value in known.details.items() if name not in _PRIVATE}
        log.info("%s: %s", type(known).__name__, told)
    else:
        log.error("A handler failed", exc_info=error)
    update = turn.update
    if not (turn.elsewhere or update.effective_message or update.message_reaction):
        return
    try:
        await sending.reply(turn.destination, RichText(turn.words.explain(known)))
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)


async def answer_broken(message: IncomingMessage, bot: Bot, default_language: str) -> None:
    """Answer a message that this version of the Bot API does not know, or acknowledge a press.

    In groups only a command for the bot is answered.
    """
    set_outcome(Outcome.REFUSED, MessageNotUnderstood())
    words = words_in(interface_language(message.language_code, default_language))
    is_asked = message.is_article and bool(message.command_for(bot.username))
    try:
        if message.kind is UpdateKind.PRESS:
            await bot.answer_callback_query(message.query_id, words.say("article-gone"))
        elif message.chat_id and (message.is_private or is_asked):
            await bot.send_message(message.chat_id, words.explain(MessageNotUnderstood()))
        else:
            log.info("An update without a sender, or not meant for the bot, was skipped")
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)
