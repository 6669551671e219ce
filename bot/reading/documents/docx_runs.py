"""Runs of a DOCX: read and write words of one format."""

from copy import deepcopy

from lxml import etree

from bot.domain.rich_text import Kind
from bot.reading.documents.markup import Element, all_named, attribute, child_named, tag, words_of
from bot.reading.documents.rewriting import Piece

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}space"
_TOGGLES = {"b": Kind.BOLD, "i": Kind.ITALIC, "u": Kind.UNDERLINE, "strike": Kind.STRIKETHROUGH}
_OFF = frozenset({"0", "false", "none", "off"})
_RAISED = {"superscript": Kind.SUPERSCRIPT, "subscript": Kind.SUBSCRIPT}
_WRITTEN = (
    *((name, "single" if name == "u" else "", kind) for name, kind in _TOGGLES.items()),
    *(("vertAlign", value, kind) for value, kind in _RAISED.items()),
)
# The language, and notes of programs to themselves.
_NO_LOOK = frozenset({"lang", "noProof", "rPrChange", "bCs", "iCs"})
# Word refuses run properties in another order.
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)


def look_of(run: Element) -> str:
    """Return the look of a run as XML: its properties without those that are formatting."""
    properties = child_named(run, "rPr")
    if properties is None:
        return ""
    look = deepcopy(properties)
    look[:] = [child for child in look if tag(child) not in _NO_LOOK and _kind(child) is None]
    look.tail = None
    return "" if not len(look) else etree.tostring(look, method="c14n", exclusive=True).decode()


def kinds_of(run: Element) -> frozenset[Kind]:
    """Return the formatting of a run that is of our kinds."""
    properties = child_named(run, "rPr")
    if properties is None:
        return frozenset()
    return frozenset(filter(None, map(_kind, properties)))


def _kind(child: Element) -> Kind | None:
    """Return the formatting that a property of a run turns on, if it is of our kinds."""
    value = attribute(child, "val")
    if tag(child) == "vertAlign":
        return _RAISED.get(value)
    return None if value in _OFF else _TOGGLES.get(tag(child))


def text_of(part: Element, run: Element | None) -> str:
    """Return the text of a part of a run; empty if it is hidden."""
    properties = child_named(run, "rPr") if run is not None else None
    hidden = child_named(properties, "vanish") if properties is not None else None
    if hidden is not None and attribute(hidden, "val") not in _OFF:
        return ""
    match tag(part):
        case "t":
            return part.text or ""
        case "tab":
            return "\t"
        case "br" if attribute(part, "type") not in ("page", "column"):
            return "\n"
        case "cr":
            return "\n"
        case "ruby":  # characters with how they are read above them
            return words_of(next(iter(all_named(part, "rubyBase")), None))
        case "noBreakHyphen":
            return "\u2011"
    return ""


def written_run(piece: Piece, space: str = f"{{{NAMESPACE}}}") -> Element:
    """Return a run for a piece of text; `space` is the namespace in braces."""
    run = etree.Element(f"{space}r")
    properties = etree.fromstring(piece.look) if piece.look else etree.Element(f"{space}rPr")
    for name, value, kind in _WRITTEN:
        if kind in piece.kinds:
            turned_off = child_named(properties, name)
            if turned_off is not None:
                properties.remove(turned_off)
            element = etree.SubElement(properties, f"{space}{name}")
            if value:
                element.set(f"{space}val", value)
    properties[:] = sorted(properties, key=_schema_order)
    if len(properties):
        run.append(properties)
    if piece.text in ("\n", "\t"):
        etree.SubElement(run, f"{space}{'br' if piece.text == chr(10) else 'tab'}")
    else:
        text = etree.SubElement(run, f"{space}t")
        text.text = piece.text
        text.set(_SPACE_ATTRIBUTE, "preserve")
    return run


def _schema_order(element: Element) -> int:
    name = tag(element)
    names = _ORDER.split()
    return names.index(name) if name in names else len(names)
