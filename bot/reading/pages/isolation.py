"""Pages are read in a process of its own: whatever a page does to its reader, the bot goes on.

The event loop is not held up by parsers that keep the interpreter's lock, a page that takes too
long or too much memory costs only that process, and one that has nothing to do goes away.
"""

import asyncio
import logging
import multiprocessing
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from pydantic import TypeAdapter

from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.readings import Reading

_IDLE_SECONDS = 300
_START_SECONDS = 60
_MEMORY_BYTES = 2**31
_readings: TypeAdapter[Reading] = TypeAdapter(Reading)


class PageFailed(Exception):
    """A page could not be read in time, or took the process that read it down."""


class _Worker(NamedTuple):
    process: BaseProcess
    connection: Connection


class PageReader:
    """Reads one page after the other, each for at most `seconds`."""

    def __init__(self, seconds: float = 10.0) -> None:
        self._seconds = seconds
        self._worker: _Worker | None = None
        # One thread waits for the process; whoever comes meanwhile waits for the thread.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pages")

    async def read(self, page: FetchedPage) -> Reading:
        """Return what `read_page` gives. Raises PageFailed."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, page)

    async def warm_up(self) -> None:
        """Start the process, so that the first page need not wait for it."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._running)

    @property
    def process_id(self) -> int | None:
        """That of the process, where there is one."""
        return self._worker.process.pid if self._worker else None

    def close(self) -> None:
        """End the process, also in the middle of a page."""
        if self._worker is not None:
            self._worker.process.kill()
        self._thread.shutdown()
        self._stop()

    def _read(self, page: FetchedPage) -> Reading:
        worker = self._running()
        try:
            worker.connection.send(page)
            if worker.connection.poll(self._seconds):
                return _readings.validate_json(worker.connection.recv_bytes())
        except (OSError, EOFError) as error:
            self._stop()
            raise PageFailed("its reader is gone") from error
        self._stop()
        raise PageFailed(f"no end after {self._seconds} s")

    def _running(self) -> _Worker:
        if self._worker is None or not self._worker.process.is_alive():
            self._stop()
            self._worker = _started()
        return self._worker

    def _stop(self) -> None:
        if self._worker is not None:
            self._worker.process.kill()
            self._worker.process.join()
            self._worker.connection.close()
            self._worker = None


def _started() -> _Worker:
    # A fork would copy the locks of threads that do not exist in the copy.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), name="pages", daemon=True)
    process.start()
    theirs.close()
    # What it imports takes a while, and counts for no page's time.
    try:
        if ours.poll(_START_SECONDS):
            ours.recv_bytes()
            return _Worker(process, ours)
    except (EOFError, OSError):
        pass
    process.kill()
    raise PageFailed("its reader did not start")


def _serve(connection: Connection) -> None:
    """Read pages, in a process of its own, until none came for a while or nobody is left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What the libraries have to say about strange pages is of no use to anybody.
    logging.disable()
    _limit_memory()
    from bot.reading.pages.extraction import read_page

    try:
        connection.send_bytes(b"ready")
        while connection.poll(_IDLE_SECONDS):
            connection.send_bytes(_readings.dump_json(read_page(connection.recv())))
    except (EOFError, OSError, MemoryError):
        return


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
