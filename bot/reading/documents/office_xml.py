"""What DOCX and ODT have in common: an archive of parts in XML, in which a paragraph is made of
pieces.

The mark of a note is no text, so it travels as a span over the word before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise
from typing import Protocol

from lxml import etree

from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Passage
from bot.reading.documents.formats import Place
from bot.reading.documents.markup import Element
from bot.reading.documents.outline import is_section_name
from bot.reading.tidying import tidy

_LAST_WORD = re.compile(r"\S+(?=\s*\Z)")
_LONGEST_WORD = 100
"""Characters; of a longer one, the mark of a note has only the end."""


class Where(Enum):
    """Where a paragraph stands: in the text, in a note, or at the edge of every page."""

    BODY = auto()
    NOTES = auto()
    MARGIN = auto()


class Paragraph(Place, Protocol):
    """A place that is somewhere on a page."""

    @property
    def where(self) -> Where: ...
    @property
    def centred(self) -> bool: ...
    @property
    def is_title(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the archive that has text: its root element and the paragraphs with words."""

    path: str
    root: Element
    places: Sequence[Paragraph]


def read_passages(parts: Iterable[Part]) -> tuple[Passage, ...]:
    """Return the text, then the notes, without what stands at the edge of every page."""
    places = [place for part in parts for place in part.places if place.where is not Where.MARGIN]
    places.sort(key=lambda place: place.where is Where.NOTES)
    return tuple(Passage(p.read().without({Kind.NOTE}), p.role, p.level, p.centred) for p in places)


def title_in(parts: Iterable[Part]) -> str:
    """Return the first paragraph in the style of titles that is not the name of a section."""
    titles = (place.read().text for part in parts for place in part.places if place.is_title)
    return next((title for title in titles if not is_section_name(title)), "")


class OfficeEditing:
    """A document whose paragraphs can be replaced."""

    def __init__(self, archive: Archive, parts: Sequence[Part]) -> None:
        self._archive = archive
        self._parts = parts
        self.places = [place for part in parts for place in part.places]

    def save(self, language: str) -> bytes:
        """Return the document.

        `language` is not written: spelling is checked as the reader has set it.
        """
        with self._archive:
            return self._archive.with_members(
                {part.path: _serialized(part.root) for part in self._parts}
            )


def _serialized(root: Element) -> bytes:
    tree = root.getroottree()
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, standalone=True))


class Gathered:
    """The text and the spans of a paragraph while it is being read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0
        self._notes = 0

    @property
    def length(self) -> int:
        return self._length

    def add(self, text: str, kinds: frozenset[Kind] = frozenset()) -> None:
        if not text:
            return
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._spans += (Span(start, self._length, kind) for kind in kinds)

    def add_link(self, start: int, address: str) -> None:
        """Link what was added since `start`."""
        if address:
            self._spans.append(Span(start, self._length, Kind.TEXT_LINK, address))

    def add_note(self) -> None:
        """Put the mark of a note here. They are numbered from 0 on."""
        word = _LAST_WORD.search(self._end())
        if word is not None:
            end = self._length - len(word.string) + word.end()
            start = end - len(word[0])
            self._spans.append(Span(start, end, Kind.NOTE, str(self._notes)))
        self._notes += 1

    def _end(self) -> str:
        end = ""
        for part in reversed(self._parts):
            end = part[-_LONGEST_WORD:] + end
            if len(end) >= _LONGEST_WORD:
                break
        return end[-_LONGEST_WORD:]

    def text(self) -> RichText:
        """Return the paragraph without what nobody sees, and without white space around it."""
        return tidy(RichText("".join(self._parts), tuple(self._spans))).strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph in one format. `text` may be a line feed or a tab, and nothing else
    then.
    """

    text: str
    kinds: frozenset[Kind]
    link: str


def pieces(text: RichText) -> Iterator[Piece]:
    """Return a text in as few pieces as its formatting and its line breaks allow."""
    return (piece for piece in pieces_and_notes(text) if isinstance(piece, Piece))


def pieces_and_notes(text: RichText) -> Iterator[Piece | int]:
    """Yield the same, and between the pieces the numbers of the notes whose marks stand there.

    One that was lost on the way is not among them.
    """
    notes = _notes_in(text)
    text = text.without({Kind.NOTE})
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    cuts |= {p for i, c in enumerate(text.text) if c in "\n\t" for p in (i, i + 1)} | notes.keys()
    for start, end in pairwise(sorted(cuts)):
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        yield Piece(
            text.text[start:end],
            frozenset(span.kind for span in covering),
            next((span.data for span in covering if span.kind is Kind.TEXT_LINK), ""),
        )
        yield from notes.get(end, ())


def _notes_in(text: RichText) -> dict[int, list[int]]:
    """Return the numbers of the notes, in their order, by where their marks stand."""
    # A span that was cut in two has its end in the second part.
    ends = {int(span.data): span.end for span in text.spans if span.kind is Kind.NOTE}
    notes: dict[int, list[int]] = {}
    for number in sorted(ends):
        notes.setdefault(ends[number], []).append(number)
    return notes
