"""A paragraph of a DOCX: runs (words of one format), and what is between them."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial

from lxml import etree

from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.markup import (
    DEEPEST,
    Element,
    all_named,
    attribute,
    child_named,
    empty_copy,
    tag,
    words_of,
)
from bot.reading.documents.objects import (
    ParagraphBuilder,
    Placement,
    Write,
    link_address,
    placement_of,
    write_nothing,
)
from bot.reading.documents.office_xml import OfficeParagraph, ranges
from bot.reading.documents.rewriting import Piece

# Elements around runs that are not written again: they note who wrote what.
_TRANSPARENT = frozenset({"ins", "smartTag", "moveTo", "dir", "bdo", "customXml"})
_AROUND = frozenset({"hyperlink", "fldSimple", "sdt"})
# What programs generate again when they need it.
_DROPPED = frozenset(
    {"pPr", "rPr", "proofErr", "lastRenderedPageBreak", "softHyphen", "sdtPr", "sdtEndPr"}
)
_FIELD_PARTS = frozenset({"fldChar", "instrText", "delInstrText"})
# Fields whose result is not to be translated: numbers, dates, references.
_COMPUTED = {
    *("page", "numpages", "seq", "pageref", "section", "sectionpages", "noteref", "date"),
    *("time", "createdate", "savedate", "printdate", "edittime", "revnum", "numwords"),
    *("numchars", "symbol", "eq", "formula", "author", "filename", "filesize", "listnum"),
    *("autonum", "autonumlgl", "autonumout", "addin", "citation", "mergefield"),
    *("formcheckbox", "barcode"),
}
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
_NAMES = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
    "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_ORDER = {name: place for place, name in enumerate(_NAMES.split())}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxParagraph(OfficeParagraph):
    """A paragraph of a DOCX. `links` maps ids of relations to addresses; `copies` are other
    versions of the same paragraph.
    """

    links: Mapping[str, str]
    copies: tuple[Element, ...] = ()

    def put(self, text: RichText) -> None:
        OfficeParagraph.put(self, text)
        for copy in self.copies:
            replace(self, element=copy, copies=()).put(text)

    def _fill(self, builder: ParagraphBuilder) -> None:
        _TokenReader(self.links, builder).read(_tokens(self.element, 0))

    def _written(self, piece: Piece) -> Element:
        return written_run(piece, str(self.element.tag).removesuffix("p"))


@dataclass(frozen=True, slots=True)
class _Token:
    """A part of a run, or an element between runs if `run` is None."""

    element: Element
    run: Element | None = None

    def as_node(self) -> Element:
        """Return the element in a run of its own, if it was in one."""
        if self.run is None:
            return self.element
        properties = child_named(self.run, "rPr")
        run = etree.Element(self.run.tag)
        if properties is not None:
            run.append(deepcopy(properties))
        run.append(self.element)
        return run


def _tokens(parent: Element, depth: int) -> list[_Token]:
    found: list[_Token] = []
    for child in parent:
        name = tag(child)
        if name == "r":
            found += (_Token(part, child) for part in child if tag(part) not in _DROPPED)
        elif name in _TRANSPARENT and depth < DEEPEST:
            found += _tokens(child, depth + 1)
        elif name and name not in _DROPPED:
            found.append(_Token(child))
    return found


@dataclass(frozen=True, slots=True)
class _TokenReader:
    """Adds the words of runs and the objects between them to a builder."""

    links: Mapping[str, str]
    builder: ParagraphBuilder

    def read(self, tokens: Sequence[_Token], depth: int = 0) -> None:
        fields = _fields(tokens)
        found, ends = ranges([token.element for token in tokens], ("id",), "Start", "End")
        begin = self.builder.begin_range
        # Ranges that began in a paragraph above, and ranges that end in one below.
        open_ranges = {end: begin(write_nothing, _writer(tokens[end])) for end in ends}
        unended: list[tuple[int, int, int]] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if position in fields:
                separator, last = fields[position]
                self._add_field(tokens[position : last + 1], separator - position, depth)
                position = last
            elif position in found:
                end = found[position]
                if end is None:
                    unended.append(begin(_writer(token)))
                else:
                    open_ranges[end] = begin(_writer(token), _writer(tokens[end]))
            elif position in open_ranges:
                self.builder.end_range(*open_ranges[position])
            else:
                self._add(token, depth)
            position += 1
        for open_range in unended:
            self.builder.end_range(*open_range)

    def _add(self, token: _Token, depth: int) -> None:
        name = tag(token.element)
        words = _text_of(token.element, token.run)
        if token.run is not None and words:
            self._add_words(token, words)
        elif name in _AROUND and token.run is None and depth < DEEPEST:
            self._add_container(token, depth)
        elif name in _FIELD_PARTS:
            self.builder.add_object(_writer(token), placement=Placement.EDGE)
        else:
            shown = words_of(token.element) if name in ("oMath", "oMathPara") else ""
            self.builder.add_object(_writer(token), shown)

    def _add_words(self, token: _Token, words: str) -> None:
        assert token.run is not None
        kinds = _kinds_of(token.run)
        if Kind.SUPERSCRIPT in kinds and self.builder.is_mark(words):
            self.builder.add_object(_writer(token))
            return
        self.builder.add(words, kinds, "" if self.builder.for_reading else _look_of(token.run))

    def _add_container(self, token: _Token, depth: int) -> None:
        element, name = token.element, tag(token.element)
        inside = child_named(element, "sdtContent") if name == "sdt" else None
        content = element if inside is None else inside
        inner = _tokens(content, depth + 1)
        if name == "fldSimple" and self._add_computed(
            attribute(element, "instr"), inner, _writer(token)
        ):
            return

        def write(nodes: list[Element]) -> list[Element]:
            shell = empty_copy(element)
            if content is not element:
                shell.extend(deepcopy(c) for c in element if c is not content and tag(c) != "r")
                home = etree.SubElement(shell, content.tag)
            (shell if content is element else home).extend(nodes)
            return [shell]

        fill, address = partial(self.read, inner, depth + 1), attribute(element, "id")
        self.builder.around(write, fill, _writer(token), self.links.get(address, ""))

    def _add_field(self, tokens: Sequence[_Token], separator: int, depth: int) -> None:
        code = "".join(
            t.element.text or "" for t in tokens[:separator] if tag(t.element) == "instrText"
        )
        inner = tokens[separator + 1 : -1]

        whole = _writer(*tokens)
        if self._add_computed(code, inner, whole):
            return

        def write(nodes: list[Element]) -> list[Element]:
            begin = [deepcopy(t).as_node() for t in tokens[: separator + 1]]
            return begin + nodes + [deepcopy(tokens[-1]).as_node()]

        self.builder.around(write, partial(self.read, inner, depth + 1), whole, link_address(code))

    def _add_computed(self, code: str, inner: Sequence[_Token], write: Write) -> bool:
        """Add a field whose result is not to be translated; return whether it is one."""
        name = (code.split() or [""])[0].lower()
        result = _TokenReader({}, ParagraphBuilder(for_reading=True))
        result.read(inner, DEEPEST)
        shown = result.builder.text().text
        has_letters = any(map(str.isalpha, shown))
        if has_letters and name not in _COMPUTED and not name.startswith("="):
            return False
        self.builder.add_object(write, shown, placement_of(shown))
        return True


def _writer(*tokens: _Token) -> Write:
    return lambda _: [token.as_node() for token in tokens]


def _fields(tokens: Sequence[_Token]) -> dict[int, tuple[int, int]]:
    """Return the positions of the complete outermost fields: begin → (separator, end).

    Without a result, the separator is the end.
    """
    found: dict[int, tuple[int, int]] = {}
    open_fields: list[tuple[int, int]] = []
    for position, token in enumerate(tokens):
        kind = attribute(token.element, "fldCharType") if tag(token.element) == "fldChar" else ""
        if kind == "begin":
            open_fields.append((position, -1))
        elif kind == "separate" and open_fields:
            open_fields[-1] = (open_fields[-1][0], position)
        elif kind == "end" and open_fields:
            start, separator = open_fields.pop()
            while found and next(reversed(found)) > start:
                found.popitem()
            found[start] = (separator if separator >= 0 else position, position)
    return found


def _look_of(run: Element) -> str:
    """Return the look of a run as XML: its properties without those that are formatting."""
    properties = child_named(run, "rPr")
    if properties is None:
        return ""
    look = deepcopy(properties)
    look[:] = [child for child in look if tag(child) not in _NO_LOOK and _kind(child) is None]
    look.tail = None
    return "" if not len(look) else etree.tostring(look, method="c14n", exclusive=True).decode()


def _kinds_of(run: Element) -> frozenset[Kind]:
    """Return the formatting of a run that is of our kinds."""
    properties = child_named(run, "rPr")
    return (
        frozenset(filter(None, map(_kind, properties))) if properties is not None else frozenset()
    )


def _kind(child: Element) -> Kind | None:
    """Return the formatting that a property of a run turns on, if it is of our kinds."""
    value = attribute(child, "val")
    if tag(child) == "vertAlign":
        return _RAISED.get(value)
    return None if value in _OFF else _TOGGLES.get(tag(child))


def _text_of(part: Element, run: Element | None) -> str:
    """Return the text of a part of a run; empty if it is hidden."""
    hidden = child_named(child_named(run, "rPr"), "vanish")
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
    properties[:] = sorted(properties, key=lambda child: _ORDER.get(tag(child), len(_ORDER)))
    if len(properties):
        run.append(properties)
    if piece.text in ("\n", "\t"):
        etree.SubElement(run, f"{space}{'br' if piece.text == chr(10) else 'tab'}")
    else:
        text = etree.SubElement(run, f"{space}t")
        text.text = piece.text
        text.set(_SPACE_ATTRIBUTE, "preserve")
    return run
