"""The backoff between attempts."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.domain.remote import Backoff


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    seconds: list[float] = []

    async def sleep(so_long: float) -> None:
        seconds.append(so_long)

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", sleep)
        yield seconds


async def test_pauses_double_up_to_the_longest_with_jitter(slept: list[float]) -> None:
    for _ in range(100):
        backoff = Backoff(1.0, 8.0)
        for _ in range(6):
            await backoff.pause()

    for number, usual in enumerate([1, 2, 4, 8, 8, 8]):
        some = slept[number::6]
        assert all(0.5 * usual <= seconds <= 1.5 * usual for seconds in some)
        assert max(some) - min(some) > 0.3 * usual


async def test_after_a_reset_the_next_pause_is_a_short_one(slept: list[float]) -> None:
    backoff = Backoff(1.0, 8.0)
    for _ in range(6):
        await backoff.pause()
    backoff.reset()
    await backoff.pause()

    assert slept[-1] <= 1.5


async def test_a_pause_lasts_as_long_as_asked_and_the_next_no_longer(slept: list[float]) -> None:
    backoff = Backoff(1.0, 8.0)
    await backoff.pause(at_least=30.0)
    await backoff.pause(at_least=0.1)

    assert slept[0] == 30.0
    assert 1.0 <= slept[1] <= 3.0
