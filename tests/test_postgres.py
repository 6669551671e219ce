"""The server that other tests rely on."""

import psycopg
import pytest

from bot.playground import Person
from testkit.postgres import PostgresServer
from tests.conftest import RunBot
from tests.handlers.articles import UKRAINIAN
from tests.handlers.conversation import ask, summary_of


def test_every_database_is_empty_and_outlives_a_crash_of_the_server(
    postgres: PostgresServer,
) -> None:
    url, other_url = postgres.new_database(), postgres.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    postgres.stop(crash=True)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    postgres.start()

    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]
    with psycopg.connect(other_url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchall() == [(None,)]
    postgres.drop(url)
    postgres.drop(other_url)


async def test_a_server_that_was_made_without_a_locale_keeps_all_letters(
    postgres: PostgresServer, run_bot: RunBot, olena: Person
) -> None:
    url = postgres.new_database(encoding="SQL_ASCII")
    async with run_bot(database_url=url):
        summary = await summary_of(olena, UKRAINIAN, by="Хтось")
        assert summary.text.startswith("Старий міст знову відкрито")
    async with run_bot(database_url=url):
        assert (await ask(olena, "/summary 1")).text.startswith("Старий міст знову відкрито")
    postgres.drop(url)
