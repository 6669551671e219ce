"""The button below an answer without a translation that downloads what it lacks.

It is for who runs the bot, and in the demo for everybody.
"""

import asyncio
from contextlib import suppress
from functools import partial

from telegram.error import TelegramError

from bot.botapi import sending
from bot.botapi.keyboards import DownloadModels, ShowSummary, parse_download
from bot.botapi.long_jobs import Job
from bot.domain.rich_text import RichText
from bot.errors import NoArticle
from bot.jobs.work import JSON
from handlers import summary, translation
from handlers.callbacks import acknowledge, may_download, pressed_article
from handlers.routes import Routes
from handlers.turn import Turn
from handlers.watching import BETWEEN_EDITS, remove_progress


async def press_download(turn: Turn) -> None:
    """Begin to download the models that the article of the pressed button lacks."""
    found = parse_download(turn.incoming.button)
    article = await pressed_article(turn, found.action if found else None)
    if article is None or found is None:
        return
    if not may_download(turn) or article.article.language is None:
        await acknowledge(turn.query, turn.words.say("not-your-button"))
        return
    job = Job(turn.incoming.update, str(found), article.article.language)
    is_begun = await turn.services.jobs.start(job, turn.person.id)
    await acknowledge(turn.query, toast="" if is_begun else turn.words.say("working-on-it"))


async def carry_out(turn: Turn, job: Job) -> None:
    """Download the models, show how far that is, and go on with what was asked."""
    found = parse_download(job.task)
    assert found is not None
    action = found.action
    article = await turn.services.store.article(action.article_id)
    if article is None or job.language is None:
        raise NoArticle
    (shown,) = await sending.reply(turn.place, RichText(_percent(turn, 0)))
    try:
        await turn.services.workflows.step(
            "downloaded", partial(_download, turn, job.language, action.language, shown)
        )
    except Exception:
        await remove_progress(turn, shown)
        raise
    await remove_progress(turn, shown)
    if isinstance(action, ShowSummary):
        await summary.answer_with_summary(turn, article, action)
    else:
        await translation.carry_out(turn, Job(job.update, str(action), job.language))


async def _download(turn: Turn, source: str, target: str, message_id: int) -> JSON:
    """Download models; meanwhile say how far that is in place of a message."""
    done = told = 0

    def report(percent: int) -> None:
        nonlocal done
        done = percent

    work = asyncio.create_task(turn.services.downloads.install(source, target, report))
    try:
        while not work.done():
            await asyncio.wait((work,), timeout=BETWEEN_EDITS)
            if not work.done() and done != told:
                told = done
                with suppress(TelegramError):
                    text = RichText(_percent(turn, told))
                    await sending.edit_if_free(turn.message, message_id, text, None)
        await work
    finally:
        work.cancel()
    return None


def _percent(turn: Turn, percent: int) -> str:
    return turn.words.say("downloading-models", percent=percent)


ROUTES = Routes(buttons={DownloadModels.KIND: press_download})
