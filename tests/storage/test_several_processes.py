"""Several processes on one database."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.storage import Preferences, Store
from tests.databases import on_both_databases
from tests.storage.writing import KEYS


@pytest.mark.slow
@on_both_databases
async def test_two_processes_share_a_new_database(empty_database: str) -> None:
    writers = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.storage.writing", empty_database, name),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert await writer.stdout.readline() == b"ready\n"
    outcomes = await asyncio.gather(*(writer.communicate(b"go\n") for writer in writers))

    assert [writer.returncode for writer in writers] == [0, 0], outcomes
    store = Store(empty_database)
    await store.open()
    remembered = await store.translations.recall(KEYS)
    await store.close()
    assert len(remembered) >= len(KEYS) - 10
    assert set(remembered.values()) <= {b"one", b"two"}


async def test_readers_do_not_wait_for_a_writer(database_url: str) -> None:
    store = Store(database_url)
    await store.open()
    await store.prefer(7, Preferences("uk"))
    other = sqlite3.connect(Path(database_url.removeprefix("sqlite:///")))
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE preferences SET language = 'ru'")

    assert await asyncio.wait_for(store.preferences(7), 5) == Preferences("uk")

    waiting = asyncio.create_task(store.prefer(8, Preferences("en")))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    other.commit()
    other.close()
    await waiting
    assert await store.preferences(7) == Preferences("ru")
    await store.close()
