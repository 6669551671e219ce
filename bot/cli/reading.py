"""The article or document that a command is given: read, or translated into another file."""

import asyncio
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.cli.screen import harmless, remark
from bot.config import Settings
from bot.domain.article import Article, Origin, Source
from bot.errors import DragomanError, LinkOnly, system_cause
from bot.reading import read_text_file
from bot.reading.documents import UNREAD, WRITTEN, Format, by_name
from bot.reading.documents.reader import book_of
from bot.reading.file_types import begins_as_document, begins_as_picture
from bot.rendering.words import Words
from bot.service.documents import document_reader, translated_name

STANDARD_INPUT = Path("-")
_MOST_GIVEN = 64 * 2**20
_ADDRESS = re.compile(r"www\.|[\w-]+(\.[\w-]+)+/", re.IGNORECASE)
_TEXTS = frozenset({Format.TXT, Format.MARKDOWN})


class FileNotOpened(DragomanError):
    """The file `name` could not be read, and the operating system's `reason`."""


class AddressWithoutScheme(DragomanError):
    """There is no such file; what was given may be short for `address`."""


class FileAsAddress(DragomanError):
    """The file `name` was given as "file://…"."""


class OutputExists(DragomanError):
    """The file `name`, which a translation would be written to, is there already."""


class OutputIsInput(DragomanError):
    """A translation would be written over the document `name`, which it is made from."""


class OutputFormat(DragomanError):
    """The file `name` would have another format by its name than the `format` that is written."""


class OutputNotWritten(DragomanError):
    """The file `name` could not be written, and the operating system's `reason`."""


def read_article(file: Path, settings: Settings, words: Words) -> Article:
    """Return the article in a file of any format, or on standard input.

    Raises FileNotOpened and what `read_text_file` and `DocumentReader` raise.
    """
    limit = settings.article_characters
    # One byte more than the longest text can have, so that a longer one is known to be longer.
    most_bytes = 4 * limit + 5
    if file == STANDARD_INPUT:
        if sys.stdin.isatty():
            remark(words.say("terminal-paste"))
        name = words.say("terminal-standard-input")
        data = sys.stdin.buffer.read(most_bytes)
        if begins_as_document(data) or begins_as_picture(data):
            data += sys.stdin.buffer.read(_MOST_GIVEN)
            article = _read_given(data, name, settings, words)
        else:
            article = read_text_file(data, name, limit)
        return replace(article, source=Source())
    try:
        with file.open("rb") as stream:
            data = stream.read(most_bytes)
            is_longer = file.is_file() and bool(stream.read(1))
    except OSError as error:
        raise _not_opened(file, error) from error
    if is_document(file) or _is_picture(file) or is_longer:
        return _read_document(file, file.name, settings, words)
    return read_text_file(data, harmless(file.name), limit)


async def read_linked(address: str, settings: Settings) -> Article:
    """Return the article on a page, if the settings let links be opened.

    Raises LinkOnly where they do not, and what `Pages.read` raises.
    """
    if not settings.open_links:
        raise LinkOnly
    # What connects to the web is loaded only by whoever gives a link.
    from bot.reading.pages import INTERNET, Limits, open_pages

    documents = document_reader(settings)
    async with open_pages(documents, Limits(ports=settings.page_ports), INTERNET) as pages:
        return (await pages.read(address, settings.article_characters)).article


def require_file(file: Path) -> None:
    """Raise FileNotOpened for what is no file that can be read."""
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        raise _not_opened(file, error) from error


def _not_opened(file: Path, error: OSError) -> DragomanError:
    name = str(file)
    if _ADDRESS.match(name):
        return AddressWithoutScheme(address=f"https://{name}")
    if name.lower().startswith("file:"):
        return FileAsAddress(name="/" + name[len("file:") :].lstrip("/"))
    return FileNotOpened(name=name, reason=system_cause(error))


def is_document(file: Path) -> bool:
    """Return whether a file is no plain text or Markdown, by its name or beginning."""
    format = by_name(file.name)
    if format is not None:
        return format not in _TEXTS
    return begins_as_document(_beginning(file))


def _is_picture(file: Path) -> bool:
    return begins_as_picture(_beginning(file))


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(8)
    except OSError:
        return b""


def _read_document(file: Path, name: str, settings: Settings, words: Words) -> Article:
    """Return the article in a document or picture. Raises what `DocumentReader` raises."""
    reader = document_reader(settings)
    read = asyncio.run(
        reader.recognise(file, name) if _is_picture(file) else reader.read(file, name)
    )
    book = book_of(read, Source(Origin.FILE, harmless(name)))
    if not book.recognised:
        return book.article
    marked = words.say("recognised", name=harmless(name))
    return replace(book.article, source=replace(book.article.source, name=marked))


def _read_given(data: bytes, name: str, settings: Settings, words: Words) -> Article:
    """Return the article in a document or picture that came on standard input."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "document"
        file.write_bytes(data)
        return _read_document(file, name, settings, words)


def output_of(file: Path, language: str, output: Path | None) -> Path:
    """Return where the translation of a document goes: to `output`, else beside the document.

    Raises OutputExists for a file beside it, OutputIsInput, and OutputFormat.
    """
    format = by_name(file.name)
    if format in UNREAD:  # the name does not fit
        format = Format.RTF if _beginning(file).startswith(b"{\\rtf") else None
    ending = None if format is None or format in WRITTEN else ".docx"
    target = output or file.with_name(translated_name(file.name, language, ending))
    if output is None and target.exists():
        raise OutputExists(name=harmless(str(target)))
    if target.exists() and target.samefile(file):
        raise OutputIsInput(name=harmless(str(target)))
    written_as = Format.DOCX if ending else format
    named = by_name(target.name)
    if written_as is not None and named is not None and named is not written_as:
        raise OutputFormat(name=harmless(str(target)), format=written_as.value)
    return target


def write_output(written: Path, target: Path) -> None:
    """Copy a translation to where it goes. Raises OutputNotWritten."""
    try:
        shutil.copyfile(written, target)
    except OSError as error:
        raise OutputNotWritten(name=harmless(str(target)), reason=system_cause(error)) from error
