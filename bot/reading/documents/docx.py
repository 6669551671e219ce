"""DOCX files: the parts that have text, and the paragraphs in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document
from bot.reading.documents.docx_paragraphs import DEEPEST, Place
from bot.reading.documents.docx_parts import (
    TITLE_LEVEL,
    child_named,
    heading_levels,
    links,
    other_parts,
    relationships_of,
    tag,
    value_of,
)
from bot.reading.documents.markup import Element, all_named, attribute, first_words, parse_xml
from bot.reading.documents.office_xml import OfficeEditing, Part, Where, read_passages

_BODY = "word/document.xml"
_PARAGRAPHS_IN = frozenset(
    {"tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "body", "ins", "hdr", "ftr"}
    | {"footnote", "endnote", "footnotes", "endnotes", "txbxContent"}
)


def read(data: bytes) -> Document:
    """The text with its boxes, and behind it its notes; what stands on every page is left out."""
    with Archive(data) as archive:
        passages = read_passages(_parts(archive))
        core = archive.read_if_there("docProps/core.xml")
    properties = parse_xml(core) if core else None
    title = first_words(properties, "title") if properties is not None else ""
    author = first_words(properties, "creator") if properties is not None else ""
    titled = (passage.text.text for passage in passages if passage.level == TITLE_LEVEL)
    return Document(passages, title=title or next(titled, ""), author=author)


class Editing(OfficeEditing):
    """A document whose paragraphs can be replaced, those of headers, notes and boxes too."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        super().__init__(archive, _parts(archive))


def _parts(archive: Archive) -> list[Part]:
    relationships = archive.read_if_there(relationships_of(_BODY))
    levels = heading_levels(archive.read_if_there("word/styles.xml"))
    root = parse_xml(archive.read(_BODY))
    if not all_named(root, "body"):
        raise Broken("no body")
    paragraphs = _Paragraphs(levels, links(relationships), Where.BODY)
    parts = [Part(_BODY, root, paragraphs.below(root))]
    for path, where in other_parts(relationships):
        content = archive.read_if_there(path)
        if content:
            root = parse_xml(content)
            own_links = links(archive.read_if_there(relationships_of(path)))
            paragraphs = _Paragraphs(levels, own_links, where)
            parts.append(Part(path, root, paragraphs.below(root)))
    return parts


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """Finds the paragraphs of a part. `levels` are the styles of headings."""

    levels: Mapping[str, int]
    links: Mapping[str, str]
    where: Where

    def below(self, root: Element) -> list[Place]:
        """The paragraphs with words, each with those of the boxes that hang on it behind it."""
        return [place for p in _paragraphs(root, 0) if (place := self._place(p)).read()]

    def _place(self, paragraph: Element) -> Place:
        properties = child_named(paragraph, "pPr")
        role, level = Role.TEXT, 0
        if properties is not None:
            style = value_of(properties, "pStyle")
            outline = value_of(properties, "outlineLvl")
            if outline.isdecimal() and int(outline) < 9:
                role, level = Role.HEADING, int(outline) + 1
            elif style in self.levels:
                role, level = Role.HEADING, self.levels[style]
            elif child_named(properties, "numPr") is not None or style.startswith("List"):
                role = Role.LIST_ITEM
        return Place(paragraph, role, level, self.links, self.where, _copies(paragraph))


def _paragraphs(parent: Element, depth: int) -> Iterator[Element]:
    if depth > DEEPEST:
        return
    for child in parent:
        name = tag(child)
        if name == "p":
            yield child
            for box in _boxes(child):
                yield from _paragraphs(box, depth + 1)
        elif name in _PARAGRAPHS_IN and not _is_rule(child):
            yield from _paragraphs(child, depth + 1)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, not those within them, each in one version only."""
    for box in all_named(paragraph, "txbxContent"):
        above = takewhile(lambda a: a is not paragraph, box.iterancestors())
        if not any(tag(element) in ("p", "Fallback") for element in above):
            yield box


def _is_rule(note: Element) -> bool:
    """The line above the notes is a note too, of a type of its own."""
    return tag(note) in ("footnote", "endnote") and attribute(note, "type") not in ("", "normal")


def _copies(paragraph: Element) -> tuple[Element, ...]:
    """The same paragraph as programs see it that do not know the box that it stands in."""
    box = next((a for a in paragraph.iterancestors() if tag(a) == "txbxContent"), None)
    if box is None:
        return ()
    choice = next((a for a in box.iterancestors() if tag(a) == "Choice"), None)
    fallback = choice.getnext() if choice is not None else None
    if fallback is None or tag(fallback) != "Fallback":
        return ()
    other = next(iter(all_named(fallback, "txbxContent")), None)
    here, there = list(box), list(other) if other is not None else []
    if len(here) != len(there) or paragraph not in here:
        return ()
    return (there[here.index(paragraph)],)
