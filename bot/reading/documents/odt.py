"""ODT files: the parts that have text, and the paragraphs in them.

A paragraph has spans of text, formatted by styles that the file defines.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, EditableDocument, Encrypted
from bot.reading.documents.markup import (
    DEEPEST,
    Element,
    all_named,
    attribute,
    outermost,
    parse_xml,
    words_of,
)
from bot.reading.documents.objects import (
    ParagraphBuilder,
    Placement,
    placement_of,
    write_around,
    write_as_is,
)
from bot.reading.documents.office_xml import OfficeFile, OfficeParagraph, Region, XmlPart, ranges
from bot.reading.documents.rewriting import Piece
from bot.reading.documents.styles import Style, inherited, is_monospaced, style_named
from bot.reading.tags import is_data_table, local_name

_BODY = "content.xml"
_PAGES = "styles.xml"
# The role of the paragraphs in an element.
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

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT = f"{_URN}:text:1.0"
_STYLE = f"{_URN}:style:1.0"
_FO = f"{_URN}:xsl-fo-compatible:1.0"
_OFFICE = f"{_URN}:office:1.0"
_PLAIN = frozenset({"none", "normal", "400"})
_SAYS_NO_LOOK = re.compile(
    r"font-(?:weight|style)|text-underline-|text-line-through-|text-position|language|country"
    r"|script|rfc-language-tag|(?:paragraph-)?rsid"
)
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
# Elements around running text, and elements that only note where a page ended.
_TRANSPARENT = frozenset({"span", "meta", "meta-field", "ruby", "ruby-base"})
_DROPPED = frozenset({"soft-page-break"})
# Elements in a paragraph that are not its text.
_NOT_WORDS = frozenset({"note", "frame", "ruby-text", "bibliography-mark", "script"})
_DRAWING = f"{{{_URN}:drawing:1.0}}"
_MARKS = ("bookmark", "reference-mark", "alphabetical-index-mark", "toc-mark", "user-index-mark")
# Fields whose result is words of the document.
_FIELDS_OF_WORDS = frozenset(
    {"bookmark-ref", "reference-ref", "title", "subject", "description", "keywords", "chapter"}
    | {"placeholder", "text-input", "user-field-get", "user-defined", "variable-set"}
    | {"variable-get", "conditional-text", "hidden-text"}
)


def read(data: bytes) -> Document:
    """Return the text with its boxes, then the notes, without headers and footers."""
    return _opened(data).read()


def edit(data: bytes) -> EditableDocument:
    """Return the document with its paragraphs, also those of headers, notes and boxes."""
    return _opened(data).edit(_set_language)


def _set_language(root: Element, language: str) -> None:
    country, name = f"{{{_FO}}}country", f"{{{_FO}}}language"
    for properties in all_named(root, "text-properties"):
        if properties.get(name, "zxx") not in ("zxx", "none"):
            properties.set(name, language)
            properties.set(country, "none")


def _opened(data: bytes) -> OfficeFile:
    archive = Archive(data)
    if b"encryption-data" in (archive.read_if_there("META-INF/manifest.xml") or b""):
        raise Encrypted("a password")
    root = parse_xml(archive.read(_BODY))
    pages = archive.read_if_there(_PAGES)
    pages_root = parse_xml(pages) if pages else None
    styles = _paragraph_styles([*all_named(pages_root, "style"), *all_named(root, "style")])
    parts = [_part(_BODY, root, all_named(root, "text")[:1], Region.BODY, styles)]
    if pages_root is not None:
        margins = [m for name in _MARGINS for m in all_named(pages_root, name)]
        parts.append(_part(_PAGES, pages_root, margins, Region.MARGIN, styles))
    return OfficeFile(archive, parts, "meta.xml", _PAGES)


class _TextStyles:
    """The automatic styles of text, with their formatting; adds the ones that are missing."""

    def __init__(self, root: Element) -> None:
        self._root = root
        styles = [s for s in all_named(root, "style") if attribute(s, "family") == "text"]
        self._kinds = {attribute(style, "name"): _style_kinds(style) for style in styles}
        self._plain = {attribute(style, "name") for style in styles if not _has_look(style)}

    def inside(self, span: Element, outer: "_Format") -> "_Format":
        """Return the format inside a span or a link; `outer` is the format around it."""
        name = attribute(span, "style-name")
        kinds = outer.kinds | self._kinds.get(name, frozenset())
        has_look = name and name not in self._plain and local_name(span) == "span"
        return _Format(kinds, f"{outer.look} {name}".strip() if has_look else outer.look)

    def names_for(self, kinds: frozenset[Kind], look: str) -> list[str]:
        """Return the styles that give this formatting together, the outermost first."""
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
    """The format of words; `look` has the names of the styles that our kinds do not cover."""

    kinds: frozenset[Kind] = frozenset()
    look: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph(OfficeParagraph):
    """A paragraph of an ODT."""

    text_styles: _TextStyles

    def _fill(self, builder: ParagraphBuilder) -> None:
        _add_content(self.element, _Format(), self.text_styles, builder, 0)

    def _written(self, piece: Piece) -> Element:
        if piece.text in ("\n", "\t"):
            name = "line-break" if piece.text == "\n" else "tab"
            return etree.Element(f"{{{_TEXT}}}{name}")
        if piece.text.isspace():
            node = etree.Element(f"{{{_TEXT}}}s")
            node.set(f"{{{_TEXT}}}c", str(len(piece.text)))
            return node
        outer = inner = etree.Element(f"{{{_TEXT}}}span")
        for number, name in enumerate(self.text_styles.names_for(piece.kinds, piece.look)):
            inner = etree.SubElement(inner, inner.tag) if number else outer
            inner.set(f"{{{_TEXT}}}style-name", name)
        inner.text = piece.text
        return outer


def _part(
    path: str,
    root: Element,
    parents: Iterable[Element],
    region: Region,
    styles: Mapping[str, Style],
) -> XmlPart:
    text_styles = _TextStyles(root)
    starts = (_Found(parent, Role.TEXT, region) for parent in parents)
    found = (each for start in starts for each in _paragraphs(start.element, start, 0))
    return XmlPart.of(path, root, (_paragraph(each, text_styles, styles) for each in found))


def _paragraph_styles(styles: Iterable[Element]) -> dict[str, Style]:
    """Return what the paragraph styles of a document mean, by their names."""
    own: dict[str, Style] = {}
    bases: dict[str, str] = {}
    for style in styles:
        if attribute(style, "family") == "paragraph":
            name = attribute(style, "name")
            found = style_named(attribute(style, "display-name") or _ESCAPED.sub(" ", name))
            fonts = (attribute(p, "font-name") for p in all_named(style, "text-properties"))
            if found.role is Role.TEXT and any(map(is_monospaced, fonts)):
                found = replace(found, role=Role.CODE)
            own[name] = replace(found, centred=_is_centred(style))
            bases[name] = attribute(style, "parent-style-name")
    return {name: inherited(name, own, bases) for name in own}


def _is_centred(style: Element) -> bool | None:
    alignments = (attribute(p, "text-align") for p in all_named(style, "paragraph-properties"))
    return next((alignment == "center" for alignment in alignments if alignment), None)


class _Found(NamedTuple):
    """A paragraph, and the role that the elements around it give it."""

    element: Element
    role: Role
    region: Region


def _paragraph(found: _Found, text_styles: _TextStyles, styles: Mapping[str, Style]) -> _Paragraph:
    element, role, region = found
    name = attribute(element, "style-name")
    # The others are LibreOffice's own.
    style = styles.get(name) or style_named(_ESCAPED.sub(" ", name))
    level = style.level
    if local_name(element) == "h":
        number = attribute(element, "outline-level")
        role, level = Role.HEADING, int(number) if number.isdecimal() else 1
    elif role in (Role.TEXT, Role.TABLE) and style.role is not Role.TEXT:
        role = style.role
    return _Paragraph(
        element, role, level, region, bool(style.centred), style, text_styles=text_styles
    )


def _paragraphs(parent: Element, within: _Found, depth: int) -> Iterator[_Found]:
    """Yield the paragraphs below an element, each followed by those in its boxes and notes."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name in ("p", "h"):
            yield within._replace(element=child)
            # Notes, boxes and comments.
            for inner in outermost(child, ("note-body", "text-box", "annotation"), {"p", "h"}):
                role, region = Role.TEXT, within.region
                if local_name(inner) == "note-body":
                    role = Role.NOTE
                    region = Region.NOTES if region is Region.BODY else region
                elif local_name(inner) == "annotation":  # a comment
                    region = Region.MARGIN
                yield from _paragraphs(inner, _Found(inner, role, region), depth + 1)
        elif within.role is Role.TEXT and name in _CONTAINERS:
            role = _CONTAINERS[name]
            if role is Role.TABLE and not is_data_table(child):
                role = Role.TEXT
            yield from _paragraphs(child, within._replace(role=role), depth + 1)
        elif name == "index-title":
            yield from _paragraphs(child, within._replace(role=Role.HEADING), depth + 1)
        elif name and name not in ("tracked-changes", "annotation"):
            yield from _paragraphs(child, within, depth + 1)


