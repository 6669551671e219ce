"""DOCX files: the parts that have text, the paragraphs in them, and what their styles mean."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document, EditableDocument
from bot.reading.documents.docx_paragraphs import DocxParagraph
from bot.reading.documents.markup import (
    DEEPEST,
    Element,
    all_named,
    attribute,
    child_named,
    outermost,
    parse_xml,
    tag,
    value_of,
    words_of,
)
from bot.reading.documents.office_xml import (
    OfficeFile,
    Region,
    XmlPart,
    links_of,
    properties_part,
    related,
    relations_of,
)
from bot.reading.documents.styles import NO_STYLE, Style, inherited, is_monospaced, style_named
from bot.reading.tags import is_data_table

_BESIDE = {
    "footnotes": Region.NOTES,
    "endnotes": Region.NOTES,
    "comments": Region.MARGIN,
    "header": Region.MARGIN,
    "footer": Region.MARGIN,
}
"""The parts with text beside the body."""
_PARAGRAPHS_IN = frozenset(
    {"tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "body", "ins", "hdr", "ftr"}
    | {"footnote", "endnote", "footnotes", "endnotes", "txbxContent", "comments", "comment"}
)


def read(data: bytes) -> Document:
    """Return the text with its boxes, then the notes, without headers and footers."""
    return _opened(data).read()


def edit(data: bytes) -> EditableDocument:
    """Return the document with its paragraphs, also those of headers, notes and boxes."""
    return _opened(data).edit(_set_language)


def _opened(data: bytes) -> OfficeFile:
    archive = Archive(data)
    # Not all programs call it so.
    body = related(archive, "", "officeDocument") or "word/document.xml"
    styles_path = related(archive, body, "styles") or "word/styles.xml"
    styles = _paragraph_styles(archive.read_if_there(styles_path))
    root = parse_xml(archive.read(body))
    if not all_named(root, "body"):
        raise Broken("no body")
    parts = [_part(archive, body, root, styles, Region.BODY)]
    beside = {r.target: _BESIDE[r.kind] for r in relations_of(archive, body) if r.kind in _BESIDE}
    for path, region in sorted(beside.items(), key=lambda part: part[1] is Region.MARGIN):
        if content := archive.read_if_there(path):
            parts.append(_part(archive, path, parse_xml(content), styles, region))
    return OfficeFile(archive, parts, properties_part(archive), styles_path)


def _part(
    archive: Archive, path: str, root: Element, styles: Mapping[str, Style], region: Region
) -> XmlPart:
    """Return a part; the paragraphs in boxes follow the paragraph with the box."""
    role, links = Role.NOTE if region is Region.NOTES else Role.TEXT, links_of(archive, path)
    found = _paragraphs(root, role, 0)
    return XmlPart.of(path, root, (_paragraph(*each, region, styles, links) for each in found))


def _set_language(root: Element, language: str) -> None:
    """Set the language of all words in a part, and the default one in the part with the styles."""
    for element in all_named(root, "lang"):
        for key in element.attrib:
            if str(key).rpartition("}")[2] == "val":
                element.set(key, language)
    for defaults in all_named(root, "docDefaults"):
        letters = defaults.find("{*}rPrDefault/{*}rPr")
        if letters is not None and child_named(letters, "lang") is None:
            space = str(letters.tag).removesuffix("rPr")
            etree.SubElement(letters, f"{space}lang").set(f"{space}val", language)


def _paragraph_styles(styles: bytes | None) -> dict[str, Style]:
    """Return what the styles mean, by their ids."""
    found = all_named(parse_xml(styles) if styles is not None else None, "style")
    own = {attribute(style, "styleId"): _own_style(style) for style in found}
    bases = {attribute(style, "styleId"): value_of(style, "basedOn") for style in found}
    return {id: inherited(id, own, bases) for id in own}


def _own_style(style: Element) -> Style:
    found = style_named(value_of(style, "name"))
    properties = child_named(style, "pPr")
    if level := _outline_level(properties):
        found = replace(found, role=Role.HEADING, level=level)
    monospaced = _fonts_are_monospaced(child_named(style, "rPr"))
    return replace(found, centred=_is_centred(properties), monospaced=monospaced)


def _outline_level(properties: Element | None) -> int:
    """Return the level of a heading in the properties of a paragraph or a style, else 0."""
    outline = value_of(properties, "outlineLvl")
    return int(outline) + 1 if outline.isdecimal() and int(outline) < 9 else 0


def _fonts_are_monospaced(properties: Element | None) -> bool | None:
    """Return whether run properties set a monospaced font; None if they set no font."""
    font = attribute(child_named(properties, "rFonts"), "ascii")
    return is_monospaced(font) if font else None


def _is_centred(properties: Element | None) -> bool | None:
    """Return whether paragraph properties centre it; None if they do not say."""
    alignment = value_of(properties, "jc")
    return alignment == "center" if alignment else None


def _paragraph(
    element: Element,
    around: Role,
    region: Region,
    styles: Mapping[str, Style],
    links: Mapping[str, str],
) -> DocxParagraph:
    properties = child_named(element, "pPr")
    name = value_of(properties, "pStyle")
    style = styles.get(name, NO_STYLE)
    role, level = style.role, style.level
    if outline := _outline_level(properties):
        role, level = Role.HEADING, outline
    elif role is Role.TEXT and (_is_numbered(properties) or name.startswith("List")):
        role = Role.LIST_ITEM
    if around is not Role.TEXT and role not in (Role.HEADING, Role.CAPTION, Role.CONTENTS):
        role = around
    elif role is Role.TEXT and _is_generated_entry(element):
        role = Role.CONTENTS
    elif role is Role.TEXT and _is_code(element, style):
        role = Role.CODE
    own = _is_centred(properties)
    centred = bool(style.centred if own is None else own)
    copies = _copies(element)
    return DocxParagraph(element, role, level, region, centred, style, links=links, copies=copies)


def _is_numbered(properties: Element | None) -> bool:
    numbering = child_named(properties, "numPr")
    # The number 0 means: not in the list of its style.
    return numbering is not None and value_of(numbering, "numId") != "0"


def _is_generated_entry(paragraph: Element) -> bool:
    """Return whether a paragraph is an entry of a table of contents that Word has generated."""
    return any(attribute(link, "anchor").startswith("_Toc") for link in paragraph) and any(
        "PAGEREF" in (code.text or "") for code in all_named(paragraph, "instrText")
    )


def _is_code(paragraph: Element, style: Style) -> bool:
    """Return whether all words are in a monospaced font."""
    runs = [run for run in all_named(paragraph, "r") if words_of(run)]
    found = (_fonts_are_monospaced(child_named(run, "rPr")) for run in runs)
    return bool(runs) and all(style.monospaced if is_so is None else is_so for is_so in found)


def _paragraphs(parent: Element, around: Role, depth: int) -> Iterator[tuple[Element, Role]]:
    """Yield paragraphs, each with the role that the elements around give it."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = tag(child)
        if name == "p":
            yield child, around
            for box in outermost(child, ("txbxContent",), {"p", "Fallback"}):
                yield from _paragraphs(box, Role.TEXT, depth + 1)
        # The line above the notes is a note of another type.
        elif name in _PARAGRAPHS_IN and (
            name not in ("footnote", "endnote") or attribute(child, "type") in ("", "normal")
        ):
            inner = around
            if name == "tbl" and around is Role.TEXT and is_data_table(child):
                inner = Role.TABLE
            elif name == "sdt" and _is_contents(child):
                inner = Role.CONTENTS
            yield from _paragraphs(child, inner, depth + 1)


def _is_contents(part: Element) -> bool:
    galleries = all_named(part, "docPartGallery")[:1]
    return any("contents" in attribute(gallery, "val").lower() for gallery in galleries)


def _copies(paragraph: Element) -> tuple[Element, ...]:
    """Return the copy of a paragraph in a text box that is for older programs."""
    box = next(paragraph.iterancestors("{*}txbxContent"), None)
    choice = next(box.iterancestors("{*}Choice"), None) if box is not None else None
    fallback = choice.getnext() if choice is not None else None
    if box is None or fallback is None or tag(fallback) != "Fallback":
        return ()
    other = next(fallback.iter("{*}txbxContent"), None)
    here, there = list(box), list(other) if other is not None else []
    if len(here) != len(there) or paragraph not in here:
        return ()
    return (there[here.index(paragraph)],)
