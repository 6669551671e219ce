"""SIGTERM to the real process: what runs is finished, or left for the next start."""

import asyncio
import random
import re
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.playground import Person, Playground
from testkit.argos.words import dictionary
from testkit.postgres import PostgresServer
from tests.databases import on_both_databases
from tests.handlers.conversation import next_after
from tests.processes import started
from tests.waiting import until

pytestmark = pytest.mark.slow

STOP_SECONDS = 1.0
# Closing everything takes a moment, and the machine may be busy.
GRACE = 12.0


@asynccontextmanager
async def running(
    environment: Mapping[str, str], log: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot as a process, whose log is added to a file."""
    with log.open("ab") as errors:
        async with started(environment, "run", errors=errors) as process:
            yield process


async def stopped(process: asyncio.subprocess.Process) -> int:
    """Its exit code after SIGTERM. TimeoutError where it takes too long."""
    process.send_signal(signal.SIGTERM)
    async with asyncio.timeout(STOP_SECONDS + GRACE):
        return await process.wait()


def book(sentences: int) -> bytes:
    """So many sentences that differ, in words that the test packages know."""
    dice = random.Random(7)
    words = [word for word in dictionary("en", "uk") if word.islower()]
    lines = [f"The {' '.join(dice.sample(words, 9))}.\n" for _ in range(sentences)]
    return "\n".join(lines).encode()


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    return {**environment, "DRAGOMAN_STOP_SECONDS": str(STOP_SECONDS)}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


def outcomes_of_jobs(log: Path) -> list[str]:
    lines = log.read_text()
    assert "Traceback" not in lines
    return re.findall(r"Job handled .*outcome=(\S+)", lines)


async def begun(telegram: Playground, process: asyncio.subprocess.Process) -> None:
    """Return when a translation goes on."""
    known = len(telegram.calls_of("getFile"))
    await until(
        lambda: len(telegram.calls_of("getFile")) > known or process.returncode is not None, 60
    )
    assert process.returncode is None


@on_both_databases
async def test_a_long_translation_is_left_for_the_next_start_and_comes_once(
    telegram: Playground, environment: Mapping[str, str], log: Path, olena: Person
) -> None:
    async with asyncio.timeout(100):
        async with running(environment, log) as process:
            summary = await next_after(olena, olena.send_document(book(1000), "book.txt"))
            buttons = len(summary.button_texts)
            translating = asyncio.create_task(begun(telegram, process))
            await olena.press(summary, "🌐 Повний переклад")
            await translating
            assert await stopped(process) == 0
        assert not telegram.calls_of("sendDocument")
        async with running(environment, log) as process:
            await olena.wait_for(lambda m: m.file_name == "book.uk.txt", within=60)
            await olena.wait_for(lambda m: m is summary and len(m.button_texts) < buttons)
            assert await stopped(process) == 0

    assert len(telegram.calls_of("sendDocument")) == 1
    assert outcomes_of_jobs(log) == ["answered", "left", "answered"]


async def test_short_work_is_finished_before_the_stop(
    telegram: Playground, environment: dict[str, str], log: Path, olena: Person
) -> None:
    environment |= {"DRAGOMAN_STOP_SECONDS": "5"}
    async with running(environment, log) as process:
        await next_after(olena, olena.send("/start"))
        telegram.fail("sendMessage", 502)  # tried again after half a second
        olena.send("/help")
        await until(lambda: len(telegram.calls_of("sendMessage")) == 2)
        assert await stopped(process) == 0

    assert len(olena.bot_messages()) == 2


async def test_the_bot_stops_without_its_database(
    environment: dict[str, str],
    log: Path,
    olena: Person,
    postgres: PostgresServer,
    postgres_url: str,
) -> None:
    environment |= {"DRAGOMAN_DATABASE_URL": postgres_url}
    async with running(environment, log) as process:
        await next_after(olena, olena.send("/start"))
        postgres.stop()
        try:
            olena.send("/help")
            await until(lambda: "database" in log.read_text())
            assert await stopped(process) == 0
        finally:
            postgres.start()
    async with running(environment, log) as process:
        await olena.next_message()
        assert await stopped(process) == 0


async def test_a_message_that_was_on_its_way_to_telegram_comes_once(
    telegram: Playground, environment: dict[str, str], log: Path, olena: Person
) -> None:
    held = telegram.hold("sendMessage")
    journal = Path(environment["DRAGOMAN_DATABASE_URL"].partition("///")[2] + "-journal-of-steps")
    olena.send("/help")
    async with running(environment, log) as process:
        await asyncio.wait_for(held.wait_until_carried_out(), 30)
        await until(lambda: b"\n" in journal.read_bytes())
        process.kill()
        await process.wait()

    olena.send("/privacy")
    async with running(environment, log):
        await until(lambda: len(olena.bot_messages()) == 2, 30)

    questions = [message.reply_to for message in olena.bot_messages()]
    assert len(set(questions)) == 2


async def test_a_message_that_telegram_has_refused_is_sent_after_a_kill(
    telegram: Playground, environment: dict[str, str], log: Path, olena: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=5)
    olena.send("/help")
    async with running(environment, log) as process:
        await until(lambda: "a pause of" in log.read_text(), 30)
        process.kill()
        await process.wait()

    async with running(environment, log):
        await olena.next_message()


async def test_a_file_that_was_on_its_way_to_telegram_comes_again(
    telegram: Playground, environment: dict[str, str], log: Path, olena: Person
) -> None:
    held = telegram.hold("sendDocument")
    async with running(environment, log) as process:
        summary = await next_after(olena, olena.send_document(book(5), "book.txt"))
        await olena.press(summary, "🌐 Повний переклад")
        await asyncio.wait_for(held.wait_until_carried_out(), 60)
        process.kill()
        await process.wait()

    async with running(environment, log):
        await until(lambda: len(telegram.calls_of("sendDocument")) == 2, 60)
