"""Plain text in any common encoding; lines of a fixed width are joined to paragraphs."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.documents.document import Document, EditableDocument, NotADocument
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
    return edit(data).read()


@dataclass(slots=True)
class PlainParagraph:
    """A paragraph on one or more lines, from `start` to `end` in the file's text (`source`)."""

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
        """Replace the text; its formatting is lost."""
        words = text.text
        self.put_text = textwrap.fill(words, self.width) if self.width else words


def edit(data: bytes) -> EditableDocument:
    """Return the text with editable paragraphs; what is between them stays as it is."""
    text = decoded(data)
    width = fixed_width(text)
    known = hyphenated_words(text) if width else frozenset()
    return editable(
        text,
        [PlainParagraph(text, start, end, width, known) for start, end in paragraphs(text, width)],
    )


def editable(text: str, parts: Sequence[PlainParagraph]) -> EditableDocument:
    """Return a text with editable parts, to be saved in UTF-8."""

    def save(_language: str) -> bytes:
        put = ((p.start, p.end, p.put_text) for p in parts if p.put_text is not None)
        return with_replacements(text, put).encode()

    return EditableDocument(parts, save)
