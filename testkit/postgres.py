"""A PostgreSQL server of our own, which lives in one folder and is gone with it."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

_USER = "dragoman"
# Waits until the process that started it is done or dead, and then leaves nothing behind.
_CLEAN_UP = 'read -r _; "$1/pg_ctl" -D "$2/data" stop --mode immediate; rm -rf "$2"'
# Nothing here has to outlive a loss of power; what a killed server has written stays all the same.
_QUICK = ("fsync=off", "full_page_writes=off", "max_connections=200")


class NoPostgres(Exception):
    """There is no PostgreSQL on this machine."""


class PostgresServer:
    """Runs from `with` to its end on 127.0.0.1, at a port that stays the same when it is restarted.

    Raises NoPostgres.
    """

    def __init__(self) -> None:
        self._programs = find_programs()
        self._account = _unprivileged_account()
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-"))
        self._port = _free_port()
        self._numbers = count(1)
        if self._account is not None:
            shutil.chown(self._folder, self._account)

    def __enter__(self) -> Self:
        self._cleaner = subprocess.Popen(
            ["sh", "-c", _CLEAN_UP, "clean up", self._programs, self._folder],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=self._account,
            # Ctrl+C in a terminal reaches whole groups.
            start_new_session=True,
        )
        self._run("initdb", "--no-sync", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", _USER)
        settings = [*_QUICK, f"port={self._port}", "listen_addresses=127.0.0.1"]
        with (self._data / "postgresql.conf").open("a") as file:
            file.writelines(line.replace("=", " = '") + "'\n" for line in settings)
            file.write("unix_socket_directories = ''\n")
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._cleaner.communicate()

    def start(self) -> None:
        """Return when connections are taken."""
        self._run("pg_ctl", "start", "--wait", "--silent", "--log", str(self._folder / "log"))

    def stop(self, *, crash: bool = False) -> None:
        """Cut all connections and end; a crash leaves the server to recover at its next start."""
        mode = "immediate" if crash else "fast"
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode", mode)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self._port}/{database}"

    def new_database(self, template: str = "template0", encoding: str = "UTF8") -> str:
        """Create a database, empty or with what is in another one, and return its URL."""
        name = f"fresh_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING '{encoding}'")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Delete a database, whoever is connected to it."""
        name = url.rpartition("/")[2]
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        output = self._folder / "output"
        with output.open("wb") as file:
            # Not a pipe: the server would keep it open for as long as it runs.
            done = subprocess.run(
                [self._programs / program, "-D", self._data, *arguments],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                user=self._account,
                extra_groups=None if self._account is None else [],
                timeout=60,
            )
        if done.returncode:
            raise RuntimeError(f"{program}: {output.read_text()}")


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, the newest that there is. Raises NoPostgres."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    if newest := max(debian, key=lambda path: float(path.parts[-3]), default=None):
        return newest.parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NoPostgres("PostgreSQL is not installed")


def _unprivileged_account() -> str | None:
    """Return whom to run PostgreSQL as, which refuses to run as root; None for oneself."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
