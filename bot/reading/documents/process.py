"""Reads documents in processes of their own, one for each document, so that a hostile file costs
only the process that read it: its memory and time are limited, and it knows no secrets.
"""

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import bot
from bot.domain.rich_text import RichText
from bot.errors import (
    ArticleTooLong,
    DocumentBroken,
    DocumentLocked,
    DocumentScanned,
    DocumentTooDemanding,
    DragomanError,
    FileUnreadable,
    NoTextInPicture,
    PicturesNotRead,
)
from bot.reading.documents.document import Format
from bot.reading.documents.recognition import Tesseract
from bot.reading.documents.wire import ReadText, pack_texts, unpack_text, unpack_texts

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")

_ERRORS: dict[str, type[DragomanError]] = {
    "NotADocument": FileUnreadable,
    "Broken": DocumentBroken,
    "Encrypted": DocumentLocked,
    "Scanned": DocumentScanned,
    "TooDemanding": DocumentTooDemanding,
}
_MOST_ANSWERED = 128 * 2**20
_CHUNK = 2**18
_LOGGED = 2000
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """What one document may take: seconds (of the clock and of a processor), megabytes of memory,
    and how many characters of text it may have.
    """

    seconds: int = 60
    megabytes: int = 1024
    characters: int = 2_000_000


class DocumentReader:
    """Reads and writes documents, two at a time; others wait for their turn.

    Every method raises FileUnreadable, DocumentBroken, DocumentLocked, DocumentScanned,
    DocumentTooDemanding and ArticleTooLong. `name` is the file's name, as people know it.
    """

    def __init__(self, limits: DocumentLimits, tesseract: Tesseract | None = None) -> None:
        self._limits = limits
        self._tesseract = tesseract
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def read(self, file: Path, name: str) -> ReadText:
        """Return the document as one text."""
        answer = await self._ask("text", file, name)
        return await self._unpacked(unpack_text, answer, name)

    async def recognise(self, file: Path, name: str) -> ReadText:
        """Return the text in a picture.

        Raises PicturesNotRead without Tesseract, and NoTextInPicture.
        """
        if self._tesseract is None:
            raise PicturesNotRead
        try:
            answer = await self._ask("picture", file, name)
        except FileUnreadable:
            raise NoTextInPicture from None
        return await self._unpacked(unpack_text, answer, name)

    async def passages(self, file: Path, name: str) -> tuple[Format, tuple[RichText, ...]]:
        """Return the format, and every stretch of running text, in its order."""
        answer = await self._ask("passages", file, name)
        format, _, texts = answer.partition(b"\n")
        return Format(format.decode()), await self._unpacked(unpack_texts, texts, name)

    async def write(
        self, file: Path, name: str, texts: tuple[RichText, ...], language: str, output: Path
    ) -> None:
        """Write to `output` the document with other texts in place of its passages."""
        with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
            given = Path(folder) / "texts.json"
            await asyncio.to_thread(lambda: given.write_bytes(pack_texts(texts)))
            await self._ask(
                "write", file, name, texts=str(given), language=language, output=str(output)
            )

    async def _ask(self, task: str, file: Path, name: str, **more: str) -> bytes:
        limits = self._limits
        request: dict[str, object] = {
            "task": task,
            "file": str(file),
            "name": name,
            "limit": limits.characters,
            "memory": limits.megabytes * 2**20,
            "seconds": limits.seconds,
            **more,
        }
        if self._tesseract is not None:
            request["tesseract"] = [self._tesseract.path, self._tesseract.languages]
        async with self._turns:
            answer = await _answer(json.dumps(request), name, limits.seconds)
        outcome, _, rest = answer.partition(b"\n")
        if outcome == b"ok":
            return rest
        kind, _, number = outcome.decode("utf-8", "replace").partition(" ")
        if kind == "TooLong" and number.isdecimal():
            raise ArticleTooLong(characters=int(number), limit=limits.characters)
        raise _ERRORS.get(kind, DocumentBroken)(name=name)

    async def _unpacked(
        self, unpack: Callable[[bytes], _Result], answer: bytes, name: str
    ) -> _Result:
        try:
            return await asyncio.to_thread(unpack, answer)
        except (ValueError, KeyError, TypeError) as error:
            log.error("The process that read a document answered nonsense: %s", error)
            raise DocumentBroken(name=name) from error


async def _answer(request: str, name: str, seconds: int) -> bytes:
    with tempfile.TemporaryFile() as complaints:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",
            "-m",
            "bot.reading.documents.worker",
            request,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            env=_environment(),
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(seconds):
                answer = await _all_of(process)
                code = await process.wait()
        except TimeoutError:
            raise DocumentTooDemanding(name=name) from None
        finally:
            _kill(process)
            await process.wait()
        if code == 0:
            return answer
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            raise DocumentTooDemanding(name=name)
        complaints.seek(0, os.SEEK_END)
        complaints.seek(max(complaints.tell() - _LOGGED, 0))
        log.warning(
            "The process that read a document ended with %s: %s",
            code,
            complaints.read().decode("utf-8", "replace"),
        )
        raise DocumentBroken(name=name)


async def _all_of(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout is not None
    answer = bytearray()
    while chunk := await process.stdout.read(_CHUNK):
        answer += chunk
        if len(answer) > _MOST_ANSWERED:
            return b"TooDemanding"
    return bytes(answer)


def _kill(process: asyncio.subprocess.Process) -> None:
    """Kill the process with everything that it has started; it leads a group of its own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _environment() -> dict[str, str]:
    """Return where Python finds this package, and nothing else: the token may stand in the
    environment.
    """
    root = str(Path(bot.__file__ or "").parent.parent)
    return {
        "PYTHONPATH": root,
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "PATH": os.environ.get("PATH", ""),
        # One thread a library: each would reserve memory for more.
        "MALLOC_ARENA_MAX": "2",
    }
