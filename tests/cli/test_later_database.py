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
    "token": "7100000001:AAthis-is-the-token-of-the-test",
    "api_url": "http://127.0.0.1:9/bot",
    "packages_folder": "none",
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

    # As for wrong settings, so that nobody starts the bot again and again.
    ends = 3 if command == "run" else 1
    said = dragoman(command, database_url=later, **SETTINGS, ends=ends).output

    assert "a later version of Dragoman" in said
    assert "9999" in said
    assert "docs/upgrading.md" in said
    assert content(later) == before


@pytest.mark.parametrize(
    ("language", "said"), [("uk", "новіша версія Dragoman"), ("ru", "новая версия Dragoman")]
)
def test_it_is_said_in_the_language_of_the_terminal(
    dragoman: Dragoman, later: str, language: str, said: str
) -> None:
    result = dragoman("run", LANG=language, database_url=later, **SETTINGS, ends=3)
    assert said in result.stderr
