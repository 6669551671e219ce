"""What steps have given, on the disk at once: a database takes its time to write it down.

A process that is killed in between would do the step again, and send what Telegram has taken
already. Where work is on one machine, this file closes the gap; it is empty most of the time.
"""

import errno
import json
import logging
import os
from pathlib import Path

from sqlalchemy.engine import URL

from bot.jobs.values import JSON

log = logging.getLogger(__name__)

# In bytes: beyond this, and twice what was needed the last time, the file is written anew.
_LARGEST = 4 * 2**20
_TO_THE_END = os.O_RDWR | os.O_CREAT | os.O_APPEND


class Journal:
    """The steps of the work that goes on. Without a path it forgets them with its process."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: int | None = None
        self._size, self._most = 0, _LARGEST
        self._given: dict[str, dict[int, JSON]] = {}

    def open(self) -> None:
        """Read what the last process has left. Raises OSError."""
        if self._path is None:
            return
        self._file = os.open(self._path, _TO_THE_END, 0o600)
        content = self._path.read_bytes()
        for line in content.splitlines():
            try:
                work, step, given = json.loads(line)
                self._given.setdefault(work, {})[step] = given
            except (ValueError, TypeError):
                log.warning("A line of the journal was cut off")
        # Whatever was cut off, the next line is its own.
        self._size = content.rfind(b"\n") + 1
        os.ftruncate(self._file, self._size)

    def close(self) -> None:
        if self._file is None or self._path is None:
            return
        os.close(self._file)
        self._file = None
        if not self._given:
            self._path.unlink(missing_ok=True)

    @property
    def works(self) -> list[str]:
        """The ids of the work that there is something of."""
        return list(self._given)

    def given(self, work: str, step: int) -> tuple[JSON] | None:
        """What a step has given, or None where it was not done."""
        steps = self._given.get(work, {})
        return (steps[step],) if step in steps else None

    def write(self, work: str, step: int, given: JSON) -> None:
        """Keep what a step has given. It outlives the process, though not a loss of power."""
        self._given.setdefault(work, {})[step] = given
        self._append(work, step, given)
        if self._size > self._most:
            self._write_anew()

    def forget(self, work: str) -> None:
        """The work has ended, and the database knows."""
        if self._given.pop(work, None) is not None and not self._given:
            self._empty()

    def _append(self, work: str, step: int, given: JSON) -> None:
        if self._file is None:
            return
        line = json.dumps([work, step, given]).encode() + b"\n"
        try:
            written = os.write(self._file, line)
            if written < len(line):
                os.ftruncate(self._file, self._size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._size += written
        except OSError as error:
            log.warning("The journal cannot be written: %s", error.strerror)

    def _write_anew(self) -> None:
        """Leave out what is forgotten."""
        if self._file is None or self._path is None:
            return
        anew = self._path.with_name(f"{self._path.name}.new")
        former, self._size = self._file, 0
        self._file = os.open(anew, _TO_THE_END | os.O_TRUNC, 0o600)
        for work, steps in self._given.items():
            for step, given in steps.items():
                self._append(work, step, given)
        anew.replace(self._path)
        os.close(former)
        self._most = max(_LARGEST, 2 * self._size)

    def _empty(self) -> None:
        if self._file is not None:
            os.ftruncate(self._file, 0)
        self._size = 0


def journal_for(url: URL) -> Journal:
    """Beside an SQLite file. PostgreSQL's work may be taken up by another machine."""
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return Journal(None)
    return Journal(Path(f"{url.database}-journal-of-steps"))
