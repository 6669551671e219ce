"""PPTX files: the slides in order, with the paragraphs in their shapes, tables and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, EditableDocument, NotADocument
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    first_words,
    parse_xml,
    tag,
)
from bot.reading.documents.office_xml import Part, Region, edit_office, read_passages, title_of
from bot.reading.documents.opc import links_of, properties_part, related, relation_id, relations_of
from bot.reading.documents.pptx_paragraphs import PptxParagraph
from bot.reading.documents.styles import Style
from bot.reading.tags import is_data_table

_DEEPEST = 100
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


def read(data: bytes) -> Document:
    """Return the text of the slides, each with its notes behind it."""
    with Archive(data) as archive:
        parts = _parts(archive)
        core = archive.read_if_there(properties_part(archive))
    properties = parse_xml(core) if core else None
    author = first_words(properties, "creator") if properties is not None else ""
    # Most programs name a presentation when it is saved first, and never again.
    title = title_of(None, parts) or title_of(properties, parts)
    return Document(read_passages(parts), title=title, author=author)


def edit(data: bytes) -> EditableDocument:
    """Return the presentation with its paragraphs, also those that are on every slide."""
    archive = Archive(data)
    parts = _parts(archive)
    return edit_office(archive, parts, properties_part(archive), _main(archive), _set_language)


def _set_language(root: Element, language: str) -> None:
    for name in ("rPr", "endParaRPr", "defRPr"):
        for properties in all_named(root, name):
            properties.set("lang", language)


def _main(archive: Archive) -> str:
    return related(archive, "", "officeDocument") or "ppt/presentation.xml"


def _parts(archive: Archive) -> list[Part]:
    main = _main(archive)
    targets = {relation.id: relation.target for relation in relations_of(archive, main)}
    slides = [
        targets.get(relation_id(slide), "")
        for slide in all_named(parse_xml(archive.read(main)), "sldId")
    ]
    parts: dict[str, Part] = {}
    for number, path in enumerate(slides):
        shapes = _ShapeReader(links_of(archive, path), is_first=number == 0)
        _add_part(archive, path, shapes, parts)
        for relation in relations_of(archive, path):
            if relation.kind in _BESIDE and not relation.is_external:
                _add_beside(archive, relation.kind, relation.target, parts)
    if not parts:
        raise NotADocument
    return [*parts.values()]


def _add_beside(archive: Archive, kind: str, path: str, parts: dict[str, Part]) -> None:
    """Add a part that a slide refers to; with a layout, also its master."""
    links = links_of(archive, path)
    region = _BESIDE.get(kind, Region.MARGIN)
    _add_part(archive, path, _ShapeReader(links, region, kind), parts)
    master = related(archive, path, "slideMaster") if kind == "slideLayout" else ""
    if master:
        _add_beside(archive, "slideMaster", master, parts)


def _add_part(archive: Archive, path: str, shapes: "_ShapeReader", parts: dict[str, Part]) -> None:
    data = archive.read_if_there(path) if path not in parts else None
    if data:
        root = parse_xml(data)
        parts[path] = Part(path, root, [p for p in shapes.paragraphs(root) if p.read()])


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
        if depth > _DEEPEST:
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
    names = [tag(child) for child in properties] if properties is not None else []
    return not _BULLETS.isdisjoint(names) or (placeholder in _BODIES and "buNone" not in names)
