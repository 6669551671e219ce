"""What concurrent requests to the engine notice of each other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Semaphore
from types import SimpleNamespace
from typing import cast

import pytest

from bot.errors import PackageBroken
from bot.translating import InstalledPackage
from bot.translating.engine.batching import Engine
from bot.translating.engine.models import ModelLimits, Models
from bot.translating.engine.tokens import Output
from bot.translating.packages.package import ARGOS_DECODING, Direction
from tests.translating.conftest import package_of

PACKAGE = InstalledPackage("en", "ru", "1.0", "en_ru", Path(), 90_000_000)
BOOK = [["book", str(number)] * 15 for number in range(300)]


class SteppedModels:
    """A model that copies what it is given, and finishes a batch when a test lets it."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.broken = False
        self._loop = asyncio.get_running_loop()
        self._begun = asyncio.Semaphore(0)
        self._permits = Semaphore(0)
        self._stepped = True

    async def begun(self) -> None:
        """Wait until the next batch has begun."""
        await asyncio.wait_for(self._begun.acquire(), 10)

    async def step(self) -> None:
        """Let a batch finish, and wait until another one has begun."""
        self._permits.release()
        await self.begun()

    def run_freely(self) -> None:
        """Let all batches finish."""
        self._stepped = False
        self._permits.release()

    @contextmanager
    def model(self, _package: InstalledPackage) -> Iterator[tuple[object, object]]:
        yield self, SimpleNamespace(direction=Direction)

    def translate_batch(self, source: Sequence[list[str]], **_: object) -> list[object]:
        self.batches.append([tokens[0] for tokens in source])
        self._loop.call_soon_threadsafe(self._begun.release)
        if self._stepped:
            assert self._permits.acquire(timeout=10)
        if self.broken:
            raise RuntimeError("out of order")
        return [
            SimpleNamespace(hypotheses=[tokens], attention=[[[1.0] * len(tokens)] * len(tokens)])
            for tokens in source
        ]

    def unload_idle(self) -> None: ...

    def close(self) -> None: ...


Task = asyncio.Task[list[Output]]
Ask = Callable[[list[list[str]], float], Awaitable[Task]]


@pytest.fixture
async def models() -> SteppedModels:
    return SteppedModels()


@pytest.fixture
async def engine(models: SteppedModels) -> AsyncIterator[Engine]:
    engine = Engine(cast(Models, models), threads=1)
    yield engine
    models.run_freely()
    engine.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    """Queue pieces that are due at a time, and return the task that waits for them."""

    async def queue(pieces: list[list[str]], due: float) -> Task:
        task = asyncio.create_task(engine.translate(PACKAGE, pieces, ARGOS_DECODING, due))
        await asyncio.sleep(0)  # The task runs until it waits.
        return task

    return queue


async def cancel(task: Task) -> None:
    task.cancel()
    await asyncio.wait([task])


async def test_a_summary_does_not_wait_for_a_book(ask: Ask, models: SteppedModels) -> None:
    book = await ask(BOOK, 100)
    await models.begun()
    summary = await ask([["summary"] * 20], 5)

    while not summary.done():
        await models.step()

    assert summary.result()[0].target == ("summary",) * 20
    assert not book.done()
    assert len(models.batches) < 20
    await cancel(book)


async def test_a_book_is_finished_among_summaries(ask: Ask, models: SteppedModels) -> None:
    book = await ask(BOOK[:40], 0.5)
    summaries = [
        await ask([["summary", str(number), str(part)] * 10 for part in range(4)], number / 10)
        for number in range(40)
    ]
    await models.begun()

    while not book.done():
        await models.step()

    assert sum(not summary.done() for summary in summaries) > 20
    models.run_freely()
    await asyncio.gather(book, *summaries)


async def test_a_cancelled_request_leaves_no_work(ask: Ask, models: SteppedModels) -> None:
    book = await ask(BOOK, 1)
    await models.begun()
    await cancel(book)
    begun = len(models.batches)
    models.run_freely()

    await (await ask([["summary"]], 2))

    assert models.batches[begun:] == [["summary"]]


