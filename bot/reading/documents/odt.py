"""ODT files: paragraphs with spans, whose formats are styles that the file itself names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Block, Document, Encrypted, Role
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    first_words,
    local_name,
    parse_xml,
)
from bot.reading.documents.office_xml import Gathered, Piece, pieces
from bot.reading.tidying import tidy
from bot.text import Kind, RichText

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{_URN}:text:1.0"
_STYLE = f"{_URN}:style:1.0"
_FO = f"{_URN}:xsl-fo-compatible:1.0"
_OFFICE = f"{_URN}:office:1.0"
_LINK = "{http://www.w3.org/1999/xlink}href"
_BODY = "content.xml"
_PLAIN = frozenset({"none", "normal", "400"})
_DEEPEST = 100

_PROPERTIES = {
    Kind.BOLD: (f"{{{_FO}}}font-weight", "bold"),
    Kind.ITALIC: (f"{{{_FO}}}font-style", "italic"),
    Kind.UNDERLINE: (f"{{{_STYLE}}}text-underline-style", "solid"),
    Kind.STRIKETHROUGH: (f"{{{_STYLE}}}text-line-through-style", "solid"),
}
# What stands in a paragraph and is not its text: notes, comments, pictures, deleted words.
_NOT_WORDS = frozenset({"note", "annotation", "frame", "ruby-text", "bibliography-mark"})


def read(data: bytes) -> Document:
    with Archive(data) as archive:
        text = _Text(archive)
        meta = archive.read_if_there("meta.xml")
    blocks = tuple(Block(place.read(), place.role, place.level) for place in text.places)
    properties = parse_xml(meta) if meta else None
    if properties is None:
        return Document(blocks)
    author = first_words(properties, "initial-creator") or first_words(properties, "creator")
    return Document(blocks, title=first_words(properties, "title"), author=author)


class Editing:
    """A document whose paragraphs can be replaced."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._text = _Text(self._archive)
        self.places = self._text.places

    def save(self, language: str) -> bytes:
        """The document. `language` is not written: spelling is checked as the reader has set it."""
        body = etree.tostring(self._text.root.getroottree(), encoding="utf-8", xml_declaration=True)
        with self._archive:
            return self._archive.with_members({_BODY: bytes(body)})


class _Text:
    """The paragraphs of the document."""

    def __init__(self, archive: Archive) -> None:
        manifest = archive.read_if_there("META-INF/manifest.xml")
        if manifest is not None and b"encryption-data" in manifest:
            raise Encrypted("a password")
        self.root = parse_xml(archive.read(_BODY))
        styles = _Styles(self.root)
        self.places = [
            place
            for body in all_named(self.root, "text")[:1]
            for element, role in _paragraphs(body, Role.PARAGRAPH, 0)
            if (place := _place(element, role, styles)).read()
        ]


class _Styles:
    """The automatic styles of text: which formats they have, and one for any formats."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._kinds = {
            attribute(style, "name"): _style_kinds(style)
            for style in all_named(root, "style")
            if attribute(style, "family") == "text"
        }

    def kinds(self, name: str) -> frozenset[Kind]:
        return self._kinds.get(name, frozenset())

    def name_for(self, kinds: frozenset[Kind]) -> str:
        """A style with these formats, which is added to the document where there is none."""
        wanted = kinds & _PROPERTIES.keys()
        for name, has in self._kinds.items():
            if has == wanted:
                return name
        name = "Dragoman_" + "_".join(sorted(wanted))
        home = next(iter(all_named(self._root, "automatic-styles")), None)
        if home is None:
            home = etree.Element(f"{{{_OFFICE}}}automatic-styles")
            self._root.insert(0, home)
        style = etree.SubElement(home, f"{{{_STYLE}}}style")
        style.set(f"{{{_STYLE}}}name", name)
        style.set(f"{{{_STYLE}}}family", "text")
        properties = etree.SubElement(style, f"{{{_STYLE}}}text-properties")
        for kind in wanted:
            properties.set(*_PROPERTIES[kind])
        self._kinds[name] = frozenset(wanted)
        return name


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph."""

    paragraph: Element
    role: Role
    level: int
    styles: _Styles

    def read(self) -> RichText:
        gathered = Gathered()
        _gather(self.paragraph, frozenset(), self.styles, gathered, 0)
        return tidy(gathered.text()).strip()

    def put(self, text: RichText) -> None:
        """Write another text; pictures, notes and the like stay, in front of it."""
        kept = [element for child in self.paragraph for element in _not_words(child)]
        for child in list(self.paragraph):
            self.paragraph.remove(child)
        self.paragraph.text = None
        for element in kept:
            element.tail = None
            self.paragraph.append(element)
        for piece in pieces(text):
            self.paragraph.append(self._written(piece))

    def _written(self, piece: Piece) -> Element:
        if piece.text in ("\n", "\t"):
            name = "line-break" if piece.text == "\n" else "tab"
            return etree.Element(f"{{{_TEXT}}}{name}")
        node = etree.Element(f"{{{_TEXT}}}span")
        node.text = piece.text
        if piece.kinds & _PROPERTIES.keys():
            node.set(f"{{{_TEXT}}}style-name", self.styles.name_for(piece.kinds))
        if not piece.link:
            return node
        link = etree.Element(f"{{{_TEXT}}}a")
        link.set(_LINK, piece.link)
        link.append(node)
        return link


def _place(element: Element, role: Role, styles: _Styles) -> Place:
    if local_name(element) == "h":
        level = attribute(element, "outline-level")
        return Place(element, Role.HEADING, int(level) if level.isdecimal() else 1, styles)
    return Place(element, role, 0, styles)


def _paragraphs(parent: Element, role: Role, depth: int) -> Iterator[tuple[Element, Role]]:
    if depth > _DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name in ("p", "h"):
            yield child, role
        elif name == "list":
            yield from _paragraphs(child, Role.ITEM, depth + 1)
        elif name and name != "tracked-changes":
            yield from _paragraphs(child, role, depth + 1)


def _gather(
    element: Element, kinds: frozenset[Kind], styles: _Styles, gathered: Gathered, depth: int
) -> None:
    gathered.add(_single_spaced(element.text), kinds)
    for child in element:
        name = local_name(child)
        if name == "line-break":
            gathered.add("\n", kinds)
        elif name == "tab":
            gathered.add("\t", kinds)
        elif name == "s":
            gathered.add(" ", kinds)
        elif name and name not in _NOT_WORDS and depth < _DEEPEST:
            start = gathered.length
            inner = kinds | styles.kinds(attribute(child, "style-name"))
            _gather(child, inner, styles, gathered, depth + 1)
            if name == "a":
                gathered.add_link(start, attribute(child, "href"))
        gathered.add(_single_spaced(child.tail), kinds)


def _single_spaced(text: str | None) -> str:
    """Line feeds in the file are spaces."""
    return (text or "").replace("\n", " ").replace("\t", " ").replace("\r", "")


def _not_words(element: Element) -> Iterator[Element]:
    if local_name(element) in _NOT_WORDS:
        yield element
        return
    for child in list(element):
        yield from _not_words(child)


def _style_kinds(style: Element) -> frozenset[Kind]:
    found: Mapping[str, str] = {
        str(key): str(value)
        for properties in all_named(style, "text-properties")
        for key, value in properties.attrib.items()
    }
    kinds = {kind for kind, (key, _) in _PROPERTIES.items() if found.get(key, "none") not in _PLAIN}
    return frozenset(kinds)
