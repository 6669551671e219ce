"""What `/healthz`, `/readyz` and `/metrics` say of a bot at work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

import aiohttp
import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from bot.playground import Person, Playground
from bot.telemetry.health import Health, Phase
from testkit.postgres import PostgresServer
from tests.botapi.test_server import free_address
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import ask, summary_of, tap
from tests.waiting import until

Get = Callable[[str], Awaitable[tuple[int, Any]]]
Samples = dict[str, float]


@pytest.fixture
def address() -> str:
    return free_address()


@pytest.fixture
async def get(address: str) -> AsyncIterator[Get]:
    """Provide a function that gets a path: the status, and the answer as JSON or text."""
    async with aiohttp.ClientSession() as session:

        async def get(path: str) -> tuple[int, Any]:
            async with session.get(f"http://{address}{path}") as response:
                is_json = response.content_type == "application/json"
                answer = await response.json() if is_json else await response.text()
                return response.status, answer

        yield get


@pytest.fixture
async def samples(get: Get) -> Callable[[], Awaitable[Samples]]:
    """Return the values of all series by their name with labels, as Prometheus reads them."""

    async def read() -> Samples:
        status, text = await get("/metrics")
        assert status == 200
        return {
            ",".join([sample.name, *(f"{k}={v}" for k, v in sample.labels.items() if k != "le")]): (
                sample.value
            )
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    return read


@on_both_databases
async def test_a_bot_at_work_is_alive_and_ready(
    run_bot: RunBot, olena: Person, get: Get, address: str
) -> None:
    async with run_bot(metrics_listen=address):
        await ask(olena, "/start")
        assert await get("/healthz") == (200, {"alive": True})
        assert await get("/readyz") == (200, {"ready": True, "problems": []})


@on_both_databases
async def test_finished_tasks_are_counted(
    telegram: Playground,
    run_bot: RunBot,
    olena: Person,
    samples: Callable[[], Awaitable[Samples]],
    address: str,
) -> None:
    async with run_bot(metrics_listen=address):
        summary = await summary_of(olena, ENGLISH)
        telegram.fail("editMessageText", 429, retry_after=1)
        await tap(olena, summary, "− Коротше")
        olena.send("/summary")
        olena.send("https://127.0.0.1/inside")
        await olena.wait_for(lambda m: "127.0.0.1" in m.text)

        async def all_samples() -> Samples | None:
            found = await samples()
            is_all_done = found["dragoman_queue_oldest_seconds,queue=updates"] == 0
            is_measured = found["dragoman_event_loop_lag_seconds_count"] >= 1
            return found if is_all_done and is_measured else None

        found: Samples = await until(all_samples)

    assert found["dragoman_updates_total,kind=message,outcome=answered"] >= 1
    assert found["dragoman_updates_total,kind=message,outcome=refused"] >= 1
    assert found["dragoman_updates_total,kind=callback_query,outcome=answered"] == 1
    assert found["dragoman_bot_api_calls_total,method=sendMessage,outcome=200"] >= 2
    assert found["dragoman_bot_api_calls_total,method=editMessageText,outcome=429"] == 1
    assert found["dragoman_bot_api_calls_total,method=editMessageText,outcome=200"] == 1
    for stage in ("read", "summarise", "translate", "send"):
        assert found[f"dragoman_stage_seconds_count,stage={stage}"] >= 1
    assert found["dragoman_handling_seconds_count,task=update"] >= 4
    assert found["dragoman_sentences_total"] >= 3
    assert found["dragoman_translated_pieces_total,source=model"] >= 3
    assert found["dragoman_translated_pieces_total,source=memory"] >= 1
    assert found["dragoman_model_seconds_total"] > 0
    assert found["dragoman_model_bytes,package=en→uk 1.4"] > 0
    for queue in ("updates", "jobs"):
        assert found[f"dragoman_queue_waiting,queue={queue}"] == 0
        assert found[f"dragoman_queue_oldest_seconds,queue={queue}"] == 0
    assert found["dragoman_event_loop_lag_seconds_count"] >= 1
    assert found["process_resident_memory_bytes"] > 10**7
    assert found["process_open_fds"] > 3
    assert not any(family.name.startswith("dragoman") for family in REGISTRY.collect())


async def test_waiting_work_is_counted(
    telegram: Playground,
    run_bot: RunBot,
    olena: Person,
    samples: Callable[[], Awaitable[Samples]],
    address: str,
) -> None:
    waiting, begun, age = (
        f"dragoman_queue_{what},queue=updates" for what in ("waiting", "begun", "oldest_seconds")
    )
    async with run_bot(metrics_listen=address, stop_seconds=0.0):
        await ask(olena, "/start")
        telegram.hang("sendMessage", times=100)
        for _ in range(3):
            olena.forward(RUSSIAN, hidden_name="Somebody")

        async def two_wait() -> Samples | None:
            found = await samples()
            # Before the first has begun, two may wait while the third has not arrived yet.
            return found if (found[waiting], found[begun]) == (2, 1) else None

        async def older() -> Samples | None:
            later = await samples()
            return later if later[age] > found[age] else None

        found: Samples = await until(two_wait)
        later: Samples = await until(older)

    assert 0 < found[age] < later[age] < 60


async def test_without_its_database_it_is_alive_but_not_ready(
    run_bot: RunBot,
    olena: Person,
    get: Get,
    address: str,
    postgres: PostgresServer,
    postgres_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.telemetry.health._CHECKED_EVERY", 0.0)
    async with run_bot(metrics_listen=address, database_url=postgres_url):
        await ask(olena, "/start")
        postgres.stop()
        try:
            assert (await get("/healthz"))[0] == 200
            assert await get("/readyz") == (503, {"ready": False, "problems": ["database"]})
            status, text = await get("/metrics")
            assert status == 200
            assert "dragoman_queue_waiting{" not in text
        finally:
            postgres.start()

        async def is_ready() -> bool:
            return (await get("/readyz"))[0] == 200

        await until(is_ready, within=30)


async def test_a_stopping_bot_is_not_ready(
    telegram: Playground, run_bot: RunBot, olena: Person, get: Get, address: str
) -> None:
    async def stopped() -> None:
        async with run_bot(metrics_listen=address, stop_seconds=2.0):
            telegram.hold("sendMessage", times=100)
            await ask(olena, "/start")
            await until(lambda: "[]" in answers)

    answers: set[str] = set()

    async def has_stopped() -> bool:
        with suppress(aiohttp.ClientError):
            answers.add(str((await get("/readyz"))[1]["problems"]))
            assert (await get("/healthz"))[0] == 200
        return stopping.done()

    stopping = asyncio.create_task(stopped())
    await until(has_stopped, within=30)
    await stopping

    assert "['stopping']" in answers
    assert "[]" in answers


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


async def test_telegram_is_asked_only_after_a_long_silence() -> None:
    clock, asked = Clock(), 0

    async def write() -> None:
        pass

    async def answer() -> None:
        nonlocal asked
        asked += 1

    async def no_answer() -> None:
        raise OSError

    health = Health(write, clock)
    health.phase = Phase.RUNNING
    health.heard()
    clock.now += 30
    assert await health.problems(no_answer) == []
    clock.now += 60
    assert await health.problems(no_answer) == ["telegram"]
    assert await health.problems(answer) == []
    assert asked == 1


async def test_readiness_writes_to_the_database_every_few_seconds() -> None:
    clock, written = Clock(), 0

    async def write() -> None:
        nonlocal written
        written += 1

    health = Health(write, clock)
    health.phase = Phase.RUNNING
    health.heard()
    await asyncio.gather(*(health.problems(write) for _ in range(20)))
    assert written == 1
    clock.now += 10
    await health.problems(write)
    assert written == 2
