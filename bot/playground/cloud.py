"""The state of Telegram: users, chats, messages, and the updates and queries that wait for the bot.

The bot's methods and the people both act on it. It checks who may write where, numbers messages,
and decides what the bot gets to see.
"""

import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, TypeAlias

from bot.playground.calls import Call, Json, Parameters, bad_request, forbidden
from bot.playground.chats import TELEGRAM, Chat, ChatType, Message, Origin, User
from bot.playground.faults import Faults, FloodControl
from bot.playground.files import Files
from bot.playground.formatting import EMPTY, FormattedText, utf16_slice
from bot.playground.profile import Profile
from bot.playground.queries import Queries, QueryKind
from bot.playground.updates import Broadcast, Signal, UpdateQueue

# Real ids passed 32 bits long ago, and code that forgot it must fail here.
_FIRST_USER_ID = 6_200_000_001
_FIRST_GROUP_ID = -1_002_300_000_001
_DRAFT_SECONDS = 30.0
_CALLS_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that the bot is still writing in a private chat; `shown_at` as `time.monotonic`.

    One that `can_stop` has a button, after which it stays for a while if the bot wants it to.
    """

    id: int
    content: FormattedText
    shown_at: float
    can_stop: bool = False
    keep_on_stop: bool = False
    topic_id: int = 0

    @property
    def text(self) -> str:
        return self.content.text


@dataclass(slots=True)
class Cloud:
    """All state of the playground. Times are in seconds since the epoch.

    `chats` has the chats that the bot knows; `answer_delay` is the time before the bot is told that
    a call was carried out; `guest_mode` lets it be mentioned in chats without it, `inline_mode` be
    asked anywhere.
    """

    bot: User
    privacy_mode: bool = True
    guest_mode: bool = True
    inline_mode: bool = True
    answer_delay: float = 0.0
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    flood: FloodControl = field(default_factory=FloodControl)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    faults: Faults = field(default_factory=Faults)
    profile: Profile = field(default_factory=Profile)
    changed: Signal = field(default_factory=Signal)
    events: Broadcast = field(default_factory=Broadcast)
    queries: Queries = field(default_factory=Queries)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    drafts: dict[int, Draft] = field(default_factory=dict)
    _user_ids: "count[int]" = field(default_factory=lambda: count(_FIRST_USER_ID))
    _group_ids: "count[int]" = field(default_factory=lambda: count(_FIRST_GROUP_ID, -1))
    _private_message_id: int = 1_000

    # People and chats

    def add_user(self, first_name: str, last_name: str, username: str, language_code: str) -> User:
        user = User(self.new_user_id(), first_name, last_name, username, language_code)
        self.users[user.id] = user
        return user

    def new_user_id(self) -> int:
        return next(self._user_ids)

    def new_chat(
        self,
        title: str,
        members: Sequence[User] = (),
        type: ChatType = "supergroup",
        username: str = "",
        *,
        is_forum: bool = False,
    ) -> Chat:
        """Return a group or channel of the first member, which the bot is not in."""
        statuses = {user.id: "member" for user in members}
        if members:
            statuses[members[0].id] = "creator"
        return Chat(
            next(self._group_ids),
            type,
            title,
            username,
            members=statuses,
            bot_status="left",
            is_forum=is_forum,
        )

    def private_chat(self, user: User) -> Chat:
        """Return the chat of a person with the bot, which exists once the person has written."""
        return self.chats.setdefault(user.id, Chat(user.id, "private", user=user))

    def writable_chat(self, chat_id: object) -> Chat:
        """Return a chat that the bot is in, by its id or @username.

        Raises the 400 of an unknown chat, and a 403 where the bot was blocked or thrown out.
        """
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        text = str(chat_id)
        if text.startswith("@"):
            named = (c for c in self.chats.values() if c.username.lower() == text[1:].lower())
            chat = next(named, None)
        else:
            try:
                chat = self.chats.get(int(text))
            except ValueError:
                chat = None
        if chat is None:
            raise bad_request("chat not found")
        if not chat.has_bot:
            if chat.is_private:
                raise forbidden("bot was blocked by the user")
            if chat.bot_status == "left":
                raise forbidden(f"bot is not a member of the {chat.type} chat")
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        return chat

    def set_bot_status(self, chat: Chat, status: str, by: User) -> None:
        """Block, unblock, add, promote or throw out the bot, and tell it, as Telegram does."""
        update = _change(chat, self.bot, chat.bot_status, status, by)
        chat.bot_status = status
        self.chats[chat.id] = chat
        self.updates.put("my_chat_member", update)

    def set_role(self, chat: Chat, user: User, role: str, by: User) -> None:
        """Promote or demote a member. A bot that runs the chat is told, if it has asked for it."""
        update = _change(chat, user, chat.members.get(user.id, "left"), role, by)
        chat.members[user.id] = role
        if chat.bot_status == "administrator":
            self.updates.put("chat_member", update)

    # Messages

    def add_message(
        self, chat: Chat, sender: User, content: FormattedText = EMPTY, **fields: Any
    ) -> Message:
        """Give a message its number, keep it, and publish it."""
        if chat.type == "channel":
            fields["sender_chat"] = chat
        message_id = self._next_message_id(chat)
        message = Message(chat, message_id, int(time.time()), sender, content, **fields)
        chat.keep(message)
        if sender is self.bot:
            self.drafts.pop(chat.id, None)
        self.publish("message", message)
        return message

    def _next_message_id(self, chat: Chat) -> int:
        # A supergroup counts its own messages; private chats and basic groups share one count.
        if chat.type in ("supergroup", "channel"):
            chat.last_message_id += 1
            return chat.last_message_id
        self._private_message_id += 1
        chat.last_message_id = self._private_message_id
        return chat.last_message_id

    def make_inline(self, message: Message) -> str:
        """Let the bot edit this message by an `inline_message_id`, and return that."""
        message.inline_message_id = f"AgAAAM{next(self.queries.ids):x}"
        self.inline_messages[message.inline_message_id] = message
        return message.inline_message_id

    def delete_message(self, message: Message) -> None:
        message.is_deleted = True
        message.chat.messages.pop(message.id, None)
        self.inline_messages.pop(message.inline_message_id, None)
        self.publish("deleted", message)

    def delete_topic(self, forum: Chat, topic_id: int) -> None:
        """Delete a topic with its messages."""
        del forum.topics[topic_id]
        for message in [m for m in forum.messages.values() if m.topic_id == topic_id]:
            self.delete_message(message)

    def show_draft(self, chat: Chat, draft: Draft) -> None:
        """Show what the bot is writing, in place of what it wrote before."""
        self.drafts[chat.id] = draft
        self.changed.notify_all()
        event = {"kind": "draft", "chat_id": chat.id, "can_stop": draft.can_stop}
        content = {"text": draft.text, "entities": draft.content.entities_json()}
        self.events.send(event | content | {"draft_id": draft.id})

    def draft(self, chat: Chat) -> Draft | None:
        """Return what the bot is writing in a chat, unless it has stopped half a minute ago."""
        draft = self.drafts.get(chat.id)
        is_gone = draft is None or time.monotonic() - draft.shown_at > _DRAFT_SECONDS
        return None if is_gone else draft

    def stop_draft(self, chat: Chat) -> None:
        """Press the button below a draft. Raises LookupError where there is none."""
        draft = self.draft(chat)
        if draft is None or not draft.can_stop:
            raise LookupError("there is nothing to stop")
        if draft.keep_on_stop:
            self.show_draft(chat, replace(draft, can_stop=False))
        else:
            del self.drafts[chat.id]
            self.events.send({"kind": "draft-gone", "chat_id": chat.id})
        stopped: Json = {"chat": chat.to_json(), "draft_id": draft.id}
        topic = {"message_thread_id": draft.topic_id} if draft.topic_id else {}
        self.updates.put("stopped_message_generation", stopped | topic)

    def set_reaction(
        self, message: Message, user: User, emoji: str, actor_chat: Chat | None = None
    ) -> None:
        """Put a reaction under a message, or take it away for "", and tell a bot that may know."""
        actor_id = actor_chat.id if actor_chat else user.id
        old = message.reactions.get(actor_id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        message.reactions[actor_id] = new
        self.publish("edited", message)
        chat = message.chat
        if not chat.is_private and chat.bot_status != "administrator":
            return
        update = {"chat": chat.to_json(), "message_id": message.id, "date": int(time.time())}
        if chat.type == "channel":
            counts = message.reaction_counts()
            self.updates.put("message_reaction_count", update | {"reactions": counts})
            return
        actor = {"actor_chat": actor_chat.to_json()} if actor_chat else {"user": user.to_json()}
        change = {"old_reaction": old, "new_reaction": new}
        self.updates.put("message_reaction", update | actor | change)

    def publish(self, kind: str, message: Message) -> None:
        """Tell tests and the page that a message is new ("message"), "edited" or "deleted"."""
        self.changed.notify_all()
        event = {"kind": kind, "chat_id": message.chat.id, "message": self.client_view(message)}
        self.events.send(event)

    def client_view(self, message: Message) -> Json:
        """Return a message as a person's client sees it, who wrote it, and if the bot saw it."""
        seen = {"seen_by_bot": self._sees(message), "author": message.sender.id}
        reacted = {"reacted_by": [id for id, given in message.reactions.items() if given]}
        return message.to_json() | {"reactions": message.emoji} | reacted | seen

    def _sees(self, message: Message) -> bool:
        return is_visible_to_bot(message, self.bot, privacy_mode=self.privacy_mode)

    # Updates and queries

    def tell_bot(self, message: Message, *, is_edit: bool = False) -> None:
        """Queue the update about a person's message, if the bot gets to see it."""
        kind = "channel_post" if message.chat.type == "channel" else "message"
        if self._sees(message):
            self.updates.put(f"edited_{kind}" if is_edit else kind, message.to_json())
        elif (
            self.guest_mode
            and not is_edit
            and message.chat.bot_status == "left"
            and _mentions(message, self.bot)
        ):
            query = self.queries.new(QueryKind.GUEST, message=message)
            update = message.to_json() | {"guest_query_id": query.id}
            self.updates.put(QueryKind.GUEST.value, update)

    def discuss(self, post: Message) -> None:
        """Forward a new post into the discussion group of its channel, or change its copy there."""
        group, copy = post.chat.discussion, post.automatic_forward
        if copy is not None:
            copy.content = post.content
            copy.mark_edited()
            self.publish("edited", copy)
            self.tell_bot(copy, is_edit=True)
        elif group is not None and not post.is_edited:
            origin = Origin(
                channel=post.chat, signature=post.signature, message_id=post.id, date=post.date
            )
            post.automatic_forward = self.add_message(
                group,
                TELEGRAM,
                post.content,
                media=post.media,
                media_group_id=post.media_group_id,
                forward_origin=origin.to_json(),
                sender_chat=post.chat,
            )
            self.tell_bot(post.automatic_forward)


