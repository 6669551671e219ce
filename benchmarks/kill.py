"""What is lost when the bot is killed: SIGKILL at random moments, under load, and other faults.

    uv run python -m benchmarks.kill [--kills 200] [--database sqlite|postgresql]
                                     [--only kills sending postgresql telegram disk]

The bot is a real process, which speaks HTTP to a playground in this one. People ask without pause,
Telegram refuses now and then with a 429. At the end every question must have its answer, in the
order of its chat. A process can die after Telegram took a message and before that was written down:
such a message may come again. It is counted apart from those that were written down, which may not.
"refused" are answers that Telegram refused in the moment of a kill: on SQLite they are taken for
sent, since it is known that they were handed over, and not that they were refused.
"sending" are kills in the very moment, while Telegram takes 60 ms to answer.
"""

import asyncio
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks._asking import HEADER, PATIENCE, Load, Verdict, ended_questions
from benchmarks._figures import command_line, machine
from benchmarks._running import bot_environment
from bot.playground import Playground
from testkit.argos.package import build_package
from testkit.postgres import PostgresServer


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
        async with asyncio.timeout(PATIENCE):
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
class Scene:
    """All that a fault happens to."""

    bot: Bot
    load: Load
    telegram: Playground
    postgres: PostgresServer | None
    chance: random.Random
    database_url: str

    def note(self) -> None:
        """Take note of what has become of the questions."""
        self.load.note(ended_questions(self.database_url))


async def kill_often(scene: Scene, times: int) -> None:
    """Kill the bot, one time in five during the start, else while it answers."""
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
        scene.note()
    await scene.bot.start()


async def kill_while_sending(scene: Scene, times: int) -> None:
    """Kill the bot while messages are on their way, and Telegram takes its time to say so."""
    scene.telegram.cloud.answer_delay = 0.06
    for _ in range(times):
        scene.load.ask(8)
        await scene.bot.start()
        await scene.bot.working()
        await asyncio.sleep(scene.chance.uniform(0, 0.2))
        await scene.bot.kill()
        scene.note()
    await scene.bot.start()


async def restart_postgres(scene: Scene, times: int) -> None:
    """Stop the database under the bot for some seconds."""
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
        scene.note()


async def lose_telegram(scene: Scene, times: int) -> None:
    """Let the Bot API server answer nothing but 502 for some seconds."""
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
        scene.note()


async def fill_disk(scene: Scene, times: int) -> None:
    """Let no file of the bot grow for some seconds: what a full disk is to SQLite."""
    await scene.bot.start()
    for _ in range(times):
        scene.load.ask(4)
        await scene.bot.working()
        with _no_room(scene.bot.pid):
            scene.load.ask(2)
            await asyncio.sleep(scene.chance.uniform(1, 4))
        await asyncio.sleep(1)
        scene.note()


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
    "sending": kill_while_sending,
    "postgresql": restart_postgres,
    "telegram": lose_telegram,
    "disk": fill_disk,
}
_NAMES = {
    "kills": "SIGKILL",
    "sending": "SIGKILL while sending",
    "postgresql": "PostgreSQL restarted",
    "telegram": "Bot API server away",
    "disk": "no room on the disk",
}


async def trial(
    fault: str, times: int, *, on_postgres: bool = False, seed: int = 6, log: bool = False
) -> Verdict:
    """Bring one fault, so many times, to a new bot with a database of its own."""
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
                scene = Scene(bot, load, telegram, postgres, chance, database_url)
                await FAULTS[fault](scene, times)
                await load.all_answered()
                code = await bot.stop()
            except BaseException:
                await bot.kill()
                raise
            load.judge(verdict)
    if code:
        raise SystemExit(f"the bot ended with {code} when it was asked to stop")
    verdict.seconds = time.monotonic() - began
    return verdict


def main() -> None:
    parser = command_line(__doc__)
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
        times = options.kills if fault in ("kills", "sending") else options.times
        on_postgres = options.database == "postgresql" and fault != "disk"
        verdict = asyncio.run(
            trial(fault, times, on_postgres=on_postgres, seed=options.seed, log=options.log)
        )
        print(verdict.row(), flush=True)
        held = held and verdict.holds
    print(machine())
    raise SystemExit(0 if held else 1)


if __name__ == "__main__":
    main()
