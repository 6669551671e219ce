"""Parses updates from Telegram; no function here raises an error, whatever was sent."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from telegram import Bot, Update

from bot.botapi.entities import (
    LARGEST_NUMBER,
    date,
    inner,
    integer,
    items,
    rich_text,
    string,
)
from bot.domain.article import Origin, Source
from bot.domain.incoming import (
    ARTICLE_COMMANDS,
    ChatType,
    IncomingMessage,
    Membership,
    SentFile,
    UpdateKind,
)
from bot.domain.rich_text import RichText
from bot.jobs.work import JSON

log = logging.getLogger(__name__)

_KINDS = tuple(kind for kind in UpdateKind if kind is not UpdateKind.OTHER)
_MEMBERSHIPS = {
    "left": Membership.GONE,
    "kicked": Membership.GONE,
    "administrator": Membership.ADMINISTRATOR,
}
_WORDS = ("text", "caption", "poll", "checklist")
_COMMAND = re.compile(r"/(?P<name>\w{1,64})(?:@(?P<bot>\w+))?(?![\w/<>@])", re.ASCII)
# The fields in which two forwards of one author differ.
_OF_ONE_POST = ("date", "message_id")
_LONGEST_NAME = 200
# A variation selector, which follows some emoji and changes nothing.
_VARIATION = "\ufe0f"
# The ids of work have twelve digits for it, which is more than Telegram uses.
_LARGEST_ID = 10**12
# The fields that are needed for an answer.
_ADDRESS = (
    *("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message"),
    *("id", "guest_query_id", "inline_message_id", "result_id"),
)
# Fields that an update must have, and that are emptied.
_CONTENT = ("query", "offset")
_LARGEST_INLINE = 2**57


def parse_update(update: JSON) -> IncomingMessage | None:
    """Parse an update; None for JSON that is none."""
    number = update.get("update_id") if isinstance(update, Mapping) else None
    if type(number) is not int or not 0 <= number < _LARGEST_ID:
        return None
    kind = next((kind for kind in _KINDS if isinstance(update.get(kind), Mapping)), None)
    if kind is None:
        return IncomingMessage(number, update=update)
    parse = _PARSERS.get(kind, _message)
    return replace(parse(update[kind], number), kind=kind, update=update)


def chat_of_inline(inline_message_id: str) -> int:
    """Return what stands for the chat of a message sent through the bot, which Telegram hides.

    Ids of chats are never so small.
    """
    digest = blake2b(inline_message_id.encode(errors="replace"), digest_size=7).digest()
    return -_LARGEST_INLINE - int.from_bytes(digest)


def _guest(content: Mapping[str, Any], number: int) -> IncomingMessage:
    """Parse a mention in a chat that the bot is not in, without what is about that chat."""
    message = _message(content, number)
    replied = message.replied and replace(message.replied, chat_id=0, topic_id=0)
    return replace(
        message,
        chat_id=0,
        chat_type=ChatType.OTHER,
        topic_id=0,
        replied=replied,
        query_id=string(content, "guest_query_id"),
    )


def _happened(content: Mapping[str, Any], where: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return the fields of who has done something, and in which chat and topic."""
    return {
        "update_id": number,
        "chat_id": _chat(where),
        "chat_type": _chat_type(where),
        "topic_id": _topic(where),
        "person_id": _person(content),
        "language_code": string(inner(content, "from"), "language_code"),
    }


def _inline(content: Mapping[str, Any], number: int) -> IncomingMessage:
    sent = string(content, "inline_message_id")
    return IncomingMessage(
        number,
        chat_id=chat_of_inline(sent) if sent else 0,
        person_id=_person(content),
        language_code=string(inner(content, "from"), "language_code"),
        text=RichText(string(content, "query")),
        query_id=string(content, "id"),
        inline_message_id=sent,
        result_id=string(content, "result_id"),
    )


def _press(content: Mapping[str, Any], number: int) -> IncomingMessage:
    below, sent = inner(content, "message"), string(content, "inline_message_id")
    fields = _happened(content, below, number)
    if sent:
        fields["chat_id"] = chat_of_inline(sent)
    return IncomingMessage(
        **fields,
        message_id=integer(below, "message_id"),
        buttons=_buttons(below),
        button=string(content, "data"),
        query_id=string(content, "id"),
        inline_message_id=sent,
        is_lost=not sent and not below.get("date"),
    )


