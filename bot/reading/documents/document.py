"""What a document consists of, whatever its format: the values that the readers make, and which
titles and authors are real ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.languages.phrases import normal_line
from bot.languages.scripts import CYRILLIC, LATIN
from bot.reading.document_phrases import document_phrases
from bot.reading.sandbox import Refused

NO_WORDS = frozenset({Kind.OBJECT, Kind.SUPERSCRIPT, Kind.SUBSCRIPT, Kind.LOOK})
"""Spans that say how a document is to be written again, and nothing to who reads it."""
_MARKER = re.compile(r"(?:[•‣▪●◦·–—-]|\(?(?:\d{1,3}|\w)[.)])\s")
_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|pdf|pptx?|xlsx?|odt|rtf|txt|indd|tex|dvi|exe|qxd|pmd|cdr|html?)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?:file:|[a-z]:[\\/]|/\w+/|\\\\\w)\S|(?:https?://|www\.)\S+$|<[0-9a-f]{4,}>$", re.IGNORECASE
)
_NUMBERS = "0123456789 -_№#()[]."
"""What a program puts behind a name that it fills in: «Слайд 1»."""
_NAME = re.compile(r"[^\W\d_]{2}")


class Format(StrEnum):
    """Formats of documents; the values are the usual endings of file names.

    The last five are known, to say what to save a file as, and not read.
    """

    TXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    ODT = "odt"
    EPUB = "epub"
    FB2 = "fb2"
    RTF = "rtf"
    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    MHT = "mht"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MOBI = "mobi"
    DJVU = "djvu"


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


def real_title(title: str) -> str:
    """Return a title on one line, "" for the name of a file and the like."""
    title = " ".join(title.split())
    words = normal_line(title).strip(_NUMBERS)
    program = document_phrases().no_titles.opening(words)
    # "Title" alone is no title, "Title deeds of the city" is one.
    filled_in = program > 0 and (" " in words[:program] or program == len(words))
    is_file = _FILE.fullmatch(title) or _PATH.match(title)
    return "" if filled_in or is_file or len(title) < 2 else title


def real_author(author: str, text: str = "") -> str:
    """Return the authors on one line, "" for the user of a computer, a program or an address.

    One word in Latin letters is no name of somebody who has written a `text` in Cyrillic.
    """
    author = " ".join(author.split())
    if " " not in author and LATIN.search(author) and CYRILLIC.search(text):
        return ""
    words = normal_line(author).strip(_NUMBERS)
    is_program = document_phrases().no_authors.hold(words)
    return "" if is_program or "@" in author or not _NAME.search(author) else author
