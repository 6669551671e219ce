"""How the parts of a DOCX hang together: which have text, what styles mean, where links lead."""

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.markup import Element, all_named, attribute, parse_xml
from bot.reading.documents.office_xml import Where
from bot.reading.documents.styles import Style, inherited, is_monospaced, style_named

_TEXTS = {
    "footnotes": Where.NOTES,
    "endnotes": Where.NOTES,
    "header": Where.MARGIN,
    "footer": Where.MARGIN,
}
_MOST_PARTS = 500


def main_part(archive: Archive) -> str:
    """Return the part that has the body: most programs call it `word/document.xml`, not all do."""
    return _related(archive, "", "officeDocument") or "word/document.xml"


def properties_part(archive: Archive) -> str:
    """Return the part in which the document names its title and its author."""
    return _related(archive, "", "core-properties") or "docProps/core.xml"


def styles_part(archive: Archive, body: str) -> str:
    """Return the part with the styles of the body."""
    return _related(archive, body, "styles") or "word/styles.xml"


def _related(archive: Archive, path: str, kind: str) -> str:
    """Return the first part of a kind that another part is related to, "" where there is none."""
    relationships = archive.read_if_there(relationships_of(path))
    for relation in all_named(parse_xml(relationships), "Relationship") if relationships else ():
        if attribute(relation, "Type").rpartition("/")[2] == kind:
            return _resolved(path, attribute(relation, "Target"))
    return ""


def _resolved(path: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(path), target)).lstrip("/")


def say_language(root: Element, language: str) -> None:
    """Let all words of a part be in `language`, and all that a part with styles is for."""
    for element in all_named(root, "lang"):
        for key in element.attrib:
            if str(key).rpartition("}")[2] == "val":
                element.set(key, language)
    for defaults in all_named(root, "docDefaults"):
        letters = defaults.find("{*}rPrDefault/{*}rPr")
        if letters is not None and child_named(letters, "lang") is None:
            space = str(letters.tag).removesuffix("rPr")
            etree.SubElement(letters, f"{space}lang").set(f"{space}val", language)


def paragraph_styles(styles: bytes | None) -> dict[str, Style]:
    """Return what the styles mean, by their ids, also those that are based on another one."""
    if styles is None:
        return {}
    own: dict[str, Style] = {}
    bases: dict[str, str] = {}
    for style in all_named(parse_xml(styles), "style"):
        id = attribute(style, "styleId")
        own[id] = _own_style(style)
        bases[id] = value_of(style, "basedOn")
    return {id: inherited(id, own, bases) for id in own}


def _own_style(style: Element) -> Style:
    found = style_named(value_of(style, "name"))
    properties = child_named(style, "pPr")
    outline = value_of(properties, "outlineLvl") if properties is not None else ""
    if outline.isdecimal() and int(outline) < 9:
        found = replace(found, role=Role.HEADING, level=int(outline) + 1)
    letters = child_named(style, "rPr")
    return replace(found, centred=is_centred(properties), monospaced=is_in_one_width(letters))


def is_in_one_width(properties: Element | None) -> bool | None:
    """Return whether properties of letters make all as wide; None if they do not say."""
    fonts = child_named(properties, "rFonts") if properties is not None else None
    font = attribute(fonts, "ascii") if fonts is not None else ""
    return is_monospaced(font) if font else None


def is_centred(properties: Element | None) -> bool | None:
    """Return whether properties of a paragraph put it in the middle; None if they do not say."""
    alignment = value_of(properties, "jc") if properties is not None else ""
    return alignment == "center" if alignment else None


def links(relationships: bytes | None) -> dict[str, str]:
    if relationships is None:
        return {}
    return {
        attribute(relation, "Id"): attribute(relation, "Target")
        for relation in all_named(parse_xml(relationships), "Relationship")
        if attribute(relation, "Type").endswith("/hyperlink")
        and attribute(relation, "TargetMode") == "External"
    }


def relationships_of(path: str) -> str:
    """Return the part that says what another part is related to."""
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def other_parts(relationships: bytes | None, body: str) -> Iterator[tuple[str, Where]]:
    """Yield the parts with text that the body has beside it, each once."""
    found: dict[str, Where] = {}
    relations = all_named(parse_xml(relationships), "Relationship") if relationships else []
    for relation in relations[:_MOST_PARTS]:
        where = _TEXTS.get(attribute(relation, "Type").rpartition("/")[2])
        if where is not None:
            found[_resolved(body, attribute(relation, "Target"))] = where
    yield from sorted(found.items(), key=lambda part: part[1] is Where.MARGIN)


def tag(element: Element) -> str:
    """Return the tag without its namespace, in its own case."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_named(element: Element, name: str) -> Element | None:
    return next((child for child in element if tag(child) == name), None)


def value_of(element: Element, name: str) -> str:
    child = child_named(element, name)
    return "" if child is None else attribute(child, "val")
