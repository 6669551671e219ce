"""What a person has sent to the bot, parsed once when it arrives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

ARTICLE_COMMANDS = frozenset({"summary", "translate"})

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_WORD = re.compile(r"\w+")
# In words. What is shorter is a greeting, or the arguments of a command.
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
class SentFile:
    """A document, or a photo in its largest size, as Telegram describes it.

    `unique_id` is that of its content, `type` its MIME type in small letters; `size` is 0 where
    Telegram does not say it.
    """

    id: str
    unique_id: str
    name: str = ""
    type: str = "image/jpeg"
    size: int = 0
    is_photo: bool = False


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message, an edit of one, the one that it replies to, or the press of a button below one.

    What an update does not say is None or empty.
    """

    update_id: int
    kind: UpdateKind = UpdateKind.OTHER
    chat_id: int | None = None
    chat_type: ChatType = ChatType.OTHER
    person_id: int | None = None
    """Who has sent it. Where it is in the name of a chat, as an anonymous administrator's is, that
    chat, whose id is negative.
    """
    language_code: str = ""
    text: str = ""
    caption: str = ""
    command: str = ""
    """The name of the command that the text or the caption begins with. A forwarded one is none."""
    other_bot: str = ""
    """The name of the bot that the command is for, where it names one; in small letters."""
    quote: str = ""
    """What it quotes of another message."""
    file: SentFile | None = None
    album: str = ""
    has_words: bool = False
    """Whether there are words in the message, or may be in another one of its album."""
    replied: "IncomingMessage | None" = None
    """The message that it replies to."""
    buttons: tuple[str, ...] = ()
    """The data of the buttons below the message, or below the one whose button was pressed."""
    button: str = ""
    """The data of the button that was pressed."""
    button_message_id: int | None = None
    """The message that the button is below."""
    query_id: str = ""
    """What the press of the button is acknowledged by."""
    update: Any = field(default=None, repr=False, compare=False)
    """The update as Telegram has sent it, in JSON, which is what is stored."""

    @property
    def has_content(self) -> bool:
        """Whether there is something to read in the message."""
        return self.has_words or self.file is not None

    @property
    def is_private(self) -> bool:
        """Whether it is a new message to the bot alone."""
        return self.kind is UpdateKind.MESSAGE and self.chat_type is ChatType.PRIVATE

    @property
    def is_article(self) -> bool:
        """Whether it asks for something to be read."""
        if self.command:
            return self.command in ARTICLE_COMMANDS
        return self.is_private and self.has_content

    def command_for(self, bot: str) -> str:
        """Return the command, empty for one that names another bot than this one."""
        return self.command if self.other_bot in ("", bot.lower()) else ""

    def article_key(self, bot_id: int) -> str | None:
        """Return what tells the article in it from others; empty where nothing does.

        None where it brings none that is worth counting: a few words, or a command that is about an
        article which is known already.
        """
        if self.file is not None:
            return self.file.unique_id
        words = self.text or self.caption
        if self.command:
            words = " ".join(words.split(maxsplit=1)[1:])
        if _is_worth_counting(words):
            return words
        if not self.command or self.caption:
            return None if words else self.album
        if self.replied is None:
            return self.quote or None
        return None if self.replied.person_id == bot_id else self.replied.article_key(bot_id)

    def may_continue(self, before: "IncomingMessage") -> bool:
        """Return whether this may be a part of the article that came just before it."""
        if self.album:
            return self.album == before.album
        return len(before.text) >= _NEARLY_FULL


def _is_worth_counting(words: str) -> bool:
    return _ADDRESS.search(words) is not None or len(_WORD.findall(words)) >= _FEWEST


def count_articles(messages: Sequence[IncomingMessage]) -> int:
    """Count the articles in messages that are articles or parts of such, in their order."""
    first = 1 if messages else 0
    return first + sum(not after.may_continue(before) for before, after in pairwise(messages))
