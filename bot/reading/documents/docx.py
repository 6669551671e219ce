"""DOCX files: paragraphs of runs, styles that may be headings, links in a list of relationships."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Block, Broken, Document, Role
from bot.reading.documents.docx_parts import (
    TITLE_LEVEL,
    child_named,
    heading_levels,
    links,
    tag,
    value_of,
)
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

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}space"

_BODY = "word/document.xml"
_TOGGLES = {
    "b": Kind.BOLD,
    "i": Kind.ITALIC,
    "u": Kind.UNDERLINE,
    "strike": Kind.STRIKETHROUGH,
}
# Containers of runs; what is in any other element is no running text, or was deleted.
_TRANSPARENT = frozenset({"ins", "smartTag", "fldSimple", "sdt", "sdtContent", "moveTo", "dir"})
_PARAGRAPHS_IN = frozenset({"tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "body", "ins"})
_DEEPEST = 100


def read(data: bytes) -> Document:
    with Archive(data) as archive:
        text = _Text(archive)
        core = archive.read_if_there("docProps/core.xml")
    blocks = tuple(Block(place.read(), place.role, place.level) for place in text.places)
    properties = parse_xml(core) if core else None
    title = first_words(properties, "title") if properties is not None else ""
    author = first_words(properties, "creator") if properties is not None else ""
    titled = (block.text.text for block in blocks if block.level == TITLE_LEVEL)
    return Document(blocks, title=title or next(titled, ""), author=author)


class Editing:
    """A document whose paragraphs can be replaced."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data)
        self._text = _Text(self._archive)
        self.places = self._text.places

    def save(self, language: str) -> bytes:
        """The document. `language` is not written: spelling is checked as the reader has set it."""
        body = etree.tostring(
            self._text.root.getroottree(), encoding="utf-8", xml_declaration=True, standalone=True
        )
        with self._archive:
            return self._archive.with_members({_BODY: bytes(body)})


