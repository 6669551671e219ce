"""What people who wait for the engine notice of each other."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot.errors import PackageBroken
from bot.translating import InstalledPackage
from bot.translating.engine.batching import Engine
from bot.translating.engine.decoding import ARGOS_DECODING, Output
from bot.translating.engine.models import ModelLimits, Models
from tests.translating.conftest import package_of

PACKAGE = InstalledPackage("en", "ru", "1.0", "en_ru", Path(), 1)
BOOK = [["book", str(number)] * 15 for number in range(300)]


class SlowModels:
    """A model that takes its time, copies what it is given and remembers it."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.broken = False

    @contextmanager
    def model(self, _package: InstalledPackage) -> Iterator[tuple[object, object]]:
        yield self, SimpleNamespace(target_prefix="")

    def translate_batch(self, source: Sequence[list[str]], **_: object) -> list[object]:
        self.batches.append([tokens[0] for tokens in source])
        time.sleep(0.01)
        if self.broken:
            raise RuntimeError("out of order")
        return [
            SimpleNamespace(hypotheses=[tokens], attention=[[[1.0] * len(tokens)] * len(tokens)])
            for tokens in source
        ]

    def unload_idle(self) -> None:
        """Never idle."""

    def close(self) -> None:
        """Nothing to close."""


Ask = Callable[[list[list[str]], float], "asyncio.Task[list[Output]]"]


@pytest.fixture
def models() -> SlowModels:
    return SlowModels()


@pytest.fixture
def engine(models: SlowModels) -> Iterator[Engine]:
    engine = Engine(cast("Models", models), threads=1)
    yield engine
    engine.close()


@pytest.fixture
def ask(engine: Engine) -> Ask:
    def begin(pieces: list[list[str]], due: float) -> "asyncio.Task[list[Output]]":
        return asyncio.create_task(engine.translate(PACKAGE, pieces, ARGOS_DECODING, due))

    return begin


async def test_a_summary_does_not_wait_for_a_book(ask: Ask, models: SlowModels) -> None:
    book = ask(BOOK, 100)
    await asyncio.sleep(0.03)

    outputs = await ask([["summary"] * 20], 5)

    assert outputs[0].target == ("summary",) * 20
    assert not book.done()
    assert len(models.batches) < 20
    book.cancel()


async def test_a_book_comes_to_its_end_among_summaries(ask: Ask) -> None:
    book = ask(BOOK[:40], 0.5)
    summaries = [
        ask([["summary", str(number), str(part)] * 10 for part in range(4)], due=number / 10)
        for number in range(40)
    ]

    await book

    assert sum(not summary.done() for summary in summaries) > 20
    await asyncio.gather(*summaries)


async def test_whoever_gives_up_leaves_no_work_behind(ask: Ask, models: SlowModels) -> None:
    book = ask(BOOK, 1)
    await asyncio.sleep(0.03)
    book.cancel()
    await asyncio.sleep(0.03)
    begun = len(models.batches)

    await ask([["summary"]], 2)

    assert models.batches[begun:] == [["summary"]]


async def test_those_who_wait_share_a_batch(ask: Ask, models: SlowModels) -> None:
    first = ask([["first"] * 300], 1)
    await asyncio.sleep(0.005)

    await asyncio.gather(first, ask([["second"] * 9], 2), ask([["third"] * 8], 3))

    assert models.batches == [["first"], ["second", "third"]]


async def test_what_two_want_at_once_is_translated_once(ask: Ask, models: SlowModels) -> None:
    same = ["same"] * 5
    first = ask([["first"] * 90, same, same], 1)
    await asyncio.sleep(0.005)

    both = await asyncio.gather(first, ask([same, ["second"] * 80], 2), ask([same], 0))

    assert [[output.target[0] for output in outputs] for outputs in both] == [
        ["first", "same", "same"],
        ["same", "second"],
        ["same"],
    ]
    assert [token for batch in models.batches for token in batch].count("same") == 1


async def test_who_asks_for_what_is_at_work_joins(ask: Ask, models: SlowModels) -> None:
    first = ask([["same"]], 1)
    await asyncio.sleep(0.005)
    assert models.batches == [["same"]]

    assert await ask([["same"]], 2) == await first
    assert models.batches == [["same"]]


async def test_who_gives_up_takes_nothing_from_who_waits_for_the_same(
    ask: Ask, models: SlowModels
) -> None:
    at_work, waits = ["at work"] * 90, ["waits"] * 90
    first, second = ask([at_work, waits], 1), ask([at_work, waits], 2)
    await asyncio.sleep(0.005)
    assert models.batches == [["at work"]]

    first.cancel()

    assert [output.target[0] for output in await second] == ["at work", "waits"]
    assert models.batches == [["at work"], ["waits"]]


async def test_a_shared_piece_is_as_urgent_as_for_whom_it_is_most(
    ask: Ask, models: SlowModels
) -> None:
    book = ask(BOOK, 100)
    await asyncio.sleep(0.005)

    assert len(await ask(BOOK[-3:], 1)) == 3

    assert not book.done()
    assert len(models.batches) < 10
    book.cancel()


async def test_a_model_that_fails_is_told_to_all_who_share_it(ask: Ask, models: SlowModels) -> None:
    models.broken = True
    first, second = ask([["same"]], 1), ask([["same"]], 2)

    for waiting in (first, second):
        with pytest.raises(PackageBroken, match="out of order"):
            await waiting


async def test_a_model_that_fails_is_told_to_whoever_waits_and_to_nobody_else(
    ask: Ask, models: SlowModels
) -> None:
    models.broken = True
    with pytest.raises(PackageBroken, match="out of order"):
        await ask(BOOK, 1)
    models.broken = False
    begun = len(models.batches)

    assert len(await ask([["summary"]], 2)) == 1
    assert models.batches[begun:] == [["summary"]]


async def test_who_waits_at_the_end_is_told_so(
    engine: Engine, ask: Ask, models: SlowModels
) -> None:
    book = ask(BOOK, 1)
    await asyncio.sleep(0.03)

    engine.close()

    with pytest.raises(RuntimeError, match="closed"):
        await book
    assert len(models.batches) < 20


async def test_an_idle_engine_lets_its_model_go(argos_packages: Path) -> None:
    package = package_of(argos_packages, "en_ru")
    models = Models(1, ModelLimits(idle_seconds=0.1))
    engine = Engine(models, threads=2)
    await engine.translate(package, [["▁cat"]], ARGOS_DECODING, 0)
    assert models.loaded == {package}

    async with asyncio.timeout(10):
        while models.loaded:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    engine.close()
