"""A file with the results of the steps of unfinished work.

Each is written at once: a process that is killed in between would do the step again, and send what
Telegram has taken already. The file is empty most of the time, since work is short.
"""

import asyncio
import errno
import json
import logging
import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy.engine import URL

from bot.jobs.work import JSON

log = logging.getLogger(__name__)

# In bytes: beyond this, and twice what was needed the last time, the file is compacted.
_LARGEST = 4 * 2**20
_TAKEN_BACK = [None, None]
# Seconds in which most work ends. So long a loss of power may let a step be done again.
_SYNC_SECONDS = 0.02
_APPEND = os.O_RDWR | os.O_CREAT | os.O_APPEND


class Journal:
    """The results of steps of unfinished work; without a path they are lost with the process."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: int | None = None
        self._size, self._most = 0, _LARGEST
        # Of each step a list of its result, or an empty one while somebody else is doing it.
        self._results: dict[str, dict[int, list[JSON]]] = {}
        # The work of which something is to be synced.
        self._unsynced: set[str] = set()

    def open(self) -> None:
        """Read what the last process has left. Raises OSError."""
        if self._path is None:
            return
        self._file = os.open(self._path, _APPEND, 0o600)
        content = self._path.read_bytes()
        for line in content.splitlines():
            try:
                work, step, *result = json.loads(line)
                self._keep(work, step, result)
            except (ValueError, TypeError):
                log.warning("A line of the journal was cut off")
        # Drop what was cut off, so that the next line stands alone.
        self._size = content.rfind(b"\n") + 1
        os.ftruncate(self._file, self._size)

    def close(self) -> None:
        """Close the file, and delete it where nothing is in it."""
        if self._file is None or self._path is None:
            return
        _sync_file(self._file)
        os.close(self._file)
        self._file = None
        if not self._results:
            self._path.unlink(missing_ok=True)

    @property
    def is_on_disk(self) -> bool:
        """Whether what is in it outlives the process."""
        return self._path is not None

    @property
    def work_ids(self) -> list[str]:
        """The ids of the work that there are results of."""
        return list(self._results)

    def result(self, work: str, step: int) -> tuple[JSON] | None:
        """Return the stored result of a step, in a tuple; None where it was not done."""
        result = self._results.get(work, {}).get(step)
        return (result[0],) if result else None

    def write(self, work: str, step: int, result: JSON) -> None:
        """Store the result of a step. It outlives the process; see also `sync_soon`."""
        self._note(work, step, [result])

    def hand_over(self, work: str, step: int) -> None:
        """Take note that somebody else is doing a step, whose result will come."""
        self._note(work, step, [])

    def take_back(self, work: str, step: int) -> None:
        """Take note that nobody is doing a step."""
        if self.was_handed_over(work, step):
            self._note(work, step, _TAKEN_BACK)

    def was_handed_over(self, work: str, step: int) -> bool:
        """Return whether somebody else was doing a step, and its result never came."""
        return self._results.get(work, {}).get(step) == []

    def sync_soon(self, work: str) -> None:
        """Let what was written of some work outlive a loss of power, too, in a moment.

        Needless where the work ends before that, since the database then knows so for good.
        """
        if self._file is None:
            return
        if not self._unsynced:
            asyncio.get_running_loop().call_later(_SYNC_SECONDS, self._sync)
        self._unsynced.add(work)

    def _sync(self) -> None:
        if self._unsynced and self._file is not None:
            self._unsynced.clear()
            # Raised where the threads have ended: then `close` comes next, and syncs.
            with suppress(RuntimeError):
                asyncio.get_running_loop().run_in_executor(None, _sync_file, self._file)

    def forget(self, work: str) -> None:
        """Drop the results of work that has ended, as the database knows.

        They are in the file until it is compacted, or has nothing else in it.
        """
        self._unsynced.discard(work)
        if self._results.pop(work, None) is not None and not self._results:
            self._empty()

    def _note(self, work: str, step: int, result: list[JSON]) -> None:
        self._keep(work, step, result)
        self._append(work, step, result)
        if self._size > self._most:
            self.compact()

    def _keep(self, work: str, step: int, result: list[JSON]) -> None:
        steps = self._results.setdefault(work, {})
        if result == _TAKEN_BACK:
            steps.pop(step, None)
        else:
            steps[step] = result

    def _append(self, work: str, step: int, result: list[JSON]) -> None:
        if self._file is None:
            return
        line = json.dumps([work, step, *result]).encode() + b"\n"
        try:
            written = os.write(self._file, line)
            if written < len(line):
                os.ftruncate(self._file, self._size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._size += written
        except OSError as error:
            log.warning("The journal cannot be written: %s", error.strerror)

    def compact(self) -> None:
        """Write the file again without what was forgotten."""
        if self._file is None or self._path is None:
            return
        compacted = self._path.with_name(f"{self._path.name}.new")
        former, self._size = self._file, 0
        self._file = os.open(compacted, _APPEND | os.O_TRUNC, 0o600)
        for work, steps in self._results.items():
            for step, result in steps.items():
                self._append(work, step, result)
        os.fsync(self._file)
        compacted.replace(self._path)
        os.close(former)
        self._most = max(_LARGEST, 2 * self._size)

    def _empty(self) -> None:
        if self._file is not None:
            os.ftruncate(self._file, 0)
        self._size = 0


def _sync_file(file: int) -> None:
    # Raised where the file was compacted meanwhile, and so written anew.
    with suppress(OSError):
        os.fdatasync(file)


def journal_for(url: URL) -> Journal:
    """Return the journal beside an SQLite file; one in memory for PostgreSQL.

    Another machine, with another disk, may go on with what is stored in PostgreSQL.
    """
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return Journal(None)
    return Journal(Path(f"{url.database}-journal-of-steps"))
