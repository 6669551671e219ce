"""ODT files: paragraphs with spans, whose formats are styles that the file itself names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, Encrypted
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    empty_copy,
    first_words,
    parse_xml,
    words_of,
)
from bot.reading.documents.objects import Form, Gathered, Object, Piece
from bot.reading.documents.office_xml import (
    OfficeEditing,
    Part,
    Where,
    author_in,
    read_passages,
    title_of,
)
from bot.reading.documents.styles import Style, inherited, is_monospaced, style_named
from bot.reading.tags import is_data_table, local_name

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{_URN}:text:1.0"
_STYLE = f"{_URN}:style:1.0"
_FO = f"{_URN}:xsl-fo-compatible:1.0"
_OFFICE = f"{_URN}:office:1.0"
_BODY = "content.xml"
_PLAIN = frozenset({"none", "normal", "400"})
_DEEPEST = 100
_NO_STYLE = Style()
_MOST_SPACES = 200

_RAISED = f"{{{_STYLE}}}text-position"
_PROPERTIES = {
    Kind.BOLD: (f"{{{_FO}}}font-weight", "bold"),
    Kind.ITALIC: (f"{{{_FO}}}font-style", "italic"),
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
_PAGES = "styles.xml"
# What paragraphs are by what they stand in.
_CONTAINERS = {
    "list": Role.LIST_ITEM,
    "table": Role.TABLE,
    "table-of-content": Role.CONTENTS,
    "illustration-index": Role.CONTENTS,
    "table-index": Role.CONTENTS,
    "alphabetical-index": Role.CONTENTS,
    "bibliography": Role.NOTE,
}
# How style names are written: "Contents_20_1".
_ESCAPED = re.compile("_20_")
_MARGINS = ("header", "header-left", "header-first", "footer", "footer-left", "footer-first")


def read(data: bytes) -> Document:
    """Return the text with its boxes, and behind it its notes, without what is on every page."""
    with Archive(data) as archive:
        parts = _parts(archive)
        meta = archive.read_if_there("meta.xml")
    passages = read_passages(parts)
    properties = parse_xml(meta) if meta else None
    author = ""
    if properties is not None:
        author = first_words(properties, "initial-creator") or first_words(properties, "creator")
    return Document(passages, title=title_of(properties, parts), author=author_in(parts) or author)


class Editing(OfficeEditing):
    """A document whose paragraphs can be replaced, those of headers, notes and boxes too."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        super().__init__(archive, _parts(archive), "meta.xml", _PAGES, _say_language)


def _say_language(root: Element, language: str) -> None:
    country, name = f"{{{_FO}}}country", f"{{{_FO}}}language"
    for properties in all_named(root, "text-properties"):
        if properties.get(name, "zxx") not in ("zxx", "none"):
            properties.set(name, language)
            properties.set(country, "none")


def _parts(archive: Archive) -> list[Part]:
    manifest = archive.read_if_there("META-INF/manifest.xml")
    if manifest is not None and b"encryption-data" in manifest:
        raise Encrypted("a password")
    root = parse_xml(archive.read(_BODY))
    pages = archive.read_if_there(_PAGES)
    pages_root = parse_xml(pages) if pages else None
    named = [] if pages_root is None else all_named(pages_root, "style")
    meanings = _Meanings([*named, *all_named(root, "style")])
    texts = all_named(root, "text")[:1]
    parts = [Part(_BODY, root, _places(root, texts, Where.BODY, meanings))]
    if pages_root is not None:
        margins = [m for name in _MARGINS for m in all_named(pages_root, name)]
        places = _places(pages_root, margins, Where.MARGIN, meanings)
        parts.append(Part(_PAGES, pages_root, places))
    return parts


def _places(
    root: Element, parents: Iterable[Element], where: Where, meanings: "_Meanings"
) -> list["Place"]:
    styles = _Styles(root)
    return [
        place
        for parent in parents
        for found in _paragraphs(parent, _Found(parent, Role.TEXT, where), 0)
        if (place := _place(found, styles, meanings)).read()
    ]


class _Meanings:
    """What paragraphs are by the names of their styles, those of the document and of the file."""

    def __init__(self, styles: Iterable[Element]) -> None:
        own: dict[str, Style] = {}
        bases: dict[str, str] = {}
        for style in styles:
            if attribute(style, "family") == "paragraph":
                name = attribute(style, "name")
                meaning = style_named(attribute(style, "display-name") or _ESCAPED.sub(" ", name))
                if meaning.role is Role.TEXT and _is_in_one_width(style):
                    meaning = replace(meaning, role=Role.CODE)
                own[name] = replace(meaning, centred=_is_centred(style))
                bases[name] = attribute(style, "parent-style-name")
        self._own = own
        self._bases = bases

    def of(self, name: str) -> Style:
        if name not in self._own:
            return style_named(_ESCAPED.sub(" ", name))
        return inherited(name, self._own, self._bases)


def _is_in_one_width(style: Element) -> bool:
    fonts = (attribute(p, "font-name") for p in all_named(style, "text-properties"))
    return any(map(is_monospaced, fonts))


def _is_centred(style: Element) -> bool | None:
    alignments = (attribute(p, "text-align") for p in all_named(style, "paragraph-properties"))
    return next((alignment == "center" for alignment in alignments if alignment), None)


