"""A long translation that was interrupted goes on where it stood."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.playground import Playground
from bot.translating.engine import batching
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.dbos_tables import engine_of, make_work_older
from tests.handlers.conversation import next_after
from tests.test_stopping import book
from tests.waiting import until


class Models:
    """Watches what models are asked for, and lets only so many questions through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answered: list[tuple[str, ...]] = []
        self.left = 0
        self.at_work = 0
        translate = batching.Engine.translate

        async def watched(engine: batching.Engine, package: Any, pieces: Any, *rest: Any) -> Any:
            if not self.left:
                await asyncio.Event().wait()
            self.left -= 1
            self.at_work += 1
            outputs = await translate(engine, package, pieces, *rest)
            self.at_work -= 1
            self.answered.extend((*piece, repr(rest[0])) for piece in pieces)
            return outputs

        monkeypatch.setattr(batching.Engine, "translate", watched)


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> Models:
    return Models(monkeypatch)


def make_older(database_url: str, hours: float) -> None:
    """Let all translations and all work be so old."""
    make_work_older(database_url, timedelta(hours=hours))
    engine = engine_of(database_url)
    then = datetime.now(UTC) - timedelta(hours=hours)
    used_at = then.replace(tzinfo=None).isoformat(" ") if engine.dialect.name == "sqlite" else then
    with engine.begin() as connection:
        connection.execute(text("UPDATE translations SET used_at = :at"), {"at": used_at})
    engine.dispose()


def count_kept(database_url: str) -> int:
    engine = engine_of(database_url)
    with engine.begin() as connection:
        count = connection.scalar(text("SELECT count(*) FROM translations"))
    engine.dispose()
    return int(count or 0)


@pytest.mark.slow
@on_both_databases
@pytest.mark.parametrize("sentences", [0, 10])
async def test_what_was_translated_before_a_restart_is_kept_for_as_long_as_it_is_needed(
    telegram: Playground, run_bot: RunBot, models: Models, database_url: str, sentences: int
) -> None:
    olena = telegram.person("Olena", language_code="uk")
    memory = {"translation_memory_sentences": sentences}
    models.left = 3
    async with run_bot(**memory, stop_seconds=0.0):
        summary = await next_after(olena, olena.send_document(book(400), "book.txt"))
        await olena.press(summary, "🌐 Повний переклад")
        await until(lambda: not (models.left or models.at_work))
        # The memory is written a little later.
        await until(lambda: count_kept(database_url) >= len(set(models.answered)))
    before = set(models.answered)
    models.answered.clear()
    make_older(database_url, hours=30)

    models.left = 1000
    async with run_bot(**memory):
        await olena.wait_for(lambda m: m.file_name == "book.uk.txt", within=60)
    assert len(before) >= 100
    assert models.answered
    assert before.isdisjoint(models.answered)

    make_older(database_url, hours=3)
    async with run_bot(**memory):
        await until(lambda: count_kept(database_url) <= sentences, within=20)
