"""A paragraph of a DOCX: runs, which have words in one format each, and what is between them."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.markup import (
    Element,
    attribute,
    child_named,
    empty_copy,
    tag,
    words_of,
)
from bot.reading.documents.objects import Form, Gathered, Object, Piece
from bot.reading.documents.office_xml import Where
from bot.reading.documents.styles import Style

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEPEST = 100
_NO_STYLE = Style()
_SPACE_ATTRIBUTE = "{http://www.w3.org/XML/1998/namespace}space"

_TOGGLES = {
    "b": Kind.BOLD,
    "i": Kind.ITALIC,
    "u": Kind.UNDERLINE,
    "strike": Kind.STRIKETHROUGH,
}
_OFF = frozenset({"0", "false", "none", "off"})
_RAISED = {"superscript": Kind.SUPERSCRIPT, "subscript": Kind.SUBSCRIPT}
# Containers of runs that are left out when words are written: they say who wrote what, and how.
_TRANSPARENT = frozenset({"ins", "smartTag", "moveTo", "dir", "bdo", "customXml"})
_AROUND = frozenset({"hyperlink", "fldSimple", "sdt"})
# What programs write anew whenever they need it.
_DROPPED = frozenset(
    {"pPr", "rPr", "proofErr", "lastRenderedPageBreak", "softHyphen", "sdtPr", "sdtEndPr"}
)
_FIELD_PARTS = frozenset({"fldChar", "instrText", "delInstrText"})
# Fields whose result is no language: numbers, dates, marks, what a program for sources writes.
_COUNTED = frozenset(
    [
        "page",
        "numpages",
        "seq",
        "pageref",
        "section",
        "sectionpages",
        "noteref",
        "date",
        "time",
        "createdate",
        "savedate",
        "printdate",
        "edittime",
        "revnum",
        "numwords",
        "numchars",
        "symbol",
        "eq",
        "formula",
        "author",
        "filename",
        "filesize",
        "listnum",
        "autonum",
        "autonumlgl",
        "autonumout",
        "addin",
        "citation",
        "mergefield",
        "formcheckbox",
        "barcode",
    ]
)


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
    style: Style = _NO_STYLE

    def read(self) -> RichText:
        return self._runs(self.paragraph).gathered.text()

    def shown(self) -> RichText:
        return self._runs(self.paragraph, for_reading=True).gathered.text()

    def put(self, text: RichText) -> None:
        """Write another text, with the objects of the old one; most of it looks as most of the old
        one does.
        """
        for paragraph in (self.paragraph, *self.copies):
            runs = self._runs(paragraph)
            content = runs.gathered.rewritten(text, runs.written)
            for child in list(paragraph):
                if tag(child) != "pPr":
                    paragraph.remove(child)
            paragraph.extend(content)

    def _runs(self, paragraph: Element, *, for_reading: bool = False) -> "_Runs":
        runs = _Runs(self.links, Gathered(for_reading))
        runs.gather(_tokens(paragraph, 0))
        return runs


@dataclass(frozen=True, slots=True)
class _Token:
    """A part of a run, or, where `run` is None, an element that stands between runs."""

    element: Element
    run: Element | None = None

    def as_node(self) -> Element:
        """Return an element that stands between runs, and has this one."""
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


@dataclass(slots=True)
class _Runs:
    """Gathers the words of runs, and how they look, by the numbers of the objects around them."""

    links: Mapping[str, str]
    gathered: Gathered
    _around: tuple[int, ...] = ()
    _looks: dict[int, dict[Element, int]] = field(default_factory=dict)

    def gather(self, tokens: Sequence[_Token], depth: int = 0) -> None:
        fields, ranges = _fields(tokens), _ranges(tokens)
        open_ranges: dict[int, tuple[int, int, int]] = {}
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if position in fields:
                separator, last = fields[position]
                self._add_field(tokens[position : last + 1], separator - position, depth)
                position = last
            elif position in ranges:
                end = ranges[position]
                found = Object(Form.RANGE, _writer(token), end=_ender(tokens[end]))
                open_ranges[end] = self.gathered.begin_range(found)
            elif position in open_ranges:
                self.gathered.end_range(*open_ranges[position])
            else:
                self._add(token, depth)
            position += 1

    def _add(self, token: _Token, depth: int) -> None:
        name = tag(token.element)
        words = _words(token)
        if token.run is not None and words:
            self._add_words(token, words)
        elif name in _AROUND and token.run is None and depth < DEEPEST:
            self._add_container(token, depth)
        elif name in _FIELD_PARTS or _is_edge(name):
            self.gathered.add_object(Object(Form.FIXED, _writer(token)))
        else:
            shown = words_of(token.element) if name in ("oMath", "oMathPara") else ""
            self.gathered.add_object(Object(Form.HANGING, _writer(token), shown))

    def _add_words(self, token: _Token, words: str) -> None:
        assert token.run is not None
        kinds = _kinds(token.run)
        if Kind.SUPERSCRIPT in kinds and self.gathered.is_mark(words):
            self.gathered.add_object(Object(Form.HANGING, _writer(token)))
            return
        self.gathered.add(words, kinds)
        look = self._looks.setdefault(self._around[-1] if self._around else -1, {})
        look[token.run] = look.get(token.run, 0) + len(words.strip())

    def _add_container(self, token: _Token, depth: int) -> None:
        element, name = token.element, tag(token.element)
        inside = child_named(element, "sdtContent") if name == "sdt" else None
        content = element if inside is None else inside
        inner = _tokens(content, depth + 1)
        if name == "fldSimple" and self._add_counted(
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

        start = self.gathered.length
        self._put_around(write, inner, _writer(token), depth)
        self.gathered.add_link(start, self.links.get(attribute(element, "id"), ""))

    def _add_field(self, tokens: Sequence[_Token], separator: int, depth: int) -> None:
        code = "".join(
            t.element.text or "" for t in tokens[:separator] if tag(t.element) == "instrText"
        )
        inner = tokens[separator + 1 : -1]

        def whole(_: list[Element]) -> list[Element]:
            return [token.as_node() for token in tokens]

        if self._add_counted(code, inner, whole):
            return

        def write(nodes: list[Element]) -> list[Element]:
            begin = [deepcopy(t).as_node() for t in tokens[: separator + 1]]
            return begin + nodes + [deepcopy(tokens[-1]).as_node()]

        start = self.gathered.length
        self._put_around(write, inner, whole, depth)
        self.gathered.add_link(start, _address_in(code))

    def _add_counted(
        self, code: str, inner: Sequence[_Token], write: Callable[[list[Element]], list[Element]]
    ) -> bool:
        """Add a field whose result is no words to be translated; return whether it is one."""
        name = (code.split() or [""])[0].lower()
        result = _Runs({}, Gathered(for_reading=True))
        result.gather(inner, DEEPEST)
        shown = result.gathered.text().text
        has_letters = any(map(str.isalpha, shown))
        if has_letters and name not in _COUNTED and not name.startswith("="):
            return False
        form = Form.HANGING if has_letters or not shown else Form.VALUE
        self.gathered.add_object(Object(form, write, shown))
        return True

    def _put_around(
        self,
        write: Callable[[list[Element]], list[Element]],
        inner: Sequence[_Token],
        whole: Callable[[list[Element]], list[Element]],
        depth: int,
    ) -> None:
        around = self._around
        self._around = (*around, len(self.gathered.objects))
        self.gathered.around(
            Object(Form.AROUND, write),
            lambda: self.gather(inner, depth + 1),
            Object(Form.HANGING, whole),
        )
        self._around = around

    def written(self, piece: Piece, around: Sequence[int]) -> Element:
        """Return a run with words that looks as most words do that have the same around them."""
        own = [self._looks[number] for number in (-1, *around) if number in self._looks]
        looks = own[-1] if own else next(iter(self._looks.values()), {})
        model = max(looks, key=lambda run: looks[run], default=None)
        look = None if model is None else child_named(model, "rPr")
        return written_run(piece, look, "" if model is None else str(model.tag))


def _writer(token: _Token) -> Callable[[list[Element]], list[Element]]:
    return lambda _: [token.as_node()]


def _ender(token: _Token) -> Callable[[], list[Element]]:
    return lambda: [token.as_node()]


def _fields(tokens: Sequence[_Token]) -> dict[int, tuple[int, int]]:
    """Return where the outer fields begin that end here too, each with its separator and its end.

    A field without a result has its separator at its end.
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


