"""A process that writes three messages to each chat as fast as it may:
`python -m tests.botapi.flooding DATABASE_URL BASE_URL CHAT…`.

It prints the chat and the time of each turn that it has taken, in seconds since 1970.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence

from telegram.ext import ExtBot

from bot.botapi.calls import DurableCalls
from bot.botapi.rate_limiter import TELEGRAM, RateLimiter
from bot.jobs.workflows import Workflows
from bot.playground.playground import DEFAULT_TOKEN
from bot.storage import Slots, Store
from bot.storage.database import make_engine
from bot.storage.slots import Change


class PrintedSlots(Slots):
    """Print the turns that are taken."""

    async def change(self, keys: Sequence[str], change: Change) -> None:
        """Do as Slots does."""

        def printed(now: float, free_at: Mapping[str, float]) -> Mapping[str, float]:
            taken = change(now, free_at)
            if taken:
                # When a chat is free again tells when something goes to it.
                print(f"{keys[1]} {taken[keys[1]] - TELEGRAM.chat.every}\n", end="")
            return taken

        await super().change(keys, printed)


async def flood(database_url: str, base_url: str, *chats: str) -> None:
    store = Store(database_url)
    await store.open()
    limiter = RateLimiter(PrintedSlots(make_engine(database_url)), TELEGRAM)
    calls = DurableCalls(Workflows(database_url, "local"), limiter)
    async with ExtBot(DEFAULT_TOKEN, base_url, rate_limiter=calls) as bot:
        await asyncio.gather(
            *(bot.send_message(int(chat), "Hello") for chat in chats for _ in range(3))
        )
    await store.close()


if __name__ == "__main__":
    asyncio.run(flood(*sys.argv[1:]))
