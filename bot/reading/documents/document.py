"""What a document consists of, whatever its format: the values that the readers make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.sandbox import Refused

NO_WORDS = frozenset({Kind.OBJECT, Kind.SUPERSCRIPT, Kind.SUBSCRIPT, Kind.LOOK})
"""Spans that say how a document is to be written again, and nothing to who reads it."""
_MARKER = re.compile(r"(?:[•‣▪●◦·–—-]|\(?(?:\d{1,3}|\w)[.)])\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading, a list item, a cell of a table or a cue.

    `level` is that of a heading, from 1 on; `centred` says whether it stands in the middle of its
    lines; `note` is the number of the note that it is part of. That note's mark stands behind a
    span of the kind OBJECT with the same number.
    """

    text: RichText
    role: Role = Role.TEXT
    level: int = 0
    centred: bool = False
    note: str = ""


def bullet_of(item: RichText) -> str:
    """Return what to put before the item of a list: nothing if it brings a number or a dash."""
    return "" if _MARKER.match(item.text) else "• "


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that the document's own table of contents names: the passage that it begins with."""

    title: str
    passage: int


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says. Passages come in reading order; those without words are among them.

    `marks` is empty where the document has no table of contents but its headings. `pages` are the
    passages that its pages begin with; empty where it has no pages of its own.
    """

    passages: Sequence[Passage]
    title: str = ""
    author: str = ""
    date: datetime | None = None
    marks: Sequence[Mark] = field(default_factory=tuple)
    pages: Sequence[int] = ()


class Unreadable(Refused):
    """A file that cannot be read."""


class NotADocument(Unreadable):
    """It is in no format that is read here, or it is empty."""


class NotRead(Unreadable):
    """It is in a format that is known here and not read, which the argument names."""


class Broken(Unreadable):
    """It says that it is in a format, and it is not, or it was damaged."""


class Encrypted(Unreadable):
    """It opens with a password only."""


class Scanned(Unreadable):
    """It has pictures of pages, without text."""


class Illegible(Scanned):
    """It does not say which letters its pictures of letters are."""


class TooDemanding(Unreadable):
    """It would take more memory, time or members than a document may."""


class TooLong(Unreadable):
    """It has more text than may be read; the argument is how many characters at least."""
