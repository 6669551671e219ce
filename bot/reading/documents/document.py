"""The values that the readers of all formats return, and the reasons not to read a file."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.sandbox import Refused

NO_WORDS = frozenset({Kind.OBJECT, Kind.SUPERSCRIPT, Kind.SUBSCRIPT, Kind.LOOK})
"""Spans that are only for writing a document again, not for its readers."""
_MARKER = re.compile(r"(?:[•‣▪●◦·–—-]|\(?(?:\d{1,3}|\w)[.)])\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a list item, a cell of a table or a cue.

    `level` is the level of a heading, from 1. `note` is the number of the note that the passage is
    part of; the note's mark follows a span of the kind OBJECT with the same number.
    """

    text: RichText
    role: Role = Role.TEXT
    level: int = 0
    centred: bool = False
    note: str = ""


def bullet_of(item: RichText) -> str:
    """Return the bullet of a list item; empty if the item begins with a number or a dash."""
    return "" if _MARKER.match(item.text) else "• "


@dataclass(frozen=True, slots=True)
class TocEntry:
    """An entry of the document's own table of contents, and the index of its first passage."""

    title: str
    passage: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as its format gives it: passages in reading order, with the empty ones.

    `contents` is the document's own table of contents, if it has one; headings are not in it.
    `pages` has the index of the first passage of each page, if the format has pages.
    """

    passages: Sequence[Passage]
    title: str = ""
    author: str = ""
    date: datetime | None = None
    contents: Sequence[TocEntry] = ()
    pages: Sequence[int] = ()


class EditableText(Protocol):
    """A piece of running text in an open document, which can be read and replaced."""

    @property
    def role(self) -> Role: ...
    @property
    def level(self) -> int: ...
    def read(self) -> RichText: ...
    def put(self, text: RichText) -> None: ...


@dataclass(frozen=True, slots=True)
class EditableDocument:
    """An open document. `save` takes the language of the new text and returns the file."""

    texts: Sequence[EditableText]
    save: Callable[[str], bytes]

    def read(self) -> Document:
        """Return the texts as passages."""
        return Document([Passage(text.read(), text.role, text.level) for text in self.texts])


class Unreadable(Refused):
    """The base of all reasons not to read a file."""


class NotADocument(Unreadable):
    """The file is empty, or in an unknown format."""


class NotRead(Unreadable):
    """The file is in a known format that is not read; the argument names the format."""


class Broken(Unreadable):
    """The file is damaged, or not in the format that it claims."""


class Encrypted(Unreadable):
    """The file needs a password."""


class Scanned(Unreadable):
    """The file has pictures of pages and no text."""


class Illegible(Scanned):
    """The file does not say which characters its glyphs stand for."""


class TooDemanding(Unreadable):
    """Reading the file would take too much memory or time, or it has too many members."""


class TooLong(Unreadable):
    """The text is too long; the argument is its length in characters, at least."""
