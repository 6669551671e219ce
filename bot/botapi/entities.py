"""RichText from and to python-telegram-bot's messages and entities."""

from collections.abc import Iterable
from datetime import UTC, datetime

from telegram import Message, MessageEntity, User

from bot.domain.rich_text import Entity, Kind, RichText

_KINDS = frozenset(Kind)


def rich_text(message: Message) -> RichText:
    """Return the text or the caption of a message with its formatting.

    A poll or a checklist has a line for each answer or task. Empty where there is none of these.
    """
    if message.poll is not None:
        question = formatted(message.poll.question, message.poll.question_entities)
        options = message.poll.options
        return _list(question, [formatted(o.text, o.text_entities) for o in options])
    if message.checklist is not None:
        title = formatted(message.checklist.title, message.checklist.title_entities)
        tasks = message.checklist.tasks
        return _list(title, [formatted(task.text, task.text_entities) for task in tasks])
    return formatted(
        message.text or message.caption or "", message.entities or message.caption_entities
    )


def formatted(text: str, entities: Iterable[MessageEntity] | None) -> RichText:
    """Return a text with entities as a RichText.

    Entity types that we do not know yet are left out, their text stays.
    """
    return RichText.from_entities(
        text,
        (
            Entity(entity.offset, entity.length, Kind(entity.type), _data(entity))
            for entity in entities or ()
            if entity.type in _KINDS
        ),
    )


def message_entities(text: RichText) -> list[MessageEntity]:
    """Return the formatting of a text as Telegram takes it."""
    return [_message_entity(entity) for entity in text.to_entities()]


def _list(title: RichText, items: Iterable[RichText]) -> RichText:
    lines = RichText("\n").join(RichText("• ") + item for item in items)
    return RichText("\n\n").join([title, lines])


def _data(entity: MessageEntity) -> str:
    if entity.type == Kind.TEXT_MENTION:
        return str(entity.user.id) if entity.user else ""
    if entity.type == Kind.DATE_TIME and entity.unix_time:
        return f"{int(entity.unix_time.timestamp())}:{entity.date_time_format or ''}"
    return entity.url or entity.language or entity.custom_emoji_id or ""


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
