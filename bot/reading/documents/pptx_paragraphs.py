"""A paragraph of a PPTX: runs, which have words in one format each, line breaks and fields."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    tag,
    words_of,
)
from bot.reading.documents.objects import Form, Gathered, Object
from bot.reading.documents.office_xml import Where
from bot.reading.documents.opc import relation_id
from bot.reading.documents.rewriting import Piece, rewritten
from bot.reading.documents.styles import Style

_NO_STYLE = Style()
# The attributes of runs that our kinds of formatting have, and what turns them on and off.
_TOGGLES = {
    Kind.BOLD: ("b", "1", frozenset({"0", "false"})),
    Kind.ITALIC: ("i", "1", frozenset({"0", "false"})),
    Kind.UNDERLINE: ("u", "sng", frozenset({"none"})),
    Kind.STRIKETHROUGH: ("strike", "sngStrike", frozenset({"noStrike"})),
}
_RAISED = {Kind.SUPERSCRIPT: "30000", Kind.SUBSCRIPT: "-25000"}
# The language, and what a program notes for itself.
_NO_LOOK = frozenset({"lang", "altLang", "dirty", "err", "smtClean", "noProof", "bmk"})
_LINK = "hlinkClick"
_BEHIND_LINKS = frozenset({"hlinkMouseOver", "rtl", "extLst"})
_FRAME = frozenset({"pPr", "endParaRPr"})


class _Link(NamedTuple):
    """Where a run leads to, in the document or out of it."""

    relation: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph. `links` are the addresses of relations by their ids."""

    paragraph: Element
    role: Role
    level: int
    links: Mapping[str, str]
    where: Where = Where.BODY
    centred: bool = False
    style: Style = _NO_STYLE

    def read(self) -> RichText:
        return self._gathered().text()

    def shown(self) -> RichText:
        return self._gathered(for_reading=True).text()

    def put(self, text: RichText) -> None:
        """Write another text, with the objects of the old one."""
        space = str(self.paragraph.tag).removesuffix("p")
        content = rewritten(self._gathered(), text, lambda piece: _written(piece, space))
        first, last = (child_named(self.paragraph, name) for name in ("pPr", "endParaRPr"))
        self.paragraph[:] = [
            *([] if first is None else [first]),
            *content,
            *([] if last is None else [last]),
        ]

    def _gathered(self, *, for_reading: bool = False) -> Gathered:
        gathered = Gathered(for_reading)
        children = [child for child in self.paragraph if tag(child) and tag(child) not in _FRAME]
        for link, group in groupby(children, key=_link_of):
            self._add(gathered, [*group], link)
        return gathered

    def _add(self, gathered: Gathered, elements: list[Element], link: _Link) -> None:
        """Add neighbours, which all have the same link."""
        start = gathered.length
        if not any(link):
            _add(gathered, elements)
            return
        gathered.around(
            Object(Form.AROUND, _linked(elements[0])),
            lambda: _add(gathered, elements),
            Object(Form.HANGING, _alone(*elements)),
        )
        gathered.add_link(start, self.links.get(link.relation, ""))


def _link_element(run: Element) -> Element | None:
    properties = child_named(run, "rPr")
    return None if properties is None else child_named(properties, _LINK)


def _link_of(run: Element) -> _Link:
    link = _link_element(run)
    return _Link() if link is None else _Link(relation_id(link), attribute(link, "action"))


def _add(gathered: Gathered, elements: list[Element]) -> None:
    for element in elements:
        name = tag(element)
        words = words_of(element)
        kinds = _kinds(element)
        if name == "br":
            gathered.add("\n", kinds)
        elif name == "r" and Kind.SUPERSCRIPT in kinds and gathered.is_mark(words):
            gathered.add_object(Object(Form.HANGING, _alone(element)))
        elif name == "r":
            text = "".join(part.text or "" for part in all_named(element, "t"))
            look = "" if gathered.for_reading else _look(element)
            gathered.add(text.replace("\v", "\n"), kinds, look)
        else:  # a field or a formula
            is_value = name == "fld" and words and not any(map(str.isalpha, words))
            form = Form.VALUE if is_value else Form.HANGING
            gathered.add_object(Object(form, _alone(element), words))


def _alone(*elements: Element) -> Callable[[list[Element]], list[Element]]:
    return lambda _: [*elements]


def _linked(run: Element) -> Callable[[list[Element]], list[Element]]:
    """Return what gives runs the link of another run."""
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
    """Return the properties of a run that are its look, as XML; "" where it has none."""
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
    """Return a run with this text and this look, or a line break; `space` is the namespace."""
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
