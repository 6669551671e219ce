"""What DOCX, PPTX and ODT have in common: an archive of XML parts with paragraphs in them.

The parts of Microsoft's refer to each other by relations.
"""

import posixpath
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import (
    NO_WORDS,
    Document,
    EditableDocument,
    EditableText,
    Passage,
)
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    first_words,
    parse_xml,
    serialized,
    tag,
)
from bot.reading.documents.objects import ParagraphBuilder, titles_in
from bot.reading.documents.outline import is_organisation, is_section_name
from bot.reading.documents.rewriting import Piece, rewritten
from bot.reading.documents.styles import NO_STYLE, Style
from bot.reading.metadata import real_title
from bot.reading.text import single_spaced

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MOST_RELATIONS = 10_000
FRAME = ("pPr", "endParaRPr")
"""The first and the last element of a paragraph that are not its text, if it has them."""
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class Region(Enum):
    """Where a paragraph is: in the text, in a note, or in what every page repeats."""

    BODY = auto()
    NOTES = auto()
    MARGIN = auto()


@dataclass(frozen=True, slots=True)
class OfficeParagraph(ABC):
    """A paragraph of DOCX, PPTX or ODT, which can be read and replaced."""

    element: Element
    role: Role
    level: int = 0
    region: Region = Region.BODY
    centred: bool = False
    style: Style = NO_STYLE

    def read(self) -> RichText:
        """Return the text to be translated, with spans for the objects in it."""
        return self._builder().text()

    def shown(self) -> RichText:
        """Return the text for readers."""
        return self._builder(for_reading=True).text()

    def put(self, text: RichText) -> None:
        """Replace the text, and keep the objects of the old one."""
        content = rewritten(self._builder(), text, self._written)
        first, last = ([c for c in self.element if tag(c) == name][:1] for name in FRAME)
        self.element.text = None
        self.element[:] = [*first, *content, *last]

    def _builder(self, *, for_reading: bool = False) -> ParagraphBuilder:
        builder = ParagraphBuilder(for_reading)
        self._fill(builder)
        return builder

    @abstractmethod
    def _fill(self, builder: ParagraphBuilder) -> None:
        """Add the words and the objects of the paragraph."""

    @abstractmethod
    def _written(self, piece: Piece) -> Element:
        """Return a piece of text as an element."""


@dataclass(frozen=True, slots=True)
class XmlPart:
    """A member of the archive that has text: its root element and its non-empty paragraphs."""

    path: str
    root: Element
    paragraphs: Sequence[OfficeParagraph]

    @classmethod
    def of(cls, path: str, root: Element, paragraphs: Iterable[OfficeParagraph]) -> "XmlPart":
        """Return a part without the empty paragraphs."""
        return cls(path, root, [paragraph for paragraph in paragraphs if paragraph.read()])


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """An open file, and the paths of the parts with the title and with the styles."""

    archive: Archive
    parts: Sequence[XmlPart]
    properties_path: str
    styles_path: str

    def read(self) -> Document:
        """Return the text, then the notes, without what is on every page."""
        data = self.archive.read_if_there(self.properties_path)
        properties = parse_xml(data) if data else None
        title = real_title(first_words(properties, "title"))
        authors = (p.shown().text for p in self._paragraphs if p.style.is_author)
        found = [p for p in self._paragraphs if p.region is not Region.MARGIN]
        found.sort(key=lambda paragraph: paragraph.region is Region.NOTES)
        return Document(
            [Passage(p.shown().without(NO_WORDS), p.role, p.level, p.centred) for p in found],
            title=("" if is_section_name(title) else title) if title else self.styled_title(),
            author=", ".join(map(single_spaced, authors))
            or first_words(properties, "initial-creator")
            or first_words(properties, "creator"),
        )

    def styled_title(self) -> str:
        """Return the first paragraphs in the style of titles, or an empty string."""
        for is_title, group in groupby(self._paragraphs, key=lambda p: p.style.is_title):
            title = " ".join(single_spaced(p.shown().text) for p in group) if is_title else ""
            if real_title(title) and not is_section_name(title) and not is_organisation(title):
                return title
        return ""

    def edit(self, set_language: Callable[[Element, str], None]) -> EditableDocument:
        """Return the document with its paragraphs, and with the title in its properties.

        `set_language` sets the language of the words in a part, or in the part with the styles.
        """
        roots = {part.path: part.root for part in self.parts}
        for path in (self.styles_path, self.properties_path):
            if path not in roots and (data := self.archive.read_if_there(path)):
                roots[path] = parse_xml(data)
        properties = roots.get(self.properties_path)
        texts: list[EditableText] = [*self._paragraphs, *titles_in(properties)]

        def save(language: str) -> bytes:
            if properties is not None:
                _set_language(properties, language)
            for root in roots.values():
                set_language(root, language)
            changed = {path: serialized(root) for path, root in roots.items()}
            return self.archive.with_members(changed)

        return EditableDocument(texts, save)

    @property
    def _paragraphs(self) -> list[OfficeParagraph]:
        return [paragraph for part in self.parts for paragraph in part.paragraphs]


