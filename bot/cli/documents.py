"""Documents at a terminal: a file is read as an article, or translated into another file."""

import asyncio
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.cli.screen import harmless
from bot.config import Settings
from bot.domain.article import Article, Origin, Source
from bot.domain.preferences import Bilingual
from bot.domain.translation import Progress
from bot.errors import DragomanError, system_cause
from bot.reading.documents import UNREAD, WRITTEN, Format, by_name
from bot.reading.documents.articles import book_of
from bot.reading.file_types import begins_as_document, begins_as_picture
from bot.rendering.words import Words
from bot.service.articles import ArticleService
from bot.service.documents import Documents, TranslatedFile, document_reader, translated_name

_TEXTS = frozenset({Format.TXT, Format.MARKDOWN})


class OutputExists(DragomanError):
    """The file `name`, which a translation would be written to, is there already."""


class OutputFormat(DragomanError):
    """The file `name` would have another format by its name than the `format` that is written."""


class OutputNotWritten(DragomanError):
    """The file `name` could not be written, and the operating system's `reason`."""


def is_document(file: Path) -> bool:
    """Return whether a file is no plain text or Markdown, by its name or beginning."""
    format = by_name(file.name)
    if format is not None:
        return format not in _TEXTS
    return begins_as_document(_beginning(file))


def is_picture(file: Path) -> bool:
    return begins_as_picture(_beginning(file))


def read_document(file: Path, name: str, settings: Settings, words: Words) -> Article:
    """Return the article in a document or picture. Raises what `DocumentReader` raises."""
    reader = document_reader(settings)
    read = asyncio.run(
        reader.recognise(file, name) if is_picture(file) else reader.read(file, name)
    )
    book = book_of(read, Source(Origin.FILE, harmless(name)))
    if not book.recognised:
        return book.article
    marked = words.say("recognised", name=harmless(name))
    return replace(book.article, source=replace(book.article.source, name=marked))


def read_given_document(data: bytes, name: str, settings: Settings, words: Words) -> Article:
    """Do the same for what came on standard input."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "document"
        file.write_bytes(data)
        return read_document(file, name, settings, words)


def _beginning(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(8)
    except OSError:
        return b""


def translate_document(
    settings: Settings,
    articles: ArticleService,
    file: Path,
    language: str,
    output: Path | None,
    source_language: str | None,
    progress: Progress,
    bilingual: Bilingual,
) -> TranslatedFile:
    """Write a translation to `output`, or beside the file, and return it with the path it has.

    Raises OutputExists for a file beside it, OutputNotWritten, and what `Documents.translate` does.
    """
    format = by_name(file.name)
    if format in UNREAD:  # the name does not fit
        format = Format.RTF if _beginning(file).startswith(b"{\\rtf") else None
    ending = None if format is None or format in WRITTEN else ".docx"
    target = output or file.with_name(translated_name(file.name, language, ending))
    if output is None and target.exists():
        raise OutputExists(name=harmless(str(target)))
    written_as = Format.DOCX if ending else format
    named = by_name(target.name)
    if written_as is not None and named is not None and named is not written_as:
        raise OutputFormat(name=harmless(str(target)), format=written_as.value)
    documents = Documents(document_reader(settings), articles)
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        written: TranslatedFile = asyncio.run(
            documents.translate(
                file,
                file.name,
                language,
                Path(folder) / "translated",
                progress,
                source_language,
                bilingual=bilingual,
            )
        )
        try:
            shutil.copyfile(written.path, target)
        except OSError as error:
            raise OutputNotWritten(
                name=harmless(str(target)), reason=system_cause(error)
            ) from error
    return replace(written, path=target)
