"""What the bot answers to, one file a feature. To remove one, delete its file and its line here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import Bot, Update

from bot.botapi.long_jobs import Job
from bot.botapi.updates import telegram_update
from bot.domain.incoming import IncomingMessage
from bot.errors import DragomanError
from bot.services import Services
from handlers import (
    documents,
    edits,
    languages,
    leftovers,
    privacy,
    settings,
    start,
    status,
    summary,
    translation,
)
from handlers.article_lookup import READING
from handlers.errors import answer_broken, answer_error
from handlers.routes import Router
from handlers.turn import Turn, begin_turn

__all__ = ["answer", "carry_out", "refuse"]

_FEATURES = (
    start,
    status,
    settings,
    privacy,
    documents,
    summary,
    translation,
    languages,
    edits,
    leftovers,
)
_ROUTER = Router([feature.ROUTES for feature in _FEATURES])
_JOBS = {"t": translation.carry_out, READING: documents.carry_out}


async def answer(message: IncomingMessage, bot: Bot, services: Services) -> None:
    """Let the feature that an update is for answer it."""
    update = telegram_update(message, bot)
    if update is None:
        await answer_broken(message, bot, services.settings.default_language)
        return
    async with _turn(message, update, services) as turn:
        feature = _ROUTER.answer_for(turn)
        if feature is None:
            return
        key = message.article_key(bot.id) if message.is_article else None
        if key is not None:
            await services.limits.count_article(turn.person.id, key)
        await feature(turn)


async def carry_out(job: Job, bot: Bot, services: Services) -> None:
    """Do what a feature has put off since it takes longer than a chat should wait for."""
    feature = _JOBS[job.task.partition(":")[0]]
    async with _turn(job.message, Update.de_json(job.update, bot), services) as turn:
        await feature(turn, job)


async def refuse(
    message: IncomingMessage, why: DragomanError, bot: Bot, services: Services
) -> None:
    """Answer an update with the reason why nothing is done about it."""
    update = telegram_update(message, bot)
    if update is None:
        await answer_broken(message, bot, services.settings.default_language)
        return
    async with _turn(message, update, services):
        raise why


@asynccontextmanager
async def _turn(
    message: IncomingMessage, update: Update, services: Services
) -> AsyncIterator[Turn]:
    """Begin a turn; an error that ends it is answered."""
    turn = await begin_turn(message, update, services)
    try:
        yield turn
    except Exception as error:
        await answer_error(error, turn)
