"""What a person has sent to the bot, parsed once when it arrives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

_ARTICLE_COMMAND = re.compile(r"/(summary|translate)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# In words. What is shorter is a greeting.
_FEWEST = 5
# In characters. Clients cut texts at 4096, at a word or paragraph before that.
_NEARLY_FULL = 3_000


class UpdateKind(StrEnum):
    """What has happened; the values are the names that Telegram gives to updates."""

    MESSAGE = "message"
    EDIT = "edited_message"
    PRESS = "callback_query"
    """A button was pressed."""
    OTHER = "other"


class ChatType(StrEnum):
    """Where it happened."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message, an edit of one, or the press of a button below one.

    What an update does not say is None or empty.
    """

    update_id: int
    kind: UpdateKind = UpdateKind.OTHER
    chat_id: int | None = None
    chat_type: ChatType = ChatType.OTHER
    person_id: int | None = None
    language_code: str = ""
    text: str = ""
    caption: str = ""
    album: str = ""
    has_content: bool = False
    """Whether there is something to read in the message."""
    button: str = ""
    """The data of the button that was pressed."""
    button_message_id: int | None = None
    """The message that the button is below."""
    update: Any = field(default=None, repr=False, compare=False)
    """The update as Telegram has sent it, in JSON, which is what is stored."""

    @property
    def is_private(self) -> bool:
        """Whether it is a new message to the bot alone."""
        return self.kind is UpdateKind.MESSAGE and self.chat_type is ChatType.PRIVATE

    @property
    def is_article(self) -> bool:
        """Whether it asks for something to be read."""
        if self.kind is not UpdateKind.MESSAGE:
            return False
        words = self.text or self.caption
        if words.startswith("/"):
            return _ARTICLE_COMMAND.match(words) is not None
        return self.is_private and self.has_content

    @property
    def is_worth_counting(self) -> bool:
        """Whether it is as long as the shortest article, or has something besides words."""
        if self.caption or not self.text:
            return self.has_content
        if self.text.startswith("/"):
            return True
        return _ADDRESS.search(self.text) is not None or len(_WORD.findall(self.text)) >= _FEWEST

    def may_continue(self, before: "IncomingMessage") -> bool:
        """Return whether this may be a part of the article that came just before it."""
        if self.album:
            return self.album == before.album
        return len(before.text) >= _NEARLY_FULL


def count_articles(messages: Sequence[IncomingMessage]) -> int:
    """Count the articles in messages that are articles or parts of such, in their order."""
    first = 1 if messages else 0
    return first + sum(not after.may_continue(before) for before, after in pairwise(messages))
