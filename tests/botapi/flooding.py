"""A process that writes three messages to each chat as fast as it may:
`python -m tests.botapi.flooding DATABASE_URL BASE_URL CHAT…`.
"""

import asyncio
import sys

from telegram.ext import ExtBot

from bot.botapi.calls import DurableCalls
from bot.botapi.rate_limiter import TELEGRAM, RateLimiter
from bot.jobs.workflows import Workflows
from bot.playground.playground import DEFAULT_TOKEN
from bot.storage import Store


async def flood(database_url: str, base_url: str, *chats: str) -> None:
    store = Store(database_url)
    await store.open()
    calls = DurableCalls(Workflows(database_url, "local"), RateLimiter(store.slots, TELEGRAM))
    async with ExtBot(DEFAULT_TOKEN, base_url, rate_limiter=calls) as bot:
        await asyncio.gather(
            *(bot.send_message(int(chat), "Hello") for chat in chats for _ in range(3))
        )
    await store.close()


if __name__ == "__main__":
    asyncio.run(flood(*sys.argv[1:]))
