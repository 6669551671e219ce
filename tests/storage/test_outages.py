"""The database goes away, or has no room left, and comes back."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.storage import Preferences, Store
from testkit.postgres import PostgresServer
from tests.waiting import until


async def test_a_restart_of_the_server_between_two_queries_does_no_harm(
    postgres: PostgresServer, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(postgres_url)
    await store.open()
    await store.prefer(7, Preferences("uk"))

    await asyncio.to_thread(postgres.stop)
    await asyncio.to_thread(postgres.start)

    assert await store.preferences(7) == Preferences("uk")
    assert not caplog.records
    await store.close()


async def test_queries_wait_while_the_server_is_away(
    postgres: PostgresServer, postgres_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(postgres_url)
    await store.open()
    await store.prefer(7, Preferences("uk"))

    await asyncio.to_thread(postgres.stop, crash=True)
    reading = asyncio.create_task(store.preferences(7))
    writing = asyncio.create_task(store.prefer(8, Preferences("ru")))
    await until(lambda: "The database cannot be used" in caplog.text)
    assert not reading.done()
    await asyncio.to_thread(postgres.start)

    assert await reading == Preferences("uk")
    await writing
    assert await store.preferences(8) == Preferences("ru")
    assert "The database cannot be used" in caplog.text
    await store.close()


async def test_a_query_waits_while_the_disk_is_full(
    empty_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    store = Store(empty_database)
    await store.open()
    limit = 20

    def limit_pages(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {limit}").close()

    event.listen(store._engine, "checkout", limit_pages)
    book = Article(RichText("A book"), RichText("word " * 100_000), "en")

    keeping = asyncio.create_task(store.keep(1, 7, 3, book))
    await until(lambda: "disk is full" in caplog.text)
    assert not keeping.done()
    assert "word" not in caplog.text
    assert await store.preferences(7) == Preferences()
    limit = 1_000_000

    kept = await keeping
    assert await store.article(kept.id) == kept
    await store.close()