def _membership(content: Mapping[str, Any], number: int) -> IncomingMessage:
    return IncomingMessage(
        **_happened(content, content, number),
        was=_membership_in(content, "old_chat_member"),
        now=_membership_in(content, "new_chat_member"),
    )


def _reaction(content: Mapping[str, Any], number: int) -> IncomingMessage:
    user, before = inner(content, "user"), _emoji(content, "old_reaction")
    # Telegram does not say in which topic; `with_topic` adds it.
    fields = _happened({"from": user}, content, number)
    if actor_id := integer(inner(content, "actor_chat"), "id"):
        fields["person_id"] = actor_id
    return IncomingMessage(
        **fields,
        message_id=integer(content, "message_id"),
        is_of_bot=user.get("is_bot") is True,
        reactions=tuple(e for e in _emoji(content, "new_reaction") if e not in before),
    )


def with_topic(reaction: IncomingMessage, topic_id: int) -> IncomingMessage:
    """Return a reaction with the topic of the message, which Telegram does not say."""
    content = reaction.update[reaction.kind] | {
        "message_thread_id": topic_id,
        "is_topic_message": True,
    }
    update = reaction.update | {reaction.kind.value: content}
    return replace(reaction, topic_id=topic_id, update=update)


def _emoji(content: Mapping[str, Any], name: str) -> list[str]:
    given = [string(each, "emoji") for each in items(content, name) if isinstance(each, Mapping)]
    return [emoji.replace(_VARIATION, "") for emoji in given if emoji]


def _stop(content: Mapping[str, Any], number: int) -> IncomingMessage:
    # Only private chats show drafts.
    fields = _happened(content, content, number) | {"person_id": _chat(content)}
    return IncomingMessage(**fields, draft_id=integer(content, "draft_id"))


def _membership_in(content: Mapping[str, Any], when: str) -> Membership:
    return _MEMBERSHIPS.get(string(inner(content, when), "status"), Membership.MEMBER)


def _message(content: Mapping[str, Any], number: int = 0) -> IncomingMessage:
    origin, elsewhere = inner(content, "forward_origin"), inner(content, "external_reply")
    source = _source(origin) if origin else Source(Origin.TYPED, date=date(content))
    replied = _replied(content)
    quote = inner(content, "quote")
    name, other_bot = _command(content)
    fields = _happened(content, content, number)
    if sender_chat_id := integer(inner(content, "sender_chat"), "id"):
        fields["person_id"] = sender_chat_id
    return IncomingMessage(
        **fields,
        message_id=integer(content, "message_id"),
        sent_at=date(content),
        text=rich_text(content),
        has_words=any(key in content for key in _WORDS)
        or ("media_group_id" in content and "document" not in content),
        is_caption="caption" in content,
        is_list=not content.keys() & {"text", "caption"},
        command=name,
        other_bot=other_bot,
        source=source,
        author=string(origin, "author_signature"),
        is_of_bot=_is_of_bot(content, origin),
        via_bot_id=integer(inner(content, "via_bot"), "id"),
        is_automatic_forward=content.get("is_automatic_forward") is True,
        moved_to=integer(content, "migrate_to_chat_id"),
        forwarded_from=repr({k: v for k, v in origin.items() if k not in _OF_ONE_POST})
        if origin
        else "",
        preview=string(inner(content, "link_preview_options"), "url"),
        file=_file(content),
        album=string(content, "media_group_id"),
        # What Telegram quotes by itself is the whole.
        quote=rich_text(quote) if quote.get("is_manual") or not replied else RichText(),
        quote_position=integer(quote, "position"),
        quoted_from=_source(inner(elsewhere, "origin")) if elsewhere else None,
        replied=replied,
        buttons=_buttons(content),
    )


def _is_of_bot(content: Mapping[str, Any], origin: Mapping[str, Any]) -> bool:
    # Who writes in the name of a chat comes as one of Telegram's own bots.
    sender = {} if "sender_chat" in content else inner(content, "from")
    users = (sender, inner(origin, "sender_user"))
    return "via_bot" in content or any(user.get("is_bot") is True for user in users)


