"""What the running bot costs: start-up, memory, and how long its event loop is ever blocked.

    uv run python -m benchmarks.footprint [--packages FOLDER] [--language uk] [--words 5000]

The bot runs in a process of its own and speaks HTTP to a playground in this one. Without a folder
of Argos packages it gets a small one that the tests build; memory is then that of a small model.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from bot.playground import Person, Playground
from tests.argos.package import build_package

SENTENCES = (
    "The city opened the old bridge over the river again on Monday.",
    "Many people came in the morning and saw the market, the museum and the new station.",
    "The mayor said that every street needs a tree, and that the work took three years.",
    "Scientists reported the temperature of the lake: 14.5 degrees in the north.",
    "The bank bought the factory, but the company wants the money before winter.",
    "A teacher asked why the library sleeps on Friday, and nobody knows.",
)


async def measure_blocks(work: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """A child: some work, and a ticker beside it. SIGUSR1 starts the measurement anew."""
    longest = 0.0

    def forget() -> None:
        nonlocal longest
        longest = 0.0

    async def tick() -> None:
        nonlocal longest
        while True:
            started = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - started - 0.001)

    stop = asyncio.Event()

    def finish() -> None:
        print(longest, flush=True)
        stop.set()

    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, forget)
    loop.add_signal_handler(signal.SIGTERM, finish)
    print("ready", flush=True)
    ticker = asyncio.create_task(tick())
    await work(stop)
    ticker.cancel()


async def serve_people(stop: asyncio.Event) -> None:
    from bot.app import serve
    from bot.config import load_settings

    await serve(load_settings(), stop)


async def idle(stop: asyncio.Event) -> None:
    """What the machine itself does to a process that only sleeps: the reference."""
    await stop.wait()


WORK = {"bot": serve_people, "idle": idle}


async def start(work: str, environment: Mapping[str, str]) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.footprint", "--as", work),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    await process.stdout.readline()  # it takes signals from now on
    return process


async def longest_block(process: asyncio.subprocess.Process) -> float:
    """End a child; the longest block of its event loop, in milliseconds."""
    process.send_signal(signal.SIGTERM)
    output, _ = await process.communicate()
    return 1000 * float(output)


def article(words: int) -> str:
    chosen = random.Random(7)
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(chosen.choice(SENTENCES))
    paragraphs = (" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))
    return "\n\n".join(paragraphs)


def resident_megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


async def await_summary_and_translation(reader: Person) -> None:
    summary = await reader.next_message(60)
    translation = next(button for button in summary.button_texts if "🌐" in button)
    await reader.press(summary, translation)
    # The button goes when the last part of the translation has come.
    await reader.wait_for(lambda m: m is summary and translation not in m.button_texts, within=1200)


async def measure(packages: Path, language: str, words: int, folder: Path) -> None:
    async with Playground() as telegram:
        environment = os.environ | {
            "DRAGOMAN_TOKEN": telegram.token,
            "DRAGOMAN_API_URL": telegram.base_url,
            "DRAGOMAN_API_FILE_URL": telegram.base_file_url,
            "DRAGOMAN_DATABASE_URL": f"sqlite:///{folder}/benchmark.sqlite3",
            "DRAGOMAN_PACKAGES_FOLDER": str(packages),
        }
        # Whoever starts the bot a second time has the bytecode of the first.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        reader = telegram.person("Reader", language_code=language)
        message = reader.send("/start")
        started = time.perf_counter()
        bot = await start("bot", environment)
        while not telegram.calls_of("getUpdates"):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        print(f"start-up to first poll:     {time.perf_counter() - started:6.2f} s")
        await reader.next_message(30)
        await asyncio.sleep(5)
        print(f"memory, idle:               {resident_megabytes(bot.pid):6.0f} MB")
        reference = await start("idle", environment)
        bot.send_signal(signal.SIGUSR1)
        reference.send_signal(signal.SIGUSR1)
        started = time.perf_counter()
        telegram.post_update(
            {"message": message.to_json() | {"text": article(words), "entities": []}}
        )
        await await_summary_and_translation(reader)
        print(f"{words} words, both:           {time.perf_counter() - started:6.2f} s")
        print(f"memory, with one package:   {resident_megabytes(bot.pid):6.0f} MB")
        print(f"longest block of the loop:  {await longest_block(bot):6.1f} ms")
        print(f"  of an idle process's:     {await longest_block(reference):6.1f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--language", default="uk", help="that of the reader")
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--as", dest="work", choices=WORK, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        asyncio.run(measure_blocks(WORK[options.work]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = options.packages
        if packages is None:
            packages = folder / "packages"
            packages.mkdir()
            build_package(packages, "en", "uk")
        asyncio.run(measure(packages, options.language, options.words, folder))


if __name__ == "__main__":
    main()
