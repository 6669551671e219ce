"""The faults of `benchmarks/kill.py`, few of each: nothing is lost, and nothing sent twice."""

import random
from pathlib import Path

import pytest

from benchmarks._asking import Load, Verdict, ended_questions
from benchmarks.kill import Bot, trial
from bot.playground import Playground
from tests.waiting import until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("fault", "times"), [("kills", 4), ("telegram", 1), ("disk", 1)])
async def test_every_question_is_answered_once_and_in_order(fault: str, times: int) -> None:
    verdict = await trial(fault, times)
    assert verdict.holds, verdict
    assert verdict.asked >= 4


async def test_no_message_comes_twice_that_telegram_takes_long_to_answer() -> None:
    verdict = await trial("sending", 4)
    assert verdict.holds, verdict
    # Where it is not known that a message was on its way, nearly every kill repeats one.
    assert verdict.repeated_unkept <= 1, verdict


@pytest.mark.usefixtures("postgres")
@pytest.mark.parametrize(("fault", "times"), [("kills", 2), ("postgresql", 1)])
async def test_every_question_is_answered_once_with_postgresql(fault: str, times: int) -> None:
    verdict = await trial(fault, times, on_postgres=True)
    assert verdict.holds, verdict
    assert verdict.asked >= 4


async def test_an_answer_that_was_refused_at_a_kill_does_not_count_as_lost(tmp_path: Path) -> None:
    database_url = f"sqlite:///{tmp_path}/bot.sqlite3"
    async with Playground() as telegram:
        load = Load(telegram, random.Random(6))
        bot = Bot(telegram, database_url, tmp_path / "packages", log=False)
        telegram.cloud.answer_delay = 1.0
        telegram.fail("sendMessage", 429)
        load.ask(1)
        await bot.start()
        await until(lambda: telegram.calls_of("sendMessage"), within=60)
        await bot.kill()
        load.note(ended_questions(database_url))
        telegram.cloud.answer_delay = 0.0
        load.ask(1)
        await bot.start()
        await until(lambda: len(load.unanswered()) == 1, within=60)
        await bot.stop()
    verdict = Verdict("refused")
    load.judge(verdict)
    assert (verdict.asked, verdict.answered, verdict.refused) == (2, 1, 1)
    assert verdict.holds
