"""The bot in a process of its own, with a watched event loop: `python -m benchmarks._running bot`.

It speaks HTTP to a playground in the process that started it. SIGUSR1 makes it print the longest
block of its loop since the last time, in milliseconds, SIGUSR2 how late the loop is at most in 99 %
of all cases; SIGTERM stops it.
"""

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.playground import Playground

_EVERY_SECONDS = 0.001


class Ticker:
    """How long an event loop is ever blocked, measured by a ticker beside whatever runs in it."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._late: Counter[int] = Counter()  # how often by how many tenths of a millisecond

    def taken(self) -> float:
        """Return the longest block since this was last asked, in milliseconds."""
        longest, self._longest = self._longest, 0.0
        return 1000 * longest

    def late(self, share: float) -> float:
        """Return by how much this share of all ticks was late at most, in milliseconds."""
        left = share * self._late.total()
        for tenths, count in sorted(self._late.items()):
            left -= count
            if left <= 0:
                return tenths / 10
        return 0.0

    async def tick(self) -> None:
        """Tick for ever."""
        while True:
            started = time.perf_counter()
            await asyncio.sleep(_EVERY_SECONDS)
            late = time.perf_counter() - started - _EVERY_SECONDS
            self._longest = max(self._longest, late)
            self._late[round(10_000 * late)] += 1


@asynccontextmanager
async def ticking() -> AsyncIterator[Ticker]:
    """Let a ticker tick in the running loop while this is open."""
    ticker = Ticker()
    task = asyncio.create_task(ticker.tick())
    try:
        yield ticker
    finally:
        task.cancel()


class Child:
    """A process of this module."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        return self._process.pid

    async def longest_block(self) -> float:
        """Return that of its event loop since this was last asked, in milliseconds."""
        self._process.send_signal(signal.SIGUSR1)
        return float(await self.line())

    async def usually_late(self) -> float:
        """Return by how many milliseconds its event loop was late at most in 99 % of all cases."""
        self._process.send_signal(signal.SIGUSR2)
        return float(await self.line())

    async def line(self) -> bytes:
        assert self._process.stdout is not None
        return await self._process.stdout.readline()

    async def stop(self) -> None:
        self._process.terminate()
        await self._process.communicate()


# A few people here send what many would.
WITHOUT_LIMITS = {
    "DRAGOMAN_ARTICLES_PER_HOUR": "0",
    "DRAGOMAN_CHARACTERS_PER_DAY": "0",
    "DRAGOMAN_PENDING_PER_PERSON": "0",
    "DRAGOMAN_QUEUE_LIMIT": "0",
}


def bot_environment(telegram: Playground, database_url: str, packages: Path) -> dict[str, str]:
    """Return the environment in which a process of the bot speaks to a playground."""
    environment = os.environ | {
        "DRAGOMAN_TOKEN": telegram.token,
        "DRAGOMAN_API_URL": telegram.base_url,
        "DRAGOMAN_API_FILE_URL": telegram.base_file_url,
        "DRAGOMAN_DATABASE_URL": database_url,
        "DRAGOMAN_PACKAGES_FOLDER": str(packages),
        **WITHOUT_LIMITS,
    }
    # Whoever starts the bot a second time has the bytecode of the first.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


@asynccontextmanager
async def running_bot(telegram: Playground, packages: Path, folder: Path) -> AsyncIterator[Child]:
    """Run the bot, with its database in `folder`, while this is open."""
    environment = bot_environment(telegram, f"sqlite:///{folder}/benchmark.sqlite3", packages)
    async with _started("bot", environment) as child:
        yield child


@asynccontextmanager
async def idle_process() -> AsyncIterator[Child]:
    """Run a process that only sleeps, which shows what the machine itself does: the reference."""
    async with _started("idle", dict(os.environ)) as child:
        yield child


@asynccontextmanager
async def _started(work: str, environment: dict[str, str]) -> AsyncIterator[Child]:
    command = (sys.executable, "-m", "benchmarks._running", work)
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE
    )
    child = Child(process)
    await child.line()  # it takes signals from now on
    try:
        yield child
    finally:
        await child.stop()


async def _serve_people(stop: asyncio.Event) -> None:
    from bot.app import serve
    from bot.config import load_settings

    await serve(load_settings(), stop)


async def _idle(stop: asyncio.Event) -> None:
    await stop.wait()


_WORK = {"bot": _serve_people, "idle": _idle}


async def _watched(work: str) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    async with ticking() as ticker:
        loop.add_signal_handler(signal.SIGUSR1, lambda: print(ticker.taken(), flush=True))
        loop.add_signal_handler(signal.SIGUSR2, lambda: print(ticker.late(0.99), flush=True))
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        print("ready", flush=True)
        await _WORK[work](stop)


if __name__ == "__main__":
    asyncio.run(_watched(sys.argv[1]))
