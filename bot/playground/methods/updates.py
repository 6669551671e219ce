"""Methods about the bot itself and how its updates reach it."""

import re

from bot.playground.cloud import Cloud
from bot.playground.parameters import Parameters
from bot.playground.updates import Webhook, check_webhook_url
from bot.playground.wire import Json, bad_request

_LONGEST_POLL = 50


async def get_me(cloud: Cloud, parameters: Parameters) -> Json:
    return cloud.bot.to_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not cloud.privacy_mode,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


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
    has_certificate = parameters.upload("certificate") is not None
    await cloud.updates.set_webhook(Webhook(url, secret, connections, has_certificate))
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
        "has_custom_certificate": bool(webhook and webhook.has_certificate),
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


async def leave_server(cloud: Cloud, parameters: Parameters) -> bool:
    """logOut and close: a bot may ask for either before it moves to another server."""
    return True


METHODS = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "logOut": leave_server,
    "close": leave_server,
}
