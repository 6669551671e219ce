"""A process that asks for a hundred articles at once, and says how many it got:
`python -m tests.botapi.asking_much DATABASE_URL`.
"""

import asyncio
import os
import sys

from bot.botapi.limits import PersonLimits
from bot.config import Settings
from bot.errors import TooManyArticles
from bot.storage import Store
from tests.botapi.fakes import CurrentWork


async def ask_much(database_url: str) -> None:
    store = Store(database_url)
    await store.open()
    settings = Settings(articles_per_hour=33)

    def limits(number: int) -> PersonLimits:
        work = CurrentWork(f"{os.getpid()} {number}")
        return PersonLimits(settings, store.usage, work, lambda: 1_700_000_000.0)

    asked = [limits(number).count_article(7) for number in range(100)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    assert all(answer is None or isinstance(answer, TooManyArticles) for answer in answers)
    print(answers.count(None))
    await store.close()


if __name__ == "__main__":
    asyncio.run(ask_much(*sys.argv[1:]))
