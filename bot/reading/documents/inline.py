"""The text of tagged documents (HTML, EPUB, FB2): running text between the tags of paragraphs.

A `Place` is a stretch of running text in the tree: it can be read as RichText, and another text
can be put in its place. Which tags mean what comes in a `Vocabulary`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.markup import Element, attribute, local_name
from bot.reading.tables import is_data_table
from bot.reading.tags import element_role, is_centred, role_inside
from bot.reading.tidying import tidy

_SPACE = re.compile(r"[ \t\r\n\f]+")
# In an address; browsers leave them out too, and XML has none.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What tags, by their local names, mean in a format."""

    inline: frozenset[str]
    """Tags that running text goes on through."""
    skipped: frozenset[str]
    """Tags whose content is nothing to read."""
    kinds: Mapping[str, Kind]
    written: Mapping[Kind, str]
    """The tag that each kind of formatting is written with."""
    roles: Mapping[str, Role] = field(default_factory=dict)
    """What is in tags of the format's own, beside those of HTML."""
    headings: Mapping[str, int] = field(default_factory=dict)
    tables: frozenset[str] = frozenset({"table"})
    preformatted: frozenset[str] = frozenset()
    link: str = "a"
    link_attribute: str = "href"
    line_break: str = "br"


@dataclass(frozen=True, slots=True)
class Place:
    """Running text in `parent`: the text behind `after` (or, for None, at the parent's start), and
    the inline elements `nodes`, each with the text behind it.
    """

    parent: Element
    after: Element | None
    nodes: tuple[Element, ...]
    role: Role
    level: int
    vocabulary: Vocabulary
    preformatted: bool = False
    centred: bool = False

    def read(self) -> RichText:
        """Return the text with single spaces, and line feeds for line breaks."""
        gathered = _Gathered(self.preformatted)
        gathered.add(self._lead)
        for node in self.nodes:
            _gather(node, self.vocabulary, gathered, 0)
            gathered.add(node.tail)
        text = RichText("".join(gathered.parts), tuple(gathered.spans))
        return tidy(text).strip() if self.preformatted else _single_spaced(tidy(text))

    def put(self, text: RichText) -> None:
        """Write another text here. Pictures and the like stay, in front of it."""
        lead, nodes = _markup(text, self.vocabulary, self.parent)
        kept = [copy for node in self.nodes for copy in _without_words(node, self.vocabulary)]
        end = self.nodes[-1].tail if self.nodes else self._lead
        # White space in front of the next tag is the layout of the file.
        spacing = _trailing_space(end)
        start = 0 if self.after is None else self.parent.index(self.after) + 1
        for node in self.nodes:
            self.parent.remove(node)
        if kept:
            self._set_lead(None)
            kept[-1].tail = lead
        else:
            self._set_lead(lead)
        for number, node in enumerate([*kept, *nodes]):
            self.parent.insert(start + number, node)
        last = (kept + nodes)[-1] if kept or nodes else None
        if last is not None:
            last.tail = (last.tail or "") + spacing
        else:
            self._set_lead(lead + spacing)

    @property
    def _lead(self) -> str | None:
        return self.parent.text if self.after is None else self.after.tail

    def _set_lead(self, text: str | None) -> None:
        if self.after is None:
            self.parent.text = text
        else:
            self.after.tail = text


