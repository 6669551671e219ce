"""What the running bot costs: start-up, memory, and how long its event loop is ever blocked.

    uv run python -m benchmarks.footprint [--packages FOLDER] [--language uk] [--words 5000]

The bot runs in a process of its own and speaks HTTP to a playground in this one. Without a folder
of Argos packages it gets a small one that the tests build; memory is then that of a small model.
"""

import asyncio
import random
import tempfile
import time
from pathlib import Path

from benchmarks._figures import command_line, resident_megabytes
from benchmarks._running import idle_process, running_bot
from bot.playground import Person, Playground
from testkit.argos.package import build_package

SENTENCES = (
    "The city opened the old bridge over the river again on Monday.",
    "Many people came in the morning and saw the market, the museum and the new station.",
    "The mayor said that every street needs a tree, and that the work took three years.",
    "Scientists reported the temperature of the lake: 14.5 degrees in the north.",
    "The bank bought the factory, but the company wants the money before winter.",
    "A teacher asked why the library sleeps on Friday, and nobody knows.",
)


def article(words: int) -> str:
    chosen = random.Random(7)
    sentences: list[str] = []
    while sum(len(sentence.split()) for sentence in sentences) < words:
        sentences.append(chosen.choice(SENTENCES))
    paragraphs = (" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))
    return "\n\n".join(paragraphs)


async def await_summary_and_translation(reader: Person) -> None:
    summary = await reader.next_message(60)
    translation = next(button for button in summary.button_texts if "🌐" in button)
    await reader.press(summary, translation)
    # The button goes when the last part of the translation has come.
    await reader.wait_for(lambda m: m is summary and translation not in m.button_texts, within=1200)


async def measure(packages: Path, language: str, words: int, folder: Path) -> None:
    async with Playground() as telegram, idle_process() as reference:
        reader = telegram.person("Reader", language_code=language)
        message = reader.send("/start")
        started = time.perf_counter()
        async with running_bot(telegram, packages, folder) as bot:
            while not telegram.calls_of("getUpdates"):  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            print(f"start-up to first poll:     {time.perf_counter() - started:6.2f} s")
            await reader.next_message(30)
            await asyncio.sleep(5)
            print(f"memory, idle:               {resident_megabytes(bot.pid):6.0f} MB")
            await bot.longest_block()
            await reference.longest_block()
            started = time.perf_counter()
            telegram.post_update(
                {"message": message.to_json() | {"text": article(words), "entities": []}}
            )
            await await_summary_and_translation(reader)
            print(f"{words} words, both:           {time.perf_counter() - started:6.2f} s")
            print(f"memory, with one package:   {resident_megabytes(bot.pid):6.0f} MB")
            print(f"longest block of the loop:  {await bot.longest_block():6.1f} ms")
            print(f"  of an idle process's:     {await reference.longest_block():6.1f} ms")


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--language", default="uk", help="that of the reader")
    parser.add_argument("--words", type=int, default=5000)
    options = parser.parse_args()
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
