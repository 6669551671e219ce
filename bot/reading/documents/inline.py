"""The running text of markup documents (HTML, EPUB, FB2), which can be read and replaced."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading import tags
from bot.reading.documents.document import Passage
from bot.reading.documents.markup import Element
from bot.reading.documents.objects import ParagraphBuilder, Write, write_around, write_as_is
from bot.reading.documents.rewriting import Piece, rewritten
from bot.reading.html_text import SPACES, running_text
from bot.reading.raised import is_note_mark

_DEEPEST = 200
_WORDS = "words"
"""A tag for words that need none; it is removed again."""
_SPACE = " \t\r\n"
_PLAIN = frozenset(
    {"span", "font", "b", "strong", "i", "em", "u", "s", "code", "kbd", "samp", "tt"}
)
"""Tags that mean nothing without attributes, or only a kind of formatting."""


@dataclass(frozen=True, slots=True)
class MarkupText:
    """Running text in `parent`: the text behind `after` (at the parent's start if None), and the
    inline elements `nodes`, each with the text behind it.
    """

    parent: Element
    after: Element | None
    nodes: tuple[Element, ...]
    role: Role
    level: int
    preformatted: bool = False
    centred: bool = False

    def read(self) -> RichText:
        """Return the text to be translated, with single spaces, and line feeds for line breaks."""
        return self._builder().text()

    def shown(self) -> RichText:
        """Return the text for readers, with links."""
        return running_text(self._lead, self.nodes, preformatted=self.preformatted)

    def passage(self) -> Passage:
        """Return the text for readers, with its role."""
        return Passage(self.shown(), self.role, self.level, self.centred)

    def put(self, text: RichText) -> None:
        """Replace the text, and keep the objects of the old one."""
        # White space at the ends belongs to the layout of the file.
        first, last = self._lead or "", (self.nodes[-1].tail if self.nodes else self._lead) or ""
        before = first[: len(first) - len(first.lstrip(_SPACE))]
        after = last[len(last.rstrip(_SPACE)) :] if last.strip(_SPACE) else ""
        holder = etree.Element(_WORDS)
        holder.extend(rewritten(self._builder(), text, self._written))
        etree.strip_tags(holder, _WORDS)
        for node in self.nodes:
            if node.getparent() is self.parent:
                self.parent.remove(node)
        start = 0 if self.after is None else self.parent.index(self.after) + 1
        self._set_lead(before + (holder.text or ""))
        nodes = list(holder)
        self.parent[start:start] = nodes
        if nodes:
            nodes[-1].tail = (nodes[-1].tail or "") + after
        else:
            self._set_lead((self._lead or "") + after)

    def _builder(self) -> ParagraphBuilder:
        builder = ParagraphBuilder()
        reader = _InlineReader(builder, self.preformatted)
        reader.write(self._lead)
        for node in self.nodes:
            reader.add(node, frozenset(), 0)
            reader.write(node.tail)
        builder.trim()
        return builder

    def _written(self, piece: Piece) -> Element:
        namespace = self.parent.nsmap.get(self.parent.prefix)
        if piece.text == "\n" and not self.preformatted:
            return _element("br", namespace)
        outer = inner = etree.Element(_WORDS)
        for kind, name in tags.WRITTEN.items():
            if kind in piece.kinds:
                inner = etree.SubElement(inner, _element(name, namespace).tag)
        inner.text = piece.text
        return outer

    @property
    def _lead(self) -> str | None:
        return self.parent.text if self.after is None else self.after.tail

    def _set_lead(self, text: str | None) -> None:
        if self.after is None:
            self.parent.text = text
        else:
            self.after.tail = text


def texts_in(
    root: Element, role: Role = Role.TEXT, skipped: Set[str] = tags.SKIPPED
) -> list[MarkupText]:
    """Return all running text with words below an element, in document order.

    `role` is the role of text in no element that has one; elements with `skipped` tags are left
    out.
    """
    return list(_texts(root, _Context(tags.role_in(root, role)), skipped, 0))


class _Context(NamedTuple):
    """What the elements around a text say about it."""

    role: Role
    level: int = 0
    preformatted: bool = False
    centred: bool = False

    def inside(self, element: Element, name: str) -> "_Context":
        """Return the context inside of an element."""
        role = tags.role_in(element, self.role)
        level = self.level if role is self.role else 0
        return _Context(
            role,
            tags.HEADINGS.get(name, level) if role is Role.HEADING else 0,
            self.preformatted or name == "pre",
            self.centred or tags.is_centred(element),
        )


def _texts(
    parent: Element, context: _Context, skipped: Set[str], depth: int
) -> Iterator[MarkupText]:
    if depth > _DEEPEST:
        return
    after: Element | None = None
    nodes: list[Element] = []

    def text() -> MarkupText:
        return MarkupText(parent, after, tuple(nodes), *context)

    for child in parent:
        name = tags.local_name(child)
        if _is_inline(child, name, skipped, depth):
            nodes.append(child)
            continue
        if (found := text()).read():
            yield found
        after, nodes = child, []
        if name and name not in skipped:
            yield from _texts(child, context.inside(child, name), skipped, depth + 1)
    if (found := text()).read():
        yield found


def _is_inline(element: Element, name: str, skipped: Set[str], depth: int) -> bool:
    """Return whether an element is within running text; an inline tag around paragraphs is not."""
    if not name:
        return True
    if name not in tags.INLINE:
        return False
    return depth > _DEEPEST or all(
        _is_inline(child, tags.local_name(child), skipped, depth + 1)
        or tags.local_name(child) in skipped
        for child in element
    )


@dataclass(frozen=True, slots=True)
class _InlineReader:
    """Adds running text and its objects to a builder."""

    builder: ParagraphBuilder
    preformatted: bool

    def write(self, text: str | None, kinds: frozenset[Kind] = frozenset()) -> None:
        text = text or ""
        if not self.preformatted:
            text = SPACES.sub(" ", text)
            text = text.lstrip(" ") if self.builder.ends_with_space else text
        self.builder.add(text, kinds)

    def add(self, node: Element, kinds: frozenset[Kind], depth: int) -> None:
        """Add an element, without the text behind it."""
        name = tags.local_name(node)
        if not name or depth > _DEEPEST:
            return
        if name == "br":
            self.builder.trim()
            self.builder.add("\n")
        elif name in tags.SKIPPED or is_note_mark(node):
            self.builder.add_object(write_as_is(node))
        elif name in tags.KINDS and (name in tags.RAISED or not _is_kept(node)):
            self._fill(node, kinds | {tags.KINDS[name]}, depth)
        elif name == "a" or (_is_kept(node) and not _is_part_of_word(node)):
            if tags.KINDS.get(name) is Kind.CODE:
                kinds = kinds | {Kind.CODE}
            fill = partial(self._fill, node, kinds, depth)
            self.builder.around(_write_around(node), fill, write_as_is(node))
        else:
            self._fill(node, kinds, depth)

    def _fill(self, node: Element, kinds: frozenset[Kind], depth: int) -> None:
        self.write(node.text, kinds)
        for child in node:
            self.add(child, kinds, depth + 1)
            self.write(child.tail, kinds)


def set_language(root: Element, language: str) -> None:
    """Set the language of a page, and of all elements that name one."""
    root.set("lang", language)
    for element in root.iter(etree.Element):
        for key in element.attrib:
            if str(key).rpartition("}")[2] == "lang":
                element.set(key, language)


def _is_kept(node: Element) -> bool:
    """Return whether an element means more than formatting or a change of language."""
    return tags.local_name(node) not in _PLAIN or bool(tags.attributes_of(node).keys() - {"lang"})


def _is_part_of_word(node: Element) -> bool:
    """Return whether a word continues behind an element, as behind an initial letter."""
    words, tail = "".join(map(str, node.itertext())), node.tail or ""
    is_linked = not tags.attributes_of(node).keys().isdisjoint({"id", "name"})
    return words[-1:].isalnum() and tail[:1].isalnum() and not is_linked


def _write_around(node: Element) -> Write:
    is_written = False

    def write(inner: list[Element]) -> list[Element]:
        nonlocal is_written
        (copy,) = write_around(node)(inner)
        if tags.KINDS.get(tags.local_name(node)) is Kind.CODE:  # code tags are written around words
            copy.tag = str(node.tag)[: -len(tags.local_name(node))] + "span"
        for key in copy.attrib:
            name = str(key).rpartition("}")[2]
            # An id may occur once, and words get the language of the page.
            if name == "lang" or (name == "id" and is_written):
                del copy.attrib[key]
        is_written = True
        return [copy]

    return write


def _element(name: str, namespace: str | None) -> Element:
    return etree.Element(f"{{{namespace}}}{name}" if namespace else name)