def ranges(
    elements: Sequence[Element], names: Sequence[str], start: str, end: str
) -> tuple[dict[int, int | None], list[int]]:
    """Return the places of bookmarks and the like: begin → end, None if they end in another
    paragraph; and the ends of those that begin in another one.

    Their tags end with `start` and `end`; one of the attributes `names` tells which are a pair.
    """
    starts: dict[tuple[str, str], int] = {}
    found: dict[int, int | None] = {}
    ends: list[int] = []
    for place, element in enumerate(elements):
        name = tag(element)
        id = next(filter(None, (attribute(element, each) for each in names)), "")
        key = (name.removesuffix(start).removesuffix(end), id)
        if name.endswith(start):
            starts[key] = place
            found[place] = None
        elif name.endswith(end) and key in starts:
            found[starts.pop(key)] = place
        elif name.endswith(end):
            ends.append(place)
    return found, ends


def _set_language(properties: Element, language: str) -> None:
    """Set the Dublin Core language in the properties of a document."""
    elements = all_named(properties, "language")
    if not elements:
        inside = all_named(properties, "meta")[:1] or [properties]
        elements = [etree.SubElement(inside[0], f"{{{_DUBLIN_CORE}}}language")]
    for element in elements:
        element.text = language


class Relation(NamedTuple):
    """A relation of a part to another one, or to an address outside of the archive."""

    id: str
    kind: str
    """The last word of its type: "styles", "hyperlink"."""
    target: str
    is_external: bool


def relations_of(archive: Archive, path: str) -> list[Relation]:
    """Return the relations of a part, or of the whole archive for the path ""."""
    folder, name = posixpath.split(path)
    data = archive.read_if_there(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: list[Relation] = []
    for relation in all_named(parse_xml(data), "Relationship")[:_MOST_RELATIONS] if data else ():
        target = attribute(relation, "Target")
        is_external = attribute(relation, "TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attribute(relation, "Type").rpartition("/")[2]
        found.append(Relation(attribute(relation, "Id"), kind, target, is_external))
    return found


def related(archive: Archive, path: str, kind: str) -> str:
    """Return the path of the first related part of a kind, or an empty string."""
    relations = relations_of(archive, path)
    return next((relation.target for relation in relations if relation.kind == kind), "")


def relation_id(element: Element) -> str:
    """Return the id of the relation in an element's attributes, or an empty string."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("ships}id")), "")


def properties_part(archive: Archive) -> str:
    """Return the path of the part with the title and the author."""
    return related(archive, "", "core-properties") or "docProps/core.xml"


def links_of(archive: Archive, path: str) -> dict[str, str]:
    """Return the addresses of the links in a part, by the ids of their relations."""
    return {
        relation.id: relation.target
        for relation in relations_of(archive, path)
        if relation.kind == "hyperlink" and relation.is_external
    }
