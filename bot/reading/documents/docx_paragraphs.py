"""A paragraph of a DOCX: runs, which have words in one format each, and links around them."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.docx_parts import child_named, tag
from bot.reading.documents.markup import Element, attribute, local_name
from bot.reading.documents.office_xml import Gathered, Piece, Where, pieces_and_notes

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DEEPEST = 100
_SPACE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}space"

_TOGGLES = {
    "b": Kind.BOLD,
    "i": Kind.ITALIC,
    "u": Kind.UNDERLINE,
    "strike": Kind.STRIKETHROUGH,
}
# Containers of runs; what is in any other element is no running text, or was deleted.
_TRANSPARENT = frozenset(
    {"ins", "smartTag", "fldSimple", "sdt", "sdtContent", "moveTo", "dir", "bdo", "customXml"}
)
# What the number of a note is in the note itself.
_NOTE_NUMBERS = frozenset({"footnoteRef", "endnoteRef"})
_NOTE_MARKS = frozenset({"footnoteReference", "endnoteReference"})


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph. `links` are the addresses of relationships by their ids, `copies` are other
    versions of the same paragraph.
    """

    paragraph: Element
    role: Role
    level: int
    links: Mapping[str, str]
    where: Where = Where.BODY
    copies: tuple[Element, ...] = ()
    centred: bool = False
    is_title: bool = False

    def read(self) -> RichText:
        gathered = Gathered()
        for run, link in self._runs(self.paragraph, 0):
            start = gathered.length
            gathered.add(_words(run), _kinds(run))
            gathered.add_link(start, link)
            if _marks_note(run):
                gathered.add_note()
        return gathered.text()

    def put(self, text: RichText) -> None:
        """Write another text; pictures and the like stay, and the look of most of it. The marks of
        notes go where their spans are.
        """
        for paragraph in (self.paragraph, *self.copies):
            self._put(text, paragraph)

    def _put(self, text: RichText, paragraph: Element) -> None:
        runs = [run for run, _ in self._runs(paragraph, 0)]
        worded = [run for run in runs if _words(run).strip()]
        model = max(worded, key=lambda run: len(_words(run)), default=None)
        look = None if model is None else child_named(model, "rPr")
        first = _child_holding(worded[0], paragraph) if worded else None
        position = len(paragraph) if first is None else paragraph.index(first)
        if any(tag(child) in _NOTE_NUMBERS for run in runs for child in run):
            text = RichText(" ") + text
        marks = [run for run in runs if _marks_note(run)]
        # A run that has words and the mark of a note can be the first itself, so that it moves.
        here = etree.Element("here")
        paragraph.insert(position, here)
        for piece in pieces_and_notes(text):
            if isinstance(piece, Piece):
                here.addprevious(self._written(piece, look))
            elif piece < len(marks):
                here.addprevious(marks[piece])
        paragraph.remove(here)
        for run in runs:
            _remove_words(run)

    def _runs(self, parent: Element, depth: int, link: str = "") -> Iterator[tuple[Element, str]]:
        if depth > DEEPEST:
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

    def _written(self, piece: Piece, look: Element | None) -> Element:
        run = written_run(piece, look)
        link_id = next((id for id, address in self.links.items() if address == piece.link), None)
        if not piece.link or link_id is None:
            return run
        link = etree.Element(f"{{{NAMESPACE}}}hyperlink")
        link.set(f"{{{RELATIONSHIPS}}}id", link_id)
        link.append(run)
        return link


def _child_holding(run: Element, paragraph: Element) -> Element:
    while (parent := run.getparent()) is not None and parent is not paragraph:
        run = parent
    return run


def written_run(piece: Piece, look: Element | None) -> Element:
    """Return a run with this text, which looks like `look` but for bold, italics and so on."""
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


def _words(run: Element) -> str:
    """Return the text of a run; hidden text is none."""
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


def _marks_note(run: Element) -> bool:
    return any(tag(child) in _NOTE_MARKS for child in run)


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
