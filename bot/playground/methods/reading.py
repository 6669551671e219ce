"""Parameters that several methods share, read by Telegram's rules: texts, replies, keyboards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.chats import Chat, Message
from bot.playground.cloud import Cloud
from bot.playground.formatting import FormattedText, accept, part, quotable, utf16_length
from bot.playground.keyboards import inline_keyboard
from bot.playground.parameters import Parameters
from bot.playground.wire import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_QUOTE = 1024
_MAX_BYTES = 2**15


@dataclass(frozen=True, slots=True)
class Reply:
    """What a new message answers, and which words of it."""

    message_id: int | None = None
    quote: Json | None = None


def read_text(parameters: Parameters) -> FormattedText:
    """The text of a message: 1 to 4096 UTF-16 units once trimmed."""
    if not parameters.text("text"):
        raise bad_request("message text is empty")
    content = _formatted(parameters, "text", "entities")
    if not content.text:
        raise bad_request("text must be non-empty")
    if utf16_length(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def read_caption(parameters: Parameters) -> FormattedText:
    """The caption of a file: up to 1024 UTF-16 units."""
    content = _formatted(parameters, "caption", "caption_entities")
    if utf16_length(content.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return content


def read_draft(parameters: Parameters) -> FormattedText:
    """The text of a draft, which may be empty."""
    content = _formatted(parameters, "text", "entities")
    if utf16_length(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def _formatted(parameters: Parameters, text: str, entities: str) -> FormattedText:
    refuse_parse_mode(parameters.values)
    raw = parameters.text(text)
    if len(raw.encode(errors="replace")) > _MAX_BYTES:
        raise bad_request("text is too long")
    return accept(raw, parameters.decoded(entities, "entities"))


def refuse_parse_mode(values: Mapping[str, Any]) -> None:
    """Telegram takes HTML and Markdown; this product never cuts or sends markup, only entities."""
    if values.get("parse_mode") or values.get("quote_parse_mode"):
        raise bad_request("the playground takes entities, not a parse_mode")


def read_keyboard(parameters: Parameters) -> Json | None:
    return inline_keyboard(parameters.decoded("reply_markup", "reply keyboard markup"))


def read_preview(parameters: Parameters) -> Json | None:
    options = parameters.decoded("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return options


def read_reply(cloud: Cloud, chat: Chat, parameters: Parameters) -> Reply:
    """`reply_parameters`, or the older `reply_to_message_id`."""
    given = parameters.decoded("reply_parameters", "reply parameters")
    if given is None:
        message_id = parameters.integer("reply_to_message_id")
        given = {
            "message_id": message_id,
            "allow_sending_without_reply": parameters.boolean("allow_sending_without_reply"),
        }
        if not message_id:
            return Reply()
    if not isinstance(given, Mapping):
        raise bad_request("object expected as reply parameters")
    if not given:
        return Reply()
    refuse_parse_mode(given)
    if not isinstance(given.get("message_id"), int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    if given.get("chat_id") not in (None, chat.id, str(chat.id), f"@{chat.username}"):
        raise bad_request("the playground has no replies to messages of another chat")
    replied = chat.messages.get(given["message_id"])
    if replied is None:
        if given.get("allow_sending_without_reply"):
            return Reply()
        raise bad_request("message to be replied not found")
    return Reply(replied.id, _quote(replied, given))


def _quote(replied: Message, given: Mapping[str, Any]) -> Json | None:
    """The quote, if there is one and it stands word for word in the message, formats and all.

    Telegram looks for the nearest place; here a `quote_position` that is given has to be right.
    """
    if not given.get("quote"):
        return None
    quote = quotable(accept(str(given["quote"]), given.get("quote_entities"), detect=False))
    original = quotable(replied.content)
    length = utf16_length(quote.text)
    position = given.get("quote_position")
    if position is None:
        index = original.text.find(quote.text)
        position = utf16_length(original.text[:index]) if index >= 0 else 0
    if not isinstance(position, int) or position < 0:
        raise bad_request("QUOTE_TEXT_INVALID")
    if not 1 <= length <= MAX_QUOTE or part(original, position, length) != quote:
        raise bad_request("QUOTE_TEXT_INVALID")
    answer: Json = {"text": quote.text, "position": position, "is_manual": True}
    if quote.entities:
        answer["entities"] = quote.entities_json()
    return answer
