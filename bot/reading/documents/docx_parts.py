"""The parts of a DOCX that have text, and what its paragraph styles mean."""

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
from bot.reading.documents.office_xml import Region
from bot.reading.documents.opc import related, relations_of
from bot.reading.documents.styles import Style, inherited, is_monospaced, style_named

_TEXTS = {
    "footnotes": Region.NOTES,
    "endnotes": Region.NOTES,
    "comments": Region.MARGIN,
    "header": Region.MARGIN,
    "footer": Region.MARGIN,
}


def main_part(archive: Archive) -> str:
    """Return the path of the part with the body; not all programs call it `word/document.xml`."""
    return related(archive, "", "officeDocument") or "word/document.xml"


def styles_part(archive: Archive, body: str) -> str:
    """Return the path of the part with the styles of the body."""
    return related(archive, body, "styles") or "word/styles.xml"


def other_parts(archive: Archive, body: str) -> Iterator[tuple[str, Region]]:
    """Yield the paths of the other parts with text."""
    found = {
        relation.target: _TEXTS[relation.kind]
        for relation in relations_of(archive, body)
        if relation.kind in _TEXTS
    }
    yield from sorted(found.items(), key=lambda part: part[1] is Region.MARGIN)


def set_language(root: Element, language: str) -> None:
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


def paragraph_styles(styles: bytes | None) -> dict[str, Style]:
    """Return what the styles mean, by their ids."""
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
    return replace(found, centred=is_centred(properties), monospaced=fonts_are_monospaced(letters))


def fonts_are_monospaced(properties: Element | None) -> bool | None:
    """Return whether run properties set a monospaced font; None if they set no font."""
    fonts = child_named(properties, "rFonts") if properties is not None else None
    font = attribute(fonts, "ascii") if fonts is not None else ""
    return is_monospaced(font) if font else None


def is_centred(properties: Element | None) -> bool | None:
    """Return whether paragraph properties centre it; None if they do not say."""
    alignment = value_of(properties, "jc") if properties is not None else ""
    return alignment == "center" if alignment else None
