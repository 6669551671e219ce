"""The running text of tagged documents (HTML, EPUB, FB2), which can be read and replaced.

A `Place` is a stretch of running text in the tree: it can be read as RichText, and another text
can be put in its place.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.markup import Element
from bot.reading.markup import running_text
from bot.reading.tags import HEADINGS, INLINE, SKIPPED, WRITTEN, is_centred, local_name, role_in

_DEEPEST = 200


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
    preformatted: bool = False
    centred: bool = False

    def read(self) -> RichText:
        """Return the text with single spaces, and line feeds for line breaks."""
        return running_text(self._lead, self.nodes, preformatted=self.preformatted)

    def put(self, text: RichText) -> None:
        """Write another text here. Pictures and the like stay, in front of it."""
        lead, nodes = _markup(text, self.parent)
        kept = [copy for node in self.nodes for copy in _without_words(node)]
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


def places(root: Element, role: Role = Role.TEXT, skipped: Set[str] = SKIPPED) -> Iterator[Place]:
    """Return all running text below an element that has any words, in document order.

    `role` is that of what stands in the element and in no other that has one; nothing is read in
    elements that are `skipped`.
    """
    yield from list(_places(root, _Context(role_in(root, role)), skipped, 0))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the elements around a text make of it."""

    role: Role
    level: int = 0
    preformatted: bool = False
    centred: bool = False

    def inside(self, element: Element, name: str) -> "_Context":
        """Return what an element makes of the text in it."""
        role = role_in(element, self.role)
        level = self.level if role is self.role else 0
        return _Context(
            role,
            HEADINGS.get(name, level) if role is Role.HEADING else 0,
            self.preformatted or name == "pre",
            self.centred or is_centred(element),
        )


def _places(parent: Element, context: _Context, skipped: Set[str], depth: int) -> Iterator[Place]:
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
            context.preformatted,
            context.centred,
        )

    for child in parent:
        name = local_name(child)
        if _is_inline(child, name, skipped, depth):
            nodes.append(child)
            continue
        if (found := place()).read():
            yield found
        after, nodes = child, []
        if name and name not in skipped:
            yield from _places(child, context.inside(child, name), skipped, depth + 1)
    if (found := place()).read():
        yield found


def _is_inline(element: Element, name: str, skipped: Set[str], depth: int) -> bool:
    """Return whether running text goes on through an element, as it does through comments.

    An inline tag around paragraphs is not inline.
    """
    if not name:
        return True
    if name not in INLINE:
        return False
    return depth > _DEEPEST or all(
        _is_inline(child, local_name(child), skipped, depth + 1) or local_name(child) in skipped
        for child in element
    )


def _markup(text: RichText, parent: Element) -> tuple[str, list[Element]]:
    """Return what stands before the first tag, and the tags with what stands behind each."""
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    cuts |= {p for i, c in enumerate(text.text) if c == "\n" for p in (i, i + 1)}
    namespace = parent.nsmap.get(parent.prefix) if isinstance(parent.tag, str) else None
    lead = ""
    nodes: list[Element] = []
    for start, end in pairwise(sorted(cuts)):
        piece = text.text[start:end]
        if piece == "\n":
            nodes.append(_element("br", namespace))
            continue
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        node = _wrapped(piece, covering, namespace)
        if node is not None:
            nodes.append(node)
        elif nodes:
            nodes[-1].tail = (nodes[-1].tail or "") + piece
        else:
            lead += piece
    return lead, nodes


def _wrapped(piece: str, spans: list[Span], namespace: str | None) -> Element | None:
    outer: Element | None = None
    inner: Element | None = None
    for span in spans:
        if span.kind is Kind.TEXT_LINK:
            node = _element("a", namespace)
            node.set("href", span.data)
        elif span.kind in WRITTEN:
            node = _element(WRITTEN[span.kind], namespace)
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


def _without_words(node: Element) -> Iterator[Element]:
    """Yield what running text cannot say: pictures, anchors, formulas and the like."""
    name = local_name(node)
    if not name:
        return
    if name in SKIPPED:
        node.tail = None
        yield node
        return
    for child in list(node):
        yield from _without_words(child)


def _trailing_space(text: str | None) -> str:
    text = text or ""
    return text[len(text.rstrip(" \t\r\n")) :]
