"""The faults of `benchmarks/kill.py`, few of each: nothing is lost, and nothing sent twice."""

import pytest

from benchmarks.kill import trial

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
