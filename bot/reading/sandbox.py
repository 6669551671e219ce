"""Run parsers in separate processes, so that a hostile file or page harms only the process.

A process has limits on memory, time and files, and not the bot's environment, which may have the
token. It leads a process group, which is killed as a whole. The bot does not trust the answers:
they are JSON, checked against a type.
"""

import asyncio
import contextlib
import importlib
import json
import logging
import math
import os
import pickle
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from types import ModuleType
from typing import IO, TypeVar

from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

import bot

log = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

_SERVE = "from bot.reading.sandbox import serve; serve()"
_START_SECONDS = 60
"""Time to import the module, which is not part of a request's time."""
_MOST_ANSWERED = 128 * 2**20
_FILE_BYTES = 256 * 2**20
_OPEN_FILES = 64
_CHUNK = 2**20
_LOGGED = 2000
_LENGTH_BYTES = 8
_DONE, _REFUSED, _OVERRUN = b"done", b"refused", b"overrun"


class Refused(Exception):
    """Raised by a function in the sandbox instead of returning an answer.

    `Sandbox.ask` raises it as `Refused` with the name and the arguments of the original subclass.
    """


class SandboxError(Exception):
    """The process ended without an answer."""


class Overrun(SandboxError):
    """The request needed too much time or memory."""


class Crashed(SandboxError):
    """The process crashed, or gave an invalid answer."""


class Sandbox:
    """Calls functions of a module in at most `at_once` processes; further requests wait.

    `seconds` limits the time of a request, by the clock and of a processor, `megabytes` the memory
    of a process. An idle process is kept for `kept_seconds`; with 0, each request has its own.
    """

    def __init__(
        self,
        module: str,
        seconds: float,
        megabytes: int,
        at_once: int = 1,
        kept_seconds: float = 0.0,
    ) -> None:
        self._command = (module, str(math.ceil(seconds)), str(megabytes))
        self._seconds = seconds
        self._kept_seconds = kept_seconds
        self._turns = asyncio.Semaphore(at_once)
        self._kept: list[_Worker] = []
        self._working: set[_Worker] = set()

    async def ask(self, function: str, answer: TypeAdapter[_Answer], *arguments: object) -> _Answer:
        """Call a function of the module and return its result.

        Raises Refused, Overrun and Crashed.
        """
        request = await asyncio.to_thread(pickle.dumps, (function, arguments))
        async with self._turns:
            outcome, data = await self._outcome(request)
        if outcome == _OVERRUN:
            raise Overrun
        try:
            if outcome == _REFUSED:
                raise Refused(*json.loads(data))
            return await asyncio.to_thread(answer.validate_json, data)
        except (ValueError, TypeError) as error:
            log.error("A sandboxed process gave an invalid answer: %s", error)
            raise Crashed from error

    async def warm_up(self) -> None:
        """Start a process to be kept, so that the next request does not wait for it."""
        async with self._turns:
            self._keep(await self._worker())

    @property
    def process_id(self) -> int | None:
        """The id of an idle process, or None."""
        return next((w.process.pid for w in self._kept if w.process.returncode is None), None)

    async def close(self) -> None:
        """End all processes, also during requests."""
        workers = [*self._kept, *self._working]
        self._kept.clear()
        for worker in workers:
            await worker.end()

    async def _outcome(self, request: bytes) -> tuple[bytes, bytes]:
        worker = await self._worker()
        self._working.add(worker)
        is_kept = False
        try:
            async with asyncio.timeout(self._seconds):
                outcome, _, data = (await worker.answer(request)).partition(b"\n")
            is_kept = self._kept_seconds > 0 and outcome in (_DONE, _REFUSED)
            return outcome, data
        except TimeoutError:
            raise Overrun(f"no end after {self._seconds} s") from None
        finally:
            self._working.discard(worker)
            if is_kept:
                self._keep(worker)
            else:
                await worker.end()

    async def _worker(self) -> "_Worker":
        """Return an idle process, or a new one."""
        while self._kept:
            worker = self._kept.pop()
            if worker.idle is not None:
                worker.idle.cancel()
            if worker.process.returncode is None:
                return worker
            await worker.end()
        return await _started(self._command)

    def _keep(self, worker: "_Worker") -> None:
        loop = asyncio.get_running_loop()
        worker.idle = loop.call_later(self._kept_seconds, self._end_idle, worker)
        self._kept.append(worker)

    def _end_idle(self, worker: "_Worker") -> None:
        if worker in self._kept:
            self._kept.remove(worker)
            worker.kill()


