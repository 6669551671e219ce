"""Methods that tell the bot about chats and who is in them."""

from bot.playground.chats import Chat, chat_member
from bot.playground.cloud import Cloud
from bot.playground.parameters import Parameters
from bot.playground.wire import Json, bad_request


async def get_chat(cloud: Cloud, parameters: Parameters) -> Json:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return chat.to_json() | {
        "accent_color_id": chat.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            **dict.fromkeys(gifts, False),
            "gifts_from_channels": False,
        },
    }


async def get_chat_member(cloud: Cloud, parameters: Parameters) -> Json:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    user_id = parameters.integer("user_id")
    if not user_id:
        raise bad_request("invalid user_id specified")
    if user_id != cloud.bot.id and user_id not in cloud.users:
        raise bad_request("user not found")
    return _member(cloud, chat, user_id)


async def get_chat_administrators(cloud: Cloud, parameters: Parameters) -> list[Json]:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        _member(cloud, chat, user_id)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator")
    ]


async def get_chat_member_count(cloud: Cloud, parameters: Parameters) -> int:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    return len(chat.members) + 1


async def leave_chat(cloud: Cloud, parameters: Parameters) -> bool:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    return True


def _member(cloud: Cloud, chat: Chat, user_id: int) -> Json:
    if user_id == cloud.bot.id:
        return chat_member(cloud.bot, "member" if chat.is_private else chat.bot_status)
    status = "member" if chat.is_private else chat.members.get(user_id, "left")
    return chat_member(cloud.users[user_id], status)


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
