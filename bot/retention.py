"""What is deleted and when: on a person's wish, and every hour what has become old."""

import logging
from dataclasses import asdict
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.jobs.work import JSON
from bot.services import Services
from bot.storage import Forgotten

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)


async def forget_person(services: Services, person_id: int) -> Forgotten:
    """Delete all that is kept about a person, and return what it was.

    In work that begins again it is what the first attempt has deleted.
    """

    async def forget() -> JSON:
        # First the work, which would go on to store something.
        await services.workflows.delete_person(str(person_id))
        return asdict(await services.store.forget_person(person_id))

    return Forgotten(**await services.workflows.step("forget", forget))


async def delete_old(services: Services) -> None:
    """Delete what has been kept for as long as the settings say."""
    settings, store = services.settings, services.store
    try:
        await services.workflows.delete_finished(timedelta(hours=settings.keep_updates_hours))
        await store.forget_articles(timedelta(days=settings.keep_articles_days))
        # Unfinished work that has to begin again finds its translations here.
        backlogs = await services.workflows.backlogs()
        oldest = max((backlog.oldest_seconds for backlog in backlogs.values()), default=0.0)
        await store.forget_translations(
            timedelta(days=settings.translation_memory_days),
            settings.translation_memory_sentences,
            needed_for=timedelta(seconds=oldest),
        )
        await store.slots.forget(timedelta(hours=1))
        await services.limits.forget_old()
    except SQLAlchemyError as error:
        log.error("Old texts could not be deleted, this will be tried again: %s", error)