def places(root: Element, vocabulary: Vocabulary, role: Role = Role.TEXT) -> Iterator[Place]:
    """Return all running text below an element that has any words, in document order.

    `role` is that of what stands in the element and in no other that has one.
    """
    context = _Context(_role_of(root, local_name(root), vocabulary, role))
    yield from list(_places(root, vocabulary, context, 0))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text make of it."""

    role: Role
    level: int = 0
    preformatted: bool = False
    centred: bool = False

    def inside(self, element: Element, name: str, vocabulary: Vocabulary) -> "_Context":
        """Return what an element makes of the text in it."""
        role = _role_of(element, name, vocabulary, self.role)
        level = self.level if role is self.role else 0
        return _Context(
            role,
            vocabulary.headings.get(name, level) if role is Role.HEADING else 0,
            self.preformatted or name in vocabulary.preformatted,
            self.centred or name == "center" or is_centred(_attributes(element)),
        )


def _role_of(element: Element, name: str, vocabulary: Vocabulary, outer: Role) -> Role:
    if name in vocabulary.headings:
        return role_inside(outer, Role.HEADING)
    if name in vocabulary.tables:
        is_table = outer in (Role.TEXT, Role.LIST_ITEM) and is_data_table(element)
        return role_inside(outer, Role.TABLE if is_table else None)
    found = element_role(_attributes(element), name) or vocabulary.roles.get(name)
    return role_inside(outer, found)


def _attributes(element: Element) -> dict[str, str]:
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def _places(
    parent: Element, vocabulary: Vocabulary, context: _Context, depth: int
) -> Iterator[Place]:
    if depth > _DEEPEST:
        return
    after: Element | None = None
    nodes: list[Element] = []

    def place() -> Place:
        return Place(
            parent,
            after,
            tuple(nodes),
            context.role,
            context.level,
            vocabulary,
            context.preformatted,
            context.centred,
        )

    for child in parent:
        name = local_name(child)
        if _is_inline(child, name, vocabulary, depth):
            nodes.append(child)
            continue
        if (found := place()).read():
            yield found
        after, nodes = child, []
        if name and name not in vocabulary.skipped:
            inner = context.inside(child, name, vocabulary)
            yield from _places(child, vocabulary, inner, depth + 1)
    if (found := place()).read():
        yield found


def _is_inline(element: Element, name: str, vocabulary: Vocabulary, depth: int) -> bool:
    """Return whether running text goes on through an element, as it does through comments.

    An inline tag around paragraphs is not inline.
    """
    if not name:
        return True
    if name not in vocabulary.inline:
        return False
    return depth > _DEEPEST or all(
        _is_inline(child, local_name(child), vocabulary, depth + 1)
        or local_name(child) in vocabulary.skipped
        for child in element
    )


class _Gathered:
    """Text and spans while they are being read."""

    def __init__(self, preformatted: bool) -> None:
        self._preformatted = preformatted
        self.parts: list[str] = []
        self.spans: list[Span] = []
        self.length = 0

    def add(self, text: str | None) -> None:
        if text:
            if not self._preformatted:
                # A line feed in the file is a space; a line break is a vertical tab until `tidy`.
                text = _SPACE.sub(" ", text)
            self.parts.append(text)
            self.length += len(text)

    def add_line_end(self) -> None:
        self.parts.append("\v")
        self.length += 1


def _gather(node: Element, vocabulary: Vocabulary, gathered: _Gathered, depth: int) -> None:
    name = local_name(node)
    if not name or name in vocabulary.skipped or depth > _DEEPEST:
        return
    if name == vocabulary.line_break:
        gathered.add_line_end()
        return
    start = gathered.length
    gathered.add(node.text)
    for child in node:
        _gather(child, vocabulary, gathered, depth + 1)
        gathered.add(child.tail)
    if name in vocabulary.kinds:
        gathered.spans.append(Span(start, gathered.length, vocabulary.kinds[name]))
    elif name == vocabulary.link and (address := attribute(node, vocabulary.link_attribute)):
        address = _CONTROL.sub("", address).strip()
        gathered.spans.append(Span(start, gathered.length, Kind.TEXT_LINK, address))


def _single_spaced(text: RichText) -> RichText:
    """Leave out doubled spaces, which tags between words leave, and spaces around lines."""
    kept = bytearray(b"\x01") * len(text)
    for match in re.finditer(r" (?=[ \n])|(?<=\n) ", text.text):
        kept[match.start()] = 0
    for match in re.finditer(r"\n +", text.text):
        kept[match.start() + 1 : match.end()] = bytes(match.end() - match.start() - 1)
    if all(kept):
        return text.strip()
    before = [0]
    for flag in kept:
        before.append(before[-1] + flag)
    spans = (Span(before[s.start], before[s.end], s.kind, s.data) for s in text.spans)
    characters = (c for c, flag in zip(text.text, kept, strict=True) if flag)
    return RichText("".join(characters), tuple(spans)).strip()


def _markup(text: RichText, vocabulary: Vocabulary, parent: Element) -> tuple[str, list[Element]]:
    """Return what stands before the first tag, and the tags with what stands behind each."""
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    cuts |= {p for i, c in enumerate(text.text) if c == "\n" for p in (i, i + 1)}
    namespace = parent.nsmap.get(parent.prefix) if isinstance(parent.tag, str) else None
    lead = ""
    nodes: list[Element] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text.text[start:end]
        if piece == "\n":
            nodes.append(_element(vocabulary.line_break, namespace))
            continue
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        node = _wrapped(piece, covering, vocabulary, namespace)
        if node is not None:
            nodes.append(node)
        elif nodes:
            nodes[-1].tail = (nodes[-1].tail or "") + piece
        else:
            lead += piece
    return lead, nodes


def _wrapped(
    piece: str, spans: list[Span], vocabulary: Vocabulary, namespace: str | None
) -> Element | None:
    outer: Element | None = None
    inner: Element | None = None
    for span in spans:
        if span.kind is Kind.TEXT_LINK:
            node = _element(vocabulary.link, namespace)
            node.set(vocabulary.link_attribute, span.data)
        elif span.kind in vocabulary.written:
            node = _element(vocabulary.written[span.kind], namespace)
        else:
            continue
        if inner is None:
            outer = node
        else:
            inner.append(node)
        inner = node
    if inner is not None:
        inner.text = piece
    return outer


def _element(name: str, namespace: str | None) -> Element:
    return etree.Element(f"{{{namespace}}}{name}" if namespace else name)


def _without_words(node: Element, vocabulary: Vocabulary) -> Iterator[Element]:
    """Yield what running text cannot say: pictures, anchors, formulas and the like."""
    name = local_name(node)
    if not name:
        return
    if name in vocabulary.skipped:
        node.tail = None
        yield node
        return
    for child in list(node):
        yield from _without_words(child, vocabulary)


def _trailing_space(text: str | None) -> str:
    text = text or ""
    return text[len(text.rstrip(" \t\r\n")) :]
