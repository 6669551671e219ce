"""Documents at a terminal: a file is read as an article, or translated into another file."""

import asyncio
import os
import shutil
import tempfile
from pathlib import Path

from bot.article import Origin, Source
from bot.config import Settings
from bot.digest import Digest, Progress
from bot.documents import Documents, TranslatedFile, document_reader, translated_name
from bot.errors import DragomanError
from bot.reading.documents import WRITTEN, Format, by_name
from bot.reading.documents.articles import Book, book_of
from bot.terminal.screen import harmless

# How the formats begin whose files may come without a name.
_BEGINNINGS = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_TEXTS = frozenset({Format.TXT, Format.MARKDOWN})


class OutputExists(DragomanError):
    """The file `name`, which a translation would be written to, is there already."""

    message_id = "terminal-output-exists"


class OutputNotWritten(DragomanError):
    """The file `name` could not be written, and the operating system's `reason`."""

    message_id = "terminal-output-not-written"


def is_document(file: Path) -> bool:
    """Whether a file is in another format than plain text or Markdown, by its name or beginning."""
    format = by_name(file.name)
    if format is not None:
        return format not in _TEXTS
    try:
        with file.open("rb") as stream:
            return begins_as_document(stream.read(8))
    except OSError:
        return False


def begins_as_document(data: bytes) -> bool:
    return data.startswith(_BEGINNINGS)


def read_document(file: Path, name: str, settings: Settings) -> Book:
    """The book in a file. Raises what `DocumentReader.read` and `book_of` raise."""
    source = Source(Origin.FILE, harmless(name))
    return book_of(asyncio.run(document_reader(settings).read(file, name)), source)


def read_given_document(data: bytes, name: str, settings: Settings) -> Book:
    """The same for what came on standard input."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "document"
        file.write_bytes(data)
        return read_document(file, name, settings)


def translate_document(
    settings: Settings,
    digest: Digest,
    file: Path,
    language: str,
    output: Path | None,
    source_language: str | None,
    progress: Progress,
) -> Path:
    """Write a translation to `output`, or beside the file, and return where that is.

    Raises OutputExists for a file beside it, OutputNotWritten, and what `Documents.translate` does.
    """
    format = by_name(file.name)
    ending = None if format is None or format in WRITTEN else ".docx"
    target = output or file.with_name(translated_name(file.name, language, ending))
    if output is None and target.exists():
        raise OutputExists(name=harmless(str(target)))
    documents = Documents(document_reader(settings), digest)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        written: TranslatedFile = asyncio.run(
            documents.translate(
                file, file.name, language, Path(folder) / "translated", progress, source_language
            )
        )
        try:
            shutil.copyfile(written.path, target)
        except OSError as error:
            reason = error.strerror or os.strerror(error.errno or 0)
            raise OutputNotWritten(name=harmless(str(target)), reason=reason) from error
    return target