class _Text:
    """The paragraphs of the document's main part."""

    def __init__(self, archive: Archive) -> None:
        self.root = parse_xml(archive.read(_BODY))
        self._levels = heading_levels(archive.read_if_there("word/styles.xml"))
        self._links = links(archive.read_if_there("word/_rels/document.xml.rels"))
        body = next(iter(all_named(self.root, "body")), None)
        if body is None:
            raise Broken("no body")
        self.places = [place for p in _paragraphs(body, 0) if (place := self._place(p)).read()]

    def _place(self, paragraph: Element) -> "Place":
        properties = child_named(paragraph, "pPr")
        role, level = Role.PARAGRAPH, 0
        if properties is not None:
            style = value_of(properties, "pStyle")
            outline = value_of(properties, "outlineLvl")
            if outline.isdecimal() and int(outline) < 9:
                role, level = Role.HEADING, int(outline) + 1
            elif style in self._levels:
                role, level = Role.HEADING, self._levels[style]
            elif child_named(properties, "numPr") is not None or style.startswith("List"):
                role = Role.ITEM
        return Place(paragraph, role, level, self._links)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph. `links` are the addresses of relationships by their ids."""

    paragraph: Element
    role: Role
    level: int
    links: Mapping[str, str]

    def read(self) -> RichText:
        gathered = Gathered()
        self._gather(self.paragraph, gathered, 0)
        return tidy(gathered.text()).strip()

    def put(self, text: RichText) -> None:
        """Write another text; pictures, notes and the like stay, and the look of most of it."""
        runs = [run for run, _ in self._runs(self.paragraph, 0)]
        worded = [run for run in runs if _words(run).strip()]
        model = max(worded, key=lambda run: len(_words(run)), default=None)
        look = None if model is None else child_named(model, "rPr")
        first = self._child_holding(worded[0]) if worded else None
        position = len(self.paragraph) if first is None else self.paragraph.index(first)
        for number, piece in enumerate(pieces(text)):
            self.paragraph.insert(position + number, self._written(piece, look))
        for run in runs:
            _remove_words(run)

    def _gather(self, parent: Element, gathered: Gathered, depth: int) -> None:
        for run, link in self._runs(parent, depth):
            start = gathered.length
            gathered.add(_words(run), _kinds(run))
            gathered.add_link(start, link)

    def _runs(self, parent: Element, depth: int, link: str = "") -> Iterator[tuple[Element, str]]:
        if depth > _DEEPEST:
            return
        for child in parent:
            name = local_name(child)
            if name == "r":
                yield child, link
            elif name == "hyperlink":
                address = self.links.get(child.get(f"{{{RELATIONSHIPS}}}id", ""), "")
                yield from self._runs(child, depth + 1, address)
            elif tag(child) in _TRANSPARENT:
                yield from self._runs(child, depth + 1, link)

    def _child_holding(self, run: Element) -> Element:
        while (parent := run.getparent()) is not None and parent is not self.paragraph:
            run = parent
        return run

    def _written(self, piece: Piece, look: Element | None) -> Element:
        run = written_run(piece, look)
        link_id = next((id for id, address in self.links.items() if address == piece.link), None)
        if not piece.link or link_id is None:
            return run
        link = etree.Element(f"{{{NAMESPACE}}}hyperlink")
        link.set(f"{{{RELATIONSHIPS}}}id", link_id)
        link.append(run)
        return link


def written_run(piece: Piece, look: Element | None) -> Element:
    """A run with this text, which looks like `look` but for bold, italics and so on."""
    run = etree.Element(f"{{{NAMESPACE}}}r")
    properties = etree.Element(f"{{{NAMESPACE}}}rPr") if look is None else deepcopy(look)
    for toggle, kind in _TOGGLES.items():
        for old in [child for child in properties if tag(child) in (toggle, f"{toggle}Cs")]:
            properties.remove(old)
        if kind in piece.kinds:
            element = etree.SubElement(properties, f"{{{NAMESPACE}}}{toggle}")
            if kind is Kind.UNDERLINE:
                element.set(f"{{{NAMESPACE}}}val", "single")
    properties[:] = sorted(properties, key=_schema_order)
    if len(properties):
        run.append(properties)
    if piece.text in ("\n", "\t"):
        name = "br" if piece.text == "\n" else "tab"
        etree.SubElement(run, f"{{{NAMESPACE}}}{name}")
    else:
        text = etree.SubElement(run, f"{{{NAMESPACE}}}t")
        text.text = piece.text
        text.set(_SPACE_ATTRIBUTE, "preserve")
    return run


# Word refuses properties of a run in another order than the schema's.
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)


def _schema_order(element: Element) -> int:
    names = _ORDER.split()
    name = tag(element)
    return names.index(name) if name in names else len(names)


def _paragraphs(parent: Element, depth: int) -> Iterator[Element]:
    if depth > _DEEPEST:
        return
    for child in parent:
        name = tag(child)
        if name == "p":
            yield child
        elif name in _PARAGRAPHS_IN:
            yield from _paragraphs(child, depth + 1)


def _words(run: Element) -> str:
    """The text of a run; hidden text is none."""
    properties = child_named(run, "rPr")
    if properties is not None and _is_on(properties, "vanish"):
        return ""
    parts = []
    for child in run:
        match tag(child):
            case "t":
                parts.append(child.text or "")
            case "tab":
                parts.append("\t")
            case "br" if attribute(child, "type") not in ("page", "column"):
                parts.append("\n")
            case "cr":
                parts.append("\n")
            case "noBreakHyphen":
                parts.append("\u2011")
    return "".join(parts)


def _remove_words(run: Element) -> None:
    for child in list(run):
        is_break = tag(child) == "br" and attribute(child, "type") not in ("page", "column")
        if is_break or tag(child) in ("t", "tab", "cr", "noBreakHyphen", "softHyphen"):
            run.remove(child)
    if all(tag(child) == "rPr" for child in run) and (parent := run.getparent()) is not None:
        parent.remove(run)
        if not len(parent) and tag(parent) == "hyperlink":
            parent.getparent().remove(parent)  # type: ignore[union-attr]


def _kinds(run: Element) -> frozenset[Kind]:
    properties = child_named(run, "rPr")
    if properties is None:
        return frozenset()
    return frozenset(kind for toggle, kind in _TOGGLES.items() if _is_on(properties, toggle))


def _is_on(properties: Element, toggle: str) -> bool:
    element = child_named(properties, toggle)
    return element is not None and attribute(element, "val") not in ("0", "false", "none", "off")
