"""Receiving by long polling: what Telegram has is kept before more is asked for.

The answers are read as they are, not through python-telegram-bot: an update that it cannot make
sense of would take those down with it that came in the same answer.
"""

import logging
from collections.abc import Callable, Sequence

import aiohttp
from sqlalchemy.exc import SQLAlchemyError

from bot.backoff import Backoff
from bot.botapi.inbox import Inbox
from bot.botapi.updates import parse_update
from bot.domain.incoming import IncomingMessage
from bot.jobs.work import JSON

log = logging.getLogger(__name__)

_POLL_SECONDS = 25
_PATIENCE = aiohttp.ClientTimeout(total=_POLL_SECONDS + 15, sock_connect=10)


class _Refused(Exception):
    """Telegram's own words on why there are no updates, and when to ask again, in seconds."""

    def __init__(self, description: str, retry_after: float) -> None:
        super().__init__(description)
        self.retry_after = retry_after


async def poll(
    base_url: str,
    token: str,
    update_types: Sequence[str],
    inbox: Inbox,
    heard: Callable[[], None] = lambda: None,
) -> None:
    """Put all updates into the inbox, for ever. Cancelled, it loses none.

    `heard` is called whenever Telegram has answered.
    """
    question = {"timeout": _POLL_SECONDS, "allowed_updates": list(update_types)}
    pauses = Backoff()
    async with aiohttp.ClientSession(timeout=_PATIENCE, trust_env=True) as session:
        while True:
            wanted = 0.0
            try:
                updates = await _updates(session, f"{base_url}{token}/getUpdates", question)
                heard()
                known = [message for update in updates if (message := _parsed(update))]
                for message in known:
                    await inbox.put(message)
                    question["offset"] = message.update_id + 1
                # Telegram gives what is no update again at once, if there is nothing else.
                if known or not updates:
                    pauses.reset()
                    continue
            except _Refused as refusal:
                log.error("Telegram gives no updates: %s", refusal)
                wanted = refusal.retry_after
            # The words of a connection's error have the address in them, which has the token.
            except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError) as error:
                log.warning("Telegram cannot be reached: %s", type(error).__name__)
            except SQLAlchemyError as error:
                log.error("Updates cannot be kept, Telegram has to: %s", error)
            await pauses.pause(at_least=wanted)


async def _updates(session: aiohttp.ClientSession, address: str, question: JSON) -> list[JSON]:
    async with session.post(address, json=question) as response:
        answer = await response.json(content_type=None)
    if not isinstance(answer, dict):
        raise ValueError("no answer of a Bot API server")
    if not answer.get("ok"):
        retry_after = (answer.get("parameters") or {}).get("retry_after", 0)
        raise _Refused(str(answer.get("description", "")), float(retry_after))
    return list(answer["result"])


def _parsed(given: JSON) -> IncomingMessage | None:
    message = parse_update(given)
    if message is None:
        # Neither its words nor its names, which may be anything as well.
        log.warning("Telegram gave a %s that is no update; it is skipped", type(given).__name__)
    return message
