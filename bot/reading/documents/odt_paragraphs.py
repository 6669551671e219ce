"""A paragraph of an ODT: spans, whose formats are styles that the file itself names."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.markup import Element, all_named, attribute, empty_copy, words_of
from bot.reading.documents.objects import Form, Gathered, Object
from bot.reading.documents.office_xml import Where
from bot.reading.documents.rewriting import Piece, rewritten
from bot.reading.documents.styles import Style
from bot.reading.tags import local_name

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{_URN}:text:1.0"
_STYLE = f"{_URN}:style:1.0"
FO = f"{_URN}:xsl-fo-compatible:1.0"
_OFFICE = f"{_URN}:office:1.0"
DEEPEST = 100
_PLAIN = frozenset({"none", "normal", "400"})
_SAYS_NO_LOOK = re.compile(
    r"font-(?:weight|style)|text-underline-|text-line-through-|text-position|language|country"
    r"|script|rfc-language-tag|(?:paragraph-)?rsid"
)
_NO_STYLE = Style()
_MOST_SPACES = 200

_RAISED = f"{{{_STYLE}}}text-position"
_PROPERTIES = {
    Kind.BOLD: (f"{{{FO}}}font-weight", "bold"),
    Kind.ITALIC: (f"{{{FO}}}font-style", "italic"),
    Kind.UNDERLINE: (f"{{{_STYLE}}}text-underline-style", "solid"),
    Kind.STRIKETHROUGH: (f"{{{_STYLE}}}text-line-through-style", "solid"),
    Kind.SUPERSCRIPT: (_RAISED, "super 58%"),
    Kind.SUBSCRIPT: (_RAISED, "sub 58%"),
}
# What running text goes on through, and where a program only says where a page ends.
_TRANSPARENT = frozenset({"span", "meta", "meta-field", "ruby", "ruby-base"})
_DROPPED = frozenset({"soft-page-break"})
# What stands in a paragraph and is not its text, by the first word of the name: notes, comments,
# pictures, deleted words, all that is drawn.
_NOT_WORDS = frozenset({"note", "frame", "ruby-text", "bibliography-mark", "script"})
_DRAWING = f"{{{_URN}:drawing:1.0}}"
_MARKS = ("bookmark", "reference-mark", "alphabetical-index-mark", "toc-mark", "user-index-mark")
# Fields with words that are those of the document itself.
_FIELDS_OF_WORDS = frozenset(
    {"bookmark-ref", "reference-ref", "title", "subject", "description", "keywords", "chapter"}
    | {"placeholder", "text-input", "user-field-get", "user-defined", "variable-set"}
    | {"variable-get", "conditional-text", "hidden-text"}
)


class TextStyles:
    """The automatic styles of text: which formats they have, and one for any formats."""

    def __init__(self, root: Element) -> None:
        self._root = root
        styles = [s for s in all_named(root, "style") if attribute(s, "family") == "text"]
        self._kinds = {attribute(style, "name"): _style_kinds(style) for style in styles}
        self._plain = {attribute(style, "name") for style in styles if not _has_look(style)}

    def inside(self, span: Element, outer: "_Format") -> "_Format":
        """Return the format of words in a span, or in a link, within another one."""
        name = attribute(span, "style-name")
        kinds = outer.kinds | self._kinds.get(name, frozenset())
        has_look = name and name not in self._plain and local_name(span) == "span"
        return _Format(kinds, f"{outer.look} {name}".strip() if has_look else outer.look)

    def names_for(self, kinds: frozenset[Kind], look: str) -> list[str]:
        """Return styles that make words look so together, the outer first.

        One that is missing is added to the document.
        """
        names = look.split()
        wanted = kinds.intersection(_PROPERTIES).difference(
            *(self._kinds.get(name, ()) for name in names)
        )
        return [*names, self._name_for(wanted)] if wanted else names

    def _name_for(self, wanted: frozenset[Kind]) -> str:
        for name, has in self._kinds.items():
            if has == wanted and name in self._plain:
                return name
        name = "Dragoman_" + "_".join(sorted(wanted))
        home = next(iter(all_named(self._root, "automatic-styles")), None)
        if home is None:
            home = etree.Element(f"{{{_OFFICE}}}automatic-styles")
            self._root.insert(0, home)
        style = etree.SubElement(home, f"{{{_STYLE}}}style")
        style.set(f"{{{_STYLE}}}name", name)
        style.set(f"{{{_STYLE}}}family", "text")
        properties = etree.SubElement(style, f"{{{_STYLE}}}text-properties")
        for kind in wanted:
            properties.set(*_PROPERTIES[kind])
        self._kinds[name] = wanted
        self._plain.add(name)
        return name


class _Format(NamedTuple):
    """The format of words. `look` are the names of the styles that have more than our kinds."""

    kinds: frozenset[Kind] = frozenset()
    look: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph."""

    paragraph: Element
    role: Role
    level: int
    where: Where
    styles: TextStyles
    centred: bool = False
    style: Style = _NO_STYLE

    def read(self) -> RichText:
        return self._gathered().text()

    def shown(self) -> RichText:
        return self._gathered(for_reading=True).text()

    def put(self, text: RichText) -> None:
        """Write another text, with the objects of the old one."""
        content = rewritten(self._gathered(), text, self._written)
        for child in list(self.paragraph):
            self.paragraph.remove(child)
        self.paragraph.text = None
        self.paragraph.extend(content)

    def _gathered(self, *, for_reading: bool = False) -> Gathered:
        gathered = Gathered(for_reading)
        _gather(self.paragraph, _Format(), self.styles, gathered, 0)
        return gathered

    def _written(self, piece: Piece) -> Element:
        if piece.text in ("\n", "\t"):
            name = "line-break" if piece.text == "\n" else "tab"
            return etree.Element(f"{{{_TEXT}}}{name}")
        if piece.text.isspace():
            node = etree.Element(f"{{{_TEXT}}}s")
            node.set(f"{{{_TEXT}}}c", str(len(piece.text)))
            return node
        outer = inner = etree.Element(f"{{{_TEXT}}}span")
        for number, name in enumerate(self.styles.names_for(piece.kinds, piece.look)):
            inner = etree.SubElement(inner, inner.tag) if number else outer
            inner.set(f"{{{_TEXT}}}style-name", name)
        inner.text = piece.text
        return outer


