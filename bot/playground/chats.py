"""Users, chats and messages: the state that a Telegram keeps, and its form in the Bot API.

A `Message` is mutable: an edit by the bot changes the same object.
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.calls import Json
from bot.playground.formatting import EMPTY, Entity, FormattedText, utf16_slice

MESSAGES_KEPT = 2_000
"""Messages kept in one chat; the oldest are forgotten, so that a demo can run for days."""

ChatType = Literal["private", "group", "supergroup", "channel"]

# The fields of ChatMemberAdministrator that are rights, and those of one kind of chat only.
_RIGHTS = (
    "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories"
)
_RIGHTS_IN_GROUPS = "can_pin_messages"
_RESTRICTIONS = (
    "can_send_messages can_send_audios can_send_documents can_send_photos can_send_videos "
    "can_send_video_notes can_send_voice_notes can_send_polls can_send_other_messages "
    "can_add_web_page_previews can_react_to_messages can_change_info can_invite_users "
    "can_pin_messages can_manage_topics can_edit_tag"
)
_RIGHTS_IN_CHANNELS = "can_post_messages can_edit_messages"


@dataclass(eq=False, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def to_json(self) -> Json:
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return user | _without_empty(
            last_name=self.last_name, username=self.username, language_code=self.language_code
        )


# Whom Telegram names as the sender of a message on behalf of a group or channel.
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
# Who forwards a channel's posts into its discussion group.
TELEGRAM = User(777000, "Telegram")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` is empty for one that does not call the bot."""

    text: str
    data: str = ""
    url: str = ""
    copied_text: str = ""


