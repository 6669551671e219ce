"""How the parts of a DOCX hang together: which have text, which styles are headings, where links
lead.
"""

import posixpath
from collections.abc import Iterator

from bot.reading.documents.markup import Element, all_named, attribute, parse_xml
from bot.reading.documents.office_xml import Where

TITLE_LEVEL = 1

_TEXTS = {
    "footnotes": Where.NOTES,
    "endnotes": Where.NOTES,
    "header": Where.MARGIN,
    "footer": Where.MARGIN,
}
_MOST_PARTS = 500


def heading_levels(styles: bytes | None) -> dict[str, int]:
    """The levels of the styles that are headings, or are based on one."""
    if styles is None:
        return {}
    levels: dict[str, int] = {}
    bases: dict[str, str] = {}
    for style in all_named(parse_xml(styles), "style"):
        id = attribute(style, "styleId")
        name = value_of(style, "name").lower()
        properties = child_named(style, "pPr")
        outline = value_of(properties, "outlineLvl") if properties is not None else ""
        if outline.isdecimal() and int(outline) < 9:
            levels[id] = int(outline) + 1
        elif name == "title":
            levels[id] = TITLE_LEVEL
        elif name.startswith("heading ") and name[8:].isdecimal():
            levels[id] = int(name[8:9])
        bases[id] = value_of(style, "basedOn")
    for id in bases:
        base, steps = bases[id], 0
        while id not in levels and base and steps < 20:
            if base in levels:
                levels[id] = levels[base]
            base, steps = bases.get(base, ""), steps + 1
    return levels


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
    """The part that says what another part is related to."""
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def other_parts(relationships: bytes | None) -> Iterator[tuple[str, Where]]:
    """The parts with text that the body has beside it, each once."""
    found: dict[str, Where] = {}
    relations = all_named(parse_xml(relationships), "Relationship") if relationships else []
    for relation in relations[:_MOST_PARTS]:
        where = _TEXTS.get(attribute(relation, "Type").rpartition("/")[2])
        if where is not None:
            path = posixpath.normpath(posixpath.join("/word", attribute(relation, "Target")))
            found[path.lstrip("/")] = where
    yield from sorted(found.items(), key=lambda part: part[1] is Where.MARGIN)


def tag(element: Element) -> str:
    """The tag without its namespace, in its own case."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_named(element: Element, name: str) -> Element | None:
    return next((child for child in element if tag(child) == name), None)


def value_of(element: Element, name: str) -> str:
    child = child_named(element, name)
    return "" if child is None else attribute(child, "val")
