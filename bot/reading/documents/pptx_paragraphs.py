"""A paragraph of a PPTX: runs (words of one format), line breaks and fields."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.markup import Element, all_named, attribute, child_named, tag, words_of
from bot.reading.documents.objects import Object, ParagraphBuilder, Placement, Write, write_as_is
from bot.reading.documents.office_xml import OfficeParagraph
from bot.reading.documents.opc import relation_id
from bot.reading.documents.rewriting import Piece, rewritten

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
_FRAME = frozenset({"pPr", "endParaRPr"})


class _Link(NamedTuple):
    """The target of a run that is a link."""

    relation: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PptxParagraph(OfficeParagraph):
    """A paragraph of a PPTX. `links` maps ids of relations to addresses."""

    links: Mapping[str, str]

    def put(self, text: RichText) -> None:
        space = str(self.element.tag).removesuffix("p")
        content = rewritten(self._builder(), text, lambda piece: _written(piece, space))
        first, last = (child_named(self.element, name) for name in ("pPr", "endParaRPr"))
        self.element[:] = [
            *([] if first is None else [first]),
            *content,
            *([] if last is None else [last]),
        ]

    def _builder(self, *, for_reading: bool = False) -> ParagraphBuilder:
        builder = ParagraphBuilder(for_reading)
        children = [child for child in self.element if tag(child) and tag(child) not in _FRAME]
        for link, group in groupby(children, key=_link_of):
            self._add(builder, [*group], link)
        return builder

    def _add(self, builder: ParagraphBuilder, elements: list[Element], link: _Link) -> None:
        """Add consecutive elements with the same link."""
        start = builder.length
        if not any(link):
            _add(builder, elements)
            return
        builder.around(
            Object(Placement.AROUND, _linked(elements[0])),
            lambda: _add(builder, elements),
            Object(Placement.AFTER_WORD, write_as_is(*elements)),
        )
        builder.add_link(start, self.links.get(link.relation, ""))


def _link_element(run: Element) -> Element | None:
    properties = child_named(run, "rPr")
    return None if properties is None else child_named(properties, _LINK)


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
            builder.add_object(Object(Placement.AFTER_WORD, write_as_is(element)))
        elif name == "r":
            text = "".join(part.text or "" for part in all_named(element, "t"))
            look = "" if builder.for_reading else _look(element)
            builder.add(text.replace("\v", "\n"), kinds, look)
        else:  # a field or a formula
            is_value = name == "fld" and words and not any(map(str.isalpha, words))
            placement = Placement.VALUE if is_value else Placement.AFTER_WORD
            builder.add_object(Object(placement, write_as_is(element), words))


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


def _written(piece: Piece, space: str) -> Element:
    """Return a run or a line break; `space` is the namespace in braces."""
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
