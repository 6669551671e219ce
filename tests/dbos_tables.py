"""What tests change in the database past all interfaces: time goes by, attempts fail, tables go.

DBOS's client can neither make work older, nor count attempts that nobody has made.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, create_engine, make_url, text


def engine_of(database_url: str) -> Engine:
    url = make_url(database_url)
    return create_engine(url.set(drivername="postgresql+psycopg") if url.host else url)


def make_work_older(database_url: str, by: timedelta) -> None:
    """Let all work have come so long ago."""
    _update(database_url, "created_at = :at", at=int(1000 * (datetime.now(UTC) - by).timestamp()))


def let_work_have_been_tried(database_url: str, times: int) -> None:
    """Let processes have died of all work so often."""
    _update(database_url, "recovery_attempts = :times", times=times)


def break_tables(database_url: str) -> None:
    """Let nothing be written any more of articles and of new work."""
    engine = engine_of(database_url)
    with engine.begin() as connection:
        for table in ("articles", "workflow_input"):
            connection.execute(text(f"DROP TABLE {table}"))
    engine.dispose()


def _update(database_url: str, change: str, **values: int) -> None:
    engine = engine_of(database_url)
    schema = "" if engine.dialect.name == "sqlite" else "dbos."
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema}workflow_status SET {change}"), values)
    engine.dispose()
