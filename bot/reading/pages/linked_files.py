"""Links to a document instead of a page: told by what the server says, and by the bytes."""

import asyncio
import tempfile
from pathlib import Path, PurePosixPath

from yarl import URL

from bot.domain.article import Origin, Source
from bot.domain.book import Book
from bot.reading.documents import DocumentReader, by_name
from bot.reading.documents.articles import book_of
from bot.reading.documents.document import Format
from bot.reading.documents.file_types import CONTENT_TYPES, UNKNOWN_TYPES, begins_as_document
from bot.reading.pages.addresses import site_of
from bot.reading.pages.fetching import FetchedPage

_LONGEST_NAME = 100


def document_name(page: FetchedPage) -> str | None:
    """Return what to call the document that was fetched, with its ending; None for a page."""
    url = URL(page.url)
    name = " ".join((page.file_name or PurePosixPath(url.path).name).split())[-_LONGEST_NAME:]
    format = CONTENT_TYPES.get(page.content_type)
    ending = None if format is Format.HTML else format
    if page.status >= 400 or not (
        ending
        or begins_as_document(page.body)
        or (page.content_type in UNKNOWN_TYPES and by_name(name) is not None)
    ):
        return None
    if by_name(name) is None:
        name = f"{name or site_of(url)}.{ending}" if ending else name or site_of(url)
    return name


async def read_document(page: FetchedPage, name: str, reader: DocumentReader) -> Book:
    """Return the document as an article with its chapters.

    Raises what `DocumentReader.read` raises.
    """
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "document"
        await asyncio.to_thread(file.write_bytes, page.body)
        read = await reader.read(file, name)
    return book_of(read, Source(Origin.PAGE, name, page.url))
