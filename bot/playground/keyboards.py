"""The rules for buttons under a message. Reads `reply_markup`, gives it back as Telegram would."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.playground.wire import Json, bad_request

_MAX_BUTTONS = 100
_MAX_IN_A_ROW = 8
_MAX_CALLBACK_BYTES = 64
_MAX_COPIED = 256
_ACTIONS = (
    "url",
    "callback_data",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "pay",
    "callback_game",
)
_LINK_SCHEMES = frozenset(("http", "https", "tg", "ton", ""))


def inline_keyboard(markup: object) -> Json | None:
    """The checked keyboard, or None where there is none. Other kinds of markup pass unread.

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
    checked = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, checked)) > _MAX_BUTTONS or any(len(row) > _MAX_IN_A_ROW for row in checked):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _button(button: object) -> Json:
    if not isinstance(button, Mapping):
        raise _unreadable("InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str):
        raise _unreadable('Can\'t find field "text"')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in _ACTIONS if button.get(action) not in (None, False)]
    if not actions:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _unreadable(f"exactly one action is allowed, not {', '.join(actions)}")
    action = actions[0]
    if action == "callback_data":
        _check_callback_data(button[action])
    elif action == "url":
        _check_url(button[action])
    elif action == "copy_text":
        _check_copied_text(button[action])
    return dict(button)


def _check_callback_data(data: object) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= _MAX_CALLBACK_BYTES:
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
    if not isinstance(text, str) or not 1 <= len(text) <= _MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")
