"""Parses updates as Telegram sends them. No function here fails, whatever was sent."""

import logging
from collections.abc import Mapping
from typing import Any

from telegram import Bot, Update

from bot.domain.incoming import ChatType, IncomingMessage, UpdateKind
from bot.jobs.work import JSON

log = logging.getLogger(__name__)

_KINDS = (UpdateKind.MESSAGE, UpdateKind.EDIT, UpdateKind.PRESS)
_CONTENT = ("text", "caption", "document", "photo", "poll", "checklist", "media_group_id")
# The ids of work have twelve digits for it, which is more than Telegram uses.
_LARGEST_ID = 10**12
# No number in an update is larger; no database takes more than nine times as much.
_LARGEST_NUMBER = 10**18
# What is needed for an answer.
_ADDRESS = ("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message")


def parse_update(update: JSON) -> IncomingMessage | None:
    """Return what an update says; None for what is no update."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    if type(number) is not int or not 0 <= number < _LARGEST_ID:
        return None
    kind = next((kind for kind in _KINDS if isinstance(update.get(kind), Mapping)), None)
    if kind is None:
        return IncomingMessage(number, update=update)
    content = update[kind]
    # The chat of a pressed button stands in the message that the button is below.
    chat = _inner(content, "chat") or _inner(_inner(content, "message"), "chat")
    sender = _inner(content, "from")
    return IncomingMessage(
        update_id=number,
        kind=kind,
        chat_id=_integer(chat, "id"),
        chat_type=_one_of(ChatType, chat.get("type")),
        person_id=_integer(sender, "id"),
        language_code=_text(sender, "language_code"),
        text=_text(content, "text"),
        caption=_text(content, "caption"),
        album=_text(content, "media_group_id"),
        has_content=any(name in content for name in _CONTENT),
        button=_text(content, "data"),
        button_message_id=_integer(_inner(content, "message"), "message_id"),
        update=update,
    )


def without_content(message: IncomingMessage) -> JSON:
    """Return as much of an update with a message as is needed to answer that it was not read."""
    content = _inner(message.update, "message")
    kept = {name: content[name] for name in _ADDRESS if name in content}
    return {"update_id": message.update_id, "message": kept}


def telegram_update(message: IncomingMessage, bot: Bot) -> Update | None:
    """Return an update as python-telegram-bot understands it; None where it does not."""
    try:
        _check_numbers(message.update)
        return Update.de_json(message.update, bot)
    # The last two for dates out of range.
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        log.error("Update %d cannot be understood: %s", message.update_id, type(error).__name__)
        return None


def _check_numbers(value: JSON) -> None:
    """Raise OverflowError for a number that nothing in the Bot API has."""
    values = [value]
    while values:
        match values.pop():
            case Mapping() as mapping:
                values.extend(mapping.values())
            case list() as items:
                values.extend(items)
            case int() as number if abs(number) > _LARGEST_NUMBER:
                raise OverflowError


def _inner(value: JSON, key: str) -> Mapping[str, Any]:
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _integer(value: Mapping[str, Any], key: str) -> int | None:
    number = value.get(key)
    return number if type(number) is int and abs(number) <= _LARGEST_NUMBER else None


def _text(value: Mapping[str, Any], key: str) -> str:
    text = value.get(key)
    return text if isinstance(text, str) else ""


def _one_of(values: type[ChatType], name: object) -> ChatType:
    return ChatType(name) if isinstance(name, str) and name in set(values) else ChatType.OTHER
