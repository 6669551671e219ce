"""A paragraph of a DOCX: runs, which have words in one format each, and what is between them."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.docx_runs import kinds_of, look_of, text_of, written_run
from bot.reading.documents.markup import (
    Element,
    attribute,
    child_named,
    empty_copy,
    tag,
    words_of,
)
from bot.reading.documents.objects import Form, Gathered, Object
from bot.reading.documents.office_xml import Where
from bot.reading.documents.rewriting import rewritten
from bot.reading.documents.styles import Style

DEEPEST = 100
_NO_STYLE = Style()
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
        return self._gathered(self.paragraph).text()

    def shown(self) -> RichText:
        return self._gathered(self.paragraph, for_reading=True).text()

    def put(self, text: RichText) -> None:
        """Write another text, with the objects of the old one."""
        space = str(self.paragraph.tag).removesuffix("p")
        for paragraph in (self.paragraph, *self.copies):
            gathered = self._gathered(paragraph)
            content = rewritten(gathered, text, lambda piece: written_run(piece, space))
            for child in list(paragraph):
                if tag(child) != "pPr":
                    paragraph.remove(child)
            paragraph.extend(content)

    def _gathered(self, paragraph: Element, *, for_reading: bool = False) -> Gathered:
        gathered = Gathered(for_reading)
        _Runs(self.links, gathered).gather(_tokens(paragraph, 0))
        return gathered


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


@dataclass(frozen=True, slots=True)
class _Runs:
    """Gathers the words of runs, and what is between them."""

    links: Mapping[str, str]
    gathered: Gathered

    def gather(self, tokens: Sequence[_Token], depth: int = 0) -> None:
        fields, (ranges, ends) = _fields(tokens), _ranges(tokens)
        begin = self.gathered.begin_range
        # What ends here and has begun in a paragraph above, and what goes on in one below.
        open_ranges = {
            end: begin(Object(Form.RANGE, _nothing, end=_ender(tokens[end]))) for end in ends
        }
        unended: list[tuple[int, int, int]] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if position in fields:
                separator, last = fields[position]
                self._add_field(tokens[position : last + 1], separator - position, depth)
                position = last
            elif position in ranges:
                end = ranges[position]
                if end is None:
                    unended.append(begin(Object(Form.RANGE, _writer(token))))
                else:
                    found = Object(Form.RANGE, _writer(token), end=_ender(tokens[end]))
                    open_ranges[end] = begin(found)
            elif position in open_ranges:
                self.gathered.end_range(*open_ranges[position])
            else:
                self._add(token, depth)
            position += 1
        for open_range in unended:
            self.gathered.end_range(*open_range)

    def _add(self, token: _Token, depth: int) -> None:
        name = tag(token.element)
        words = text_of(token.element, token.run)
        if token.run is not None and words:
            self._add_words(token, words)
        elif name in _AROUND and token.run is None and depth < DEEPEST:
            self._add_container(token, depth)
        elif name in _FIELD_PARTS:
            self.gathered.add_object(Object(Form.FIXED, _writer(token)))
        else:
            shown = words_of(token.element) if name in ("oMath", "oMathPara") else ""
            self.gathered.add_object(Object(Form.HANGING, _writer(token), shown))

    def _add_words(self, token: _Token, words: str) -> None:
        assert token.run is not None
        kinds = kinds_of(token.run)
        if Kind.SUPERSCRIPT in kinds and self.gathered.is_mark(words):
            self.gathered.add_object(Object(Form.HANGING, _writer(token)))
            return
        self.gathered.add(words, kinds, "" if self.gathered.for_reading else look_of(token.run))

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
        self.gathered.around(
            Object(Form.AROUND, write),
            lambda: self.gather(inner, depth + 1),
            Object(Form.HANGING, whole),
        )


def _nothing(_: list[Element]) -> list[Element]:
    return []


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


def _ranges(tokens: Sequence[_Token]) -> tuple[dict[int, int | None], list[int]]:
    """Return where bookmarks, comments and the like begin, with where they end, if they do here,
    and where those end that have begun elsewhere.
    """
    starts: dict[tuple[str, str], int] = {}
    found: dict[int, int | None] = {}
    ends: list[int] = []
    for position, token in enumerate(tokens):
        name = tag(token.element)
        key = (name.removesuffix("Start").removesuffix("End"), attribute(token.element, "id"))
        if name.endswith("Start"):
            starts[key] = position
            found[position] = None
        elif name.endswith("End") and key in starts:
            found[starts.pop(key)] = position
        elif name.endswith("End"):
            ends.append(position)
    return found, ends


def _address_in(code: str) -> str:
    """Return where a field that is a link leads to, "" for a place in the same document."""
    words = code.split()
    is_link = len(words) > 1 and words[0].upper() == "HYPERLINK" and not words[1].startswith("\\")
    return words[1].strip('"“”') if is_link else ""
