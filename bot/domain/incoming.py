"""What a person has sent to the bot, parsed once when it arrives."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.article import Source
from bot.domain.rich_text import RichText

ARTICLE_COMMANDS = frozenset({"summary", "translate"})

_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
# Five words. What is shorter is a greeting, or the arguments of a command.
_ENOUGH_WORDS = re.compile(r"\W*+(?:\w++\W++){4}\w")


class UpdateKind(StrEnum):
    """What has happened; the values are the names that Telegram gives to updates."""

    MESSAGE = "message"
    EDIT = "edited_message"
    POST = "channel_post"
    POST_EDIT = "edited_channel_post"
    PRESS = "callback_query"
    """A button was pressed."""
    MEMBERSHIP = "my_chat_member"
    """The bot was added to a chat, promoted, or removed."""
    STOP = "stopped_message_generation"
    """Somebody has stopped what a draft shows."""
    REACTION = "message_reaction"
    """Somebody has put a reaction under a message, or taken it away."""
    GUEST = "guest_message"
    """The bot was mentioned in a chat that it is not in."""
    INLINE = "inline_query"
    """Somebody types the bot's name and words into the field of any chat."""
    CHOSEN = "chosen_inline_result"
    """Somebody has sent what the bot offered to an inline query."""
    OTHER = "other"


class ChatType(StrEnum):
    """Where it happened."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"
    OTHER = "other"


class Membership(StrEnum):
    """What the bot is in a chat."""

    GONE = "gone"
    MEMBER = "member"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A document, or a photo in its largest size, as Telegram describes it.

    `unique_id` is that of its content, `type` its MIME type in small letters; `size` is 0 where
    Telegram does not say it.
    """

    id: str
    unique_id: str = ""
    name: str = ""
    type: str = ""
    size: int = 0
    is_picture: bool = False
    """Whether it is a photo, or is read as one."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message, an edit of one, the one that it replies to, or the press of a button below one.

    What an update does not say is 0, None or empty. Where a button was pressed, the numbers are
    those of the message that it is below.
    """

    update_id: int
    kind: UpdateKind = UpdateKind.OTHER
    message_id: int = 0
    chat_id: int = 0
    chat_type: ChatType = ChatType.OTHER
    topic_id: int = 0
    person_id: int = 0
    """The sender; a chat (negative id) if it is sent in the name of one."""
    language_code: str = ""
    sent_at: datetime | None = None
    text: RichText = field(default_factory=RichText)
    """The text, the caption, or the lines of a poll or checklist."""
    is_caption: bool = False
    is_list: bool = False
    """Whether the text is put together of the lines of a poll or checklist."""
    has_words: bool = False
    """Whether there are words in the message, or may be in another one of its album."""
    command: str = ""
    """The name of the command at the beginning of the text, unless it is forwarded."""
    other_bot: str = ""
    """The name of the bot that the command is for, where it names one; in small letters."""
    source: Source = field(default_factory=Source)
    """Whose words they are, and when those were written."""
    author: str = ""
    """Who has signed a forwarded post."""
    is_of_bot: bool = False
    """Whether a bot has written it, or it was sent or forwarded from one."""
    is_automatic_forward: bool = False
    """Whether Telegram has put it into the discussion group of the channel that it is from."""
    was: Membership | None = None
    now: Membership | None = None
    """What the bot was in the chat and what it is, where that has changed."""
    reactions: tuple[str, ...] = ()
    """The emoji that were put under the message and were not there before."""
    draft_id: int = 0
    """What was stopped."""
    moved_to: int = 0
    """The id of the supergroup that the group has become."""
    forwarded_from: str = ""
    """What the forwards of one author have in common."""
    preview: str = ""
    """The address of the page that is shown below the text."""
    file: SentFile | None = None
    album: str = ""
    quote: RichText = field(default_factory=RichText)
    """What it quotes of another message."""
    quote_position: int = 0
    """The position of the quote in the other message, in UTF-16 units."""
    quoted_from: Source | None = None
    """The source of the message that it replies to, if that is in another chat."""
    replied: "IncomingMessage | None" = None
    """The message that it replies to, in this chat."""
    buttons: tuple[str, ...] = ()
    """The data of the buttons below the message."""
    button: str = ""
    """The data of the button that was pressed."""
    query_id: str = ""
    """What a press, an inline query or a mention in another chat is answered by."""
    inline_message_id: str = ""
    """What a message that was sent through the bot, whatever chat it is in, is edited by."""
    via_bot_id: int = 0
    """The bot that a message was sent through, as the result of an inline query."""
    result_id: str = ""
    """Which result of an inline query was chosen."""
    is_lost: bool = False
    """Whether Telegram no longer gives out the message below which a button was pressed."""
    update: Any = field(default=None, repr=False, compare=False)
    """The update as Telegram has sent it, in JSON, which is what is stored."""

    @property
    def has_content(self) -> bool:
        """Whether there is something to read in the message."""
        return self.has_words or self.file is not None

    @property
    def is_private_message(self) -> bool:
        """Whether it is a new message to the bot alone."""
        return self.kind is UpdateKind.MESSAGE and self.in_private_chat

    @property
    def in_private_chat(self) -> bool:
        """Whether it happened in the chat of one person with the bot."""
        return self.chat_type is ChatType.PRIVATE

    @property
    def is_shared(self) -> bool:
        """Whether it happened in a group or channel."""
        return self.chat_type in (ChatType.GROUP, ChatType.SUPERGROUP, ChatType.CHANNEL)

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is answered in a message sent through the bot, which stands in any chat."""
        kinds = (UpdateKind.GUEST, UpdateKind.INLINE, UpdateKind.CHOSEN)
        return self.kind in kinds or bool(self.inline_message_id)

    @property
    def is_post(self) -> bool:
        """Whether it is a new post of a channel, there or in its discussion group."""
        is_forward = self.kind is UpdateKind.MESSAGE and self.is_automatic_forward
        return self.kind is UpdateKind.POST or is_forward

    @property
    def is_edit(self) -> bool:
        """Whether an earlier message or post was changed."""
        return self.kind in (UpdateKind.EDIT, UpdateKind.POST_EDIT)

    @property
    def is_article(self) -> bool:
        """Whether it asks for something to be read."""
        if self.kind in (UpdateKind.GUEST, UpdateKind.CHOSEN):
            return True
        if self.command:
            return self.command in ARTICLE_COMMANDS
        return self.is_private_message and self.has_content

    @property
    def after_command(self) -> RichText:
        """The text after the command, with its formatting."""
        parts = self.text.text.split(maxsplit=1)
        start = self.text.text.index(parts[1], len(parts[0])) if parts[1:] else len(self.text.text)
        return self.text[start:]

    def command_for(self, bot: str) -> str:
        """Return the command, empty for one that names another bot than this one."""
        return self.command if self.other_bot in ("", bot.lower()) else ""

    def article_key(self, bot_id: int) -> str | None:
        """Return a key that identifies the article in it; empty if there is none.

        None where it brings none that is worth counting: a few words, or a command that is about an
        article which is known already.
        """
        if self.file is not None:
            return self.file.unique_id
        words = self.after_command.text if self.command else self.text.text
        if _ENOUGH_WORDS.match(words) or _ADDRESS.search(words):
            return words
        if not self.command or self.is_caption:
            return None if words else self.album
        if self.replied is None:
            return self.quote.text or None
        return None if self.replied.person_id == bot_id else self.replied.article_key(bot_id)
