"""Reads the article that a command is given: a file, standard input, or the address of a page."""

import re
import sys
from dataclasses import replace
from pathlib import Path

from bot.cli.documents import (
    is_document,
    is_picture,
    read_document,
    read_given_document,
)
from bot.cli.screen import harmless, remark
from bot.config import Settings
from bot.domain.article import Article, Source
from bot.errors import DragomanError, LinkOnly, system_cause
from bot.reading import read_text_file
from bot.reading.file_types import begins_as_document, begins_as_picture
from bot.rendering.words import Words

STANDARD_INPUT = Path("-")
_MOST_GIVEN = 64 * 2**20
_ADDRESS = re.compile(r"www\.|[\w-]+(\.[\w-]+)+/", re.IGNORECASE)


class FileNotOpened(DragomanError):
    """The file `name` could not be read, and the operating system's `reason`."""


class AddressWithoutScheme(DragomanError):
    """There is no such file; what was given may be short for `address`."""


class FileAsAddress(DragomanError):
    """The file `name` was given as "file://…"."""


def read_article(file: Path, settings: Settings, words: Words) -> Article:
    """Return the article in a file of any format, or on standard input.

    Raises FileNotOpened and what `read_text_file` and `read_document` raise.
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
            article = read_given_document(data, name, settings, words)
        else:
            article = read_text_file(data, name, limit)
        return replace(article, source=Source())
    try:
        with file.open("rb") as stream:
            data = stream.read(most_bytes)
            is_longer = file.is_file() and bool(stream.read(1))
    except OSError as error:
        raise _not_opened(file, error) from error
    if is_document(file) or is_picture(file) or is_longer:
        return read_document(file, file.name, settings, words)
    return read_text_file(data, harmless(file.name), limit)


async def read_linked(address: str, settings: Settings) -> Article:
    """Return the article on a page, if the settings let links be opened.

    Raises LinkOnly where they do not, and what `Pages.read` raises.
    """
    if not settings.open_links:
        raise LinkOnly
    # What connects to the web is loaded only by whoever gives a link.
    from bot.reading.pages import INTERNET, Limits, open_pages
    from bot.service.documents import document_reader

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
