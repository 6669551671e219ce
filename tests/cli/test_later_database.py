"""A database that a later version has used: it is said to be one, and stays as it is."""

from collections.abc import Mapping

import pytest
from sqlalchemy import MetaData, text

from tests.cli.conftest import Dragoman
from tests.databases import on_both_databases
from tests.dbos_tables import engine_of

pytestmark = on_both_databases

# Nobody listens there.
SETTINGS = {
    "DRAGOMAN_TOKEN": "7100000001:AAthis-is-the-token-of-the-test",
    "DRAGOMAN_API_URL": "http://127.0.0.1:9/bot",
    "DRAGOMAN_PACKAGES_FOLDER": "none",
}


@pytest.fixture(params=["Dragoman's step", "DBOS's step"])
def later(request: pytest.FixtureRequest, database_url: str) -> str:
    """Return a database that this version has made, and a later one has brought up to date."""
    engine = engine_of(database_url)
    schema = "" if engine.dialect.name == "sqlite" else "dbos."
    change = (
        "alembic_version SET version_num = '9999'"
        if request.param == "Dragoman's step"
        else f"{schema}dbos_migrations SET version = 9999"
    )
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {change}"))
    engine.dispose()
    return database_url


def content(url: str) -> Mapping[str, object]:
    engine, tables = engine_of(url), MetaData()
    for schema in [None] if engine.dialect.name == "sqlite" else [None, "dbos"]:
        tables.reflect(engine, schema)
    with engine.connect() as connection:
        found = {name: connection.execute(t.select()).all() for name, t in tables.tables.items()}
    engine.dispose()
    return found


@pytest.mark.parametrize("command", ["run", "doctor"])
def test_a_database_of_a_later_version_is_named_as_one_and_left_alone(
    dragoman: Dragoman, later: str, command: str
) -> None:
    before = content(later)

    result = dragoman(command, DRAGOMAN_DATABASE_URL=later, **SETTINGS)

    # As for wrong settings, so that nobody starts the bot again and again.
    assert result.exit_code == (3 if command == "run" else 1)
    assert "a later version of Dragoman" in result.output
    assert "9999" in result.output
    assert "docs/upgrading.md" in result.output
    assert content(later) == before


def test_it_is_said_in_the_language_of_the_terminal(dragoman: Dragoman, later: str) -> None:
    settings = {"DRAGOMAN_DATABASE_URL": later, **SETTINGS}

    assert "новіша версія Dragoman" in dragoman("run", LANG="uk_UA.UTF-8", **settings).stderr
    assert "новая версия Dragoman" in dragoman("run", LANG="ru_RU.UTF-8", **settings).stderr
