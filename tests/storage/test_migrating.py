"""A database becomes what this version works with: a new one, an old one, and only once."""

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from bot.domain.preferences import Extent
from bot.errors import DatabaseTooNew
from bot.storage import KeptDocument, Preferences, Store
from bot.storage.database import make_engine
from bot.storage.migrating import latest_step
from bot.storage.tables import Base
from tests.databases import on_both_databases
from tests.storage.old_databases import MIGRATIONS, upgrade

T = TypeVar("T")

OLD_DATABASE = Path(__file__).parent / "before_migrations.sql"


async def on(url: str, work: Callable[[Connection], T]) -> T:
    engine = make_engine(url)
    with engine.begin() as connection:
        result = work(connection)
    engine.dispose()
    return result


async def opened(url: str) -> Store:
    store = Store(url)
    await store.open()
    return store


async def open_and_close(url: str) -> None:
    await (await opened(url)).close()


def step_of(connection: Connection) -> str:
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))


@on_both_databases
async def test_the_steps_lead_to_the_tables_that_the_code_expects(empty_database: str) -> None:
    await open_and_close(empty_database)

    assert await on(empty_database, differences) == []
    assert await on(empty_database, step_of) == latest_step()


def test_the_steps_are_one_chain_whose_end_is_known_without_alembic() -> None:
    script = ScriptDirectory(str(MIGRATIONS))

    assert script.get_current_head() == latest_step()
    for step in script.walk_revisions():
        assert Path(step.path).name.startswith(f"{step.revision}_")


async def test_a_database_from_before_the_first_step_is_taken_on_without_loss(
    empty_database: str,
) -> None:
    make_sqlite(empty_database, OLD_DATABASE.read_text(encoding="utf-8"))

    store = await opened(empty_database)
    first, second = await store.article(1), await store.article(3)

    assert first is not None
    assert first.article.title.text == "Міст відкрито"
    assert (first.chat_id, first.person_id, first.message_id) == (-1001234567890, 7100000007, 3)
    assert second is not None
    assert second.article.body.text == "One. Two."
    assert second.document == KeptDocument("BQACAgIAAxkBAAIB", "book.epub", [])
    assert first.document is None
    assert await store.preferences(7100000007) == Preferences("uk", 5)
    assert await store.translations.recall([b"0123456789abcdef"]) == {
        b"0123456789abcdef": b"remembered"
    }
    new = await store.keep(1, 7, 4, first.article)
    assert new.id == 4
    await store.close()

    assert await on(empty_database, differences) == []


def make_sqlite(url: str, script: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    file.parent.mkdir()
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()


async def test_an_even_older_database_without_some_of_the_tables_is_taken_on(
    empty_database: str,
) -> None:
    make_sqlite(
        empty_database,
        "CREATE TABLE people (person_id BIGINT NOT NULL PRIMARY KEY,"
        " language VARCHAR(8), summary_sentences INTEGER);"
        "INSERT INTO people VALUES (7, 'ru', NULL);",
    )

    store = await opened(empty_database)

    assert await store.preferences(7) == Preferences("ru")
    await store.close()


@on_both_databases
async def test_what_people_have_chosen_stays_when_chats_can_choose_too(empty_database: str) -> None:
    def make_older(connection: Connection) -> None:
        upgrade(connection, "0007")
        connection.execute(
            text(
                "INSERT INTO people VALUES (7, 'uk', 5, NULL), (6200000001, NULL, NULL, 'long'),"
                " (-1002300000001, 'ru', NULL, NULL)"
            )
        )

    (Path(empty_database.removeprefix("sqlite:///"))).parent.mkdir(parents=True, exist_ok=True)
    await on(empty_database, make_older)
    store = await opened(empty_database)

    assert await store.preferences(7) == Preferences("uk", 5)
    assert await store.preferences(6200000001) == Preferences(None, Extent.LONG)
    assert await store.preferences(-1002300000001) == Preferences("ru")
    await store.close()
    assert not await on(empty_database, lambda connection: inspect(connection).has_table("people"))


@on_both_databases
async def test_whoever_starts_at_the_same_time_waits_for_the_first(empty_database: str) -> None:
    await asyncio.gather(*(open_and_close(empty_database) for _ in range(8)))

    assert await on(empty_database, step_of) == latest_step()


@on_both_databases
async def test_a_step_that_fails_leaves_the_database_as_if_none_had_been_done(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alembic.operations.Operations.drop_table", fail)

    with pytest.raises(ZeroDivisionError):
        await opened(empty_database)

    assert await on(empty_database, lambda connection: inspect(connection).get_table_names()) == []
    monkeypatch.undo()
    await open_and_close(empty_database)
    assert await on(empty_database, step_of) == latest_step()


def fail(*_arguments: object) -> None:
    raise ZeroDivisionError


async def test_a_database_that_a_later_version_has_used_is_left_alone(empty_database: str) -> None:
    await open_and_close(empty_database)
    await on(
        empty_database, lambda c: c.execute(text("UPDATE alembic_version SET version_num=9999"))
    )

    with pytest.raises(DatabaseTooNew, match="9999"):
        await opened(empty_database)


async def test_alembic_is_loaded_only_where_there_is_something_to_do(empty_database: str) -> None:
    program = (
        "import asyncio, sys; from bot.storage import Store\n"
        "async def work(): store = Store(sys.argv[1]); await store.open(); await store.close()\n"
        "asyncio.run(work()); print('alembic' in sys.modules)"
    )

    def run() -> str:
        done = subprocess.run([sys.executable, "-c", program, empty_database], capture_output=True)
        return done.stdout.decode().strip()

    assert await asyncio.to_thread(run) == "True"
    assert await asyncio.to_thread(run) == "False"
