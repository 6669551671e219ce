"""Databases for tests: SQLite, or each of both for tests that are marked `on_both_databases`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from testkit.postgres import NoPostgres, PostgresServer

REQUIRED = "POSTGRESQL_REQUIRED"
"""A variable of the environment: set, a missing PostgreSQL fails the tests that need one."""

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


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


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """Provide a fresh, empty database."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return a fresh, empty database, whose file does not exist yet where it is SQLite's."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/database/dragoman.sqlite3"
