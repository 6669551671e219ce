"""What more processes bring, and what it costs that nothing is ever lost.

    uv run python -m benchmarks.scale [--articles 24] [--seconds 1] [--updates 100]

Starts a PostgreSQL server, a Telegram on this machine, one process that receives, and 1, 2 and 4
that work. A made-up model takes so many seconds for an article, since real ones would share the
cores of one machine. Then one process answers commands, one after the other, with its work kept in
SQLite, in PostgreSQL, and in memory only. "cpu" is what the process itself takes.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from benchmarks._figures import command_line, cpu_seconds, machine
from benchmarks._running import bot_environment
from bot.playground import Person, Playground
from testkit.postgres import PostgresServer

WORKERS = (1, 2, 4)
_ARTICLE = " ".join(
    f"The council of the {word} town decided on Monday to open the old bridge again."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
)


@asynccontextmanager
async def member(
    environment: Mapping[str, str], *words: str, module: str = "benchmarks._member"
) -> AsyncIterator[int]:
    """Run one process of a bot, and yield its id once it is at work."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *words), env=environment, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    log = b""
    while b"Receiving" not in log and b"Working" not in log:
        line = await asyncio.wait_for(process.stderr.readline(), 60)
        if not line:
            raise SystemExit(log.decode())
        log += line
    swallowing = asyncio.create_task(_swallow(process.stderr))
    try:
        yield process.pid
    finally:
        process.terminate()
        await process.wait()
        await swallowing


async def _swallow(stream: asyncio.StreamReader) -> None:
    while await stream.readline():
        pass


def environment(telegram: Playground, database_url: str, folder: Path) -> dict[str, str]:
    return bot_environment(telegram, database_url, folder / "packages") | {
        "DRAGOMAN_THREADS": "1",
        # It is what tells when a process is at work.
        "DRAGOMAN_LOG_LEVEL": "INFO",
    }


async def throughput(
    telegram: Playground, settings: Mapping[str, str], workers: int, articles: int, seconds: float
) -> float:
    """Return articles a second."""
    model = ("--seconds", str(seconds))
    async with AsyncExitStack() as stack:
        for words in (("receive",), *[("work", *model)] * workers):
            await stack.enter_async_context(member(settings, *words))
        # Whoever has just begun to work loads what it needs.
        await asyncio.sleep(3)
        people = [telegram.person(f"Reader {number}") for number in range(articles)]
        started = time.perf_counter()
        for person in people:
            person.forward(_ARTICLE, hidden_name="Somebody")
        await asyncio.gather(*(person.next_message(within=600) for person in people))
        return articles / (time.perf_counter() - started)


async def cost(
    telegram: Playground, settings: Mapping[str, str], updates: int, *options: str
) -> tuple[float, float]:
    """Return milliseconds of the process, and until the answer, for one update."""
    async with member(settings, "run", *options) as pid:
        await asyncio.sleep(3)
        await _wall_times([telegram.person("Somebody") for _ in range(20)])
        people = [telegram.person("Somebody") for _ in range(updates)]
        before = cpu_seconds(pid)
        times = await _wall_times(people)
        # What is done after the answer belongs to it.
        await asyncio.sleep(0.3)
        cpu = cpu_seconds(pid) - before
    return 1000 * cpu / updates, 1000 * statistics.median(times)


async def _wall_times(people: Sequence[Person]) -> list[float]:
    times = []
    for person in people:
        started = time.perf_counter()
        person.send("/help")
        await person.next_message(within=60)
        times.append(time.perf_counter() - started)
        # Within what Telegram allows in all.
        await asyncio.sleep(max(0.0, 0.05 - times[-1]))
    return times


async def measure(articles: int, seconds: float, updates: int) -> None:
    print(f"{machine()}\n")
    with tempfile.TemporaryDirectory() as name, PostgresServer() as postgres:
        folder = Path(name)
        print(f"{articles} articles of {seconds:g} s each, on PostgreSQL")
        first = 0.0
        for workers in WORKERS:
            async with Playground() as telegram:
                settings = environment(telegram, postgres.new_database(), folder)
                rate = await throughput(telegram, settings, workers, articles, seconds)
            first = first or rate
            print(f"  {workers} working: {rate:5.2f} articles/s, {rate / first:4.2f} times one")

        print(f"\n{updates} commands, one after the other    cpu     answer")
        for database in ("SQLite", "PostgreSQL"):
            figures = []
            for options in ((), ("--memory",)):
                async with Playground() as telegram:
                    url = f"sqlite:///{folder}/{len(options)}.sqlite3"
                    if database == "PostgreSQL":
                        url = postgres.new_database()
                    settings = environment(telegram, url, folder)
                    figures.append(await cost(telegram, settings, updates, *options))
            for place, (cpu, wall) in zip((database, "  in memory"), figures, strict=True):
                print(f"  {place:30} {cpu:5.1f} ms  {wall:6.1f} ms")
            (cpu, wall), (least_cpu, least_wall) = figures
            more_cpu, more_wall = cpu - least_cpu, wall - least_wall
            print(f"  {'the difference':30} {more_cpu:5.1f} ms  {more_wall:6.1f} ms")
            print(f"  {'as a ratio':30} {cpu / least_cpu:5.1f}     {wall / least_wall:6.1f}")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--updates", type=int, default=100)
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.articles, arguments.seconds, arguments.updates))


if __name__ == "__main__":
    main()
