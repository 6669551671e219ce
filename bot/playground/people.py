"""The people who talk to the bot: what a person does in a Telegram client, as methods.

Tests and the chat page act through these. Sending is immediate; what waits for the bot is async.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from itertools import chain
from mimetypes import guess_type
from typing import Any

from bot.playground.chats import Chat, Message, User
from bot.playground.cloud import CallbackAnswer, Cloud
from bot.playground.formatting import FormattedText
from bot.playground.groups import Channel, Group
from bot.playground.methods.media import document, photo
from bot.playground.origins import Origin
from bot.playground.pictures import grey_picture
from bot.playground.wire import Json
from bot.playground.writing import Words, manual_quote, pieces, whole, written

PATIENCE = 10.0
"""Seconds that a person waits for the bot, unless told otherwise."""


class Person:
    """Somebody with a Telegram client.

    `to` and `where` are a group, or None for the private chat; `within` is how long to wait, in
    seconds.
    """

    def __init__(self, cloud: Cloud, user: User) -> None:
        self._cloud = cloud
        self.user = user
        self._seen: dict[int, int] = {}

    @property
    def id(self) -> int:
        """The user's id, and that of the private chat."""
        return self.user.id

    @property
    def language_code(self) -> str:
        """What later updates say; it may change at any time."""
        return self.user.language_code

    @language_code.setter
    def language_code(self, code: str) -> None:
        self.user.language_code = code

    def send(
        self, text: Words, entities: Sequence[Any] = (), *, to: Group | None = None
    ) -> Message:
        """Write a message. One over 4096 UTF-16 units is a ValueError: see `send_long`."""
        return self._say(to, written(text, entities))

    def send_long(self, text: Words, *, to: Group | None = None) -> list[Message]:
        """Write a text of any length: the client cuts it into messages."""
        return [self._say(to, piece) for piece in pieces(whole(text))]

    def reply(
        self, message: Message, text: Words, entities: Sequence[Any] = (), *, quote: str = ""
    ) -> Message:
        """Answer a message, perhaps quoting words of it (a ValueError if they are not in it)."""
        quoted = manual_quote(message.content, quote) if quote else None
        return self._say(message.chat, written(text, entities), reply_to=message.id, quote=quoted)

    def edit(self, message: Message, text: Words, entities: Sequence[Any] = ()) -> Message:
        """Change the text of one's own message."""
        if message.sender is not self.user:
            raise ValueError("a person edits only their own messages")
        message.content = written(text, entities)
        message.edit_date = max(int(time.time()), message.date)
        self._cloud.show("edited", message)
        self._cloud.tell_bot("edited_message", message)
        return message

    def forward(
        self,
        text: Words = "",
        entities: Sequence[Any] = (),
        *,
        from_channel: Channel | None = None,
        from_user: "Person | None" = None,
        hidden_name: str = "",
        from_chat: Group | None = None,
        signature: str = "",
        message_id: int = 1,
        date: int = 0,
        photo: bytes | None = None,
        document: bytes | None = None,
        document_name: str = "article.txt",
        media_group_id: str = "",
        to: Group | None = None,
    ) -> Message:
        """Forward somebody's post; with a photo or document, `text` is its caption.

        `date` (seconds since the epoch) and `message_id` are those of the original.
        """
        origin = Origin(
            channel=from_channel.chat if from_channel else None,
            user=from_user.user if from_user else None,
            chat=from_chat.chat if from_chat else None,
            hidden_name=hidden_name,
            signature=signature,
            message_id=message_id,
            date=date,
        )
        media: Json = {}
        if photo is not None:
            media = self._photo(photo)
        elif document is not None:
            media = self._document(document, document_name)
        return self._say(
            to,
            written(text, entities),
            media=media,
            forward_origin=origin.to_json(),
            media_group_id=media_group_id,
        )

    def forward_long(self, text: Words, *, message_id: int = 1, **forwarding: Any) -> list[Message]:
        """Forward a text that its author's client had cut into several posts."""
        return [
            self.forward(piece, message_id=message_id + number, **forwarding)
            for number, piece in enumerate(pieces(whole(text)))
        ]

    def send_document(
        self,
        data: bytes,
        name: str,
        *,
        caption: Words = "",
        content_type: str = "",
        size: int | None = None,
        media_group_id: str = "",
        to: Group | None = None,
    ) -> Message:
        """Send a file. `size` is what Telegram will claim that it has, in bytes."""
        media = self._document(data, name, content_type, size)
        return self._say(to, written(caption), media=media, media_group_id=media_group_id)

    def send_photo(
        self,
        data: bytes | None = None,
        *,
        caption: Words = "",
        media_group_id: str = "",
        to: Group | None = None,
    ) -> Message:
        """Send a picture; a small grey one, if none is given."""
        media = self._photo(data or grey_picture())
        return self._say(to, written(caption), media=media, media_group_id=media_group_id)

    def send_sticker(self, emoji: str = "😀", *, to: Group | None = None) -> Message:
        file = self._cloud.files.add(b"RIFF", "stickers", "sticker.webp", "image/webp")
        kind: Json = {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
        sticker = file.to_json() | kind | {"width": 512, "height": 512}
        return self._say(to, FormattedText(), media={"sticker": sticker})

    def react(self, message: Message, emoji: str = "") -> None:
        """Put this reaction under a message, or take one's own away."""
        old = message.reactions.get(self.id, [])
        new = [{"type": "emoji", "emoji": emoji}] if emoji else []
        message.reactions[self.id] = new
        self._cloud.show("edited", message)
        update = {
            "chat": message.chat.to_json(),
            "message_id": message.id,
            "user": self.user.to_json(),
            "date": int(time.time()),
            "old_reaction": old,
            "new_reaction": new,
        }
        self._cloud.updates.put("message_reaction", update)

    async def press(
        self, message: Message, button_text: str, *, within: float = PATIENCE
    ) -> str | None:
        """Press a button and wait: the text of the toast or alert, None where there is none.

        Raises LookupError where there is no such button, TimeoutError where there is no answer.
        """
        for button in chain.from_iterable(message.buttons):
            if button.text == button_text and button.data:
                answer = await self.press_data(message, button.data, within=within)
                return answer.text or None
        raise LookupError(f"no button {button_text!r} to press among {message.button_texts}")

    async def press_data(
        self, message: Message, data: str, *, within: float = PATIENCE
    ) -> CallbackAnswer:
        """Press the button with this callback data, even one that is no longer there."""
        query = self._cloud.ask()
        update = {
            "id": query.id,
            "from": self.user.to_json(),
            "message": message.to_json(),
            "chat_instance": str(message.chat.id * 31),
            "data": data,
        }
        self._cloud.updates.put("callback_query", update)
        answer = await asyncio.wait_for(query.answer, within)
        assert isinstance(answer, CallbackAnswer)
        return answer

    def block(self) -> None:
        """Block the bot: from now on it gets a 403 here."""
        self._set_bot_status("kicked")

    def unblock(self) -> None:
        self._set_bot_status("member")

    def bot_messages(self, where: Group | None = None) -> list[Message]:
        """What the bot has written in a chat and not deleted, oldest first."""
        return list(self._chat(where).written_by(self._cloud.bot))

    async def next_message(
        self, within: float = PATIENCE, *, where: Group | None = None
    ) -> Message:
        """The bot's next message that this has not returned before. Raises TimeoutError."""
        chat = self._chat(where)
        seen = self._seen.get(chat.id, 0)
        message = await self._await(lambda m: m.id > seen, within, chat)
        self._seen[chat.id] = message.id
        return message

    async def wait_for(
        self,
        condition: Callable[[Message], bool],
        within: float = PATIENCE,
        *,
        where: Group | None = None,
    ) -> Message:
        """The bot's first message that meets the condition, now or after an edit. TimeoutError."""
        return await self._await(condition, within, self._chat(where))

    async def _await(
        self, condition: Callable[[Message], bool], within: float, chat: Chat
    ) -> Message:
        def found() -> Message | None:
            return next(filter(condition, chat.written_by(self._cloud.bot)), None)

        message = await self._cloud.changed.until(found, within)
        if message is None:
            there = [m.text[:80] for m in chat.written_by(self._cloud.bot)][-5:]
            raise TimeoutError(f"no such message after {within} s; the last of the bot: {there}")
        return message

    def _chat(self, where: "Group | Chat | None") -> Chat:
        if where is None:
            return self._cloud.private_chat(self.user)
        return where.chat if isinstance(where, Group) else where

    def _say(self, to: "Group | Chat | None", content: FormattedText, **fields: Any) -> Message:
        if not content.text and not fields.get("media"):
            raise ValueError("a message needs words or a file")
        message = self._cloud.add_message(self._chat(to), self.user, content, **fields)
        self._cloud.tell_bot("message", message)
        return message

    def _set_bot_status(self, status: str) -> None:
        chat = self._chat(None)
        self._cloud.set_bot_status(chat, status, self.user)

    def _photo(self, data: bytes) -> Json:
        return photo(self._cloud.files.add(data, "photos", "photo.jpg", "image/jpeg"))

    def _document(
        self, data: bytes, name: str, content_type: str = "", size: int | None = None
    ) -> Json:
        kind = content_type or guess_type(name)[0] or "application/octet-stream"
        return document(self._cloud.files.add(data, "documents", name, kind, size))