@dataclass(eq=False, slots=True)
class Message:
    """A message in its chat. `content` is the text, or the caption where there is `media`.

    `sender` is who wrote it, even where `sender_chat` is shown instead. `automatic_forward` is the
    copy of a channel's post in its discussion group.
    """

    chat: "Chat"
    id: int
    date: int
    sender: User
    content: FormattedText = EMPTY
    media: Json = field(default_factory=dict)
    service: Json = field(default_factory=dict)
    markup: Json | None = None
    reply_to: int | None = None
    quote: Json | None = None
    forward_origin: Json | None = None
    automatic_forward: "Message | None" = None
    media_group_id: str = ""
    topic_id: int = 0
    preview: Json | None = None
    sender_chat: "Chat | None" = None
    signature: str = ""
    via_bot: User | None = None
    guest_caller: User | None = None
    inline_message_id: str = ""
    edit_date: int | None = None
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    is_deleted: bool = False

    @property
    def text(self) -> str:
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        return self.content.entities

    @property
    def is_automatic_forward(self) -> bool:
        return self.sender is TELEGRAM

    @property
    def is_edited(self) -> bool:
        return self.edit_date is not None

    def mark_edited(self) -> None:
        self.edit_date = max(int(time.time()), self.date)

    def parts(self, kind: str) -> list[str]:
        """Return the pieces of the text that an entity of this type covers."""
        return [
            utf16_slice(self.text, entity.offset, entity.length)
            for entity in self.entities
            if entity.type == kind
        ]

    @property
    def buttons(self) -> list[list[Button]]:
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_button(button) for button in row] for row in rows]

    @property
    def button_texts(self) -> list[str]:
        return [button.text for row in self.buttons for button in row]

    @property
    def emoji(self) -> list[str]:
        """The reactions, whoever gave them. Custom emoji are left out."""
        return [r["emoji"] for given in self.reactions.values() for r in given if "emoji" in r]

    def reaction_counts(self) -> list[Json]:
        """Return how often each reaction was given, as the bot is told of a channel's."""
        counts = Counter(self.emoji)
        return [
            {"type": {"type": "emoji", "emoji": emoji}, "total_count": count}
            for emoji, count in counts.items()
        ]

    @property
    def file_name(self) -> str | None:
        name = self.media.get("document", {}).get("file_name")
        return str(name) if name is not None else None

    def replied(self) -> "Message | None":
        return self.chat.messages.get(self.reply_to) if self.reply_to is not None else None

    def to_json(self, *, nested: bool = False) -> Json:
        """Return the message as the bot gets it. A `nested` one comes without what it answers."""
        message: Json = {
            "message_id": self.id,
            "chat": self.chat.to_json(),
            "date": self.date,
        }
        replied = None if nested else self.replied()
        message |= self._sender_json() | _without_empty(
            edit_date=self.edit_date,
            author_signature=self.signature,
            forward_origin=self.forward_origin,
            is_automatic_forward=self.is_automatic_forward,
            media_group_id=self.media_group_id,
            message_thread_id=self.topic_id,
            is_topic_message=self.topic_id in self.chat.topics,
            reply_to_message=replied.to_json(nested=True) if replied else None,
            quote=self.quote if replied else None,
            link_preview_options=self.preview,
            via_bot=self.via_bot and self.via_bot.to_json(),
            guest_bot_caller_user=self.guest_caller and self.guest_caller.to_json(),
        )
        message |= self.media | self.service
        if self.content.text:
            text, entities = ("caption", "caption_entities") if self.media else ("text", "entities")
            message[text] = self.content.text
            message |= _without_empty(**{entities: self.content.entities_json()})
        if self.markup and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message

    def _sender_json(self) -> Json:
        """Return `from`, and `sender_chat` where the message is in the name of a chat."""
        if self.sender_chat is None:
            return {"from": self.sender.to_json()}
        sender: Json = {"sender_chat": self.sender_chat.to_json()}
        if self.is_automatic_forward:
            sender["from"] = TELEGRAM.to_json()
        elif self.chat.type != "channel":
            shown = ANONYMOUS_ADMIN if self.sender_chat is self.chat else CHANNEL_BOT
            sender["from"] = shown.to_json()
        return sender


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat with the bot (its id is the user's), a group or a channel.

    `members` maps user ids to "creator", "administrator" or "member", `topics` the ids of a
    forum's topics to their names. Only administrators write in `closed_topics`. A "restricted" bot
    reads and does not write. Where a channel has a `discussion`, each post is forwarded into that
    group.
    """

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    user: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "member"
    is_forum: bool = False
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    discussion: "Chat | None" = None
    messages: "OrderedDict[int, Message]" = field(default_factory=OrderedDict)
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    @property
    def has_bot(self) -> bool:
        return self.bot_status not in ("left", "kicked")

    def to_json(self) -> Json:
        chat: Json = {"id": self.id, "type": self.type}
        if self.user is not None:
            return chat | _without_empty(
                first_name=self.user.first_name,
                last_name=self.user.last_name,
                username=self.user.username,
            )
        return chat | _without_empty(
            title=self.title, username=self.username, is_forum=self.is_forum
        )

    def keep(self, message: Message) -> None:
        """Add a message, and forget the oldest beyond `MESSAGES_KEPT`."""
        self.messages[message.id] = message
        while len(self.messages) > MESSAGES_KEPT:
            self.messages.popitem(last=False)

    def written_by(self, user: User) -> Iterator[Message]:
        """Yield the messages of this sender, oldest first."""
        return (message for message in self.messages.values() if message.sender is user)

    def member_json(self, user: User, status: str) -> Json:
        """Return the ChatMember, with every right for those who have any."""
        member: Json = {"user": user.to_json(), "status": status}
        if status == "creator":
            return member | {"is_anonymous": False}
        if status == "administrator":
            special = _RIGHTS_IN_CHANNELS if self.type == "channel" else _RIGHTS_IN_GROUPS
            rights = f"{_RIGHTS} {special}".split()
            return member | dict.fromkeys(rights, True) | {"is_anonymous": False}
        if status == "restricted":
            forbidden = dict.fromkeys(_RESTRICTIONS.split(), False)
            return member | forbidden | {"is_member": True, "until_date": 0}
        if status == "kicked":
            return member | {"until_date": 0}
        return member


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message came from: one of the four kinds of MessageOrigin.

    `date` is when the original was sent, in seconds since the epoch; 0 is an hour ago.
    """

    channel: Chat | None = None
    user: User | None = None
    hidden_name: str = ""
    chat: Chat | None = None
    signature: str = ""
    message_id: int = 1
    date: int = 0

    def to_json(self) -> Json:
        origin = self._kind_json() | {"date": self.date or int(time.time()) - 3600}
        if self.signature and (self.channel or self.chat):
            origin["author_signature"] = self.signature
        return origin

    def _kind_json(self) -> Json:
        if self.channel is not None:
            channel, number = self.channel.to_json(), self.message_id
            return {"type": "channel", "chat": channel, "message_id": number}
        if self.chat is not None:
            return {"type": "chat", "sender_chat": self.chat.to_json()}
        if self.user is not None:
            return {"type": "user", "sender_user": self.user.to_json()}
        return {"type": "hidden_user", "sender_user_name": self.hidden_name}


def _button(button: Json) -> Button:
    return Button(
        button["text"],
        button.get("callback_data", ""),
        button.get("url", ""),
        button.get("copy_text", {}).get("text", ""),
    )


def _without_empty(**fields: Any) -> Json:
    """Return the fields that say something: Telegram leaves empty ones out."""
    return {name: value for name, value in fields.items() if value not in (None, "", 0, [], {})}
