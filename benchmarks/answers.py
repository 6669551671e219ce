"""What an answer costs: this bot and a plain one, in one run, before the same Bot API server.

    uv run python -m benchmarks.answers [--chats 200] [--articles 3] [--rate 20]

Each bot is a process of its own, and the server is in this one. The plain bot has some 30 lines,
with python-telegram-bot and sumy's LexRank; ours keeps all that it does in SQLite. The articles are
the samples of the playground, each with another number. They are forwarded at an even pace; then
all at once, and ours may write as often in all as it can.

"cpu" is the processor time of the bot's process for an answer, which other work on the machine
hardly changes. "broken" are the messages that Telegram may refuse: the second in a chat within a
second, the 31st in all.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks._figures import command_line, cpu_seconds, machine, resident_megabytes
from benchmarks._running import bot_environment
from benchmarks.scale import member
from bot.playground import Person, Playground
from bot.playground.calls import BotApiError, Call
from bot.playground.faults import FloodControl
from bot.playground.formatting import bold
from bot.playground.samples import sample_articles

_OURS, _PLAIN = "benchmarks._member", "benchmarks._plain_bot"
_WARM_UP = 12
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot has shown; times are in seconds, memory in megabytes."""

    asked: int
    waits: Sequence[float]
    memory: float
    cpu: float
    """Of the process, for all answers together."""
    broken: int
    took: float

    @property
    def p50(self) -> float:
        return statistics.median(self.waits)

    @property
    def p99(self) -> float:
        return sorted(self.waits)[int(0.99 * (len(self.waits) - 1))]

    @property
    def cpu_an_answer(self) -> float:
        return self.cpu / len(self.waits)


class Readers:
    """People who forward articles of their own language, no two of which are the same."""

    def __init__(self, telegram: Playground, chats: int) -> None:
        self._telegram = telegram
        samples = sample_articles()
        self._channels = {s.name: telegram.channel(s.channel, username=s.username) for s in samples}
        languages = sorted({sample.language for sample in samples})
        self._people = [
            telegram.person("Reader", language_code=languages[number % len(languages)])
            for number in range(chats)
        ]
        self._samples = {c: [s for s in samples if s.language == c] for c in languages}
        self._sent: dict[int, list[float]] = {person.id: [] for person in self._people}

    async def forward(self, articles: int, rate: float) -> None:
        """Forward so many in each chat, `rate` a second in all (0: all at once)."""
        began = time.monotonic()
        for round in range(articles):
            for number, person in enumerate(self._people):
                if rate:
                    due = began + (round * len(self._people) + number) / rate
                    await asyncio.sleep(max(0.0, due - time.monotonic()))
                self._forward(person, round)

    def _forward(self, person: Person, round: int) -> None:
        of_language = self._samples[person.user.language_code]
        sample = of_language[round % len(of_language)]
        byline = f"{sample.byline}, {self.asked + 1}"
        post = bold(sample.title) + f"\n{byline}\n\n" + sample.body
        self._sent[person.id].append(time.time())
        person.forward(post, from_channel=self._channels[sample.name])

    @property
    def asked(self) -> int:
        return sum(map(len, self._sent.values()))

    @property
    def answers(self) -> list[Call]:
        return [call for call in self._telegram.calls_of("sendMessage") if call.ok]

    async def all_answered(self) -> None:
        """Return when nothing is unanswered, or nothing has been answered for long."""
        answered, since = 0, time.monotonic()
        while answered < self.asked and time.monotonic() - since < _PATIENCE:
            await asyncio.sleep(0.05)
            if (now := len(self.answers)) != answered:
                answered, since = now, time.monotonic()

    @property
    def waits(self) -> list[float]:
        """How long each article waited for its answer: the first in a chat for the first there."""
        answered: dict[int, list[float]] = {person.id: [] for person in self._people}
        for call in self.answers:
            answered[call.parameters["chat_id"]].append(call.time)
        return [
            came - asked
            for person in self._people
            for asked, came in zip(self._sent[person.id], answered[person.id], strict=False)
        ]

    @property
    def broken(self) -> int:
        """How many messages came so soon that Telegram may refuse them."""
        now, broken = 0.0, 0
        flood = FloodControl(is_on=True, clock=lambda: now)
        for call in sorted(self.answers, key=lambda call: call.time):
            now = call.time
            try:
                flood.check(call.parameters["chat_id"], is_group=False)
            except BotApiError:
                broken += 1
        return broken


async def measure(chats: int, articles: int, rate: float, module: str, *options: str) -> Figures:
    """Let one bot answer so many articles in each of so many chats."""
    with tempfile.TemporaryDirectory() as name:
        async with Playground() as telegram:
            url = f"sqlite:///{name}/bot.sqlite3"
            settings = bot_environment(telegram, url, Path(name, "packages"))
            settings["DRAGOMAN_LOG_LEVEL"] = "INFO"
            async with member(settings, *options, module=module) as pid:
                warming = Readers(telegram, _WARM_UP)
                await warming.forward(1, rate=20)
                await warming.all_answered()
                await asyncio.sleep(1)
                telegram.calls.clear()
                readers = Readers(telegram, chats)
                cpu, began = cpu_seconds(pid), time.monotonic()
                await readers.forward(articles, rate)
                await readers.all_answered()
                took = time.monotonic() - began
                # What is done after an answer belongs to it.
                await asyncio.sleep(1)
                cpu = cpu_seconds(pid) - cpu
                memory = resident_megabytes(pid)
            return Figures(readers.asked, readers.waits, memory, cpu, readers.broken, took)


_HEADER = (
    f"{'':<28} {'answers':>9} {'p50':>8} {'p99':>8} {'memory':>8} {'cpu':>8} {'broken':>7} "
    f"{'a second':>9}"
)


def row(name: str, figures: Figures) -> str:
    answers = f"{len(figures.waits)}/{figures.asked}"
    return (
        f"{name:<28} {answers:>9} {figures.p50:>6.2f} s {figures.p99:>6.2f} s "
        f"{figures.memory:>5.0f} MB {1000 * figures.cpu_an_answer:>5.1f} ms {figures.broken:>7} "
        f"{len(figures.waits) / figures.took:>9.1f}"
    )


def ratios(ours: Figures, plain: Figures) -> str:
    return (
        f"{'ratio':<28} {'':>9} {ours.p50 / plain.p50:>8.1f} {ours.p99 / plain.p99:>8.1f} "
        f"{ours.memory / plain.memory:>8.1f} {ours.cpu_an_answer / plain.cpu_an_answer:>8.1f}"
    )


async def compare(chats: int, articles: int, rate: float) -> None:
    for pace, title, options in (
        (rate, f"{rate:g} a second", ()),
        (0, "all at once, without a limit in all", ("--unpaced",)),
    ):
        print(f"{chats} chats × {articles} articles, {title}\n{_HEADER}")
        plain = await measure(chats, articles, pace, _PLAIN)
        print(row("python-telegram-bot and sumy", plain), flush=True)
        ours = await measure(chats, articles, pace, _OURS, "run", *options)
        print(
            row("dragoman on SQLite", ours), ratios(ours, plain), sep="\n", end="\n\n", flush=True
        )
    print(machine())


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--articles", type=int, default=3)
    parser.add_argument("--rate", type=float, default=20.0, help="articles a second")
    options = parser.parse_args()
    asyncio.run(compare(options.chats, options.articles, options.rate))


if __name__ == "__main__":
    main()
