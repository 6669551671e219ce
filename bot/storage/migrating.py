"""Brings a database to the tables that this version works with, one process at a time.

The steps are in `migrations/versions/`, a file for each, named for its number. The first one makes
only what is missing, for databases that are older than the steps.
"""

import logging
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import DatabaseTooNew

log = logging.getLogger(__name__)

_SCRIPTS = Path(__file__).parent / "migrations"

# Any number that nothing else in the same PostgreSQL database takes for a lock.
_LOCK = 0x647261676F6D616E  # "dragoman"


def migrate(engine: Engine) -> None:
    """Apply the steps that the database has not seen, all of them or none.

    Other processes that do the same wait meanwhile. Raises SQLAlchemyError, and DatabaseTooNew.
    """
    with engine.connect() as connection:
        if _is_current(connection):
            return
    with engine.begin() as connection:
        # Held until the transaction ends, which all the steps are done in.
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if not _is_current(connection):
            _upgrade(connection)
            log.info("The database is now at step %s", latest_step())


def latest_step() -> str:
    """Return the step that this version needs."""
    return steps()[-1]


def too_new(step: str, latest: str) -> DatabaseTooNew:
    """Return the error of a database whose step is later than the latest that is known here."""
    return DatabaseTooNew(step=step, latest=latest, version=version("dragoman"))


def steps() -> list[str]:
    """Return the names of all steps, in their order."""
    files = (_SCRIPTS / "versions").glob("[0-9]*.py")
    return sorted(file.name.partition("_")[0] for file in files)


def _is_current(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    step = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if step is not None and step not in steps():
        raise too_new(step, latest_step())
    return bool(step == latest_step())


def _upgrade(connection: Connection) -> None:
    # Loading it takes a while, which is spared where there is nothing to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    # A percent sign would start an interpolation.
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
