"""What the bot answers to, one file a feature. To remove one, delete its file and its line here."""

from typing import Any

from telegram.ext import Application

from handlers import (
    documents,
    edits,
    errors,
    languages,
    leftovers,
    privacy,
    settings,
    start,
    summary,
    translation,
)

_FEATURES = (
    start,
    settings,
    privacy,
    documents,
    summary,
    translation,
    languages,
    edits,
    leftovers,
)


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Add every feature to the application, in the order in which they are asked."""
    for feature in _FEATURES:
        application.add_handlers(feature.HANDLERS)
    application.add_error_handler(errors.answer_error)
