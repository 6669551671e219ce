"""A lock between processes, held on a file. The system lets go of it when its process ends."""

import errno
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_TRIES_EVERY = 0.2
"""Seconds."""

_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock. While another process does, wait; `on_wait` is called once before that.

    The file stays: deleting it would give two processes two files to lock. Raises OSError where it
    cannot be written or its file system knows no locks.
    """
    with path.open("ab") as file:
        waiting = False
        while not _taken(file):
            if not waiting:
                on_wait()
            waiting = True
            time.sleep(_TRIES_EVERY)
        yield


def _taken(file: IO[bytes]) -> bool:
    try:
        _lock(file)
    except OSError as error:
        if error.errno not in _BUSY:
            raise
        return False
    return True
