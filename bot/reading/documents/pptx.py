"""PPTX files: the slides in their order, and the paragraphs in their shapes, tables and notes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, NotADocument
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    first_words,
    parse_xml,
    tag,
)
from bot.reading.documents.office_xml import OfficeEditing, Part, Where, read_passages, title_of
from bot.reading.documents.opc import (
    links_of,
    properties_part,
    related,
    relation_id,
    relations_of,
)
from bot.reading.documents.pptx_paragraphs import Place
from bot.reading.documents.styles import Style
from bot.reading.tags import is_data_table

_DEEPEST = 100
_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"dt", "ftr", "hdr", "sldNum"})
_BODIES = frozenset({"", "body", "obj"})
# What a slide has beside it, and where that stands; the drawing of a diagram has its words again.
_BESIDE = {
    "chart": Where.BODY,
    "comments": Where.MARGIN,
    "diagramData": Where.BODY,
    "diagramDrawing": Where.MARGIN,
    "notesSlide": Where.BODY,
    "slideLayout": Where.MARGIN,
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


class Editing(OfficeEditing):
    """A presentation whose paragraphs can be replaced, those that are on every slide too."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        parts = _parts(archive)
        super().__init__(archive, parts, properties_part(archive), _main(archive), _say_language)


def _say_language(root: Element, language: str) -> None:
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
        shapes = _Shapes(links_of(archive, path), is_first=number == 0)
        _add_part(archive, path, shapes, parts)
        for relation in relations_of(archive, path):
            if relation.kind in _BESIDE and not relation.is_external:
                _add_beside(archive, relation.kind, relation.target, parts)
    if not parts:
        raise NotADocument
    return [*parts.values()]


def _add_beside(archive: Archive, kind: str, path: str, parts: dict[str, Part]) -> None:
    """Add a part that a slide has beside it, and the master of a layout."""
    links = links_of(archive, path)
    where = _BESIDE.get(kind, Where.MARGIN)
    _add_part(archive, path, _Shapes(links, where, kind), parts)
    master = related(archive, path, "slideMaster") if kind == "slideLayout" else ""
    if master:
        _add_beside(archive, "slideMaster", master, parts)


def _add_part(archive: Archive, path: str, shapes: "_Shapes", parts: dict[str, Part]) -> None:
    data = archive.read_if_there(path) if path not in parts else None
    if data:
        root = parse_xml(data)
        parts[path] = Part(path, root, [place for place in shapes.below(root) if place.read()])


@dataclass(frozen=True, slots=True)
class _Shapes:
    """Finds the paragraphs of a part, which is a slide or of another `kind`."""

    links: Mapping[str, str]
    where: Where = Where.BODY
    kind: str = "slide"
    is_first: bool = False

    def below(self, root: Element) -> list[Place]:
        """Return the paragraphs, those of the title first."""
        if self.kind != "slide" and self.kind not in _SHAPES:
            role = Role.CAPTION if self.kind == "chart" else Role.LIST_ITEM
            return [Place(p, role, 0, self.links, self.where) for p in all_named(root, "p")]
        places = [place for tree in all_named(root, "spTree")[:1] for place in self._in(tree, 0)]
        return sorted(places, key=lambda place: place.role is not Role.HEADING)

    def _in(self, parent: Element, depth: int) -> Iterator[Place]:
        if depth > _DEEPEST:
            return
        for child in parent:
            name = tag(child)
            if name == "sp":
                yield from self._in_shape(child)
            elif name == "tbl":
                yield from self._in_table(child)
            elif name == "Fallback":  # the same for programs that do not know the newer form
                hidden = replace(self, where=Where.MARGIN)
                yield from hidden._in(child, depth + 1)
            elif name not in ("txBody", "pic", "cxnSp"):
                yield from self._in(child, depth + 1)

    def _in_table(self, table: Element) -> Iterator[Place]:
        role = Role.TABLE if is_data_table(table) else Role.TEXT
        for paragraph in all_named(table, "p"):
            yield Place(paragraph, role, 0, self.links, self.where)

    def _in_shape(self, shape: Element) -> Iterator[Place]:
        placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
        kind = None if placeholder is None else attribute(placeholder, "type")
        # What a layout has in its placeholders is shown on no slide.
        if kind is not None and self.kind in ("slideLayout", "slideMaster"):
            return
        for paragraph in shape.iterfind("{*}txBody/{*}p"):
            place = Place(paragraph, Role.TEXT, 0, self.links, self.where)
            if kind in _MARGINS:
                yield replace(place, role=Role.HEADER_FOOTER, where=Where.MARGIN)
            elif self.kind == "notesSlide":
                yield replace(place, role=Role.NOTE)
            elif kind in _TITLES:
                style = Style(Role.HEADING, 1, is_title=self.is_first)
                yield replace(place, role=Role.HEADING, level=1, style=style)
            elif _is_item(paragraph, kind):
                yield replace(place, role=Role.LIST_ITEM)
            else:
                yield place


def _is_item(paragraph: Element, placeholder: str | None) -> bool:
    """Return whether a paragraph is the item of a list, as it is where slides have their text."""
    properties = child_named(paragraph, "pPr")
    names = [tag(child) for child in properties] if properties is not None else []
    return not _BULLETS.isdisjoint(names) or (placeholder in _BODIES and "buNone" not in names)
