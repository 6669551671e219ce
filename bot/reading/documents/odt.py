"""ODT files: the parts that have text, and the paragraphs in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, Encrypted
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    first_words,
    parse_xml,
)
from bot.reading.documents.odt_paragraphs import DEEPEST, FO, Place, TextStyles
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

_BODY = "content.xml"
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
    country, name = f"{{{FO}}}country", f"{{{FO}}}language"
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
) -> list[Place]:
    styles = TextStyles(root)
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


class _Found(NamedTuple):
    """A paragraph, and what it is for standing where it stands."""

    element: Element
    role: Role
    where: Where


def _place(found: _Found, styles: TextStyles, meanings: _Meanings) -> Place:
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
    if depth > DEEPEST:
        return
    for child in parent:
        name = local_name(child)
        if name in ("p", "h"):
            yield within._replace(element=child)
            for inner in _inner_texts(child):
                role, where = Role.TEXT, within.where
                if local_name(inner) == "note-body":
                    role = Role.NOTE
                    where = Where.NOTES if where is Where.BODY else where
                elif local_name(inner) == "annotation":  # a comment
                    where = Where.MARGIN
                yield from _paragraphs(inner, _Found(inner, role, where), depth + 1)
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
    """Yield the notes, boxes and comments that hang on a paragraph, not those within them."""
    for element in paragraph.iter("{*}note-body", "{*}text-box", "{*}annotation"):
        above = takewhile(lambda a: a is not paragraph, element.iterancestors())
        if not any(local_name(outer) in ("p", "h") for outer in above):
            yield element
