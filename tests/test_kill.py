"""The faults of `benchmarks/kill.py`, few of each: nothing is lost, and nothing sent twice."""

import pytest

from benchmarks.kill import trial

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("fault", "times"), [("kills", 4), ("telegram", 1), ("disk", 1)])
async def test_every_question_is_answered_once_and_in_order(fault: str, times: int) -> None:
    verdict = await trial(fault, times)

    assert verdict.holds, verdict
    assert verdict.asked >= 4


@pytest.mark.usefixtures("postgres")
@pytest.mark.parametrize(("fault", "times"), [("kills", 2), ("postgresql", 1)])
async def test_every_question_is_answered_once_with_postgresql(fault: str, times: int) -> None:
    verdict = await trial(fault, times, on_postgres=True)

    assert verdict.holds, verdict
    assert verdict.asked >= 4
