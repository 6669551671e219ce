"""ODT files: the parts that have text, and the paragraphs in them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Document, EditableDocument, Encrypted
from bot.reading.documents.markup import Element, all_named, attribute, parse_xml
from bot.reading.documents.odt_paragraphs import DEEPEST, FO, OdtParagraph, TextStyles
from bot.reading.documents.office_xml import OfficeFile, Part, Region
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


def read(data: bytes) -> Document:
    """Return the text with its boxes, then the notes, without headers and footers."""
    return _opened(data).read()


def edit(data: bytes) -> EditableDocument:
    """Return the document with its paragraphs, also those of headers, notes and boxes."""
    return _opened(data).edit(_set_language)


def _set_language(root: Element, language: str) -> None:
    country, name = f"{{{FO}}}country", f"{{{FO}}}language"
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


def _part(
    path: str,
    root: Element,
    parents: Iterable[Element],
    region: Region,
    styles: Mapping[str, Style],
) -> Part:
    text_styles = TextStyles(root)
    return Part.of(
        path,
        root,
        (
            _paragraph(found, text_styles, styles)
            for parent in parents
            for found in _paragraphs(parent, _Found(parent, Role.TEXT, region), 0)
        ),
    )


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


def _paragraph(found: _Found, text_styles: TextStyles, styles: Mapping[str, Style]) -> OdtParagraph:
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
    return OdtParagraph(
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
            for inner in _inner_texts(child):
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


def _inner_texts(paragraph: Element) -> Iterator[Element]:
    """Yield the notes, boxes and comments of a paragraph, but not those inside of them."""
    for element in paragraph.iter("{*}note-body", "{*}text-box", "{*}annotation"):
        above = takewhile(lambda a: a is not paragraph, element.iterancestors())
        if not any(local_name(outer) in ("p", "h") for outer in above):
            yield element
