"""Deletes what is kept: all of a person's when they wish, and every hour what has become old."""

import logging
import time
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.domain.remote import Backoff
from bot.jobs.work import JSON
from bot.jobs.workflows import Workflows
from bot.storage import Forgotten, Store

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
_USAGE_KEPT = timedelta(days=1)


async def forget_person(workflows: Workflows, store: Store, person_id: int) -> Forgotten:
    """Delete all that is kept about a person, and return what it was, once it is in no file.

    In work that begins again it is what the first attempt has deleted.
    """

    async def forget() -> JSON:
        # First the work, which would go on to store something.
        await workflows.delete_person(str(person_id))
        return asdict(await store.forget_person(person_id))

    forgotten = Forgotten(**await workflows.step("forget", forget))
    backoff = Backoff()
    while not await store.checkpoint():
        log.warning("The database's file is in use and still holds what was deleted; trying again")
        await backoff.pause()
    return forgotten


async def delete_old(settings: Settings, workflows: Workflows, store: Store) -> None:
    """Delete what is older than the settings allow, also from the file."""
    try:
        await workflows.delete_finished(timedelta(hours=settings.keep_updates_hours))
        await store.forget_articles(timedelta(days=settings.keep_articles_days))
        # Unfinished work that has to begin again finds its translations here.
        backlogs = await workflows.backlogs()
        oldest = max((backlog.oldest_seconds for backlog in backlogs.values()), default=0.0)
        await store.translations.forget(
            timedelta(days=settings.translation_memory_days),
            settings.translation_memory_sentences,
            needed_for=timedelta(seconds=oldest),
        )
        await store.slots.forget(timedelta(hours=1))
        await store.usage.forget(before=int(time.time() - _USAGE_KEPT.total_seconds()))
        if not await store.checkpoint():
            log.warning("The database's file is in use and holds what was deleted until next time")
    except SQLAlchemyError as error:
        log.error("Old texts could not be deleted, this will be tried again: %s", error)
