"""A process that opens a database and remembers and forgets translations, while others do the same:
`python -m tests.storing.writing URL NAME`. It begins when it is sent a line.
"""

import asyncio
import random
import sys
from datetime import timedelta

from bot.storing import Store

KEYS = [b"%016d" % number for number in range(40)]
ROUNDS = 30


async def write(url: str, name: str) -> None:
    print("ready", flush=True)
    sys.stdin.readline()
    store = Store(url)
    await store.open()
    for _ in range(ROUNDS):
        rows = {key: name.encode() for key in random.sample(KEYS, 20)}
        await store.remember(rows, used=random.sample(KEYS, 20))
        await store.forget_translations(timedelta(days=1), most=len(KEYS) - 10)
    await store.close()


if __name__ == "__main__":
    asyncio.run(write(*sys.argv[1:]))
