"""What is lost when the bot is killed: SIGKILL at random moments, under load, and other faults.

    uv run python -m benchmarks.kill [--kills 200] [--database sqlite|postgresql]
                                     [--only kills postgresql telegram disk]

The bot is a real process, which speaks HTTP to a playground in this one. People ask without pause,
Telegram refuses now and then with a 429. At the end every question must have its answer, in the
order of its chat. A process can die after Telegram took a message and before that was written down:
such a message comes again. It is counted apart from those that were written down, which may not.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy

from benchmarks._running import bot_environment
from bot.playground import Person, Playground
from tests.argos.package import build_package
from tests.postgres import PostgresServer

PEOPLE = 8
_MOST_UNANSWERED = 12
_PATIENCE = 120.0

ARTICLE = (
    "Report {n}. The city opened the old bridge over the river again on Monday. Many people came "
    "in the morning and saw the market and the station. The mayor said that every street needs a "
    "tree. Scientists reported the temperature of the lake. The bank bought the factory. A teacher "
    "asked why the library sleeps on Friday, and nobody knows."
)
QUESTIONS = (ARTICLE, ARTICLE, "/translate uk " + ARTICLE, "/help")


@dataclass
class Verdict:
    """What people got. Messages `repeated_kept` had been written down as sent before."""

    name: str
    faults: int = 0
    asked: int = 0
    answered: int = 0
    out_of_order: int = 0
    repeated_kept: int = 0
    repeated_unkept: int = 0
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return self.asked == self.answered and not self.out_of_order and not self.repeated_kept

    def row(self) -> str:
        return (
            f"{self.name:<34} {self.faults:>6} {self.asked:>6} {self.answered:>8} "
            f"{self.out_of_order:>12} {self.repeated_kept:>13} {self.repeated_unkept:>15} "
            f"{self.seconds:>7.0f} s"
        )


HEADER = (
    f"{'fault':<34} {'times':>6} {'asked':>6} {'answered':>8} {'out of order':>12} "
    f"{'repeated':>13} {'sent, not kept':>15} {'time':>9}"
)


class Bot:
    """The bot as a process, started again on the same database as often as needed."""

    def __init__(
        self, telegram: Playground, database_url: str, packages: Path, *, log: bool
    ) -> None:
        self._telegram = telegram
        self._environment = bot_environment(telegram, database_url, packages)
        self._environment["DRAGOMAN_LOG_LEVEL"] = "ERROR"
        self._log = None if log else asyncio.subprocess.DEVNULL
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"), env=self._environment, stderr=self._log
        )

    async def working(self) -> None:
        """Return when it has sent something since now."""
        sent = len(self._telegram.calls_of("sendMessage"))
        async with asyncio.timeout(_PATIENCE):
            while len(self._telegram.calls_of("sendMessage")) == sent:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    async def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> int:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), 60)


@dataclass
class Load:
    """People who ask, and what they have asked."""

    telegram: Playground
    chance: random.Random
    people: list[Person] = field(default_factory=list)
    asked: list[tuple[Person, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = [self.telegram.person(f"Reader {n}") for n in range(PEOPLE)]

    def ask(self, count: int) -> None:
        """Some questions more, unless too many wait already."""
        for _ in range(min(count, _MOST_UNANSWERED - len(self.unanswered()))):
            person = self.chance.choice(self.people)
            question = self.chance.choice(QUESTIONS).format(n=len(self.asked))
            self.asked.append((person, person.send(question).id))

    def answers(self, person: Person) -> list[tuple[int, int]]:
        """Which messages were answered, each with the id of the answer, as they came."""
        return [(m.reply_to, m.id) for m in person.bot_messages() if m.reply_to is not None]

    def unanswered(self) -> list[tuple[Person, int]]:
        answered = {(p.id, question) for p in self.people for question, _ in self.answers(p)}
        return [(p, question) for p, question in self.asked if (p.id, question) not in answered]

    async def all_answered(self) -> None:
        """Return when nothing is unanswered, or nothing has been answered for long."""
        left, since = len(self.unanswered()), time.monotonic()
        while left and time.monotonic() - since < _PATIENCE:
            await asyncio.sleep(0.05)
            if (now := len(self.unanswered())) != left:
                left, since = now, time.monotonic()
        await asyncio.sleep(1)  # for what would come twice

    def judge(self, verdict: Verdict, kept: set[tuple[int, int]]) -> None:
        """`kept` are chats and ids of the messages that the bot has on record."""
        verdict.asked = len(self.asked)
        verdict.answered = verdict.asked - len(self.unanswered())
        for person in self.people:
            asked = [question for p, question in self.asked if p is person]
            answers = self.answers(person)
            first = list(dict.fromkeys(question for question, _ in answers))
            verdict.out_of_order += sum(a != b for a, b in zip(asked, first, strict=False))
            for question in asked:
                messages = [answer for replied, answer in answers if replied == question]
                on_record = sum((person.id, message) in kept for message in messages)
                verdict.repeated_kept += max(on_record - 1, 0)
                verdict.repeated_unkept += len(messages) - max(on_record, 1) if messages else 0


def on_record(database_url: str) -> set[tuple[int, int]]:
    """The messages that DBOS has on record as sent: the ids of their chats, and their own."""
    table = "operation_outputs"
    if database_url.startswith("postgresql"):
        database_url = database_url.replace("postgresql:", "postgresql+psycopg:", 1)
        table = f"dbos.{table}"
    engine = sqlalchemy.create_engine(database_url)
    query = f"SELECT output FROM {table} WHERE function_name = 'telegram'"
    with engine.connect() as connection:
        outputs = [json.loads(row[0]) for row in connection.execute(sqlalchemy.text(query))]
    engine.dispose()
    results: Iterator[Any] = (output.get("result") for output in outputs)
    return {(r["chat"]["id"], r["message_id"]) for r in results if isinstance(r, dict)}


@dataclass
class Scene:
    """All that a fault happens to."""

    bot: Bot
    load: Load
    telegram: Playground
    postgres: PostgresServer | None
    chance: random.Random


async def kill_often(scene: Scene, times: int) -> None:
    """SIGKILL, one in five during the start, the others while it answers."""
    for number in range(times):
        scene.load.ask(4)
        if number % 3 == 0:
            scene.telegram.fail("sendMessage", 429, retry_after=1)
        await scene.bot.start()
        if number % 5:
            await scene.bot.working()
            await asyncio.sleep(scene.chance.uniform(0, 1))
        else:
            await asyncio.sleep(scene.chance.uniform(0, 3))
        scene.load.ask(2)
        await asyncio.sleep(scene.chance.uniform(0, 0.3))
        await scene.bot.kill()
    await scene.bot.start()


async def restart_postgres(scene: Scene, times: int) -> None:
    """The database goes away under the bot for some seconds."""
    assert scene.postgres is not None
    await scene.bot.start()
    for _ in range(times):
        scene.load.ask(4)
        await scene.bot.working()
        await asyncio.to_thread(scene.postgres.stop)
        scene.load.ask(2)
        await asyncio.sleep(scene.chance.uniform(0.5, 3))
        await asyncio.to_thread(scene.postgres.start)
        await asyncio.sleep(1)


async def lose_telegram(scene: Scene, times: int) -> None:
    """The Bot API server answers nothing but 502 for some seconds."""
    await scene.bot.start()
    faults = scene.telegram.cloud.faults
    for _ in range(times):
        scene.load.ask(4)
        await scene.bot.working()
        scene.telegram.fail("*", 502, times=10**9)
        scene.telegram.fail("getUpdates", 502, times=10**9)
        scene.load.ask(2)
        await asyncio.sleep(scene.chance.uniform(1, 5))
        faults.waiting.clear()
        await asyncio.sleep(1)


async def fill_disk(scene: Scene, times: int) -> None:
    """No file of the bot can grow for some seconds: what a full disk is to SQLite."""
    await scene.bot.start()
    for _ in range(times):
        scene.load.ask(4)
        await scene.bot.working()
        with _no_room(scene.bot.pid):
            scene.load.ask(2)
            await asyncio.sleep(scene.chance.uniform(1, 4))
        await asyncio.sleep(1)


@contextmanager
def _no_room(pid: int) -> Iterator[None]:
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, most))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))


FAULTS: dict[str, Callable[[Scene, int], Awaitable[None]]] = {
    "kills": kill_often,
    "postgresql": restart_postgres,
    "telegram": lose_telegram,
    "disk": fill_disk,
}
_NAMES = {
    "kills": "SIGKILL",
    "postgresql": "PostgreSQL restarted",
    "telegram": "Bot API server away",
    "disk": "no room on the disk",
}


async def trial(
    fault: str, times: int, *, on_postgres: bool = False, seed: int = 6, log: bool = False
) -> Verdict:
    """One fault, so many times, to a new bot with a database of its own."""
    on_postgres = on_postgres or fault == "postgresql"
    verdict = Verdict(f"{_NAMES[fault]}, {'PostgreSQL' if on_postgres else 'SQLite'}", times)
    began = time.monotonic()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="dragoman-kill-"))
        packages = Path(folder, "packages")
        build_package(packages, "en", "uk")
        postgres = stack.enter_context(PostgresServer()) if on_postgres else None
        database_url = postgres.new_database() if postgres else f"sqlite:///{folder}/bot.sqlite3"
        async with Playground() as telegram:
            chance = random.Random(seed)
            load = Load(telegram, chance)
            bot = Bot(telegram, database_url, packages, log=log)
            try:
                await FAULTS[fault](Scene(bot, load, telegram, postgres, chance), times)
                await load.all_answered()
                code = await bot.stop()
            except BaseException:
                await bot.kill()
                raise
            load.judge(verdict, on_record(database_url))
    if code:
        raise SystemExit(f"the bot ended with {code} when it was asked to stop")
    verdict.seconds = time.monotonic() - began
    return verdict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--times", type=int, default=10, help="how often the other faults happen")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--only", nargs="+", choices=FAULTS, default=list(FAULTS))
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--log", action="store_true", help="show the log of the bot")
    options = parser.parse_args()
    print(HEADER, flush=True)
    held = True
    for fault in options.only:
        times = options.kills if fault == "kills" else options.times
        on_postgres = options.database == "postgresql" and fault != "disk"
        verdict = asyncio.run(
            trial(fault, times, on_postgres=on_postgres, seed=options.seed, log=options.log)
        )
        print(verdict.row(), flush=True)
        held = held and verdict.holds
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"load average {load} on {os.cpu_count()} cores")
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
