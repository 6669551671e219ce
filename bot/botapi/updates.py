"""What stands in an update, as JSON. Nothing here fails, whatever it may be that was sent."""

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from telegram import Bot, Update

from bot.jobs.values import JSON

log = logging.getLogger(__name__)

_ARTICLE_COMMAND = re.compile(r"/(summary|translate)\b", re.IGNORECASE)
_CONTENT = ("text", "caption", "document", "photo", "poll", "checklist", "media_group_id")
# In characters. A shorter text is no part of a longer one that clients have cut.
_NEARLY_FULL = 3_000
# An id has a place of twelve digits in the order of work, which is more than Telegram takes.
_LARGEST_NUMBER = 10**12
# What is needed for an answer.
_ADDRESS = ("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message")


def number_of(update: JSON) -> int | None:
    """The id of an update; None for what is none."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    return number if type(number) is int and 0 <= number < _LARGEST_NUMBER else None


def parsed_update(update: JSON, bot: Bot) -> Update | None:
    """Return an update as python-telegram-bot understands it; None where it does not."""
    try:
        return Update.de_json(update, bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        log.error(
            "Update %s cannot be understood: %s", update.get("update_id"), type(error).__name__
        )
        return None


def chat_of(update: JSON) -> int | None:
    """The id of the chat that an update comes from."""
    pressed = _inner(_inner(update, "callback_query"), "message")
    message = pressed or _inner(update, "message") or _inner(update, "edited_message")
    number = _inner(message, "chat").get("id")
    return number if isinstance(number, int) else None


def is_article(update: JSON) -> bool:
    """Whether an update asks for something to be read."""
    message = _inner(update, "message")
    words = message.get("text") or message.get("caption")
    if isinstance(words, str) and words.startswith("/"):
        return _ARTICLE_COMMAND.match(words) is not None
    return is_private(update) and any(name in message for name in _CONTENT)


def is_private(update: JSON) -> bool:
    """Whether it is a message to the bot alone."""
    return _inner(_inner(update, "message"), "chat").get("type") == "private"


def count_articles(updates: Sequence[JSON]) -> int:
    """How many articles there are in updates that are articles or parts of such, in their order."""
    pairs = zip([{}, *updates], updates, strict=False)
    return sum(not is_part(update, before) for before, update in pairs)


def is_part(update: JSON, before: JSON) -> bool:
    """Whether this may be a part of the article that came just before it."""
    message, former = _inner(update, "message"), _inner(before, "message")
    if album := message.get("media_group_id"):
        return bool(album == former.get("media_group_id"))
    text = former.get("text")
    return isinstance(text, str) and len(text) >= _NEARLY_FULL


def without_content(update: JSON) -> JSON:
    """As much of a message as is needed to answer that it was not read."""
    message = _inner(update, "message")
    kept = {name: message[name] for name in _ADDRESS if name in message}
    return {"update_id": update["update_id"], "message": kept}


def _inner(value: JSON, key: str) -> Mapping[str, Any]:
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}
