"""What the bot answers to, one file a feature. To remove one, delete its file and its line here."""

from collections.abc import Awaitable, Callable

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
from handlers.admission import admit
from handlers.article_lookup import READING
from handlers.errors import answer_broken, answer_error
from handlers.turn import Turn, begin_turn

__all__ = ["answer", "carry_out", "refuse"]

_ROUTES = (
    *start.ROUTES,
    *status.ROUTES,
    *settings.ROUTES,
    *privacy.ROUTES,
    *documents.ROUTES,
    *summary.ROUTES,
    *translation.ROUTES,
    *languages.ROUTES,
    *edits.ROUTES,
    *leftovers.ROUTES,
)

_JOBS = {"t": translation.carry_out, READING: documents.carry_out}


async def answer(message: IncomingMessage, bot: Bot, services: Services) -> None:
    """Let the first feature that accepts an update answer it."""
    update = telegram_update(message, bot)
    if update is None:
        await answer_broken(message, bot, services.settings.default_language)
        return

    async def answer_in(turn: Turn) -> None:
        if await admit(turn):
            feature = next((route for route in _ROUTES if route.accepts(update)), None)
            if feature is not None:
                await feature.answer(turn)

    await _in_turn(message, update, services, answer_in)


async def carry_out(job: Job, bot: Bot, services: Services) -> None:
    """Do what a feature has put off since it takes longer than a chat should wait for."""
    feature = _JOBS[job.task.partition(":")[0]]
    update = Update.de_json(job.update, bot)
    await _in_turn(job.message, update, services, lambda turn: feature(turn, job))


async def refuse(
    message: IncomingMessage, why: DragomanError, bot: Bot, services: Services
) -> None:
    """Answer an update with the reason why nothing is done about it."""

    async def explain(turn: Turn) -> None:
        raise why

    await _in_turn(message, Update.de_json(message.update, bot), services, explain)


async def _in_turn(
    message: IncomingMessage,
    update: Update,
    services: Services,
    action: Callable[[Turn], Awaitable[None]],
) -> None:
    turn: Turn | None = None
    try:
        turn = await begin_turn(message, update, services)
        await action(turn)
    except Exception as error:
        await answer_error(error, turn)
