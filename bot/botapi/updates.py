"""Parses updates as Telegram sends them. No function here fails, whatever was sent."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram import Bot, Update

from bot.domain.incoming import (
    ARTICLE_COMMANDS,
    ChatType,
    IncomingMessage,
    SentFile,
    UpdateKind,
)
from bot.jobs.work import JSON

log = logging.getLogger(__name__)

_KINDS = (UpdateKind.MESSAGE, UpdateKind.EDIT, UpdateKind.PRESS)
_WORDS = ("text", "caption", "poll", "checklist")
_COMMAND = re.compile(r"/(?P<name>\w{1,64})(?:@(?P<bot>\w+))?(?![\w/<>@])", re.ASCII)
_LONGEST_NAME = 200
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
    if kind is not UpdateKind.PRESS:
        return replace(_message(content, number), kind=kind, update=update)
    below = _inner(content, "message")
    chat = _inner(below, "chat")
    return IncomingMessage(
        number,
        kind,
        _integer(chat, "id"),
        _one_of(ChatType, chat.get("type")),
        _positive(_inner(content, "from"), "id"),
        _text(_inner(content, "from"), "language_code"),
        button=_text(content, "data"),
        buttons=_buttons(below),
        button_message_id=_integer(below, "message_id"),
        query_id=_text(content, "id"),
        update=update,
    )


def _message(content: Mapping[str, Any], number: int = 0) -> IncomingMessage:
    chat, sender = _inner(content, "chat"), _inner(content, "from")
    text, caption = _text(content, "text"), _text(content, "caption")
    command = _COMMAND.match(text or caption) if "forward_origin" not in content else None
    # Below a file or photo, what looks like another command is a caption.
    if command is not None and caption and command["name"].lower() not in ARTICLE_COMMANDS:
        command = None
    replied = _inner(content, "reply_to_message")
    return IncomingMessage(
        number,
        chat_id=_integer(chat, "id"),
        chat_type=_one_of(ChatType, chat.get("type")),
        person_id=_integer(_inner(content, "sender_chat"), "id") or _positive(sender, "id"),
        language_code=_text(sender, "language_code"),
        text=text,
        caption=caption,
        command=command["name"].lower() if command else "",
        other_bot=(command["bot"] or "").lower() if command else "",
        quote=_text(_inner(content, "quote"), "text"),
        file=_file(content),
        album=_text(content, "media_group_id"),
        has_words=any(name in content for name in _WORDS)
        or ("media_group_id" in content and "document" not in content),
        buttons=_buttons(content),
        # Telegram gives no replies of replies.
        replied=_message({**replied, "reply_to_message": None}) if replied else None,
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


def _positive(value: Mapping[str, Any], key: str) -> int | None:
    number = _integer(value, key)
    return number if number is not None and number >= 0 else None


def _buttons(content: Mapping[str, Any]) -> tuple[str, ...]:
    rows = _inner(content, "reply_markup").get("inline_keyboard")
    buttons = [button for row in _items(rows) for button in _items(row)]
    return tuple(_text(button, "callback_data") for button in buttons if isinstance(button, dict))


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _file(content: Mapping[str, Any]) -> SentFile | None:
    document = _inner(content, "document")
    sizes = [size for size in _items(content.get("photo")) if isinstance(size, dict)]
    file = sizes[-1] if sizes else document
    if not sizes and "document" not in content:
        return None
    id, unique_id = _text(file, "file_id"), _text(file, "file_unique_id")
    size = _integer(file, "file_size") or 0
    if file is not document:
        return SentFile(id, unique_id, size=size, is_photo=True)
    name = " ".join(_text(file, "file_name").split())[:_LONGEST_NAME]
    return SentFile(id, unique_id, name, _text(file, "mime_type").lower(), size)


def _text(value: Mapping[str, Any], key: str) -> str:
    text = value.get(key)
    return text if isinstance(text, str) else ""


def _one_of(values: type[ChatType], name: object) -> ChatType:
    return ChatType(name) if isinstance(name, str) and name in set(values) else ChatType.OTHER
