"""Whether the bot stays as it is: memory, open files and the event loop, while people ask for long.

    uv run python -m benchmarks.soak [--minutes 30] [--chats 20]

The bot is a real process, which speaks HTTP to a playground in this one. Beside it sleeps a process
that does nothing, whose pauses are the machine's own.
"""

import asyncio
import random
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks._figures import command_line, machine, resident_megabytes, threads
from benchmarks._running import idle_process, running_bot
from benchmarks.footprint import SENTENCES
from bot.playground import Message, Person, Playground
from testkit.argos.package import build_package

_WARM_UP_SECONDS = 60.0
# So often somebody asks, in seconds, in every chat.
_PAUSES = 8.0, 24.0


def _answers(question: int, message: Message) -> bool:
    return message.reply_to == question


class Reader:
    """Somebody who asks for summaries and translations, and counts what comes."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        self._person = person
        self._chance = chance
        self.asked = 0
        self.answered = 0
        self.seconds: list[float] = []

    async def read_on(self) -> None:
        while True:
            await asyncio.sleep(self._chance.uniform(*_PAUSES))
            # All words differ from time to time, so that nothing can be remembered.
            sentences = [
                f"Report {self._person.id % 1000} number {self.asked}: {sentence}"
                for sentence in self._chance.choices(SENTENCES, k=self._chance.randint(6, 30))
            ]
            command = self._chance.choice(["", "", "/translate uk "])
            self.asked += 1
            began = time.perf_counter()
            question = self._person.send(command + " ".join(sentences))
            await self._person.wait_for(partial(_answers, question.id), within=120)
            self.seconds.append(time.perf_counter() - began)
            self.answered += 1


def sample(pid: int) -> str:
    """Return megabytes, open files and threads."""
    files = sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return f"{resident_megabytes(pid):>6.0f} {files:>6} {threads(pid):>8}"


async def soak(minutes: float, chats: int, folder: Path) -> None:
    packages = folder / "packages"
    build_package(packages, "en", "uk")
    chance = random.Random(11)
    async with (
        Playground() as telegram,
        running_bot(telegram, packages, folder) as bot,
        idle_process() as reference,
    ):
        people = [telegram.person(f"Reader {n}", language_code="en") for n in range(chats)]
        readers = [Reader(person, chance) for person in people]
        print(f"{'minute':>7} {'MB':>6} {'files':>6} {'threads':>8} {'answered':>9}", flush=True)
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(reader.read_on()) for reader in readers]
            await asyncio.sleep(min(_WARM_UP_SECONDS, 30 * minutes))
            for child in (bot, reference):
                await child.longest_block()  # begins anew
            while (passed := (time.monotonic() - began) / 60) < minutes:
                answered = sum(reader.answered for reader in readers)
                print(f"{passed:>7.1f} {sample(bot.pid)} {answered:>9}", flush=True)
                await asyncio.sleep(60)
            for task in tasks:
                task.cancel()
        waited = sorted(seconds for reader in readers for seconds in reader.seconds)
        asked, answered = sum(r.asked for r in readers), sum(r.answered for r in readers)
        print(f"{'end':>7} {sample(bot.pid)} {answered:>9}")
        print(f"asked {asked} times, up to one in each chat at the very end")
        middle, late = waited[len(waited) // 2], waited[int(0.99 * len(waited))]
        print(f"waited for an answer: median {middle:.2f} s, 99 % up to {late:.2f} s")
        for name, child in (("the bot's", bot), ("an idle process's", reference)):
            p99, longest = await child.usually_late(), await child.longest_block()
            print(f"{name} event loop: late 99 % up to {p99:.1f} ms, longest {longest:.1f} ms")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--chats", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(soak(options.minutes, options.chats, Path(folder)))
    print(machine())


if __name__ == "__main__":
    main()
