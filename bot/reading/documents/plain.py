"""Plain text in any common encoding. Lines of fixed width are paragraphs again."""

import re
import textwrap
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.documents.document import Block, Document, NotADocument, Role
from bot.reading.encodings import decode
from bot.reading.tidying import tidy
from bot.text import RichText

_NARROWEST, _WIDEST = 40, 100
"""How wide the lines of a text of fixed width are, in characters."""
_LINE = re.compile(r"[^\n]+")


def decoded(data: bytes) -> str:
    """The text of a file with line feeds at its line ends. Raises NotADocument."""
    text = decode(data)
    if text is None:
        raise NotADocument
    return tidy(RichText(text)).text


def read(data: bytes) -> Document:
    return Document(tuple(Block(place.read(), place.role) for place in Editing(data).places))


@dataclass(slots=True)
class Place:
    """A paragraph on one or more lines, from `start` to `end` in the file's text."""

    source: str
    start: int
    end: int
    width: int | None
    role: Role = Role.PARAGRAPH
    level: int = 0
    put_text: str | None = None

    def read(self) -> RichText:
        return RichText(" ".join(self.source[self.start : self.end].split("\n"))).strip()

    def put(self, text: RichText) -> None:
        """Plain text has no formatting, so that of the text is left out."""
        words = text.text
        self.put_text = textwrap.fill(words, self.width) if self.width else words


class Editing:
    """A text whose paragraphs can be replaced, with everything between them as it was."""

    def __init__(self, data: bytes) -> None:
        self._text = decoded(data)
        width = _fixed_width(self._text)
        self.places = [
            Place(self._text, start, end, width) for start, end in _paragraphs(self._text, width)
        ]

    def save(self, language: str) -> bytes:
        """The text in UTF-8, which is told in no other way than by its letters."""
        return replaced(self._text, self.places).encode()


def replaced(text: str, places: list[Place]) -> str:
    """A text with another one in each place where one was put."""
    parts: list[str] = []
    position = 0
    for place in places:
        if place.put_text is not None:
            parts += (text[position : place.start], place.put_text)
            position = place.end
    return "".join((*parts, text[position:]))


def _paragraphs(text: str, width: int | None) -> list[tuple[int, int]]:
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.group().strip()]
    if width is None:
        return lines
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        follows = joined and start == joined[-1][1] + 1
        # An indented line begins a paragraph, and a short one ends it.
        if follows and not text[start].isspace():
            previous = text[text.rfind("\n", 0, joined[-1][1]) + 1 : joined[-1][1]]
            first_word = text[start:end].split(maxsplit=1)[0]
            if len(previous) + 1 + len(first_word) > 0.75 * width:
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _fixed_width(text: str) -> int | None:
    """The width of the lines, if somebody broke them all at about the same one."""
    lines = [line.rstrip() for line in text.split("\n")[:2000]]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    widest = max(map(len, lines), default=0)
    if len(pairs) < 3 or not _NARROWEST <= widest <= _WIDEST:
        return None
    # A line that has no room for the first word of the next one is full.
    full = sum(
        len(a) + 1 + len(b.split(maxsplit=1)[0]) > 0.9 * widest for a, b in pairs if b.strip()
    )
    unfinished = sum(not a.endswith((".", "!", "?", "…", ":")) for a, _ in pairs)
    return widest if full > 0.6 * len(pairs) and unfinished > 0.5 * len(pairs) else None
