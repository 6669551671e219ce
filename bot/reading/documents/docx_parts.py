"""How the parts of a DOCX hang together: which have text, what styles mean, where links lead."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    parse_xml,
    value_of,
)
from bot.reading.documents.office_xml import Where
from bot.reading.documents.opc import related, relations_of
from bot.reading.documents.styles import Style, inherited, is_monospaced, style_named

_TEXTS = {
    "footnotes": Where.NOTES,
    "endnotes": Where.NOTES,
    "comments": Where.MARGIN,
    "header": Where.MARGIN,
    "footer": Where.MARGIN,
}


def main_part(archive: Archive) -> str:
    """Return the part that has the body: most programs call it `word/document.xml`, not all do."""
    return related(archive, "", "officeDocument") or "word/document.xml"


def styles_part(archive: Archive, body: str) -> str:
    """Return the part with the styles of the body."""
    return related(archive, body, "styles") or "word/styles.xml"


def other_parts(archive: Archive, body: str) -> Iterator[tuple[str, Where]]:
    """Yield the parts with text that the body has beside it, each once."""
    found = {
        relation.target: _TEXTS[relation.kind]
        for relation in relations_of(archive, body)
        if relation.kind in _TEXTS
    }
    yield from sorted(found.items(), key=lambda part: part[1] is Where.MARGIN)


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
