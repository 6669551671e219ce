"""Users, chats and messages: the state that a Telegram keeps, and its Bot API form.

A `Message` is alive: an edit by the bot changes the same object, so whoever holds one sees it.
Nothing here checks a rule or sends an update.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.formatting import EMPTY, Entity, FormattedText, utf16_slice
from bot.playground.wire import Json

MESSAGES_KEPT = 2_000
"""Messages kept in one chat; the oldest are forgotten, so that a demo can run for days."""

_RIGHTS = (
    # The fields of ChatMemberAdministrator that are rights.
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages"
)

ChatType = Literal["private", "group", "supergroup", "channel"]


@dataclass(eq=False, slots=True)
class User:
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
        return user | _present(
            last_name=self.last_name, username=self.username, language_code=self.language_code
        )


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data` is empty for one that does not call the bot."""

    text: str
    data: str = ""
    url: str = ""
    copied_text: str = ""


@dataclass(eq=False, slots=True)
class Message:
    """A message in its chat. `content` is the text, or the caption where there is `media`."""

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
    media_group_id: str = ""
    thread_id: int = 0
    preview: Json | None = None
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
    def is_edited(self) -> bool:
        return self.edit_date is not None

    def parts(self, kind: str) -> list[str]:
        """The pieces of the text that an entity of this type covers."""
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
        """Who reacted does not matter here; custom emoji are left out."""
        return [r["emoji"] for given in self.reactions.values() for r in given if "emoji" in r]

    @property
    def file_name(self) -> str | None:
        name = self.media.get("document", {}).get("file_name")
        return str(name) if name is not None else None

    def replied(self) -> "Message | None":
        return self.chat.messages.get(self.reply_to) if self.reply_to is not None else None

    def to_json(self, *, nested: bool = False) -> Json:
        """As the bot gets it. A replied-to message is `nested` in it, without its own."""
        message: Json = {
            "message_id": self.id,
            "from": self.sender.to_json(),
            "chat": self.chat.to_json(),
            "date": self.date,
        }
        replied = None if nested else self.replied()
        message |= _present(
            edit_date=self.edit_date,
            forward_origin=self.forward_origin,
            media_group_id=self.media_group_id,
            message_thread_id=self.thread_id,
            reply_to_message=replied.to_json(nested=True) if replied else None,
            quote=self.quote if replied else None,
            link_preview_options=self.preview,
        )
        message |= self.media | self.service
        prefix = "caption" if self.media else "text"
        if self.content.text:
            message[prefix] = self.content.text
            entities = self.content.entities_json()
            key = "caption_entities" if self.media else "entities"
            message |= _present(**{key: entities})
        if self.markup and "inline_keyboard" in self.markup:
            message["reply_markup"] = self.markup
        return message


@dataclass(eq=False, slots=True)
class Chat:
    """A private chat with the bot (its id is the user's), a group or a channel."""

    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    user: User | None = None
    members: dict[int, str] = field(default_factory=dict)
    """User id to status: "creator", "administrator", "member"."""
    bot_status: str = "member"
    messages: "OrderedDict[int, Message]" = field(default_factory=OrderedDict)
    last_message_id: int = 0

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    def to_json(self) -> Json:
        chat: Json = {"id": self.id, "type": self.type}
        if self.user is not None:
            return chat | _present(
                first_name=self.user.first_name,
                last_name=self.user.last_name,
                username=self.user.username,
            )
        return chat | _present(title=self.title, username=self.username)

    def keep(self, message: Message) -> None:
        self.messages[message.id] = message
        while len(self.messages) > MESSAGES_KEPT:
            self.messages.popitem(last=False)

    def written_by(self, user: User) -> Iterator[Message]:
        """Messages of this sender, oldest first."""
        return (message for message in self.messages.values() if message.sender is user)


def chat_member(user: User, status: str) -> Json:
    """A ChatMember object, with every right for those who have any."""
    member: Json = {"user": user.to_json(), "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        return member | dict.fromkeys(_RIGHTS.split(), True) | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": 0}
    return member


def _button(button: Json) -> Button:
    return Button(
        button["text"],
        button.get("callback_data", ""),
        button.get("url", ""),
        button.get("copy_text", {}).get("text", ""),
    )


def _present(**fields: Any) -> Json:
    """Fields that have something to say: Telegram leaves empty ones out."""
    return {name: value for name, value in fields.items() if value not in (None, "", 0, [], {})}
