"""Methods about the bot's account: who it is, its updates, its profile, the chats it is in."""

import re
from collections.abc import Awaitable, Callable, Mapping

from bot.playground.calls import Json, Parameters, bad_request
from bot.playground.chats import Chat
from bot.playground.cloud import Cloud, Method
from bot.playground.profile import check_language
from bot.playground.reading import read_chat
from bot.playground.updates import Webhook, check_webhook_url

_LONGEST_POLL = 50
"""Seconds."""
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"
_PROFILE_TEXTS = {"Description": "description", "ShortDescription": "short_description"}


async def get_me(cloud: Cloud, parameters: Parameters) -> Json:
    return cloud.bot.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not cloud.privacy_mode,
        "supports_guest_queries": cloud.guest_mode,
        "supports_inline_queries": cloud.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_settings(cloud: Cloud, parameters: Parameters) -> bool:
    if parameters.has("supports_inline_queries"):
        cloud.inline_mode = parameters.boolean("supports_inline_queries")
    if parameters.has("supports_guest_queries"):
        cloud.guest_mode = parameters.boolean("supports_guest_queries")
    return True


async def get_updates(cloud: Cloud, parameters: Parameters) -> list[Json]:
    cloud.updates.allow(parameters.decoded("allowed_updates", "allowed_updates"))
    limit = parameters.integer("limit", 100)
    return await cloud.updates.poll(
        offset=parameters.integer("offset"),
        limit=min(max(limit, 1), 100),
        seconds=min(max(parameters.integer("timeout"), 0), _LONGEST_POLL),
    )


async def set_webhook(cloud: Cloud, parameters: Parameters) -> bool:
    url, secret = parameters.text("url"), parameters.text("secret_token")
    if not url:
        return await delete_webhook(cloud, parameters)
    check_webhook_url(url)
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch("[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    cloud.updates.allow(parameters.decoded("allowed_updates", "allowed_updates"))
    if parameters.boolean("drop_pending_updates"):
        cloud.updates.waiting.clear()
    connections = min(max(parameters.integer("max_connections", 40), 1), 100)
    await cloud.updates.set_webhook(Webhook(url, secret, connections))
    return True


async def delete_webhook(cloud: Cloud, parameters: Parameters) -> bool:
    if parameters.boolean("drop_pending_updates"):
        cloud.updates.waiting.clear()
    await cloud.updates.set_webhook(None)
    return True


async def get_webhook_info(cloud: Cloud, parameters: Parameters) -> Json:
    webhook = cloud.updates.webhook
    info: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(cloud.updates.waiting),
    }
    if webhook is not None:
        info["max_connections"] = webhook.max_connections
        if webhook.last_error:
            info["last_error_date"] = webhook.last_error_date
            info["last_error_message"] = webhook.last_error
    if cloud.updates.allowed:
        info["allowed_updates"] = list(cloud.updates.allowed)
    return info


async def set_my_commands(cloud: Cloud, parameters: Parameters) -> bool:
    if parameters.has("scope"):
        raise bad_request("the playground has no scopes of commands")
    commands = parameters.decoded("commands", "commands")
    cloud.profile.set_commands(commands, parameters.text("language_code"))
    cloud.events.send({"kind": "profile"})
    return True


async def get_my_commands(cloud: Cloud, parameters: Parameters) -> list[Json]:
    language = check_language(parameters.text("language_code"))
    return cloud.profile.commands.get(language, [])


def _setter(kind: str) -> Callable[[Cloud, Parameters], Awaitable[bool]]:
    async def set_text(cloud: Cloud, parameters: Parameters) -> bool:
        cloud.profile.set_text(kind, parameters.text(kind), parameters.text("language_code"))
        cloud.events.send({"kind": "profile"})
        return True

    return set_text


def _getter(kind: str) -> Callable[[Cloud, Parameters], Awaitable[Json]]:
    async def get_text(cloud: Cloud, parameters: Parameters) -> Json:
        language = check_language(parameters.text("language_code"))
        return {kind: cloud.profile.text(kind, language)}

    return get_text


async def get_chat(cloud: Cloud, parameters: Parameters) -> Json:
    chat = read_chat(cloud, parameters)
    linked = {"linked_chat_id": chat.discussion.id} if chat.discussion else {}
    return (
        chat.to_json()
        | linked
        | {
            "accent_color_id": chat.id % 7,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS.split(), False),
        }
    )


async def get_chat_member(cloud: Cloud, parameters: Parameters) -> Json:
    chat = read_chat(cloud, parameters)
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id != cloud.bot.id and user_id not in cloud.users:
        raise bad_request("user not found")
    return _member(cloud, chat, user_id)


async def get_chat_administrators(cloud: Cloud, parameters: Parameters) -> list[Json]:
    chat = read_chat(cloud, parameters)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [
        _member(cloud, chat, user_id)
        for user_id, status in chat.members.items()
        if status in ("creator", "administrator")
    ]


def _member(cloud: Cloud, chat: Chat, user_id: int) -> Json:
    if user_id == cloud.bot.id:
        return chat.member_json(cloud.bot, chat.bot_status)
    status = "member" if chat.is_private else chat.members.get(user_id, "left")
    return chat.member_json(cloud.users[user_id], status)


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "setMySettings": set_my_settings,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    **{f"setMy{name}": _setter(kind) for name, kind in _PROFILE_TEXTS.items()},
    **{f"getMy{name}": _getter(kind) for name, kind in _PROFILE_TEXTS.items()},
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
}
