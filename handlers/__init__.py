"""What the bot answers to, one file a feature. To remove one, delete its file and its line here."""

from typing import Any

from telegram import Update
from telegram.ext import Application

from bot.jobs.jobs import Job
from handlers import (
    admission,
    documents,
    edits,
    errors,
    languages,
    leftovers,
    privacy,
    settings,
    start,
    status,
    summary,
    translation,
)
from handlers.asking import READING
from handlers.context import Context
from handlers.errors import answer_broken

__all__ = ["answer_broken", "carry_out", "register"]

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

_JOBS = {"t": translation.carry_out, READING: documents.carry_out}


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add every feature to the application, in the order in which they are asked."""
    application.add_handlers(admission.HANDLERS, group=-1)
    for feature in _FEATURES:
        application.add_handlers(feature.HANDLERS)
    application.add_error_handler(errors.answer_error)


async def carry_out(update: Update, job: Job, context: Context) -> None:
    """Do what a feature has put off, since it takes longer than a chat should wait for."""
    await _JOBS[job.task.partition(":")[0]](update, job, context)
