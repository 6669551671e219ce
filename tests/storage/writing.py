"""A process that opens a database and remembers and forgets translations, while others do the same:
`python -m tests.storage.writing URL NAME`. It begins when it is sent a line.
"""

import asyncio
import random
import sys
from datetime import timedelta

from bot.storage import Store, translations

KEYS = [b"%016d" % number for number in range(40)]
ROUNDS = 30


async def write(url: str, name: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    database = Store(url)
    await database.open()
    for _ in range(ROUNDS):
        rows = {key: name.encode() for key in random.sample(KEYS, 20)}
        await database.translations.remember(rows, used=random.sample(KEYS, 20))
        await database.translations.forget(timedelta(days=1), most=len(KEYS) - 10)
    await database.close()


if __name__ == "__main__":
    # Every translation that is of use is written, not only one that was not written for long.
    translations._LEAST_AGE_TO_TOUCH = timedelta(0)
    asyncio.run(write(*sys.argv[1:]))
