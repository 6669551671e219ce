"""A long translation that was interrupted goes on where it stood."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from bot.playground import Playground
from bot.translating.engine import batching
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.test_stopping import book


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


def engine_of(database_url: str) -> Engine:
    url = make_url(database_url)
    return create_engine(url.set(drivername="postgresql+psycopg") if url.host else url)


def set_back(database_url: str, hours: float) -> None:
    """Have all translations and all work be so old."""
    engine = engine_of(database_url)
    is_sqlite = engine.dialect.name == "sqlite"
    then = datetime.now(UTC) - timedelta(hours=hours)
    used_at = then.replace(tzinfo=None).isoformat(" ") if is_sqlite else then
    work = "workflow_status" if is_sqlite else "dbos.workflow_status"
    created_at = int(1000 * then.timestamp())
    with engine.begin() as connection:
        connection.execute(text("UPDATE translations SET used_at = :at"), {"at": used_at})
        connection.execute(text(f"UPDATE {work} SET created_at = :at"), {"at": created_at})
    engine.dispose()


def count_kept(database_url: str) -> int:
    engine = engine_of(database_url)
    with engine.begin() as connection:
        count = connection.scalar(text("SELECT count(*) FROM translations"))
    engine.dispose()
    return int(count or 0)


@on_both_databases
@pytest.mark.parametrize("sentences", [0, 10])
async def test_what_was_translated_before_a_restart_is_kept_for_as_long_as_it_is_needed(
    telegram: Playground, run_bot: RunBot, models: Models, database_url: str, sentences: int
) -> None:
    olena = telegram.person("Olena", language_code="uk")
    memory = {"translation_memory_sentences": sentences}
    models.left = 3
    async with run_bot(**memory, stop_seconds=0.0):
        olena.send_document(book(400), "book.txt")
        summary = await olena.next_message(within=30)
        await olena.press(summary, "🌐 Повний переклад")
        async with asyncio.timeout(30):
            while models.left or models.at_work:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            # The memory is written a little later.
            while count_kept(database_url) < len(set(models.answered)):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
    before = set(models.answered)
    models.answered.clear()
    set_back(database_url, hours=30)

    models.left = 1000
    async with run_bot(**memory):
        await olena.wait_for(lambda m: m.file_name == "book.uk.txt", within=60)
    assert len(before) >= 100
    assert models.answered
    assert before.isdisjoint(models.answered)

    set_back(database_url, hours=3)
    async with run_bot(**memory):
        async with asyncio.timeout(20):
            while count_kept(database_url) > sentences:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
