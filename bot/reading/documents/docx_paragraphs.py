"""A paragraph of a DOCX: runs (words of one format), and what is between them."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.docx_runs import kinds_of, look_of, text_of, written_run
from bot.reading.documents.markup import Element, attribute, child_named, empty_copy, tag, words_of
from bot.reading.documents.objects import Object, ParagraphBuilder, Placement, Write, write_nothing
from bot.reading.documents.office_xml import OfficeParagraph
from bot.reading.documents.rewriting import rewritten

DEEPEST = 100
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxParagraph(OfficeParagraph):
    """A paragraph of a DOCX. `links` maps ids of relations to addresses; `copies` are other
    versions of the same paragraph.
    """

    links: Mapping[str, str]
    copies: tuple[Element, ...] = ()

    def put(self, text: RichText) -> None:
        space = str(self.element.tag).removesuffix("p")
        content = rewritten(self._builder(), text, lambda piece: written_run(piece, space))
        for child in list(self.element):
            if tag(child) != "pPr":
                self.element.remove(child)
        self.element.extend(content)
        for copy in self.copies:
            replace(self, element=copy, copies=()).put(text)

    def _builder(self, *, for_reading: bool = False) -> ParagraphBuilder:
        builder = ParagraphBuilder(for_reading)
        _TokenReader(self.links, builder).read(_tokens(self.element, 0))
        return builder


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
        fields, (ranges, ends) = _fields(tokens), _ranges(tokens)
        begin = self.builder.begin_range
        # Ranges that began in a paragraph above, and ranges that end in one below.
        open_ranges = {
            end: begin(Object(Placement.RANGE, write_nothing, end=_writer(tokens[end])))
            for end in ends
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
                    unended.append(begin(Object(Placement.RANGE, _writer(token))))
                else:
                    found = Object(Placement.RANGE, _writer(token), end=_writer(tokens[end]))
                    open_ranges[end] = begin(found)
            elif position in open_ranges:
                self.builder.end_range(*open_ranges[position])
            else:
                self._add(token, depth)
            position += 1
        for open_range in unended:
            self.builder.end_range(*open_range)

    def _add(self, token: _Token, depth: int) -> None:
        name = tag(token.element)
        words = text_of(token.element, token.run)
        if token.run is not None and words:
            self._add_words(token, words)
        elif name in _AROUND and token.run is None and depth < DEEPEST:
            self._add_container(token, depth)
        elif name in _FIELD_PARTS:
            self.builder.add_object(Object(Placement.EDGE, _writer(token)))
        else:
            shown = words_of(token.element) if name in ("oMath", "oMathPara") else ""
            self.builder.add_object(Object(Placement.AFTER_WORD, _writer(token), shown))

    def _add_words(self, token: _Token, words: str) -> None:
        assert token.run is not None
        kinds = kinds_of(token.run)
        if Kind.SUPERSCRIPT in kinds and self.builder.is_mark(words):
            self.builder.add_object(Object(Placement.AFTER_WORD, _writer(token)))
            return
        self.builder.add(words, kinds, "" if self.builder.for_reading else look_of(token.run))

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

        start = self.builder.length
        self._put_around(write, inner, _writer(token), depth)
        self.builder.add_link(start, self.links.get(attribute(element, "id"), ""))

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

        start = self.builder.length
        self._put_around(write, inner, whole, depth)
        self.builder.add_link(start, _address_in(code))

    def _add_computed(self, code: str, inner: Sequence[_Token], write: Write) -> bool:
        """Add a field whose result is not to be translated; return whether it is one."""
        name = (code.split() or [""])[0].lower()
        result = _TokenReader({}, ParagraphBuilder(for_reading=True))
        result.read(inner, DEEPEST)
        shown = result.builder.text().text
        has_letters = any(map(str.isalpha, shown))
        if has_letters and name not in _COMPUTED and not name.startswith("="):
            return False
        placement = Placement.AFTER_WORD if has_letters or not shown else Placement.VALUE
        self.builder.add_object(Object(placement, write, shown))
        return True

    def _put_around(self, write: Write, inner: Sequence[_Token], whole: Write, depth: int) -> None:
        self.builder.around(
            Object(Placement.AROUND, write),
            lambda: self.read(inner, depth + 1),
            Object(Placement.AFTER_WORD, whole),
        )


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


def _ranges(tokens: Sequence[_Token]) -> tuple[dict[int, int | None], list[int]]:
    """Return the positions of bookmarks, comments and the like: begin → end, None if they end in
    another paragraph; and the ends of those that begin in another one.
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
    """Return the address of a field that is a link; empty for one within the document."""
    words = code.split()
    is_link = len(words) > 1 and words[0].upper() == "HYPERLINK" and not words[1].startswith("\\")
    return words[1].strip('"“”') if is_link else ""
