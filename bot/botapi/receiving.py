"""Receives updates by long polling or by a webhook, as the settings say.

They are not parsed by python-telegram-bot, which would lose all updates of an answer with one that
it cannot parse.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import aiohttp
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import BadRequest

from bot.botapi.calls import call_at_start
from bot.botapi.connection import open_session
from bot.botapi.server import Webhook, WebhookAuth
from bot.botapi.updates import parse_update
from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.domain.remote import Backoff
from bot.errors import BadConfiguration, Cause
from bot.jobs.work import JSON
from bot.telemetry.health import Health, Phase

log = logging.getLogger(__name__)

_UPDATE_TYPES = (
    "message",
    "edited_message",
    "callback_query",
    # Channels are answered by their posts.
    "channel_post",
    "edited_channel_post",
    "my_chat_member",
    "stopped_message_generation",
)
# How many deliveries Telegram may make at once. Each takes some milliseconds.
_CONNECTIONS = 40
_POLL_SECONDS = 25
# Telegram has never wanted more; in seconds.
_LONGEST_PAUSE = 86_400
_HAS_WEBHOOK = "while webhook is active"
_UNREACHABLE = (aiohttp.ClientError, TimeoutError)
_TIMEOUT = aiohttp.ClientTimeout(total=_POLL_SECONDS + 15, sock_connect=10)


Put = Callable[[IncomingMessage], Awaitable[None]]
"""Stores an update. When it returns, Telegram may forget the update."""


async def receive(settings: Settings, bot: Bot, put: Put, health: Health) -> None:
    """Tell Telegram how it is to deliver updates, and receive them for ever.

    Those of a webhook are received by the server with the routes of `webhook`. Raises
    BadConfiguration for an address or a token that Telegram refuses, and TelegramUnreachable.
    """
    try:
        if not settings.webhook_url:
            delete_webhook = partial(call_at_start, bot.delete_webhook, settings.api_url)
            token, types = settings.token.get_secret_value(), _update_types(settings)
            await poll(settings.api_url, token, types, put, health.heard, delete_webhook)
        set_webhook = partial(
            bot.set_webhook,
            settings.webhook_url,
            max_connections=_CONNECTIONS,
            allowed_updates=_update_types(settings),
            secret_token=settings.delivery_secret,
        )
        await call_at_start(set_webhook, settings.api_url)
    except BadRequest as refusal:
        said = Cause("Telegram-says", said=refusal.message)
        raise BadConfiguration(webhook_url=said) from refusal
    await asyncio.Event().wait()


def _update_types(settings: Settings) -> tuple[str, ...]:
    reactions = ("message_reaction",) if settings.reactions else ()
    guest = ("guest_message",) if settings.guest_mode else ()
    inline = ("inline_query", "chosen_inline_result") if settings.inline_mode else ()
    return (*_UPDATE_TYPES, *reactions, *guest, *inline)


def webhook(
    settings: Settings, put: Put, health: Health, on_answer: Callable[[int], None]
) -> Webhook:
    """Return the webhook of the settings, which is open while the bot is running.

    `on_answer` is called with the status of each answer.
    """
    networks = settings.telegram_networks if settings.only_from_telegram else ()
    auth = WebhookAuth(settings.delivery_secret, networks, settings.trusted_proxies)

    async def receive(message: IncomingMessage) -> None:
        health.heard()
        await put(message)

    return Webhook(auth, receive, lambda: health.phase is Phase.RUNNING, on_answer)


class _NoUpdates(Exception):
    """Telegram's own words on why there are no updates, and when to ask again, in seconds."""

    def __init__(self, description: str, retry_after: float) -> None:
        super().__init__(description)
        self.retry_after = retry_after


async def poll(
    base_url: str,
    token: str,
    update_types: Sequence[str],
    put: Put,
    heard: Callable[[], None] = lambda: None,
    delete_webhook: Callable[[], Awaitable[object]] | None = None,
) -> None:
    """Poll for updates, for ever; all of an answer are stored before more are asked for.

    `heard` is called whenever Telegram has answered, `delete_webhook` where one is set.
    """
    question = {"timeout": _POLL_SECONDS, "allowed_updates": list(update_types)}
    backoff = Backoff()
    async with open_session(base_url, timeout=_TIMEOUT) as session:
        while True:
            wanted = 0.0
            try:
                updates = await _updates(session, f"{base_url}{token}/getUpdates", question)
                heard()
                known = [message for update in updates if (message := _parsed(update))]
                for message in known:
                    await put(message)
                    question["offset"] = message.update_id + 1
                # Telegram sends an invalid update again at once, if there is nothing else.
                if known or not updates:
                    backoff.reset()
                    continue
            except _NoUpdates as refusal:
                log.error("Telegram gives no updates: %s", refusal)
                wanted = refusal.retry_after
                if delete_webhook is not None and _HAS_WEBHOOK in str(refusal):
                    await delete_webhook()
            # The text of a connection's error has the address in it, which has the token.
            except (*_UNREACHABLE, ValueError, LookupError, TypeError, RecursionError) as error:
                log.warning("Telegram cannot be reached: %s", type(error).__name__)
            except SQLAlchemyError as error:
                log.error("Updates cannot be stored, Telegram keeps them: %s", error)
            await backoff.pause(at_least=wanted)


async def _updates(session: aiohttp.ClientSession, address: str, question: JSON) -> list[JSON]:
    async with session.post(address, json=question) as response:
        answer = await response.json(content_type=None)
    if not isinstance(answer, dict):
        raise ValueError("no answer of a Bot API server")
    if not answer.get("ok"):
        raise _NoUpdates(str(answer.get("description", "")), _retry_after(answer.get("parameters")))
    return list(answer["result"])


def _retry_after(parameters: JSON) -> float:
    """Return the seconds after which to ask again; 0 where Telegram does not say it."""
    wanted = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return float(wanted) if type(wanted) is int and 0 < wanted <= _LONGEST_PAUSE else 0.0


def _parsed(given: JSON) -> IncomingMessage | None:
    message = parse_update(given)
    if message is None:
        # Neither its values nor its keys are logged: both may hold texts.
        log.warning("Telegram gave a %s that is no update; it is skipped", type(given).__name__)
    return message
