"""Databases for tests: SQLite, or each of both for tests that are marked `on_both_databases`."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.jobs.workflows import Workflows
from bot.storage import Store
from testkit.postgres import NoPostgres, PostgresServer

REQUIRED = "POSTGRESQL_REQUIRED"
"""A variable of the environment: set, a missing PostgreSQL fails the tests that need one."""

on_both_databases = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """One server for all tests. A test that stops it starts it again."""
    try:
        server = PostgresServer()
    except NoPostgres as missing:
        if os.environ.get(REQUIRED):
            raise
        pytest.skip(str(missing))
    with server:
        yield server


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with the tables of this version. Do not change it."""
    file = tmp_path_factory.mktemp("template") / "dragoman.sqlite3"
    asyncio.run(make_tables(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """Return the name of a database with the tables of this version. Do not change it."""
    url = postgres.new_database()
    asyncio.run(make_tables(url))
    return url.rpartition("/")[2]


async def make_tables(url: str) -> None:
    """Make the tables of this version, as the first start of the bot does."""
    store, workflows = Store(url), Workflows(url, "local")
    await store.open()
    await workflows.open([])
    await workflows.close(0)
    await store.close()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Return the kind of the database, for `on_both_databases`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def empty_database(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Provide an empty database, whose file does not exist yet where it is SQLite's."""
    if database == "sqlite":
        yield f"sqlite:///{tmp_path}/empty/dragoman.sqlite3"
        return
    postgres = request.getfixturevalue("postgres")
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def database_url(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a database of its own, with the tables of this version and nothing in them."""
    if database == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    file = tmp_path / "database/dragoman.sqlite3"
    file.parent.mkdir()
    shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
    return f"sqlite:///{file}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """Provide such a database of PostgreSQL's."""
    url = postgres.new_database(postgres_template)
    yield url
    postgres.drop(url)
