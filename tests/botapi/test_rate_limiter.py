"""Telegram's limits are kept: by the arithmetic, and by several processes on one database."""

import asyncio
import math
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi.rate_limiter import TELEGRAM, Pace, Rate, RateLimiter, booking
from bot.playground import Playground
from bot.playground.faults import FloodControl
from bot.storage import Store
from tests.databases import on_both_databases

LIMITS = [(TELEGRAM.overall, 30, 1.0), (TELEGRAM.chat, 1, 1.0), (TELEGRAM.group, 20, 60.0)]
PAUSES = st.lists(st.floats(0, 30) | st.just(0.0), min_size=1, max_size=200)
RATES = st.builds(Rate, st.floats(0.01, 10), st.integers(1, 8))


def turns(pauses: Sequence[float], rates: Mapping[str, Rate]) -> list[float]:
    """Return the turns of those who ask one after the other, with these pauses."""
    free_at = dict.fromkeys(rates, 0.0)
    now, taken = 1_000.0, []
    for pause in pauses:
        now += pause
        while not (booked := booking(now, free_at, rates)).taken:
            assert booked.at > now
            now = booked.at
        free_at |= booked.taken
        taken.append(booked.at)
    return taken


def most_in(window: float, times: Sequence[float]) -> int:
    """How many there are at most in a span of time, without its end."""
    # A little less, since sums of floating point numbers are not exact.
    return max(sum(start <= t < start + window - 1e-6 for t in times) for start in times)


@given(PAUSES, RATES, st.floats(0.1, 100))
def test_no_span_of_time_has_more_than_a_rate_allows(
    pauses: list[float], rate: Rate, window: float
) -> None:
    times = turns(pauses, {"": rate})
    assert most_in(window, times) <= math.ceil(rate.burst - 1 + window / rate.every)


@given(PAUSES, RATES)
def test_nobody_waits_longer_than_the_rate_asks_for(pauses: list[float], rate: Rate) -> None:
    times = turns(pauses, {"": rate})

    asked = 1_000.0
    for number, (pause, turn) in enumerate(zip(pauses, times, strict=True)):
        asked += pause
        if number < rate.burst:
            assert turn == pytest.approx(asked, abs=1e-6)
        assert turn <= max(asked, times[number - 1] + rate.every) + 1e-6


@pytest.mark.parametrize(("rate", "most", "window"), LIMITS)
def test_telegrams_limits_hold_whoever_asks_as_soon_as_possible(
    rate: Rate, most: int, window: float
) -> None:
    times = turns([0.0] * 200, {"": rate})
    assert most_in(window, times) <= most
    assert len(times) >= most * (times[-1] - times[0]) / window * 0.7


@given(st.lists(st.tuples(st.floats(0, 5), st.sampled_from(["1", "2", "3"])), max_size=100))
def test_all_limits_hold_and_no_chat_keeps_another_waiting(asked: list[tuple[float, str]]) -> None:
    pace = Pace(Rate(0.1), Rate(1.0), Rate(4.0, burst=3))
    free_at: dict[str, float] = {"": 0.0}
    chats: dict[str, list[float]] = {}
    now = 1_000.0
    for pause, chat in asked:
        now += pause
        rates = {"": pace.overall, chat: pace.chat, f"{chat} group": pace.group}
        booked = booking(now, {key: free_at.get(key, 0.0) for key in rates}, rates)
        if booked.taken:
            free_at |= booked.taken
            chats.setdefault(chat, []).append(booked.at)
        # However long a chat has to wait, those that are not it wait for their turn overall alone.
        assert free_at[""] <= now + 0.1 * (len(asked) + 1)
    everything = sorted(at for times in chats.values() for at in times)
    if everything:
        assert most_in(1.0, everything) <= 10
    for times in chats.values():
        assert most_in(1.0, times) <= 1
        assert most_in(12.0, times) <= 5


@pytest.fixture
def limiter(store: Store) -> RateLimiter:
    return RateLimiter(store.slots, TELEGRAM)


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds for which the limiter sleeps; longer than two are shortened."""
    seconds: list[float] = []
    sleep = asyncio.sleep

    async def record(delay: float) -> None:
        seconds.append(delay)
        await sleep(min(delay, 2.0))

    monkeypatch.setattr("bot.botapi.rate_limiter.asyncio.sleep", record)
    return seconds


@on_both_databases
async def test_a_held_chat_does_not_hold_others(limiter: RateLimiter, slept: list[float]) -> None:
    await limiter.hold(1, 2.0)

    assert not await limiter.is_free(1)
    await limiter.acquire(2)
    assert slept == []
    await limiter.acquire(1)
    assert 0.0 < sum(slept) < 2.1


@on_both_databases
async def test_is_free_takes_no_turn(limiter: RateLimiter) -> None:
    assert [await limiter.is_free(-7) for _ in range(5)] == [True] * 5
    await limiter.acquire(-7)
    assert not await limiter.is_free(-7)


@pytest.mark.slow
@on_both_databases
async def test_two_processes_never_meet_flood_control(database_url: str) -> None:
    async with Playground() as telegram:
        people = [telegram.person(f"P{number}") for number in range(6)]
        group = telegram.group("Readers", members=people)
        for person in people:
            person.send("/start")
        chats = [*(person.id for person in people), group.id]
        command = (sys.executable, "-m", "tests.botapi.flooding", database_url, telegram.base_url)
        processes = [
            await asyncio.create_subprocess_exec(
                *command, *map(str, chats), stdout=PIPE, stderr=PIPE
            )
            for _ in range(2)
        ]
        outcomes = await asyncio.gather(*(process.communicate() for process in processes))
        assert [process.returncode for process in processes] == [0, 0], outcomes

        calls = telegram.calls_of("sendMessage")
    lines = b"".join(printed for printed, _ in outcomes).decode().splitlines()
    taken = sorted((float(at), int(chat)) for chat, at in map(str.split, lines))
    assert {call.code for call in calls} == {200}
    assert len(calls) == len(taken) == 2 * len(chats) * 3
    # A message may come late on a busy machine, and the next one in time: the turns must be right.
    flood_control = FloodControl(is_on=True, clock=iter([at for at, _ in taken]).__next__)
    for _, chat in taken:
        flood_control.check(chat, is_group=chat == group.id)
    for chat in chats:
        came = sorted(call.time for call in calls if call.parameters["chat_id"] == chat)
        may = [at for at, of in taken if of == chat]
        assert all(at - 0.001 <= time for at, time in zip(may, came, strict=True))