class _Styles:
    """The automatic styles of text: which formats they have, and one for any formats."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._kinds = {
            attribute(style, "name"): _style_kinds(style)
            for style in all_named(root, "style")
            if attribute(style, "family") == "text"
        }

    def kinds(self, name: str) -> frozenset[Kind]:
        return self._kinds.get(name, frozenset())

    def name_for(self, kinds: frozenset[Kind]) -> str:
        """Return a style with these formats, which is added to the document where there is none."""
        wanted = kinds & _PROPERTIES.keys()
        for name, has in self._kinds.items():
            if has == wanted:
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
        self._kinds[name] = frozenset(wanted)
        return name


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph."""

    paragraph: Element
    role: Role
    level: int
    where: Where
    styles: _Styles
    centred: bool = False
    style: Style = _NO_STYLE

    def read(self) -> RichText:
        return self._gathered().text()

    def shown(self) -> RichText:
        return self._gathered(for_reading=True).text()

    def put(self, text: RichText) -> None:
        """Write another text, with the objects of the old one."""
        content = self._gathered().rewritten(text, self._written)
        for child in list(self.paragraph):
            self.paragraph.remove(child)
        self.paragraph.text = None
        self.paragraph.extend(content)

    def _gathered(self, *, for_reading: bool = False) -> Gathered:
        gathered = Gathered(for_reading)
        _gather(self.paragraph, frozenset(), self.styles, gathered, 0)
        return gathered

    def _written(self, piece: Piece, _: Sequence[int]) -> Element:
        if piece.text in ("\n", "\t"):
            name = "line-break" if piece.text == "\n" else "tab"
            return etree.Element(f"{{{_TEXT}}}{name}")
        if piece.text.isspace():
            node = etree.Element(f"{{{_TEXT}}}s")
            node.set(f"{{{_TEXT}}}c", str(len(piece.text)))
            return node
        node = etree.Element(f"{{{_TEXT}}}span")
        node.text = piece.text
        if piece.kinds & _PROPERTIES.keys():
            node.set(f"{{{_TEXT}}}style-name", self.styles.name_for(piece.kinds))
        return node


class _Found(NamedTuple):
    """A paragraph, and what it is for standing where it stands."""

    element: Element
    role: Role
    where: Where


def _place(found: _Found, styles: _Styles, meanings: _Meanings) -> Place:
    element, role, where = found
    style = meanings.of(attribute(element, "style-name"))
    level = style.level
    if local_name(element) == "h":
        number = attribute(element, "outline-level")
        role, level = Role.HEADING, int(number) if number.isdecimal() else 1
    elif role in (Role.TEXT, Role.TABLE) and style.role is not Role.TEXT:
        role = style.role
    return Place(element, role, level, where, styles, bool(style.centred), style)


def _paragraphs(parent: Element, within: _Found, depth: int) -> Iterator[_Found]:
    """Yield the paragraphs below an element, each with those of its boxes and notes behind it."""
    if depth > _DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name in ("p", "h"):
            yield within._replace(element=child)
            for inner in _inner_texts(child):
                is_note = local_name(inner) == "note-body" and within.where is Where.BODY
                where = Where.NOTES if is_note else within.where
                role = Role.NOTE if local_name(inner) == "note-body" else Role.TEXT
                inside = _Found(inner, role, where)
                yield from _paragraphs(inner, inside, depth + 1)
        elif within.role is Role.TEXT and name in _CONTAINERS:
            role = _CONTAINERS[name]
            if role is Role.TABLE and not is_data_table(child):
                role = Role.TEXT
            yield from _paragraphs(child, within._replace(role=role), depth + 1)
        elif name == "index-title":
            yield from _paragraphs(child, within._replace(role=Role.HEADING), depth + 1)
        elif name and name not in ("tracked-changes", "annotation"):
            yield from _paragraphs(child, within, depth + 1)


def _inner_texts(paragraph: Element) -> Iterator[Element]:
    """Yield the notes and boxes that hang on a paragraph, not those within them."""
    for element in paragraph.iter("{*}note-body", "{*}text-box"):
        above = takewhile(lambda a: a is not paragraph, element.iterancestors())
        if not any(local_name(outer) in ("p", "h", "annotation") for outer in above):
            yield element


def _gather(
    element: Element, kinds: frozenset[Kind], styles: _Styles, gathered: Gathered, depth: int
) -> None:
    ranges = _ranges(element)
    open_ranges: dict[Element, tuple[int, int, int]] = {}
    _add_words(gathered, element.text, kinds)
    for child in list(element):
        name = local_name(child)
        tail = child.tail
        inner = kinds | styles.kinds(attribute(child, "style-name"))

        def fill(child: Element = child, inner: frozenset[Kind] = inner) -> None:
            _gather(child, inner, styles, gathered, depth + 1)

        if name == "line-break":
            gathered.add("\n", kinds)
        elif name == "tab":
            gathered.add("\t", kinds)
        elif name == "s":
            gathered.add(" " * _count(child), kinds)
        elif child in ranges:
            found = Object(Form.RANGE, _writer(child), end=_ender(ranges[child]))
            open_ranges[ranges[child]] = gathered.begin_range(found)
        elif child in open_ranges:
            gathered.end_range(*open_ranges.pop(child))
        elif depth >= _DEEPEST or name in _DROPPED or not name:
            pass
        elif Kind.SUPERSCRIPT in inner and gathered.is_mark(words_of(child)):
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
        _add_words(gathered, tail, kinds)


def _add_words(gathered: Gathered, text: str | None, kinds: frozenset[Kind]) -> None:
    """Add a text with its line feeds, which are spaces in the file, as spaces."""
    gathered.add((text or "").replace("\n", " ").replace("\t", " ").replace("\r", ""), kinds)


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
    found: Mapping[str, str] = {
        str(key): str(value)
        for properties in all_named(style, "text-properties")
        for key, value in properties.attrib.items()
    }
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
