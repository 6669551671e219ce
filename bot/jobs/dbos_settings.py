"""The settings of DBOS: how it stores work, through which connections, and what it logs."""

import json
import logging
import time
from typing import Any

import sqlalchemy
from dbos import DBOSClient, DBOSConfig, Serializer
from sqlalchemy.engine import URL, ExceptionContext

from bot.storage.database import ENCODING

FORMAT = "1"
"""The format of what is stored, for DBOS the application's version.

To be raised when this version would misread what a former one has stored.
"""

THREADS = 64

_NAME = "dragoman"

_SILENT_SECONDS = 10.0

_log = logging.getLogger("dbos")


class _AsJSON(Serializer):
    """JSON in ASCII, since neither database takes every string that may be in it."""

    def serialize(self, data: Any) -> str:
        return json.dumps(data, default=repr)

    def deserialize(self, serialized_data: str) -> Any:
        return json.loads(serialized_data)

    def name(self) -> str:
        return "json"


class _OutageFilter(logging.Filter):
    """Keep one of the many lines that DBOS logs each second while a database is away."""

    def __init__(self) -> None:
        super().__init__()
        self._silent_until = 0.0

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if "OperationalError" not in message and "AdminShutdown" not in message:
            return True
        now = time.monotonic()
        if now < self._silent_until:
            return False
        self._silent_until = now + _SILENT_SECONDS
        record.msg, record.args = "The database cannot be used: %s", (message.splitlines()[0],)
        return True


_outage_filter = _OutageFilter()


def tame_log() -> None:
    """Send what DBOS logs through the bot's own log, and less of it."""
    # Without a handler DBOS would add its own, which does not leave secrets out.
    _log.addHandler(logging.NullHandler())
    _log.addFilter(_outage_filter)


def dbos_config(url: URL, process: str, engine: sqlalchemy.Engine | None) -> DBOSConfig:
    """Return the configuration; `engine` is None where DBOS makes its own, for PostgreSQL."""
    config: DBOSConfig = {
        "name": _NAME,
        "application_version": FORMAT,
        "executor_id": process,
        "system_database_url": url.render_as_string(hide_password=False),
        "serializer": _AsJSON(),
        "max_executor_threads": THREADS,
        "use_listen_notify": False,
        # Nothing is ever notified, but closing waits so long for the listening thread.
        "notification_listener_polling_interval_sec": 0.05,
        "enable_otlp": False,
        "log_level": logging.getLevelName(max(logging.WARNING, logging.root.level)),
        "db_engine_kwargs": {
            # Errors are logged, and the parameters are what people have sent.
            "hide_parameters": True,
            # DBOS retries on a broken connection; a ping before each use would always cost.
            "pool_pre_ping": False,
            # Not used with an engine of our own.
            "connect_args": {**ENCODING},
        },
    }
    if engine is not None:
        config["system_database_engine"] = engine
    return config


def dbos_client(engine: sqlalchemy.Engine) -> DBOSClient:
    """Return a client that puts work into queues, in transactions of an engine, or lists it."""
    return DBOSClient(
        system_database_engine=engine,
        serializer=_AsJSON(),
        application_name=_NAME,
        lazy=True,
    )


def engine_for(url: URL) -> sqlalchemy.Engine | None:
    """Return an engine for SQLite; None for PostgreSQL, where DBOS makes its own."""
    if url.get_backend_name() != "sqlite":
        return None
    engine = sqlalchemy.create_engine(
        url.set(drivername="sqlite"),
        pool_size=2,
        max_overflow=0,
        hide_parameters=True,
        # That of DBOS's prepared statements.
        paramstyle="named",
    )

    @sqlalchemy.event.listens_for(engine, "connect")
    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 30000")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")

    @sqlalchemy.event.listens_for(engine, "handle_error")
    def wait_for_room(context: ExceptionContext) -> None:
        # DBOS retries while the database is out of reach; a full disk is to be taken for that.
        problem = str(context.original_exception)
        if "is full" in problem or "disk I/O error" in problem:
            context.is_disconnect = True

    return engine
