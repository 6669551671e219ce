"""DOCX files: the parts that have text, and the paragraphs in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document, EditableDocument
from bot.reading.documents.docx_paragraphs import DEEPEST, DocxParagraph
from bot.reading.documents.docx_parts import (
    fonts_are_monospaced,
    is_centred,
    main_part,
    other_parts,
    paragraph_styles,
    set_language,
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
    Part,
    Region,
    author_in,
    edit_office,
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
    """Return the text with its boxes, then the notes, without headers and footers."""
    with Archive(data) as archive:
        parts = _parts(archive)
        passages = read_passages(parts)
        core = archive.read_if_there(properties_part(archive))
    properties = parse_xml(core) if core else None
    author = first_words(properties, "creator") if properties is not None else ""
    return Document(passages, title=title_of(properties, parts), author=author_in(parts) or author)


def edit(data: bytes) -> EditableDocument:
    """Return the document with its paragraphs, also those of headers, notes and boxes."""
    archive = Archive(data)
    styles = styles_part(archive, main_part(archive))
    return edit_office(archive, _parts(archive), properties_part(archive), styles, set_language)


def _parts(archive: Archive) -> list[Part]:
    body = main_part(archive)
    styles = paragraph_styles(archive.read_if_there(styles_part(archive, body)))
    root = parse_xml(archive.read(body))
    if not all_named(root, "body"):
        raise Broken("no body")
    reader = _ParagraphReader(styles, links_of(archive, body), Region.BODY)
    parts = [Part(body, root, reader.paragraphs(root))]
    for path, region in other_parts(archive, body):
        content = archive.read_if_there(path)
        if content:
            root = parse_xml(content)
            reader = _ParagraphReader(styles, links_of(archive, path), region)
            parts.append(Part(path, root, reader.paragraphs(root)))
    return parts


@dataclass(frozen=True, slots=True)
class _ParagraphReader:
    """Finds the paragraphs of a part. `styles` says what each style means."""

    styles: Mapping[str, Style]
    links: Mapping[str, str]
    region: Region

    def paragraphs(self, root: Element) -> list[DocxParagraph]:
        """Return the paragraphs with words; those in boxes follow the paragraph with the box."""
        role = Role.NOTE if self.region is Region.NOTES else Role.TEXT
        found = _paragraphs(root, role, 0)
        return [p for element, around in found if (p := self._paragraph(element, around)).read()]

    def _paragraph(self, element: Element, around: Role) -> DocxParagraph:
        properties = child_named(element, "pPr")
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
        elif role is Role.TEXT and _is_generated_entry(element):
            role = Role.CONTENTS
        elif role is Role.TEXT and _is_code(element, style):
            role = Role.CODE
        return DocxParagraph(
            element,
            role,
            level,
            self.region,
            bool(style.centred if centred is None else centred),
            style,
            links=self.links,
            copies=_copies(element),
        )


def _is_numbered(properties: Element) -> bool:
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
    found = (fonts_are_monospaced(child_named(run, "rPr")) for run in runs)
    return bool(runs) and all(style.monospaced if is_so is None else is_so for is_so in found)


def _paragraphs(parent: Element, around: Role, depth: int) -> Iterator[tuple[Element, Role]]:
    """Yield paragraphs, each with the role that the elements around give it."""
    if depth > DEEPEST:
        return
    for child in parent:
        name = tag(child)
        if name == "p":
            yield child, around
            for box in _boxes(child):
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


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Yield the text boxes of a paragraph once each, but not the boxes inside of them."""
    for box in all_named(paragraph, "txbxContent"):
        above = takewhile(lambda a: a is not paragraph, box.iterancestors())
        if not any(tag(element) in ("p", "Fallback") for element in above):
            yield box


def _copies(paragraph: Element) -> tuple[Element, ...]:
    """Return the copy of a paragraph in a text box that is for older programs."""
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
