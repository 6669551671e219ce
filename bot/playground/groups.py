"""Groups that the bot is in, and channels whose posts people forward to it."""

from dataclasses import dataclass

from bot.playground.chats import Chat, ChatType, User
from bot.playground.cloud import Cloud


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """A group or supergroup with the bot in it."""

    chat: Chat

    @property
    def id(self) -> int:
        return self.chat.id


@dataclass(frozen=True, eq=False, slots=True)
class Channel:
    """A channel to forward from; the bot is not in it."""

    chat: Chat


def found_group(
    cloud: Cloud,
    title: str,
    members: list[User],
    type: ChatType = "supergroup",
    username: str = "",
    *,
    bot_is_admin: bool = False,
) -> Group:
    """A group that the first member has made and added the bot to, which the bot is told."""
    statuses = {user.id: "member" for user in members} | {members[0].id: "creator"}
    chat = Chat(cloud.new_group_id(), type, title, username, members=statuses, bot_status="left")
    status = "administrator" if bot_is_admin else "member"
    cloud.set_bot_status(cloud.add_chat(chat), status, members[0])
    return Group(chat)


def new_channel(cloud: Cloud, title: str, username: str = "") -> Channel:
    """A private channel, if it has no username."""
    return Channel(Chat(cloud.new_group_id(), "channel", title, username))
