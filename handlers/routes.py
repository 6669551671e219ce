"""Which updates a feature answers: commands, messages, buttons."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from telegram import Message, MessageEntity, Update
from telegram.ext import filters

from handlers.turn import Turn

Answer = Callable[[Turn], Awaitable[None]]

_CAPTION_COMMAND = re.compile(r"/(?P<name>[a-z]+)(?:@(?P<bot>\w+))?(?!\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Route:
    """The updates that `accepts` says yes to are answered by `answer`."""

    accepts: Callable[[Update], bool]
    answer: Answer


def on_message(condition: filters.BaseFilter, answer: Answer) -> Route:
    """Route the messages that a filter lets through."""
    return Route(lambda update: bool(condition.check_update(update)), answer)


def on_command(name: str, answer: Answer) -> Route:
    """Route a command that a text begins with; edits of one are no new commands."""
    return on_message(filters.UpdateType.MESSAGE & TextCommand(name), answer)


def on_button(pattern: str, answer: Answer) -> Route:
    """Route the presses of buttons whose data begins as this regular expression says."""
    begins = re.compile(pattern)

    def accepts(update: Update) -> bool:
        query = update.callback_query
        return query is not None and begins.match(query.data or "") is not None

    return Route(accepts, answer)


class TextCommand(filters.MessageFilter):
    """Texts that begin with this command."""

    def __init__(self, name: str) -> None:
        super().__init__(f"TextCommand({name})")
        self._name = name

    def filter(self, message: Message) -> bool:
        """Return whether the first entity is the command, and meant for this bot."""
        first = message.entities[0] if message.text and message.entities else None
        if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
            return False
        name, _, bot = str(message.text)[1 : first.length].lower().partition("@")
        return name == self._name and bot in ("", message.get_bot().username.lower())


class CaptionCommand(filters.MessageFilter):
    """Captions of one's own files and photos that begin with one of these commands."""

    def __init__(self, *names: Literal["summary", "translate"]) -> None:
        super().__init__(f"CaptionCommand{names}")
        self._names = frozenset(names)

    def filter(self, message: Message) -> bool:
        """Return whether the caption begins with a command, and was written by the sender."""
        found = _CAPTION_COMMAND.match(message.caption or "")
        if found is None or message.forward_origin is not None:
            return False
        bot = found["bot"] or message.get_bot().username
        is_ours = bot.lower() == message.get_bot().username.lower()
        return is_ours and found["name"].lower() in self._names


CAPTION_COMMAND = CaptionCommand("summary", "translate")