def _is_edge(name: str) -> bool:
    return name.endswith(("Start", "End"))


def _ranges(tokens: Sequence[_Token]) -> dict[int, int]:
    """Return where bookmarks and the like begin that end here too, and where they end."""
    starts: dict[tuple[str, str], int] = {}
    found: dict[int, int] = {}
    for position, token in enumerate(tokens):
        name = tag(token.element)
        key = (name.removesuffix("Start").removesuffix("End"), attribute(token.element, "id"))
        if name.endswith("Start"):
            starts[key] = position
        elif name.endswith("End") and key in starts:
            found[starts.pop(key)] = position
    return found


def _address_in(code: str) -> str:
    """Return where a field that is a link leads to, "" for a place in the same document."""
    words = code.split()
    is_link = len(words) > 1 and words[0].upper() == "HYPERLINK" and not words[1].startswith("\\")
    return words[1].strip('"“”') if is_link else ""


def written_run(piece: Piece, look: Element | None, name: str = f"{{{NAMESPACE}}}r") -> Element:
    """Return a run with this text, which looks like `look` but for bold, italics and so on.

    `name` is the tag of runs in the document.
    """
    name = name or f"{{{NAMESPACE}}}r"
    space = name.removesuffix("r")
    run = etree.Element(name)
    properties = etree.Element(f"{space}rPr") if look is None else deepcopy(look)
    unwanted = {*_TOGGLES, *(f"{toggle}Cs" for toggle in _TOGGLES), "vertAlign", "lang"}
    for old in [child for child in properties if tag(child) in unwanted]:
        properties.remove(old)
    for toggle, kind in _TOGGLES.items():
        if kind in piece.kinds:
            element = etree.SubElement(properties, f"{space}{toggle}")
            if kind is Kind.UNDERLINE:
                element.set(f"{space}val", "single")
    for value, kind in _RAISED.items():
        if kind in piece.kinds:
            etree.SubElement(properties, f"{space}vertAlign").set(f"{space}val", value)
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


def _words(token: _Token) -> str:
    """Return the text of a part of a run; hidden text is none."""
    properties = child_named(token.run, "rPr") if token.run is not None else None
    if properties is not None and _is_on(properties, "vanish"):
        return ""
    match tag(token.element):
        case "t":
            return token.element.text or ""
        case "tab":
            return "\t"
        case "br" if attribute(token.element, "type") not in ("page", "column"):
            return "\n"
        case "cr":
            return "\n"
        case "noBreakHyphen":
            return "\u2011"
    return ""


def _kinds(run: Element) -> frozenset[Kind]:
    properties = child_named(run, "rPr")
    if properties is None:
        return frozenset()
    kinds: set[Kind] = set()
    for child in properties:
        name, value = tag(child), attribute(child, "val")
        if name in _TOGGLES and value not in _OFF:
            kinds.add(_TOGGLES[name])
        elif name == "vertAlign" and value in _RAISED:
            kinds.add(_RAISED[value])
    return frozenset(kinds)


def _is_on(properties: Element, toggle: str) -> bool:
    element = child_named(properties, toggle)
    return element is not None and attribute(element, "val") not in _OFF
