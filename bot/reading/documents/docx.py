"""DOCX files: the parts that have text, and the paragraphs in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document
from bot.reading.documents.docx_paragraphs import DEEPEST, Place
from bot.reading.documents.docx_parts import (
    is_centred,
    is_in_one_width,
    main_part,
    other_parts,
    paragraph_styles,
    say_language,
    styles_part,
)
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    first_words,
    parse_xml,
    tag,
    value_of,
    words_of,
)
from bot.reading.documents.office_xml import (
    OfficeEditing,
    Part,
    Where,
    author_in,
    read_passages,
    title_of,
)
from bot.reading.documents.opc import links_of, properties_part
from bot.reading.documents.styles import Style
from bot.reading.tags import is_data_table

_NO_STYLE = Style()
_PARAGRAPHS_IN = frozenset(
    {"tbl", "tr", "tc", "sdt", "sdtContent", "customXml", "body", "ins", "hdr", "ftr"}
    | {"footnote", "endnote", "footnotes", "endnotes", "txbxContent", "comments", "comment"}
)


def read(data: bytes) -> Document:
    """Return the text with its boxes, and behind it its notes, without what is on every page."""
    with Archive(data) as archive:
        parts = _parts(archive)
        passages = read_passages(parts)
        core = archive.read_if_there(properties_part(archive))
    properties = parse_xml(core) if core else None
    author = first_words(properties, "creator") if properties is not None else ""
    return Document(passages, title=title_of(properties, parts), author=author_in(parts) or author)


class Editing(OfficeEditing):
    """A document whose paragraphs can be replaced, those of headers, notes and boxes too."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        super().__init__(
            archive,
            _parts(archive),
            properties_part(archive),
            styles_part(archive, main_part(archive)),
            say_language,
        )


def _parts(archive: Archive) -> list[Part]:
    body = main_part(archive)
    styles = paragraph_styles(archive.read_if_there(styles_part(archive, body)))
    root = parse_xml(archive.read(body))
    if not all_named(root, "body"):
        raise Broken("no body")
    paragraphs = _Paragraphs(styles, links_of(archive, body), Where.BODY)
    parts = [Part(body, root, paragraphs.below(root))]
    for path, where in other_parts(archive, body):
        content = archive.read_if_there(path)
        if content:
            root = parse_xml(content)
            paragraphs = _Paragraphs(styles, links_of(archive, path), where)
            parts.append(Part(path, root, paragraphs.below(root)))
    return parts


@dataclass(frozen=True, slots=True)
class _Paragraphs:
    """Finds the paragraphs of a part. `styles` says what each style means."""

    styles: Mapping[str, Style]
    links: Mapping[str, str]
    where: Where

    def below(self, root: Element) -> list[Place]:
        """Return the paragraphs with words, those of the boxes that hang on one behind it."""
        role = Role.NOTE if self.where is Where.NOTES else Role.TEXT
        found = _paragraphs(root, role, 0)
        return [place for p, around in found if (place := self._place(p, around)).read()]

    def _place(self, paragraph: Element, around: Role) -> Place:
        properties = child_named(paragraph, "pPr")
        style, role, level = _NO_STYLE, Role.TEXT, 0
        centred = is_centred(properties)
        if properties is not None:
            name = value_of(properties, "pStyle")
            style = self.styles.get(name, _NO_STYLE)
            role, level = style.role, style.level
            outline = value_of(properties, "outlineLvl")
            if outline.isdecimal() and int(outline) < 9:
                role, level = Role.HEADING, int(outline) + 1
            elif role is Role.TEXT and (_is_numbered(properties) or name.startswith("List")):
                role = Role.LIST_ITEM
        if around is not Role.TEXT and role not in (Role.HEADING, Role.CAPTION, Role.CONTENTS):
            role = around
        elif role is Role.TEXT and _leads_to_heading(paragraph):
            role = Role.CONTENTS
        elif role is Role.TEXT and _is_code(paragraph, style):
            role = Role.CODE
        return Place(
            paragraph,
            role,
            level,
            self.links,
            self.where,
            _copies(paragraph),
            bool(style.centred if centred is None else centred),
            style,
        )


def _is_numbered(properties: Element) -> bool:
    numbering = child_named(properties, "numPr")
    # The list with the number 0 is none: it takes a paragraph out of that of its style.
    return numbering is not None and value_of(numbering, "numId") != "0"


def _leads_to_heading(paragraph: Element) -> bool:
    """Return whether a paragraph is an entry of the contents that Word has made."""
    return any(attribute(link, "anchor").startswith("_Toc") for link in paragraph) and any(
        "PAGEREF" in (code.text or "") for code in all_named(paragraph, "instrText")
    )


def _is_code(paragraph: Element, style: Style) -> bool:
    """Return whether all words are in letters of one width."""
    runs = [run for run in all_named(paragraph, "r") if words_of(run)]
    widths = (is_in_one_width(child_named(run, "rPr")) for run in runs)
    return bool(runs) and all(style.monospaced if w is None else w for w in widths)


def _paragraphs(parent: Element, around: Role, depth: int) -> Iterator[tuple[Element, Role]]:
    """Yield paragraphs, each with the role of what it stands in."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = tag(child)
        if name == "p":
            yield child, around
            for box in _boxes(child):
                yield from _paragraphs(box, Role.TEXT, depth + 1)
        elif name in _PARAGRAPHS_IN and not _is_rule(child):
            inner = around
            if name == "tbl" and around is Role.TEXT and is_data_table(child):
                inner = Role.TABLE
            elif name == "sdt" and _is_contents(child):
                inner = Role.CONTENTS
            yield from _paragraphs(child, inner, depth + 1)


def _is_contents(part: Element) -> bool:
    galleries = all_named(part, "docPartGallery")[:1]
    return any("contents" in attribute(gallery, "val").lower() for gallery in galleries)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes that hang on a paragraph, not those within them, each in one version
    only.
    """
    for box in all_named(paragraph, "txbxContent"):
        above = takewhile(lambda a: a is not paragraph, box.iterancestors())
        if not any(tag(element) in ("p", "Fallback") for element in above):
            yield box


def _is_rule(note: Element) -> bool:
    """Return whether a note is none: the line above the notes is one of a type of its own."""
    return tag(note) in ("footnote", "endnote") and attribute(note, "type") not in ("", "normal")


def _copies(paragraph: Element) -> tuple[Element, ...]:
    """Return the same paragraph as programs see it that do not know the box that it stands in."""
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