def _command(content: Mapping[str, Any]) -> tuple[str, str]:
    """Return the command that a message begins with, and the bot that it names."""
    caption = string(content, "caption")
    found = _COMMAND.match(string(content, "text") or caption)
    if found is None or "forward_origin" in content:
        return "", ""
    name, other_bot = found["name"].lower(), (found["bot"] or "").lower()
    # Below a file or photo, what looks like another command is a caption.
    return ("", "") if caption and name not in ARTICLE_COMMANDS else (name, other_bot)


def _replied(content: Mapping[str, Any]) -> IncomingMessage | None:
    replied = inner(content, "reply_to_message")
    # In a topic, what answers nothing answers the notice that the topic was made.
    if not replied or "forum_topic_created" in replied:
        return None
    # Telegram gives no replies of replies.
    return _message({**replied, "reply_to_message": None})


def _source(origin: Mapping[str, Any]) -> Source:
    """Return whose words a forwarded message brings."""
    chat, user = inner(origin, "chat") or inner(origin, "sender_chat"), inner(origin, "sender_user")
    match origin.get("type"):
        case "channel":
            link = _post_link(chat, integer(origin, "message_id"))
            return Source(Origin.CHANNEL, string(chat, "title"), link, date(origin))
        case "chat":
            return Source(Origin.CHAT, string(chat, "title"), _link(chat), date(origin))
        case "user":
            name = f"{string(user, 'first_name')} {string(user, 'last_name')}".strip()
            return Source(Origin.USER, name, _link(user), date(origin))
        case "hidden_user":
            name = string(origin, "sender_user_name")
            return Source(Origin.HIDDEN_USER, name, date=date(origin))
        case _:  # an origin that Telegram has added since
            return Source(Origin.CHAT, date=date(origin))


def _link(named: Mapping[str, Any]) -> str:
    name = string(named, "username")
    return f"https://t.me/{name}" if name else ""


def _post_link(channel: Mapping[str, Any], message_id: int) -> str:
    # Links to posts of private channels work for members; the id in them lacks the -100.
    own_id = str(integer(channel, "id")).removeprefix("-100")
    return f"{_link(channel) or f'https://t.me/c/{own_id}'}/{message_id}"


def _file(content: Mapping[str, Any]) -> SentFile | None:
    document, photos = inner(content, "document"), items(content, "photo")
    if not photos and "document" not in content:
        return None
    largest = photos[-1] if photos else document
    file = largest if isinstance(largest, Mapping) else {}
    return SentFile(
        string(file, "file_id"),
        string(file, "file_unique_id"),
        " ".join(string(document, "file_name").split())[:_LONGEST_NAME],
        string(document, "mime_type").lower(),
        integer(file, "file_size"),
        is_picture=bool(photos),
    )


def _buttons(content: Mapping[str, Any]) -> tuple[str, ...]:
    rows = items(inner(content, "reply_markup"), "inline_keyboard")
    buttons = [button for row in rows if isinstance(row, list) for button in row]
    return tuple(string(button, "callback_data") for button in buttons if isinstance(button, dict))


def _topic(content: Mapping[str, Any]) -> int:
    # Where there are no topics, a thread is the message that others answer.
    return integer(content, "message_thread_id") if content.get("is_topic_message") else 0


def _chat_type(content: Mapping[str, Any]) -> ChatType:
    name = string(inner(content, "chat"), "type")
    return ChatType(name) if name in set(ChatType) else ChatType.OTHER


def _chat(content: Mapping[str, Any]) -> int:
    return integer(inner(content, "chat"), "id")


def _person(content: Mapping[str, Any]) -> int:
    return max(integer(inner(content, "from"), "id"), 0)


_PARSERS = {
    UpdateKind.PRESS: _press,
    UpdateKind.MEMBERSHIP: _membership,
    UpdateKind.STOP: _stop,
    UpdateKind.REACTION: _reaction,
    UpdateKind.GUEST: _guest,
    UpdateKind.INLINE: _inline,
    UpdateKind.CHOSEN: _inline,
}
"""All other kinds of updates bring messages."""


def without_content(message: IncomingMessage) -> JSON:
    """Return an update without its content, with what is needed to answer it."""
    kind = message.kind if message.is_elsewhere else UpdateKind.MESSAGE
    content = inner(message.update, kind)
    kept = {name: content[name] for name in _ADDRESS if name in content}
    empty = {name: "" for name in _CONTENT if name in content}
    return {"update_id": message.update_id, str(kind): kept | empty}


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
            case int() as number if abs(number) > LARGEST_NUMBER:
                raise OverflowError
