"""The features of the bot, one a file. To remove one, delete its file and its line here."""

from telegram import Bot

from bot.botapi.long_jobs import Job
from bot.botapi.updates import telegram_update
from bot.domain.incoming import IncomingMessage
from bot.errors import DragomanError, TooManyInGroup
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
from handlers.article_lookup import READING
from handlers.errors import answer_broken, answer_error
from handlers.routes import Answer, Router
from handlers.turn import Turn, begin_turn

__all__ = ["COMMANDS", "answer", "carry_out", "refuse"]

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
_ROUTER = Router([feature.ROUTES for feature in _FEATURES])
COMMANDS = _ROUTER.commands
_JOBS = {"t": translation.carry_out, "d": downloads.carry_out, READING: documents.carry_out}


async def answer(message: IncomingMessage, bot: Bot, services: Services) -> None:
    """Let the feature that an update is for answer it."""
    await _in_turn(message, bot, services, _answer)


async def carry_out(job: Job, bot: Bot, services: Services) -> None:
    """Do a job of a feature that takes longer than a chat should wait for."""
    feature = _JOBS[job.task.partition(":")[0]]
    await _in_turn(job.message, bot, services, lambda turn: feature(turn, job))


async def refuse(
    message: IncomingMessage, why: DragomanError, bot: Bot, services: Services
) -> None:
    """Tell the sender of an update why it is not worked on."""

    async def explain(turn: Turn) -> None:
        if isinstance(why, TooManyInGroup):
            turn = turn.in_chat(await services.audience.chosen_for(message))
        await answer_error(why, turn)

    await _in_turn(message, bot, services, explain)


async def _answer(turn: Turn) -> None:
    feature = _ROUTER.answer_for(turn)
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
        await answer_broken(message, bot, services.settings.default_language)
        return
    turn = await begin_turn(message, update, services)
    try:
        await feature(turn)
    except Exception as error:
        await answer_error(error, turn)
