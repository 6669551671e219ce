"""The playground's Telegram itself: who exists, what was said, what the bot has yet to be told.

The bot's methods and the people both act on it; it checks who may write where, numbers messages and
queues updates. It knows nothing of HTTP.
"""

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.playground.calls import CallLog, Faults
from bot.playground.chats import Chat, Message, User, chat_member
from bot.playground.files import Files
from bot.playground.flood import FloodControl
from bot.playground.formatting import EMPTY, FormattedText
from bot.playground.privacy import reaches_bot
from bot.playground.profile import Profile
from bot.playground.signals import Broadcast, Signal
from bot.playground.updates import UpdateQueue
from bot.playground.wire import BotApiError, Json, bad_request, forbidden

# Real ids passed 32 bits long ago, and code that forgot it must fail here.
_FIRST_USER_ID = 6_200_000_001
_FIRST_GROUP_ID = -1_002_300_000_001
_QUERIES_KEPT = 200


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What answerCallbackQuery said: a toast, an alert, or (no text) nothing but "done"."""

    text: str = ""
    show_alert: bool = False
    url: str = ""


@dataclass(slots=True)
class PendingQuery:
    """A pressed button, or an inline or guest query, that waits for the bot's answer."""

    id: str
    created: float
    answer: "asyncio.Future[Any]"


@dataclass(slots=True)
class Cloud:
    """All state. Times are seconds since the epoch."""

    bot: User
    privacy_mode: bool = True
    query_lifetime: float = 15.0
    """Seconds until a pressed button can no longer be answered."""
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    flood: FloodControl = field(default_factory=FloodControl)
    calls: CallLog = field(default_factory=CallLog)
    faults: Faults = field(default_factory=Faults)
    profile: Profile = field(default_factory=lambda: Profile("Dragoman"))
    changed: Signal = field(default_factory=Signal)
    events: Broadcast = field(default_factory=Broadcast)
    queries: OrderedDict[str, PendingQuery] = field(default_factory=OrderedDict)
    _user_ids: "count[int]" = field(default_factory=lambda: count(_FIRST_USER_ID))
    _group_ids: "count[int]" = field(default_factory=lambda: count(_FIRST_GROUP_ID, -1))
    _query_ids: "count[int]" = field(default_factory=lambda: count(4_800_000_000_000_000_001))
    _private_message_id: int = 1_000

    def add_user(self, first_name: str, last_name: str, username: str, language_code: str) -> User:
        user = User(self.new_user_id(), first_name, last_name, username, language_code)
        self.users[user.id] = user
        return user

    def add_chat(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat

    def new_user_id(self) -> int:
        return next(self._user_ids)

    def new_group_id(self) -> int:
        return next(self._group_ids)

    def private_chat(self, user: User) -> Chat:
        """The chat of a person with the bot, which exists once the person has written."""
        return self.chats.get(user.id) or self.add_chat(Chat(user.id, "private", user=user))

    def chat(self, chat_id: object) -> Chat:
        """By id or @username. Raises the 400 of an unknown chat."""
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
        return chat

    def writable_chat(self, chat_id: object) -> Chat:
        """A chat that the bot may write to. Raises a 403 where it was blocked or thrown out."""
        chat = self.chat(chat_id)
        if chat.bot_status in ("kicked", "left"):
            if chat.is_private:
                raise forbidden("bot was blocked by the user")
            raise forbidden(f"bot was kicked from the {chat.type} chat")
        return chat

    def message(self, chat: Chat, message_id: int, what: str) -> Message:
        """Raises "`what` not found", as in "message to edit not found"."""
        message = chat.messages.get(message_id)
        if message is None:
            raise bad_request(f"{what} not found")
        return message

    def add_message(
        self, chat: Chat, sender: User, content: FormattedText = EMPTY, **fields: Any
    ) -> Message:
        """Number and keep a message, and show it to whoever looks on."""
        message = Message(
            chat, self._next_message_id(chat), int(time.time()), sender, content, **fields
        )
        chat.keep(message)
        self.show("message", message)
        return message

    def _next_message_id(self, chat: Chat) -> int:
        # A supergroup counts its own messages; private chats and basic groups share one count.
        if chat.type in ("supergroup", "channel"):
            chat.last_message_id += 1
            return chat.last_message_id
        self._private_message_id += 1
        chat.last_message_id = self._private_message_id
        return chat.last_message_id

    def delete_message(self, message: Message) -> None:
        message.is_deleted = True
        message.chat.messages.pop(message.id, None)
        self.show("deleted", message)

    def show(self, kind: str, message: Message) -> None:
        """Tell onlookers that a message is new, "edited", or "deleted"."""
        self.changed.fire()
        self.events.send({"kind": kind, "chat_id": message.chat.id, "message": self.view(message)})

    def tell_bot(self, kind: str, message: Message) -> None:
        """Queue an update about a person's message, unless privacy mode hides it from the bot."""
        if reaches_bot(message, self.bot, privacy_mode=self.privacy_mode):
            self.updates.put(kind, message.to_json())

    def view(self, message: Message) -> Json:
        """A message as a person's client sees it, and whether the bot saw it too."""
        seen = reaches_bot(message, self.bot, privacy_mode=self.privacy_mode)
        return message.to_json() | {"reactions": message.emoji, "seen_by_bot": seen}

    def set_bot_status(self, chat: Chat, status: str, by: User) -> None:
        """Block, unblock, add, promote or throw out the bot; it is told of it, as on Telegram."""
        update = {
            "chat": chat.to_json(),
            "from": by.to_json(),
            "date": int(time.time()),
            "old_chat_member": chat_member(self.bot, chat.bot_status),
            "new_chat_member": chat_member(self.bot, status),
        }
        chat.bot_status = status
        self.updates.put("my_chat_member", update)

    def ask(self) -> PendingQuery:
        """A new query for the bot to answer."""
        future = asyncio.get_running_loop().create_future()
        query = PendingQuery(str(next(self._query_ids)), time.monotonic(), future)
        self.queries[query.id] = query
        while len(self.queries) > _QUERIES_KEPT:
            self.queries.popitem(last=False)
        return query

    def answer(self, query_id: str, answer: object) -> None:
        """Raises the 400 of a query that is unknown, too old, or answered already."""
        query = self.queries.pop(query_id, None)
        if query is None or time.monotonic() - query.created > self.query_lifetime:
            raise too_old_query()
        if not query.answer.done():
            query.answer.set_result(answer)


def too_old_query() -> BotApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")