def _change(chat: Chat, user: User, old: str, new: str, by: User) -> Json:
    """Return the ChatMemberUpdated of somebody's new status."""
    return {
        "chat": chat.to_json(),
        "from": by.to_json(),
        "date": int(time.time()),
        "old_chat_member": chat.member_json(user, old),
        "new_chat_member": chat.member_json(user, new),
    }


Method: TypeAlias = Callable[[Cloud, Parameters], Awaitable[Any]]
"""A method of the Bot API. What it returns is the result of the call, as JSON."""


def is_visible_to_bot(message: Message, bot: User, *, privacy_mode: bool) -> bool:
    """Return whether the bot is sent this message.

    In privacy mode a group shows it service messages, commands that name no other bot, mentions of
    it, replies to it, and what was sent through it.
    """
    chat = message.chat
    if not chat.has_bot:
        return False
    if not privacy_mode or chat.is_private or chat.bot_status == "administrator":
        return True
    replied = message.replied()
    return (
        bool(message.service)
        or message.via_bot is bot
        or (replied is not None and replied.sender is bot)
        or _is_command_for(message, bot)
        or _mentions(message, bot)
    )


def _is_command_for(message: Message, bot: User) -> bool:
    for entity in message.entities:
        if entity.type == "bot_command" and entity.offset == 0:
            command = utf16_slice(message.text, entity.offset, entity.length).lower()
            return "@" not in command or command.endswith(f"@{bot.username}".lower())
    return False


def _mentions(message: Message, bot: User) -> bool:
    name = f"@{bot.username}".lower()
    return any(mention.lower() == name for mention in message.parts("mention")) or any(
        dict(entity.extra)["user"].get("id") == bot.id
        for entity in message.entities
        if entity.type == "text_mention"
    )
