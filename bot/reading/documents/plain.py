"""Plain text in any common encoding. Lines of fixed width are paragraphs again."""

import textwrap
from dataclasses import dataclass

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.documents.document import Document, NotADocument, Passage
from bot.reading.plain_text import (
    fixed_width,
    hyphenated_words,
    on_one_line,
    paragraphs,
    text_of,
    with_replacements,
)


def decoded(data: bytes) -> str:
    """Return the text of a file with line feeds at its line ends. Raises NotADocument."""
    text = text_of(data)
    if text is None:
        raise NotADocument
    return text


def read(data: bytes) -> Document:
    return Document(tuple(Passage(place.read(), place.role) for place in Editing(data).places))


@dataclass(slots=True)
class Place:
    """A paragraph on one or more lines, from `start` to `end` in the file's text."""

    source: str
    start: int
    end: int
    width: int | None
    hyphenated: frozenset[str] = frozenset()
    role: Role = Role.TEXT
    level: int = 0
    put_text: str | None = None

    def read(self) -> RichText:
        words = on_one_line(self.source[self.start : self.end], self.hyphenated)
        return RichText(words).strip()

    def put(self, text: RichText) -> None:
        """Write another text. Plain text has no formatting, so that of the text is left out."""
        words = text.text
        self.put_text = textwrap.fill(words, self.width) if self.width else words


class Editing:
    """A text whose paragraphs can be replaced, with everything between them as it was."""

    def __init__(self, data: bytes) -> None:
        self._text = decoded(data)
        width = fixed_width(self._text)
        known = hyphenated_words(self._text) if width else frozenset()
        self.places = [
            Place(self._text, start, end, width, known)
            for start, end in paragraphs(self._text, width)
        ]

    def save(self, language: str) -> bytes:
        """Return the text in UTF-8, which is told in no other way than by its letters."""
        return replaced(self._text, self.places).encode()


def replaced(text: str, places: list[Place]) -> str:
    """Return a text with another one in each place where one was put."""
    put = ((p.start, p.end, p.put_text) for p in places if p.put_text is not None)
    return with_replacements(text, put)
