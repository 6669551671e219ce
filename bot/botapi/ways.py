"""Receiving updates in the way that the settings say: by long polling, or by a webhook.

Either way is registered with Telegram first, which allows one at a time.
"""

import asyncio
from collections.abc import Callable

from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.botapi.inbox import Inbox
from bot.botapi.polling import poll
from bot.botapi.server import Gate, Webhook
from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.errors import BadConfiguration, TelegramUnreachable
from bot.telemetry.health import Health, Phase

_UPDATE_TYPES = ("message", "edited_message", "callback_query")

# How many deliveries at once. Each takes some milliseconds.
_CONNECTIONS = 40


async def receive(settings: Settings, bot: Bot, inbox: Inbox, health: Health) -> None:
    """Receive for ever. By a webhook, that is done by the server which `webhook` is in.

    Raises BadConfiguration for an address that Telegram refuses, and TelegramUnreachable.
    """
    try:
        if not settings.webhook_url:
            await bot.delete_webhook()
            token = settings.token.get_secret_value()
            await poll(settings.api_url, token, _UPDATE_TYPES, inbox, health.heard)
        await bot.set_webhook(
            settings.webhook_url,
            max_connections=_CONNECTIONS,
            allowed_updates=_UPDATE_TYPES,
            secret_token=settings.delivery_secret,
        )
    except BadRequest as refusal:
        raise BadConfiguration(problem=f"webhook_url: {refusal.message}") from refusal
    except NetworkError:
        raise TelegramUnreachable(url=settings.api_url) from None
    await asyncio.Event().wait()


def webhook(
    settings: Settings, inbox: Inbox, health: Health, answered: Callable[[int], None]
) -> Webhook:
    """The webhook as it is set, open while the bot is running. `answered` hears each status."""
    networks = settings.telegram_networks if settings.only_from_telegram else ()
    gate = Gate(settings.delivery_secret, networks, settings.trusted_proxies)

    async def put(message: IncomingMessage) -> None:
        health.heard()
        await inbox.put(message)

    return Webhook(gate, put, lambda: health.phase is Phase.RUNNING, answered)
