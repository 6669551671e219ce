"""Which feature answers an update: by its command, by the button, or by the kind of message."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from telegram import Message, MessageEntity, Update
from telegram.ext import filters

from handlers.turn import Turn

Answer = Callable[[Turn], Awaitable[None]]

_IN_CAPTIONS = frozenset({"summary", "translate"})
_CAPTION_COMMAND = re.compile(r"/(?P<name>[a-z]+)(?:@(?P<bot>\w+))?(?!\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Routes:
    """What a feature answers.

    `commands` are by their names and `buttons` by what their data has before the colon; the button
    "" stands for all that no feature has. `messages` are asked in their order.
    """

    commands: Mapping[str, Answer] = field(default_factory=dict)
    buttons: Mapping[str, Answer] = field(default_factory=dict)
    messages: Sequence[tuple[filters.BaseFilter, Answer]] = ()


class Router:
    """The routes of all features."""

    def __init__(self, features: Sequence[Routes]) -> None:
        self._commands = {name: a for routes in features for name, a in routes.commands.items()}
        self._buttons = {name: a for routes in features for name, a in routes.buttons.items()}
        self._messages = [message for routes in features for message in routes.messages]

    def answer_for(self, update: Update) -> Answer | None:
        """Return how an update is answered; None where nothing is said to it."""
        if update.callback_query is not None:
            name, _, _ = (update.callback_query.data or "").partition(":")
            return self._buttons.get(name, self._buttons[""])
        # Edits of a command are no new commands.
        command = command_of(update.message) if update.message is not None else ""
        if command in self._commands:
            return self._commands[command]
        return next((a for condition, a in self._messages if condition.check_update(update)), None)


def command_of(message: Message) -> str:
    """Return the name of the command that a text or a caption begins with, or an empty one."""
    return caption_command(message) if message.caption else _text_command(message)


def _text_command(message: Message) -> str:
    first = message.entities[0] if message.text and message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return ""
    name, _, bot = str(message.text)[1 : first.length].lower().partition("@")
    return name if bot in ("", message.get_bot().username.lower()) else ""


def caption_command(message: Message) -> str:
    """Return the command in the caption of a file or photo that its sender has written."""
    found = _CAPTION_COMMAND.match(message.caption or "")
    if found is None or message.forward_origin is not None:
        return ""
    own = message.get_bot().username
    is_ours = (found["bot"] or own).lower() == own.lower()
    name = found["name"].lower()
    return name if is_ours and name in _IN_CAPTIONS else ""
