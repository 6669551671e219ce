"""Shared parameters of methods, by Telegram's rules: chats, texts, replies and buttons."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.playground.calls import BotApiError, Json, Parameters, bad_request
from bot.playground.chats import Chat, Message
from bot.playground.cloud import Cloud
from bot.playground.formatting import (
    MAX_CAPTION,
    MAX_QUOTE,
    MAX_TEXT,
    FormattedText,
    accept,
    quotable,
    quote_json,
    substring,
    utf16_length,
)

_MAX_BYTES = 2**15
_MAX_BUTTONS = 100
_MAX_IN_A_ROW = 8
_MAX_CALLBACK_BYTES = 64
_MAX_COPIED = 256
_BUTTON_ACTIONS = (
    "url callback_data copy_text switch_inline_query switch_inline_query_current_chat "
    "switch_inline_query_chosen_chat web_app login_url pay callback_game"
)
_LINK_SCHEMES = frozenset(("http", "https", "tg", "ton", ""))


def read_chat(cloud: Cloud, parameters: Parameters) -> Chat:
    """Return the chat of `chat_id`, which the bot may write to."""
    return cloud.writable_chat(parameters.values.get("chat_id"))


def read_message(cloud: Cloud, parameters: Parameters, what: str) -> Message:
    """Return the message of `chat_id` and `message_id`; `what` names it in the error."""
    chat = read_chat(cloud, parameters)
    message = chat.messages.get(parameters.integer("message_id"))
    if message is None:
        raise bad_request(f"{what} not found")
    return message


def read_topic(chat: Chat, parameters: Parameters) -> int:
    """Return the `message_thread_id`, or 0. Where there are no topics it means nothing."""
    topic_id = parameters.integer("message_thread_id")
    if not chat.is_forum and not chat.is_private:
        return 0
    if topic_id and topic_id not in chat.topics:
        raise bad_request("message thread not found")
    return topic_id


def read_text(parameters: Parameters, name: str = "text") -> FormattedText:
    """Return the text of a message: 1 to 4096 UTF-16 units once trimmed."""
    if not parameters.text(name):
        raise bad_request("message text is empty")
    content = _read_formatted(parameters, name, "entities")
    if not content.text:
        raise bad_request("text must be non-empty")
    if utf16_length(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def read_caption(parameters: Parameters) -> FormattedText:
    """Return the caption of a file: up to 1024 UTF-16 units."""
    content = _read_formatted(parameters, "caption", "caption_entities")
    if utf16_length(content.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return content


def read_draft(parameters: Parameters) -> FormattedText:
    """Return the text of a draft, which may be empty."""
    content = _read_formatted(parameters, "text", "entities")
    if utf16_length(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def _read_formatted(parameters: Parameters, text: str, entities: str) -> FormattedText:
    _refuse_parse_mode(parameters.values)
    raw = parameters.text(text)
    if len(raw.encode(errors="replace")) > _MAX_BYTES:
        raise bad_request("text is too long")
    return accept(raw, parameters.decoded(entities, "entities"))


def _refuse_parse_mode(values: Mapping[str, Any]) -> None:
    # Telegram takes HTML and Markdown. This product sends entities only, and never cuts markup.
    if values.get("parse_mode") or values.get("quote_parse_mode"):
        raise bad_request("the playground takes entities, not a parse_mode")


def read_preview(parameters: Parameters) -> Json | None:
    """Return the `link_preview_options`, or None."""
    options = parameters.decoded("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("object expected as link preview options")
    return options


def read_reply(chat: Chat, parameters: Parameters) -> tuple[int | None, Json | None]:
    """Return the message that `reply_parameters` point at, and the quote of it."""
    given = parameters.decoded("reply_parameters", "reply parameters")
    if given is not None and not isinstance(given, Mapping):
        raise bad_request("object expected as reply parameters")
    if not given:
        return None, None
    _refuse_parse_mode(given)
    if not isinstance(given.get("message_id"), int):
        raise bad_request("can't parse reply parameters: Can't find field \"message_id\"")
    if given.get("chat_id") not in (None, chat.id, str(chat.id), f"@{chat.username}"):
        raise bad_request("the playground has no replies to messages of another chat")
    replied = chat.messages.get(given["message_id"])
    if replied is None:
        if given.get("allow_sending_without_reply"):
            return None, None
        raise bad_request("message to be replied not found")
    return replied.id, _read_quote(replied, given)


def _read_quote(replied: Message, given: Mapping[str, Any]) -> Json | None:
    """Return the quote, if there is one. It stands in the message word for word, formats and all.

    Telegram looks for the place nearest to `quote_position`; here one that is given must be right.
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
    if not 1 <= length <= MAX_QUOTE or substring(original, position, length) != quote:
        raise bad_request("QUOTE_TEXT_INVALID")
    return quote_json(quote, position)


def read_keyboard(parameters: Parameters) -> Json | None:
    """Return the checked `reply_markup`, or None."""
    return check_keyboard(parameters.decoded("reply_markup", "reply keyboard markup"))


def check_keyboard(markup: object) -> Json | None:
    """Return the checked inline keyboard, or None. Other kinds of markup pass unread.

    Telegram forgives a button with two actions and takes the first; here that is an error.
    """
    if markup is None or markup == "":
        return None
    if not isinstance(markup, Mapping):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return dict(markup) or None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    checked = [[_check_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > _MAX_BUTTONS or any(len(row) > _MAX_IN_A_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _check_button(button: object) -> Json:
    if not isinstance(button, Mapping):
        raise _unparsable_button("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unparsable_button('Can\'t find field "text"')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [
        action for action in _BUTTON_ACTIONS.split() if button.get(action) not in (None, False)
    ]
    if not actions:
        raise _unparsable_button("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unparsable_button(f"exactly one action is allowed, not {', '.join(actions)}")
    action = actions[0]
    if action == "callback_data":
        _check_callback_data(button[action])
    elif action == "url":
        _check_url(button[action])
    elif action == "copy_text":
        _check_copied_text(button[action])
    return dict(button)


def _check_callback_data(data: object) -> None:
    if (
        not isinstance(data, str)
        or not 1 <= len(data.encode(errors="replace")) <= _MAX_CALLBACK_BYTES
    ):
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: object) -> None:
    if not isinstance(url, str) or not url:
        raise bad_request("inline keyboard button URL is invalid")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid") from None
    if parts.scheme not in _LINK_SCHEMES:
        raise bad_request(
            f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol"
        )
    host = parts.hostname or parts.path.partition("/")[0]
    if parts.scheme in ("http", "https", "") and "." not in host:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _check_copied_text(copied: object) -> None:
    text = copied.get("text") if isinstance(copied, Mapping) else None
    if not isinstance(text, str) or not 1 <= utf16_length(text) <= _MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _unparsable_button(reason: str) -> BotApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
