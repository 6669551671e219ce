"""What DOCX and ODT have in common: an archive of parts in XML, and what it says of itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import Protocol

from lxml import etree

from bot.domain.rich_text import RichText
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import NO_WORDS, Passage
from bot.reading.documents.formats import Place
from bot.reading.documents.markup import Element, all_named, first_words, parse_xml
from bot.reading.documents.objects import titles_in
from bot.reading.documents.outline import is_organisation, is_section_name
from bot.reading.documents.styles import Style
from bot.reading.metadata import real_title

_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


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
    def style(self) -> Style: ...
    def shown(self) -> RichText:
        """Return the text for people, with what `read` has as spans in words."""
        ...


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
    return tuple(Passage(p.shown().without(NO_WORDS), p.role, p.level, p.centred) for p in places)


def title_of(properties: Element | None, parts: Iterable[Part]) -> str:
    """Return the title that a document gives itself, else the first paragraphs that have the style
    of titles; no name of a section is one.
    """
    own = real_title(first_words(properties, "title")) if properties is not None else ""
    places = [place for part in parts for place in part.places]
    for is_title, group in groupby(places, key=lambda place: place.style.is_title):
        title = " ".join(" ".join(place.shown().text.split()) for place in group)
        is_named = is_title and bool(real_title(title))
        if is_named and not own and not is_section_name(title) and not is_organisation(title):
            return title
    return "" if is_section_name(own) else own


def author_in(parts: Iterable[Part]) -> str:
    """Return who is named in paragraphs that have the style of authors."""
    places = (place for part in parts for place in part.places if place.style.is_author)
    return ", ".join(" ".join(place.shown().text.split()) for place in places)


class OfficeEditing:
    """A document whose paragraphs can be replaced, and the title that it gives itself.

    `properties` is the name of the member that has the title, `styles` are those that may say in
    which language words are, and `say_language` lets a member do so.
    """

    def __init__(
        self,
        archive: Archive,
        parts: Sequence[Part],
        properties: str,
        styles: str,
        say_language: Callable[[Element, str], None],
    ) -> None:
        self._archive = archive
        self._say_language = say_language
        self._roots = {part.path: part.root for part in parts}
        for path in (styles, properties):
            if path not in self._roots and (data := archive.read_if_there(path)):
                self._roots[path] = parse_xml(data)
        self.places: list[Place] = [place for part in parts for place in part.places]
        self._properties = self._roots.get(properties)
        if self._properties is not None:
            self.places += titles_in(self._properties)

    def save(self, language: str) -> bytes:
        """Return the document, saying that it is in `language`."""
        if self._properties is not None:
            _set_language(self._properties, language)
        for root in self._roots.values():
            self._say_language(root, language)
        with self._archive:
            return self._archive.with_members(
                {path: _serialized(root) for path, root in self._roots.items()}
            )


def _set_language(properties: Element, language: str) -> None:
    """Set the language among the properties of a document, as Dublin Core has it."""
    elements = all_named(properties, "language")
    if not elements:
        inside = all_named(properties, "meta")[:1] or [properties]
        elements = [etree.SubElement(inside[0], f"{{{_DUBLIN_CORE}}}language")]
    for element in elements:
        element.text = language


def _serialized(root: Element) -> bytes:
    tree = root.getroottree()
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, standalone=True))