async def test_waiting_requests_share_a_batch(ask: Ask, models: SteppedModels) -> None:
    tasks = [await ask([["first"] * 300], 1)]
    await models.begun()
    tasks += [await ask([["second"] * 9], 2), await ask([["third"] * 8], 3)]
    models.run_freely()

    await asyncio.gather(*tasks)

    assert models.batches == [["first"], ["second", "third"]]


async def test_equal_pieces_are_translated_once(ask: Ask, models: SteppedModels) -> None:
    same = ["same"] * 5
    tasks = [await ask([["first"] * 90, same, same], 1)]
    await models.begun()
    tasks += [await ask([same, ["second"] * 80], 2), await ask([same], 0)]
    models.run_freely()

    results = await asyncio.gather(*tasks)

    assert [[output.target[0] for output in outputs] for outputs in results] == [
        ["first", "same", "same"],
        ["same", "second"],
        ["same"],
    ]
    assert [token for batch in models.batches for token in batch].count("same") == 1


async def test_a_request_joins_a_piece_in_progress(ask: Ask, models: SteppedModels) -> None:
    first = await ask([["same"]], 1)
    await models.begun()
    assert models.batches == [["same"]]
    second = await ask([["same"]], 2)
    models.run_freely()

    assert await second == await first
    assert models.batches == [["same"]]


async def test_a_cancelled_request_takes_nothing_from_others(
    ask: Ask, models: SteppedModels
) -> None:
    at_work, waits = ["at work"] * 150, ["waits"] * 150
    first, second = await ask([at_work, waits], 1), await ask([at_work, waits], 2)
    await models.begun()
    assert models.batches == [["at work"]]

    await cancel(first)
    models.run_freely()

    assert [output.target[0] for output in await second] == ["at work", "waits"]
    assert models.batches == [["at work"], ["waits"]]


async def test_a_shared_piece_is_as_urgent_as_its_most_urgent_request(
    ask: Ask, models: SteppedModels
) -> None:
    book = await ask(BOOK, 100)
    await models.begun()
    end = await ask(BOOK[-3:], 1)

    while not end.done():
        await models.step()

    assert len(end.result()) == 3
    assert not book.done()
    assert len(models.batches) < 10
    await cancel(book)


async def test_all_who_share_a_piece_are_told_that_its_model_fails(
    ask: Ask, models: SteppedModels
) -> None:
    models.broken = True
    tasks = await ask([["same"]], 1), await ask([["same"]], 2)
    models.run_freely()

    for task in tasks:
        with pytest.raises(PackageBroken, match="out of order"):
            await task


async def test_a_failure_concerns_only_those_who_wait(ask: Ask, models: SteppedModels) -> None:
    models.run_freely()
    models.broken = True
    with pytest.raises(PackageBroken, match="out of order"):
        await (await ask(BOOK, 1))
    models.broken = False
    begun = len(models.batches)

    assert len(await (await ask([["summary"]], 2))) == 1
    assert models.batches[begun:] == [["summary"]]


async def test_waiting_requests_fail_when_the_engine_is_closed(
    engine: Engine, ask: Ask, models: SteppedModels
) -> None:
    book = await ask(BOOK, 1)
    await models.begun()

    closing = asyncio.create_task(asyncio.to_thread(engine.close))

    with pytest.raises(RuntimeError, match="closed"):
        await book
    models.run_freely()
    await closing
    assert len(models.batches) < 20


async def test_an_idle_engine_unloads_its_model(argos_packages: Path) -> None:
    loop, unloaded = asyncio.get_running_loop(), asyncio.Event()

    class WatchedModels(Models):
        def unload_idle(self) -> float | None:
            wait = super().unload_idle()
            if not self.loaded:
                loop.call_soon_threadsafe(unloaded.set)
            return wait

    package = package_of(argos_packages, "en_ru")
    models = WatchedModels(1, ModelLimits(idle_seconds=0.1))
    engine = Engine(models, threads=2)
    await engine.translate(package, [["▁cat"]], ARGOS_DECODING, 0)
    assert models.loaded == {package}

    async with asyncio.timeout(10):
        while models.loaded:
            unloaded.clear()
            await unloaded.wait()
    engine.close()
