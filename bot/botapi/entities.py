"""Reads fields and formatted texts from JSON that anybody may have written.

A field of a wrong type is read as an empty one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import MessageEntity, User

from bot.domain.rich_text import Entity, Kind, RichText
from bot.jobs.work import JSON

LARGEST_NUMBER = 10**18 - 1
"""No number in an update is larger; databases take nine times as much."""

_KINDS = frozenset(Kind)
_DATA = ("url", "language", "custom_emoji_id")


def inner(value: JSON, key: str) -> Mapping[str, Any]:
    """Return an object in another one."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def items(value: JSON, key: str) -> list[Any]:
    """Return a list in an object."""
    found = value.get(key) if isinstance(value, Mapping) else None
    return found if isinstance(found, list) else []


def integer(value: Mapping[str, Any], key: str) -> int:
    """Return a number; 0 where there is none, or a larger one than any in an update."""
    number = value.get(key)
    return number if type(number) is int and abs(number) <= LARGEST_NUMBER else 0


def string(value: Mapping[str, Any], key: str) -> str:
    """Return a text."""
    text = value.get(key)
    return text if isinstance(text, str) else ""


def date(value: Mapping[str, Any], key: str = "date") -> datetime | None:
    """Return a date, which stands there in seconds since the epoch; None for one out of range."""
    try:
        return datetime.fromtimestamp(value[key], UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def rich_text(message: JSON) -> RichText:
    """Return the text or the caption of a message, or a quote, with its formatting.

    A poll or a checklist has a line for each answer or task. Empty where there is none of these.
    """
    for kind, title, parts in (("poll", "question", "options"), ("checklist", "title", "tasks")):
        if content := inner(message, kind):
            answers = [_formatted(each, "text", "text_") for each in items(content, parts)]
            lines = RichText("\n").join(RichText("• ") + answer for answer in answers)
            return RichText("\n\n").join([_formatted(content, title, f"{title}_"), lines])
    if "caption" in message:
        return _formatted(message, "caption", "caption_")
    return _formatted(message, "text")


def _formatted(content: JSON, name: str, prefix: str = "") -> RichText:
    """Return a text with its entities, whose name begins with a prefix.

    Entity types that we do not know yet are left out, their text stays.
    """
    if not isinstance(content, Mapping):
        return RichText()
    entities = [e for e in items(content, f"{prefix}entities") if isinstance(e, Mapping)]
    return RichText.from_entities(
        string(content, name),
        (
            Entity(integer(e, "offset"), integer(e, "length"), Kind(kind), _data(e))
            for e in entities
            if (kind := string(e, "type")) in _KINDS
        ),
    )


def message_entities(text: RichText) -> list[MessageEntity]:
    """Return the formatting of a text as Telegram takes it."""
    return [_message_entity(entity) for entity in text.to_entities()]


def _data(entity: Mapping[str, Any]) -> str:
    if entity["type"] == Kind.TEXT_MENTION:
        return str(integer(inner(entity, "user"), "id") or "")
    if entity["type"] == Kind.DATE_TIME:
        unix_time = integer(entity, "unix_time")
        return f"{unix_time}:{string(entity, 'date_time_format')}" if unix_time else ""
    return next(filter(None, (string(entity, name) for name in _DATA)), "")


def _message_entity(entity: Entity) -> MessageEntity:
    at = (entity.offset, entity.length)
    match entity.kind:
        case Kind.TEXT_LINK:
            return MessageEntity(entity.kind, *at, url=entity.data)
        case Kind.TEXT_MENTION:
            user = User(int(entity.data or 0), first_name="", is_bot=False)
            return MessageEntity(entity.kind, *at, user=user)
        case Kind.PRE:
            return MessageEntity(entity.kind, *at, language=entity.data or None)
        case Kind.CUSTOM_EMOJI:
            return MessageEntity(entity.kind, *at, custom_emoji_id=entity.data)
        case Kind.DATE_TIME:
            unix_time, _, date_time_format = entity.data.partition(":")
            return MessageEntity(
                entity.kind,
                *at,
                unix_time=datetime.fromtimestamp(int(unix_time), UTC),
                date_time_format=date_time_format or None,
            )
        case _:
            return MessageEntity(entity.kind, *at)
