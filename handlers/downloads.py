"""The button below an answer without a translation that downloads what it lacks.

It is for who runs the bot, and in the demo for everybody.
"""

import logging
from functools import partial

from bot.botapi.buttons import DownloadModels, ShowSummary, parse_action
from bot.botapi.long_jobs import Job
from bot.errors import DragomanError, NoArticle
from handlers import summary, translation
from handlers.callbacks import may_download, pressed
from handlers.routes import Routes
from handlers.turn import Turn

log = logging.getLogger(__name__)


async def press_download(turn: Turn) -> None:
    """Begin to download the models that the article of the pressed button lacks."""
    found = await pressed(turn, DownloadModels)
    if found is None:
        return
    language = found[0].article.language
    if not may_download(turn) or language is None:
        await turn.alert("not-your-button")
        return
    job = Job(turn.incoming.update, turn.incoming.button, language)
    if await turn.services.jobs.start(job, turn.person.id):
        await turn.acknowledge()
    else:
        await turn.toast("working-on-it")


async def carry_out(turn: Turn, job: Job) -> None:
    """Download the models, show how far that is, and go on with what was asked.

    The models for the way back come after the answer, which does not need them, and silently.
    """
    found = parse_action(job.task)
    assert isinstance(found, DownloadModels)
    action, services = found.action, turn.services
    article = await services.store.article(action.article_id)
    if article is None or job.language is None:
        raise NoArticle
    download = partial(services.downloads.install, job.language, action.language)
    await services.progress.downloaded(turn.message, turn.words, download)
    if isinstance(action, ShowSummary):
        await summary.answer_with_summary(turn, article, action)
    else:
        await translation.carry_out(turn, Job(job.update, str(action), job.language))
    try:
        await services.downloads.install(action.language, job.language, lambda percent: None)
    except DragomanError as error:
        log.warning("The models for the way back were not installed: %s", error)


ROUTES = Routes(buttons={"d": press_download}, jobs={"d": carry_out})
