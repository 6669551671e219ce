"""The archives of Microsoft Office: parts, and the relations between them."""

import posixpath
from typing import NamedTuple

from bot.reading.documents.archives import Archive
from bot.reading.documents.markup import Element, all_named, attribute, parse_xml

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MOST_RELATIONS = 10_000


class Relation(NamedTuple):
    """A relation of a part to another one, or to an address outside of the archive."""

    id: str
    kind: str
    """The last word of its type: "styles", "hyperlink"."""
    target: str
    is_external: bool


def relations_of(archive: Archive, path: str) -> list[Relation]:
    """Return the relations of a part, or of the whole archive for the path ""."""
    folder, name = posixpath.split(path)
    data = archive.read_if_there(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: list[Relation] = []
    for relation in all_named(parse_xml(data), "Relationship")[:_MOST_RELATIONS] if data else ():
        target = attribute(relation, "Target")
        is_external = attribute(relation, "TargetMode") == "External"
        if not is_external:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = attribute(relation, "Type").rpartition("/")[2]
        found.append(Relation(attribute(relation, "Id"), kind, target, is_external))
    return found


def related(archive: Archive, path: str, kind: str) -> str:
    """Return the path of the first related part of a kind, or an empty string."""
    relations = relations_of(archive, path)
    return next((relation.target for relation in relations if relation.kind == kind), "")


def relation_id(element: Element) -> str:
    """Return the id of the relation in an element's attributes, or an empty string."""
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith("ships}id")), "")


def properties_part(archive: Archive) -> str:
    """Return the path of the part with the title and the author."""
    return related(archive, "", "core-properties") or "docProps/core.xml"


def links_of(archive: Archive, path: str) -> dict[str, str]:
    """Return the addresses of the links in a part, by the ids of their relations."""
    return {
        relation.id: relation.target
        for relation in relations_of(archive, path)
        if relation.kind == "hyperlink" and relation.is_external
    }
