"""A command in the caption of a file or a photo, which is about that file or photo."""

import re
from typing import Literal

from telegram import Message
from telegram.ext import filters

_COMMAND = re.compile(r"/(?P<name>[a-z]+)(?:@(?P<bot>\w+))?(?!\S)", re.IGNORECASE)


class CaptionCommand(filters.MessageFilter):
    """Captions that begin with one of these commands. What somebody else has written is none."""

    def __init__(self, *names: Literal["summary", "translate"]) -> None:
        super().__init__(f"CaptionCommand{names}")
        self._names = frozenset(names)

    def filter(self, message: Message) -> bool:
        found = _COMMAND.match(message.caption or "")
        if found is None or message.forward_origin is not None:
            return False
        bot = found["bot"] or message.get_bot().username
        is_ours = bot.lower() == message.get_bot().username.lower()
        return is_ours and found["name"].lower() in self._names


CAPTION_COMMAND = CaptionCommand("summary", "translate")
