"""The features of the bot, one a file. To remove one, delete its file and its line here."""

import logging

from telegram import Bot
from telegram.error import Forbidden, TelegramError

from bot.botapi import sending
from bot.botapi.long_jobs import Job
from bot.botapi.updates import telegram_update
from bot.domain.incoming import IncomingMessage, UpdateKind
from bot.domain.rich_text import RichText
from bot.domain.trace import Outcome, set_outcome
from bot.errors import DragomanError, MessageNotUnderstood, TooManyInGroup
from bot.rendering.words import interface_language, words_in
from bot.services import Services
from handlers import (
    documents,
    downloads,
    edits,
    elsewhere,
    glossary,
    help,
    languages,
    membership,
    places,
    privacy,
    reactions,
    settings,
    status,
    stopping,
    summary,
    translation,
    unasked,
)
from handlers.routes import Answer, Routes
from handlers.turn import Turn, begin_turn

__all__ = ["COMMANDS", "answer", "carry_out", "refuse"]

log = logging.getLogger(__name__)

# Details of errors that show what somebody reads or writes.
_PRIVATE = frozenset({"name", "site", "word"})

_FEATURES = (
    status,
    settings,
    privacy,
    glossary,
    documents,
    summary,
    places,
    translation,
    stopping,
    reactions,
    languages,
    downloads,
    edits,
    elsewhere,
    membership,
    unasked,
    help,
)
_ROUTES = Routes.of([feature.ROUTES for feature in _FEATURES])
COMMANDS = frozenset(_ROUTES.commands)


async def answer(message: IncomingMessage, bot: Bot, services: Services) -> None:
    """Let the feature that an update is for answer it."""
    await _in_turn(message, bot, services, _answer)


async def carry_out(job: Job, bot: Bot, services: Services) -> None:
    """Do a job of a feature that takes longer than a chat should wait for."""
    feature = _ROUTES.jobs[job.task.partition(":")[0]]
    await _in_turn(job.message, bot, services, lambda turn: feature(turn, job))


async def refuse(
    message: IncomingMessage, why: DragomanError, bot: Bot, services: Services
) -> None:
    """Tell the sender of an update why it is not worked on."""

    async def explain(turn: Turn) -> None:
        if isinstance(why, TooManyInGroup):
            turn = turn.in_chat(await services.audience.chosen_for(message))
        await _answer_error(why, turn)

    await _in_turn(message, bot, services, explain)


async def _answer(turn: Turn) -> None:
    feature = _ROUTES.answer_for(turn)
    if feature is None:
        return
    message = turn.incoming
    key = message.article_key(turn.bot.id) if message.is_article else None
    if key is not None:
        await turn.services.limits.count_article(turn.person.id, key)
    await feature(turn)


async def _in_turn(message: IncomingMessage, bot: Bot, services: Services, feature: Answer) -> None:
    """Let a feature answer an update, and tell the person about an error."""
    message = elsewhere.with_command(message, bot.username)
    update = telegram_update(message, bot)
    if update is None:
        await _answer_broken(message, bot, services.settings.default_language)
        return
    turn = await begin_turn(message, update, services)
    try:
        await feature(turn)
    except Exception as error:
        await _answer_error(error, turn)


async def _answer_error(error: Exception, turn: Turn) -> None:
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


async def _answer_broken(message: IncomingMessage, bot: Bot, default_language: str) -> None:
    """Answer a message that this version of the Bot API does not know, or acknowledge a press.

    In groups only a command for the bot is answered.
    """
    set_outcome(Outcome.REFUSED, MessageNotUnderstood())
    words = words_in(interface_language(message.language_code, default_language))
    is_asked = message.is_article and bool(message.command_for(bot.username))
    try:
        if message.kind is UpdateKind.PRESS:
            await bot.answer_callback_query(message.query_id, words.say("article-gone"))
        elif message.chat_id and (message.is_private_message or is_asked):
            await bot.send_message(message.chat_id, words.explain(MessageNotUnderstood()))
        else:
            log.info("An update without a sender, or not meant for the bot, was skipped")
    except TelegramError as failure:
        log.warning("The person could not be told about the error: %s", failure)
