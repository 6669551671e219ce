"""PPTX files: the slides in order, with the paragraphs in their shapes, tables and notes."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, EditableDocument, NotADocument
from bot.reading.documents.markup import (
    DEEPEST,
    Element,
    all_named,
    attribute,
    child_named,
    parse_xml,
    tag,
    words_of,
)
from bot.reading.documents.objects import ParagraphBuilder, Write, placement_of, write_as_is
from bot.reading.documents.office_xml import (
    FRAME,
    OfficeFile,
    OfficeParagraph,
    Region,
    XmlPart,
    links_of,
    properties_part,
    related,
    relation_id,
    relations_of,
)
from bot.reading.documents.rewriting import Piece
from bot.reading.documents.styles import Style
from bot.reading.tags import is_data_table

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"dt", "ftr", "hdr", "sldNum"})
_BODIES = frozenset({"", "body", "obj"})
# The parts that a slide refers to; the drawing of a diagram repeats the words of its data.
_BESIDE = {
    "chart": Region.BODY,
    "comments": Region.MARGIN,
    "diagramData": Region.BODY,
    "diagramDrawing": Region.MARGIN,
    "notesSlide": Region.BODY,
    "slideLayout": Region.MARGIN,
}
_SHAPES = frozenset({"notesSlide", "slideLayout", "slideMaster"})
_BULLETS = frozenset({"buChar", "buAutoNum", "buBlip"})
# The attribute of each kind of formatting, its value, and the values that turn it off.
_TOGGLES = {
    Kind.BOLD: ("b", "1", frozenset({"0", "false"})),
    Kind.ITALIC: ("i", "1", frozenset({"0", "false"})),
    Kind.UNDERLINE: ("u", "sng", frozenset({"none"})),
    Kind.STRIKETHROUGH: ("strike", "sngStrike", frozenset({"noStrike"})),
}
_RAISED = {Kind.SUPERSCRIPT: "30000", Kind.SUBSCRIPT: "-25000"}
# The language, and notes of programs to themselves.
_NO_LOOK = frozenset({"lang", "altLang", "dirty", "err", "smtClean", "noProof", "bmk"})
_LINK = "hlinkClick"
_BEHIND_LINKS = frozenset({"hlinkMouseOver", "rtl", "extLst"})


def read(data: bytes) -> Document:
    """Return the text of the slides, each with its notes behind it."""
    opened = _opened(data)
    document = opened.read()
    # Most programs name a presentation when it is saved first, and never again.
    return replace(document, title=opened.styled_title() or document.title)


def edit(data: bytes) -> EditableDocument:
    """Return the presentation with its paragraphs, also those that are on every slide."""
    return _opened(data).edit(_set_language)


def _set_language(root: Element, language: str) -> None:
    for name in ("rPr", "endParaRPr", "defRPr"):
        for properties in all_named(root, name):
            properties.set("lang", language)


def _opened(data: bytes) -> OfficeFile:
    archive = Archive(data)
    main = related(archive, "", "officeDocument") or "ppt/presentation.xml"
    targets = {relation.id: relation.target for relation in relations_of(archive, main)}
    slides = [
        targets.get(relation_id(slide), "")
        for slide in all_named(parse_xml(archive.read(main)), "sldId")
    ]
    parts: dict[str, XmlPart] = {}
    for number, path in enumerate(slides):
        shapes = _ShapeReader(links_of(archive, path), is_first=number == 0)
        _add_part(archive, path, shapes, parts)
        for relation in relations_of(archive, path):
            if relation.kind in _BESIDE and not relation.is_external:
                _add_beside(archive, relation.kind, relation.target, parts)
    if not parts:
        raise NotADocument
    return OfficeFile(archive, [*parts.values()], properties_part(archive), main)


def _add_beside(archive: Archive, kind: str, path: str, parts: dict[str, XmlPart]) -> None:
    """Add a part that a slide refers to; with a layout, also its master."""
    links = links_of(archive, path)
    region = _BESIDE.get(kind, Region.MARGIN)
    _add_part(archive, path, _ShapeReader(links, region, kind), parts)
    master = related(archive, path, "slideMaster") if kind == "slideLayout" else ""
    if master:
        _add_beside(archive, "slideMaster", master, parts)


def _add_part(
    archive: Archive, path: str, shapes: "_ShapeReader", parts: dict[str, XmlPart]
) -> None:
    data = archive.read_if_there(path) if path not in parts else None
    if data:
        root = parse_xml(data)
        parts[path] = XmlPart.of(path, root, shapes.paragraphs(root))


class _Link(NamedTuple):
    """The target of a run that is a link."""

    relation: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PptxParagraph(OfficeParagraph):
    """A paragraph of a PPTX. `links` maps ids of relations to addresses."""

    links: Mapping[str, str]

    def _fill(self, builder: ParagraphBuilder) -> None:
        children = [child for child in self.element if tag(child) and tag(child) not in FRAME]
        for link, group in groupby(children, key=_link_of):
            elements = [*group]
            if any(link):
                fill, whole = partial(_add, builder, elements), write_as_is(*elements)
                address = self.links.get(link.relation, "")
                builder.around(_linked(elements[0]), fill, whole, address)
            else:
                _add(builder, elements)

    def _written(self, piece: Piece) -> Element:
        """Return a run or a line break."""
        space = str(self.element.tag).removesuffix("p")
        run = etree.Element(f"{space}{'br' if piece.text == chr(10) else 'r'}")
        properties = etree.fromstring(piece.look) if piece.look else etree.Element(f"{space}rPr")
        for kind, (name, on, _) in _TOGGLES.items():
            if kind in piece.kinds:
                properties.set(name, on)
        for kind, value in _RAISED.items():
            if kind in piece.kinds:
                properties.set("baseline", value)
        run.append(properties)
        if piece.text != "\n":
            etree.SubElement(run, f"{space}t").text = piece.text
        return run


@dataclass(frozen=True, slots=True)
class _ShapeReader:
    """Finds the paragraphs of a part; `kind` is "slide" or the kind of its relation to a slide."""

    links: Mapping[str, str]
    region: Region = Region.BODY
    kind: str = "slide"
    is_first: bool = False

    def paragraphs(self, root: Element) -> list[PptxParagraph]:
        """Return the paragraphs, the title first."""
        if self.kind != "slide" and self.kind not in _SHAPES:
            role = Role.CAPTION if self.kind == "chart" else Role.LIST_ITEM
            return [self._paragraph(p, role) for p in all_named(root, "p")]
        found = [p for tree in all_named(root, "spTree")[:1] for p in self._in(tree, 0)]
        return sorted(found, key=lambda paragraph: paragraph.role is not Role.HEADING)

    def _paragraph(self, element: Element, role: Role = Role.TEXT) -> PptxParagraph:
        return PptxParagraph(element, role, region=self.region, links=self.links)

    def _in(self, parent: Element, depth: int) -> Iterator[PptxParagraph]:
        if depth > DEEPEST:
            return
        for child in parent:
            name = tag(child)
            if name == "sp":
                yield from self._in_shape(child)
            elif name == "tbl":
                role = Role.TABLE if is_data_table(child) else Role.TEXT
                yield from (self._paragraph(p, role) for p in all_named(child, "p"))
            elif name == "Fallback":  # the same content for older programs
                hidden = replace(self, region=Region.MARGIN)
                yield from hidden._in(child, depth + 1)
            elif name not in ("txBody", "pic", "cxnSp"):
                yield from self._in(child, depth + 1)

    def _in_shape(self, shape: Element) -> Iterator[PptxParagraph]:
        placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
        kind = None if placeholder is None else attribute(placeholder, "type")
        # No slide shows the placeholders of a layout.
        if kind is not None and self.kind in ("slideLayout", "slideMaster"):
            return
        for element in shape.iterfind("{*}txBody/{*}p"):
            paragraph = self._paragraph(element)
            if kind in _MARGINS:
                yield replace(paragraph, role=Role.HEADER_FOOTER, region=Region.MARGIN)
            elif self.kind == "notesSlide":
                yield replace(paragraph, role=Role.NOTE)
            elif kind in _TITLES:
                style = Style(Role.HEADING, 1, is_title=self.is_first)
                yield replace(paragraph, role=Role.HEADING, level=1, style=style)
            elif _is_item(element, kind):
                yield replace(paragraph, role=Role.LIST_ITEM)
            else:
                yield paragraph


def _is_item(paragraph: Element, placeholder: str | None) -> bool:
    """Return whether a paragraph is a list item, the default in the body of slides."""
    properties = child_named(paragraph, "pPr")
    names = [*map(tag, properties)] if properties is not None else []
    return not _BULLETS.isdisjoint(names) or (placeholder in _BODIES and "buNone" not in names)


def _link_element(run: Element) -> Element | None:
    return child_named(child_named(run, "rPr"), _LINK)


def _link_of(run: Element) -> _Link:
    link = _link_element(run)
    return _Link() if link is None else _Link(relation_id(link), attribute(link, "action"))


def _add(builder: ParagraphBuilder, elements: list[Element]) -> None:
    for element in elements:
        name = tag(element)
        words = words_of(element)
        kinds = _kinds(element)
        if name == "br":
            builder.add("\n", kinds)
        elif name == "r" and Kind.SUPERSCRIPT in kinds and builder.is_mark(words):
            builder.add_object(write_as_is(element))
        elif name == "r":
            text = "".join(part.text or "" for part in all_named(element, "t"))
            look = "" if builder.for_reading else _look(element)
            builder.add(text.replace("\v", "\n"), kinds, look)
        else:  # a field or a formula
            placement = placement_of(words if name == "fld" else "")
            builder.add_object(write_as_is(element), words, placement)


def _linked(run: Element) -> Write:
    """Return a function that gives the link of a run to other runs."""
    link = _link_element(run)

    def write(nodes: list[Element]) -> list[Element]:
        for node in nodes:
            properties = child_named(node, "rPr")
            if properties is None or link is None or any(_link_of(node)):
                continue
            behind = [child for child in properties if tag(child) in _BEHIND_LINKS]
            position = properties.index(behind[0]) if behind else len(properties)
            properties.insert(position, deepcopy(link))
        return nodes

    return write


def _kinds(run: Element) -> frozenset[Kind]:
    properties = child_named(run, "rPr")
    if properties is None:
        return frozenset()
    kinds = {
        kind
        for kind, (name, _, off) in _TOGGLES.items()
        if properties.get(name, "") not in ("", *off)
    }
    baseline = properties.get("baseline", "0").rstrip("%")
    if baseline not in ("0", ""):
        kinds.add(Kind.SUBSCRIPT if baseline.startswith("-") else Kind.SUPERSCRIPT)
    return frozenset(kinds)


def _look(run: Element) -> str:
    """Return the look of a run as XML: its properties without those that are formatting."""
    properties = child_named(run, "rPr")
    if properties is None:
        return ""
    look = deepcopy(properties)
    look.tail = None
    for name in {*_NO_LOOK, "baseline", *(name for name, _, _ in _TOGGLES.values())}:
        off = next((off for toggle, _, off in _TOGGLES.values() if toggle == name), frozenset())
        if name in look.attrib and look.get(name) not in off:
            del look.attrib[name]
    look[:] = [child for child in look if tag(child) != _LINK]
    if not len(look) and not look.attrib:
        return ""
    return etree.tostring(look, method="c14n", exclusive=True).decode()
