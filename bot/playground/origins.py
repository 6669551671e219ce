"""Where a forwarded message came from, as the Bot API's MessageOrigin objects."""

import time
from dataclasses import dataclass

from bot.playground.chats import Chat, Message, User
from bot.playground.wire import Json


@dataclass(frozen=True, slots=True)
class Origin:
    """One of the four kinds. `date` is when the original was sent, seconds since the epoch."""

    channel: Chat | None = None
    user: User | None = None
    hidden_name: str = ""
    chat: Chat | None = None
    signature: str = ""
    message_id: int = 1
    date: int = 0

    def to_json(self) -> Json:
        origin = self._kind() | {"date": self.date or int(time.time()) - 3600}
        if self.signature and (self.channel or self.chat):
            origin["author_signature"] = self.signature
        return origin

    def _kind(self) -> Json:
        if self.channel is not None:
            return {
                "type": "channel",
                "chat": self.channel.to_json(),
                "message_id": self.message_id,
            }
        if self.chat is not None:
            return {"type": "chat", "sender_chat": self.chat.to_json()}
        if self.user is not None:
            return {"type": "user", "sender_user": self.user.to_json()}
        return {"type": "hidden_user", "sender_user_name": self.hidden_name}


def origin_of(message: Message) -> Json:
    """The origin that forwarding this message gives."""
    return Origin(user=message.sender, date=message.date).to_json()