def _gather(
    element: Element, format: _Format, styles: TextStyles, gathered: Gathered, depth: int
) -> None:
    ranges = _ranges(element)
    open_ranges: dict[Element, tuple[int, int, int]] = {}
    _add_words(gathered, element.text, format)
    for child in list(element):
        name = local_name(child)
        tail = child.tail
        inner = styles.inside(child, format)

        def fill(child: Element = child, inner: _Format = inner) -> None:
            _gather(child, inner, styles, gathered, depth + 1)

        if name == "line-break":
            gathered.add("\n", *format)
        elif name == "tab":
            gathered.add("\t", *format)
        elif name == "s":
            gathered.add(" " * _count(child), *format)
        elif child in ranges:
            found = Object(Form.RANGE, _writer(child), end=_ender(ranges[child]))
            open_ranges[ranges[child]] = gathered.begin_range(found)
        elif child in open_ranges:
            gathered.end_range(*open_ranges.pop(child))
        elif depth >= DEEPEST or name in _DROPPED or not name:
            pass
        elif Kind.SUPERSCRIPT in inner.kinds and gathered.is_mark(words_of(child)):
            gathered.add_object(Object(Form.HANGING, _writer(child)))
        elif name in _TRANSPARENT:
            fill()
        elif name == "a" or (name in _FIELDS_OF_WORDS and any(map(str.isalpha, words_of(child)))):
            start = gathered.length
            link = Object(Form.AROUND, _shell(child))
            gathered.around(link, fill, Object(Form.HANGING, _writer(child)))
            address = attribute(child, "href")
            gathered.add_link(start, "" if address.startswith("#") else address)
        else:
            gathered.add_object(_object(child, name))
        _add_words(gathered, tail, format)


def _add_words(gathered: Gathered, text: str | None, format: _Format) -> None:
    """Add a text with its line feeds, which are spaces in the file, as spaces."""
    gathered.add((text or "").replace("\n", " ").replace("\t", " ").replace("\r", ""), *format)


def _count(spaces: Element) -> int:
    count = attribute(spaces, "c")
    return min(int(count), _MOST_SPACES) if count.isdecimal() else 1


def _object(element: Element, name: str) -> Object:
    """Return what stands in a paragraph and has no words to be translated."""
    is_mark = name.startswith(_MARKS) and not name.endswith("-ref")
    if is_mark and name.endswith(("-start", "-end")):
        return Object(Form.FIXED, _writer(element))
    is_drawn = str(element.tag).startswith(_DRAWING)
    if is_mark or is_drawn or name.startswith(("annotation", "change")) or name in _NOT_WORDS:
        return Object(Form.HANGING, _writer(element))
    words = words_of(element)
    is_value = words and not any(map(str.isalpha, words))
    return Object(Form.VALUE if is_value else Form.HANGING, _writer(element), words)


def _ranges(parent: Element) -> dict[Element, Element]:
    """Return which elements begin bookmarks and the like that end in the same parent, and those
    that end them.
    """
    starts: dict[tuple[str, str], Element] = {}
    found: dict[Element, Element] = {}
    for child in parent:
        name = local_name(child)
        key = (name.removesuffix("-start").removesuffix("-end"), _name_of(child))
        if name.endswith("-start"):
            starts[key] = child
        elif name.endswith("-end") and key in starts:
            found[starts.pop(key)] = child
    return found


def _name_of(mark: Element) -> str:
    names = (attribute(mark, name) for name in ("name", "id", "change-id"))
    return next(filter(None, names), "")


def _writer(element: Element) -> Callable[[list[Element]], list[Element]]:
    return lambda _: _alone(element)


def _ender(element: Element) -> Callable[[], list[Element]]:
    return lambda: _alone(element)


def _alone(element: Element) -> list[Element]:
    """Return an element without the text behind it."""
    element.tail = None
    return [element]


def _shell(element: Element) -> Callable[[list[Element]], list[Element]]:
    def write(nodes: list[Element]) -> list[Element]:
        shell = empty_copy(element)
        shell.extend(nodes)
        return [shell]

    return write


def _style_kinds(style: Element) -> frozenset[Kind]:
    found = _properties(style)
    kinds = {
        kind
        for kind, (key, _) in _PROPERTIES.items()
        if key != _RAISED and found.get(key, "none") not in _PLAIN
    }
    position = found.get(_RAISED, "").partition(" ")[0]
    if position.startswith(("sub", "-")):
        kinds.add(Kind.SUBSCRIPT)
    elif position and position not in ("0%", "0"):
        kinds.add(Kind.SUPERSCRIPT)
    return frozenset(kinds)


def _has_look(style: Element) -> bool:
    """Return whether a style says more than our kinds, the language and what is of no interest."""
    names = (key.rpartition("}")[2] for key in _properties(style))
    is_based = bool(attribute(style, "parent-style-name"))
    return is_based or not all(map(_SAYS_NO_LOOK.match, names))


def _properties(style: Element) -> dict[str, str]:
    return {
        str(key): str(value)
        for properties in all_named(style, "text-properties")
        for key, value in properties.attrib.items()
    }
