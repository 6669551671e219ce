"""What DOCX, PPTX and ODT have in common: an archive of XML parts with paragraphs in them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import NO_WORDS, EditableDocument, EditableText, Passage
from bot.reading.documents.markup import Element, all_named, first_words, parse_xml
from bot.reading.documents.objects import ParagraphBuilder, titles_in
from bot.reading.documents.outline import is_organisation, is_section_name
from bot.reading.documents.styles import Style
from bot.reading.metadata import real_title

_NO_STYLE = Style()
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
    style: Style = _NO_STYLE

    def read(self) -> RichText:
        """Return the text to be translated, with spans for the objects in it."""
        return self._builder().text()

    def shown(self) -> RichText:
        """Return the text for readers."""
        return self._builder(for_reading=True).text()

    @abstractmethod
    def put(self, text: RichText) -> None:
        """Replace the text, and keep the objects of the old one."""

    @abstractmethod
    def _builder(self, *, for_reading: bool = False) -> ParagraphBuilder: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A member of the archive that has text: its root element and its non-empty paragraphs."""

    path: str
    root: Element
    paragraphs: Sequence[OfficeParagraph]


def read_passages(parts: Iterable[Part]) -> tuple[Passage, ...]:
    """Return the text, then the notes, without what is on every page."""
    found = [p for part in parts for p in part.paragraphs if p.region is not Region.MARGIN]
    found.sort(key=lambda paragraph: paragraph.region is Region.NOTES)
    return tuple(Passage(p.shown().without(NO_WORDS), p.role, p.level, p.centred) for p in found)


def title_of(properties: Element | None, parts: Iterable[Part]) -> str:
    """Return the title in the properties, else the first paragraphs in the style of titles."""
    own = real_title(first_words(properties, "title")) if properties is not None else ""
    paragraphs = [paragraph for part in parts for paragraph in part.paragraphs]
    for is_title, group in groupby(paragraphs, key=lambda paragraph: paragraph.style.is_title):
        title = " ".join(" ".join(paragraph.shown().text.split()) for paragraph in group)
        is_named = is_title and bool(real_title(title))
        if is_named and not own and not is_section_name(title) and not is_organisation(title):
            return title
    return "" if is_section_name(own) else own


def author_in(parts: Iterable[Part]) -> str:
    """Return the authors in paragraphs that have the style of authors."""
    authors = (p for part in parts for p in part.paragraphs if p.style.is_author)
    return ", ".join(" ".join(author.shown().text.split()) for author in authors)


def edit_office(
    archive: Archive,
    parts: Sequence[Part],
    properties_path: str,
    styles_path: str,
    set_language: Callable[[Element, str], None],
) -> EditableDocument:
    """Return the document with its paragraphs, and with the title in its properties.

    `set_language` sets the language of the words in a part, or in the part with the styles.
    """
    roots = {part.path: part.root for part in parts}
    for path in (styles_path, properties_path):
        if path not in roots and (data := archive.read_if_there(path)):
            roots[path] = parse_xml(data)
    texts: list[EditableText] = [paragraph for part in parts for paragraph in part.paragraphs]
    properties = roots.get(properties_path)
    if properties is not None:
        texts += titles_in(properties)

    def save(language: str) -> bytes:
        if properties is not None:
            _set_language(properties, language)
        for root in roots.values():
            set_language(root, language)
        with archive:
            return archive.with_members({path: _serialized(root) for path, root in roots.items()})

    return EditableDocument(texts, save)


def _set_language(properties: Element, language: str) -> None:
    """Set the Dublin Core language in the properties of a document."""
    elements = all_named(properties, "language")
    if not elements:
        inside = all_named(properties, "meta")[:1] or [properties]
        elements = [etree.SubElement(inside[0], f"{{{_DUBLIN_CORE}}}language")]
    for element in elements:
        element.text = language


def _serialized(root: Element) -> bytes:
    tree = root.getroottree()
    return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True, standalone=True))
