"""The server that other tests rely on."""

import psycopg
import pytest

from testkit.postgres import PostgresServer


def test_every_database_is_empty_and_outlives_a_crash_of_the_server(
    postgres: PostgresServer, postgres_url: str
) -> None:
    other_url = postgres.new_database()
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    postgres.stop(crash=True)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(postgres_url)
    postgres.start()

    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]
    with psycopg.connect(other_url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchall() == [(None,)]
    postgres.drop(other_url)
