"""Methods that tell the bot about chats and who is in them."""

from bot.playground.chats import Chat
from bot.playground.cloud import Cloud
from bot.playground.parameters import Parameters
from bot.playground.wire import Json, bad_request

_RIGHTS = (
    # The fields of ChatMemberAdministrator that are rights.
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories can_pin_messages"
)


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
    return chat_member(cloud, chat, user_id)


async def get_chat_administrators(cloud: Cloud, parameters: Parameters) -> list[Json]:
    chat = cloud.writable_chat(parameters.values.get("chat_id"))
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        chat_member(cloud, chat, user_id)
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


def chat_member(cloud: Cloud, chat: Chat, user_id: int) -> Json:
    """A ChatMember object, with every right for those who have any."""
    is_bot = user_id == cloud.bot.id
    user = cloud.bot if is_bot else cloud.users[user_id]
    if chat.is_private:
        status = "member"
    else:
        status = chat.bot_status if is_bot else chat.members.get(user_id, "left")
    member: Json = {"user": user.to_json(), "status": status}
    if status == "creator":
        return member | {"is_anonymous": False}
    if status == "administrator":
        return member | dict.fromkeys(_RIGHTS.split(), True) | {"is_anonymous": False}
    if status == "kicked":
        return member | {"until_date": 0}
    return member


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
}