def _add_content(
    element: Element, format: _Format, styles: _TextStyles, builder: ParagraphBuilder, depth: int
) -> None:
    children = list(element)
    found, _ = ranges(children, ("name", "id", "change-id"), "-start", "-end")
    pairs = {children[start]: children[end] for start, end in found.items() if end is not None}
    open_ranges: dict[Element, tuple[int, int, int]] = {}
    _add_words(builder, element.text, format)
    for child in children:
        name = local_name(child)
        tail = child.tail
        inner = styles.inside(child, format)

        def fill(child: Element = child, inner: _Format = inner) -> None:
            _add_content(child, inner, styles, builder, depth + 1)

        if name == "line-break":
            builder.add("\n", *format)
        elif name == "tab":
            builder.add("\t", *format)
        elif name == "s":
            count = attribute(child, "c")
            spaces = min(int(count), _MOST_SPACES) if count.isdecimal() else 1
            builder.add(" " * spaces, *format)
        elif child in pairs:
            end = pairs[child]
            open_ranges[end] = builder.begin_range(write_as_is(child), write_as_is(end))
        elif child in open_ranges:
            builder.end_range(*open_ranges.pop(child))
        elif depth >= DEEPEST or name in _DROPPED or not name:
            pass
        elif Kind.SUPERSCRIPT in inner.kinds and builder.is_mark(words_of(child)):
            builder.add_object(write_as_is(child))
        elif name in _TRANSPARENT:
            fill()
        elif name == "a" or (name in _FIELDS_OF_WORDS and any(map(str.isalpha, words_of(child)))):
            address = attribute(child, "href")
            address = "" if address.startswith("#") else address
            builder.around(write_around(child), fill, write_as_is(child), address)
        else:
            _add_object(builder, child, name)
        _add_words(builder, tail, format)


