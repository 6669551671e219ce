"""The people who talk to the bot: what a person does in a Telegram client, as methods.

Tests and the chat page act through these. Sending is immediate; what waits for the bot is async.
"""

import asyncio
from collections.abc import Callable
from itertools import chain
from mimetypes import guess_type
from typing import Any, TypeVar

from bot.playground.calls import Json
from bot.playground.chats import Chat, Message, Origin, User
from bot.playground.cloud import Cloud, Draft
from bot.playground.files import document, grey_picture, photo
from bot.playground.formatting import (
    FormattedText,
    Text,
    message_text,
    parse_text,
    quote_from,
    split_long_text,
)
from bot.playground.queries import CallbackAnswer, InlineAnswer, QueryKind

Answer = TypeVar("Answer")

DEFAULT_TIMEOUT = 30.0
"""Seconds that a person waits for the bot, unless told otherwise."""
_MAX_INLINE_QUERY = 256


class Person:
    """Somebody with a Telegram client.

    `to` and `where` are a group or channel, or None for the private chat with the bot; `within` is
    how long to wait, in seconds.
    """

    def __init__(self, cloud: Cloud, user: User) -> None:
        self._cloud = cloud
        self.user = user
        self._seen: dict[int, int] = {}

    @property
    def id(self) -> int:
        """The user's id, and that of the private chat."""
        return self.user.id

    # Writing

    def send(
        self,
        text: Text,
        *,
        to: Chat | None = None,
        topic_id: int = 0,
        sender_chat: Chat | None = None,
        signature: str = "",
    ) -> Message:
        """Write a message, or in a channel a post. One over 4096 UTF-16 units is a ValueError.

        In the name of a `sender_chat`, an administrator writes anonymously (the group itself) or as
        a channel. `signature` is the title of an anonymous administrator or the author of a post.
        """
        self._check_speaks_for(sender_chat)
        return self._send(
            to,
            message_text(text),
            topic_id=topic_id,
            sender_chat=sender_chat,
            signature=signature,
        )

    def send_long(self, text: Text, *, to: Chat | None = None) -> list[Message]:
        """Write a text of any length: the client cuts it into messages."""
        return [self._send(to, piece) for piece in split_long_text(parse_text(text))]

    def reply(self, message: Message, text: Text, *, quote: str = "") -> Message:
        """Answer a message, perhaps quoting words of it (a ValueError if they are not in it)."""
        return self._send(
            message.chat,
            message_text(text),
            reply_to=message.id,
            quote=quote_from(message.content, quote) if quote else None,
            topic_id=message.topic_id,
        )

    def edit(self, message: Message, text: Text) -> Message:
        """Change the text of one's own message."""
        if message.sender is not self.user:
            raise ValueError("a person edits only their own messages")
        message.content = message_text(text)
        message.mark_edited()
        self._cloud.publish("edited", message)
        self._cloud.tell_bot(message, is_edit=True)
        self._cloud.discuss(message)
        return message

    def forward(
        self,
        text: Text = "",
        *,
        from_channel: Chat | None = None,
        from_user: "Person | None" = None,
        hidden_name: str = "",
        from_chat: Chat | None = None,
        signature: str = "",
        message_id: int = 1,
        date: int = 0,
        photo: bytes | None = None,
        document: bytes | None = None,
        document_name: str = "article.txt",
        media_group_id: str = "",
        to: Chat | None = None,
    ) -> Message:
        """Forward somebody's post; with a photo or document, `text` is its caption.

        `date` (seconds since the epoch) and `message_id` are those of the original.
        """
        origin = Origin(
            channel=from_channel,
            user=from_user.user if from_user else None,
            chat=from_chat,
            hidden_name=hidden_name,
            signature=signature,
            message_id=message_id,
            date=date,
        )
        media = self._photo(photo) if photo else {}
        if document is not None:
            media = self._document(document, document_name)
        return self._send(
            to,
            message_text(text),
            media=media,
            forward_origin=origin.to_json(),
            media_group_id=media_group_id,
        )

    def forward_long(self, text: Text, *, message_id: int = 1, **forwarding: Any) -> list[Message]:
        """Forward a text that its author's client had cut into several posts."""
        return [
            self.forward(piece, message_id=message_id + number, **forwarding)
            for number, piece in enumerate(split_long_text(parse_text(text)))
        ]

    def send_document(
        self,
        data: bytes,
        name: str,
        *,
        caption: Text = "",
        content_type: str = "",
        size: int | None = None,
        media_group_id: str = "",
        to: Chat | None = None,
    ) -> Message:
        """Send a file. `size` is what Telegram will claim that it has, in bytes."""
        media = self._document(data, name, content_type, size)
        return self._send(to, message_text(caption), media=media, media_group_id=media_group_id)

    def send_photo(
        self,
        data: bytes | None = None,
        *,
        caption: Text = "",
        media_group_id: str = "",
        to: Chat | None = None,
    ) -> Message:
        """Send a picture; a small grey one, if none is given."""
        media = self._photo(data or grey_picture())
        return self._send(to, message_text(caption), media=media, media_group_id=media_group_id)

    def send_sticker(self, *, to: Chat | None = None) -> Message:
        file = self._cloud.files.add(b"RIFF", "stickers", "sticker.webp", "image/webp")
        kind: Json = {"type": "regular", "is_animated": False, "is_video": False, "emoji": "😀"}
        sticker = file.to_json() | kind | {"width": 512, "height": 512}
        return self._send(to, FormattedText(), media={"sticker": sticker})

    # Chats

    def add_bot(self, chat: Chat, *, as_admin: bool = False) -> None:
        """Add the bot to a group or channel, or promote it there."""
        self._cloud.set_bot_status(chat, "administrator" if as_admin else "member", self.user)

    def discuss_in(self, group: Chat, channel: Chat) -> None:
        """Make a group the discussion group of a channel: its posts are forwarded there."""
        if not (self._runs(channel) and self._runs(group)):
            raise ValueError("only who runs both links a group to a channel")
        channel.discussion = group

    def set_role(self, person: "Person", chat: Chat, role: str) -> None:
        """Make a member of a group or channel an "administrator", or one a "member" again."""
        if not self._runs(chat) or chat.members.get(person.id, "creator") == "creator":
            raise ValueError("only administrators change the roles of members")
        self._cloud.set_role(chat, person.user, role, by=self.user)

    def remove_bot(self, chat: Chat) -> None:
        """Throw the bot out of a group or channel."""
        self._cloud.set_bot_status(chat, "kicked", self.user)

    def mute_bot(self, chat: Chat) -> None:
        """Let the bot stay in a group and write nothing."""
        self._cloud.set_bot_status(chat, "restricted", self.user)

    def block(self) -> None:
        """Block the bot: from now on it gets a 403 here."""
        self._cloud.set_bot_status(self._chat(None), "kicked", self.user)

    def unblock(self) -> None:
        self._cloud.set_bot_status(self._chat(None), "member", self.user)

    def create_topic(self, forum: Chat, name: str) -> int:
        """Create a topic in a forum, and return its id: the id of the message that says so."""
        service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        message = self._cloud.add_message(forum, self.user, service=service)
        message.topic_id = message.id
        forum.topics[message.id] = name
        self._cloud.tell_bot(message)
        return message.id

    def close_topic(self, forum: Chat, topic_id: int) -> None:
        """Let only administrators write in a topic from now on."""
        forum.closed_topics.add(topic_id)

    def delete_topic(self, forum: Chat, topic_id: int) -> None:
        """Delete a topic, with its messages."""
        self._cloud.delete_topic(forum, topic_id)

    # Reactions, buttons, drafts and inline mode

    def react(self, message: Message, emoji: str = "", *, sender_chat: Chat | None = None) -> None:
        """Put this reaction under a message, or take one's own away.

        The bot is told of it where it is an administrator and has asked for such updates; of a
        channel only how many there are. A `sender_chat` is as for `send`.
        """
        self._check_speaks_for(sender_chat)
        self._cloud.set_reaction(message, self.user, emoji, sender_chat)

    async def press(
        self, message: Message, button_text: str, *, within: float = DEFAULT_TIMEOUT
    ) -> str | None:
        """Press a button and return the text of the toast or alert, None where there is none.

        Raises LookupError where there is no such button, TimeoutError where there is no answer.
        """
        for button in chain.from_iterable(message.buttons):
            if button.text == button_text and button.data:
                return (await self.press_data(message, button.data, within=within)).text or None
        raise LookupError(f"no button {button_text!r} to press among {message.button_texts}")

    async def press_data(
        self, message: Message, data: str, *, within: float = DEFAULT_TIMEOUT
    ) -> CallbackAnswer:
        """Press the button with this callback data, even one that is no longer there."""
        update: Json = {"chat_instance": str(message.chat.id * 31), "data": data}
        # A message that was sent through the bot is known to it by this id only.
        if message.inline_message_id:
            update["inline_message_id"] = message.inline_message_id
        else:
            update["message"] = message.to_json()
        return await self._ask(QueryKind.CALLBACK, update, CallbackAnswer, within)

    @property
    def draft(self) -> Draft | None:
        """What the bot is writing in the private chat, if anything."""
        return self._cloud.draft(self._chat(None))

    async def wait_for_draft(self, condition: Callable[[Draft], bool]) -> Draft:
        """Return a draft that meets the condition, now or later. Raises TimeoutError."""

        def found() -> Draft | None:
            return self.draft if self.draft and condition(self.draft) else None

        if (shown := await self._cloud.changed.wait_for(found, DEFAULT_TIMEOUT)) is None:
            raise TimeoutError(f"no such draft; there is {self.draft}")
        return shown

    def stop_draft(self) -> None:
        """Press Stop below what the bot is writing. Raises LookupError without such a button."""
        self._cloud.stop_draft(self._chat(None))

    async def query_inline(
        self,
        query: str,
        *,
        where: Chat | None = None,
        within: float = DEFAULT_TIMEOUT,
    ) -> InlineAnswer:
        """Type the bot's name and these words into the field of a chat; return what it offers.

        Raises TimeoutError, and LookupError where the bot has no inline mode.
        """
        if not self._cloud.inline_mode:
            raise LookupError("the bot has no inline mode")
        chat = self._chat(where)
        chat_type = "sender" if chat.is_private else chat.type
        update = {"query": query[:_MAX_INLINE_QUERY], "offset": "", "chat_type": chat_type}
        return await self._ask(QueryKind.INLINE, update, InlineAnswer, within)

    def choose(self, answer: InlineAnswer, title: str, *, to: Chat | None = None) -> Message:
        """Send the result with this title. The bot, whose inline feedback is on, is told of it."""
        (result,) = (result for result in answer.results if result.title == title)
        message = self._cloud.add_message(
            self._chat(to),
            self.user,
            result.content,
            markup=result.markup,
            preview=result.preview,
            via_bot=self._cloud.bot,
        )
        update = {"result_id": result.id, "from": self.user.to_json(), "query": answer.query}
        # Only a message with buttons can be edited later.
        if result.markup:
            update["inline_message_id"] = self._cloud.make_inline(message)
        self._cloud.updates.put("chosen_inline_result", update)
        self._cloud.tell_bot(message)
        return message

    # Reading

    def bot_messages(self, where: Chat | None = None) -> list[Message]:
        """Return what the bot has written in a chat and not deleted, oldest first."""
        return list(self._chat(where).written_by(self._cloud.bot))

    async def next_message(
        self, within: float = DEFAULT_TIMEOUT, *, where: Chat | None = None
    ) -> Message:
        """Return the bot's next message that this has not returned before. Raises TimeoutError."""
        chat = self._chat(where)
        seen = self._seen.get(chat.id, 0)
        message = await self.wait_for(lambda m: m.id > seen, within, where=where)
        self._seen[chat.id] = message.id
        return message

    async def wait_for(
        self,
        condition: Callable[[Message], bool],
        within: float = DEFAULT_TIMEOUT,
        *,
        where: Chat | None = None,
    ) -> Message:
        """Return the bot's first message that meets the condition, now or after an edit.

        Raises TimeoutError.
        """

        def found() -> Message | None:
            return next(filter(condition, self.bot_messages(where)), None)

        message = await self._cloud.changed.wait_for(found, within)
        if message is None:
            last = [m.text[:80] for m in self.bot_messages(where)][-5:]
            raise TimeoutError(f"no such message after {within} s; the last of the bot: {last}")
        return message

    def _chat(self, where: Chat | None) -> Chat:
        return where or self._cloud.private_chat(self.user)

    def _runs(self, chat: Chat) -> bool:
        return chat.members.get(self.id) in ("creator", "administrator")

    def _send(self, to: Chat | None, content: FormattedText, **fields: Any) -> Message:
        chat = self._chat(to)
        if not content.text and not fields.get("media"):
            raise ValueError("a message needs words or a file")
        if chat.type == "channel" and not self._runs(chat):
            raise ValueError("only administrators post in a channel")
        message = self._cloud.add_message(chat, self.user, content, **fields)
        self._cloud.tell_bot(message)
        self._cloud.discuss(message)
        return message

    def _check_speaks_for(self, chat: Chat | None) -> None:
        if chat is not None and not self._runs(chat):
            raise ValueError("only administrators write or react in the name of a chat")

    async def _ask(
        self, kind: QueryKind, update: Json, answer: type[Answer], within: float
    ) -> Answer:
        """Ask the bot something, and return its answer. Raises TimeoutError."""
        future = asyncio.get_running_loop().create_future()
        query = self._cloud.queries.new(kind, answer=future, text=update.get("query", ""))
        asked = {"id": query.id, "from": self.user.to_json(), **update}
        self._cloud.updates.put(kind.value, asked)
        given = await asyncio.wait_for(future, within)
        assert isinstance(given, answer)
        return given

    def _photo(self, data: bytes) -> Json:
        return photo(self._cloud.files.add(data, "photos", "photo.jpg", "image/jpeg"))

    def _document(
        self, data: bytes, name: str, content_type: str = "", size: int | None = None
    ) -> Json:
        kind = content_type or guess_type(name)[0] or "application/octet-stream"
        return document(self._cloud.files.add(data, "documents", name, kind, size))