class _Worker:
    """A process of the sandbox, seen from the bot."""

    def __init__(self, process: Process, errors: IO[bytes]) -> None:
        self.process = process
        self.idle: asyncio.TimerHandle | None = None
        self._errors = errors

    async def answer(self, request: bytes) -> bytes:
        """Send a request and return the answer. Raises Overrun and Crashed."""
        stdin = self.process.stdin
        assert stdin is not None
        # If the process has ended, its answer will be missing.
        with contextlib.suppress(ConnectionError):
            stdin.write(len(request).to_bytes(_LENGTH_BYTES, "big") + request)
            await stdin.drain()
        return await self.received()

    async def received(self) -> bytes:
        stdout = self.process.stdout
        assert stdout is not None
        try:
            length = int.from_bytes(await stdout.readexactly(_LENGTH_BYTES), "big")
            if length > _MOST_ANSWERED:
                raise Overrun(f"an answer of {length} bytes")
            return await stdout.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            code = await self.process.wait()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise Overrun
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(self._errors.tell() - _LOGGED, 0))
        errors = self._errors.read().decode("utf-8", "replace")
        log.warning("A sandboxed process ended with %s: %s", code, errors)
        raise Crashed

    def kill(self) -> None:
        """Kill the process and all that it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self._errors.close()

    async def end(self) -> None:
        if self.idle is not None:
            self.idle.cancel()
        self.kill()
        await self.process.wait()


async def _started(command: tuple[str, ...]) -> _Worker:
    # For warnings of libraries, and the reason of a crash.
    errors = tempfile.TemporaryFile()  # noqa: SIM115
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-c",
        _SERVE,
        *command,
        stdin=PIPE,
        stdout=PIPE,
        stderr=errors,
        env=_environment(),
        start_new_session=True,
        limit=_CHUNK,
    )
    worker = _Worker(process, errors)
    try:
        async with asyncio.timeout(_START_SECONDS):
            await worker.received()
    except TimeoutError:
        await worker.end()
        raise Crashed("it did not start") from None
    except BaseException:
        await worker.end()
        raise
    return worker


def _environment() -> dict[str, str]:
    return {
        "PYTHONPATH": str(Path(bot.__file__ or "").parent.parent),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "PATH": os.environ.get("PATH", ""),
        # Otherwise each thread of a library would reserve memory.
        "MALLOC_ARENA_MAX": "2",
    }


def pack(value: object) -> bytes:
    """Return plain data as JSON; lone surrogates become question marks."""
    return json.dumps(to_jsonable_python(value), ensure_ascii=False).encode("utf-8", "replace")


def serve() -> None:
    """Answer requests on standard input until it ends; runs in the sandboxed process."""
    module, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Libraries may write to standard output, which is only for answers.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    logging.disable()
    _limit(megabytes * 2**20)
    functions = importlib.import_module(module)
    _send(answers, b"")
    while length := int.from_bytes(requests.read(_LENGTH_BYTES), "big"):
        _limit_processor(seconds)
        _send(answers, _answer(functions, requests.read(length)))


def _answer(functions: ModuleType, request: bytes) -> bytes:
    # The bot itself has pickled the request, so this is safe.
    function, arguments = pickle.loads(request)
    try:
        return _DONE + b"\n" + pack(getattr(functions, function)(*arguments))
    except Refused as error:
        reason = [type(error).__name__, *error.args]
        return _REFUSED + b"\n" + json.dumps(reason, default=str).encode()
    except (MemoryError, RecursionError):
        return _OVERRUN


def _send(answers: IO[bytes], answer: bytes) -> None:
    answers.write(len(answer).to_bytes(_LENGTH_BYTES, "big") + answer)
    answers.flush()


def _limit(memory: int) -> None:
    """Limit the memory (in bytes) and the files of this process."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, _FILE_BYTES),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # there is a lower limit already
            resource.setrlimit(kind, (most, most))


def _limit_processor(seconds: int) -> None:
    """Limit the processor time from now on."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(used.ru_utime + used.ru_stime) + seconds
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (until, most))