def _add_words(builder: ParagraphBuilder, text: str | None, format: _Format) -> None:
    """Add a text; the line feeds in it are spaces."""
    builder.add((text or "").replace("\n", " ").replace("\t", " ").replace("\r", ""), *format)


def _add_object(builder: ParagraphBuilder, element: Element, name: str) -> None:
    """Add an element without words to be translated."""
    is_mark = name.startswith(_MARKS) and not name.endswith("-ref")
    is_drawn = str(element.tag).startswith(_DRAWING)
    if is_mark and name.endswith(("-start", "-end")):
        builder.add_object(write_as_is(element), placement=Placement.EDGE)
    elif is_mark or is_drawn or name.startswith(("annotation", "change")) or name in _NOT_WORDS:
        builder.add_object(write_as_is(element))
    else:
        words = words_of(element)
        builder.add_object(write_as_is(element), words, placement_of(words))


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
    """Return whether a style has a look beyond our kinds of formatting."""
    names = (key.rpartition("}")[2] for key in _properties(style))
    is_based = bool(attribute(style, "parent-style-name"))
    return is_based or not all(map(_SAYS_NO_LOOK.match, names))


def _properties(style: Element) -> dict[str, str]:
    return {
        str(key): str(value)
        for properties in all_named(style, "text-properties")
        for key, value in properties.attrib.items()
    }
