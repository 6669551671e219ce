"""FB2 (FictionBook): one XML file, or that file alone in an archive."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document, Passage
from bot.reading.documents.inline import texts_in
from bot.reading.documents.markup import DEEPEST, Element, attribute, first_words, parse_xml
from bot.reading.documents.objects import ParagraphBuilder
from bot.reading.raised import write_raised
from bot.reading.tags import SKIPPED, local_name

_DEEPEST_HEADING = 6
# The text of a link to a note that is words instead of a mark.
_WORDS = re.compile(r"[^\W\d_][^\d]{2,}")


def read(data: bytes) -> Document:
    if data.startswith(b"PK"):
        data = _unpacked(data)
    root = parse_xml(data)
    # In FB2 the tag `style` is around words; in HTML it is a style sheet, which is skipped.
    etree.strip_tags(root, "{*}style")
    write_raised(root, keeps_marks=True)
    bodies = [body for body in root if local_name(body) == "body"]
    if not bodies:
        raise Broken("no body")
    notes = [note for body in bodies if _has_notes(body) for note in _notes(body, 0)]
    numbers = {
        id: str(number)
        for number, note in enumerate(notes)
        for id in (attribute(element, "id") for element in note.iter("{*}section", "{*}p"))
        if id
    }
    passages = [p for body in bodies if not _has_notes(body) for p in _passages(body, 0)]
    for number, note in enumerate(notes):
        passages += (
            Passage(p.text, Role.NOTE, note=str(number))
            for p in _passages(note, 0)
            if any(map(str.isalpha, p.text.text))
        )
    return Document(
        tuple(replace(p, text=_with_marks(p.text, numbers)) for p in passages),
        title=first_words(root, "book-title"),
        author=_author(root),
    )


def _has_notes(body: Element) -> bool:
    return attribute(body, "name") in ("notes", "comments")


def _notes(section: Element, depth: int) -> Iterator[Element]:
    """Yield the notes in a body of notes, whose sections may be divided."""
    inner = [child for child in section if local_name(child) == "section"]
    if inner and depth < DEEPEST and not attribute(section, "id"):
        for child in inner:
            yield from _notes(child, depth + 1)
    else:
        yield section


def _with_marks(text: RichText, numbers: Mapping[str, str]) -> RichText:
    """Return a text with the marks of notes in place of the links to them.

    `numbers` maps the ids of notes to their numbers. Other links within the book are left out.
    """
    builder = ParagraphBuilder(for_reading=True)
    links = [span for span in text.spans if _is_inside(span)]
    text = RichText(text.text, tuple(span for span in text.spans if not _is_inside(span)))
    position = 0
    for link in links:
        if number := numbers.get(link.data[1:]):
            # A space before a mark goes: the next word has one of its own.
            end = len(text.text[: link.start].rstrip())
            if _WORDS.fullmatch(text.text[link.start : link.end]):
                end = link.end
            builder.add_rich(text[position:end])
            builder.attach(number)
            position = link.end
    builder.add_rich(text[position:])
    return builder.text()


def _is_inside(span: Span) -> bool:
    return span.kind is Kind.TEXT_LINK and span.data.startswith("#")


def _unpacked(data: bytes) -> bytes:
    archive = Archive(data)
    books = [name for name in archive.names if name.lower().endswith(".fb2")]
    if len(books) != 1:
        raise Broken("not one book")
    return archive.read(books[0])


def _passages(section: Element, depth: int) -> list[Passage]:
    """Return the passages of a body or section; titles are headings as deep as their sections."""
    if depth > DEEPEST:
        return []
    passages: list[Passage] = []
    for child in section:
        name = local_name(child)
        if name == "section":
            passages += _passages(child, depth + 1)
        elif name == "title":
            lines = _lines(child)
            if lines:
                text = RichText(" ").join(lines)
                passages.append(Passage(text, Role.HEADING, min(depth + 1, _DEEPEST_HEADING)))
        elif name == "subtitle":
            passages += [Passage(text, Role.HEADING, _DEEPEST_HEADING) for text in _lines(child)]
        elif name == "poem":
            passages += _poem(child)
        elif name and name not in SKIPPED:
            passages += [Passage(text.shown(), text.role) for text in texts_in(child)]
    return passages


def _poem(poem: Element) -> Iterator[Passage]:
    for child in poem:
        lines = _lines(child)
        if not lines:
            continue
        match local_name(child):
            case "stanza":
                yield Passage(RichText("\n").join(lines))
            case "title" | "subtitle":
                yield Passage(RichText(" ").join(lines), Role.HEADING, _DEEPEST_HEADING)
            case "text-author":
                yield Passage(RichText(" ").join(lines), Role.CREDIT)


def _lines(element: Element) -> list[RichText]:
    return [text.shown() for text in texts_in(element)]


def _author(root: Element) -> str:
    names = []
    for author in root.iterfind(".//{*}title-info/{*}author"):
        parts = (first_words(author, part) for part in ("first-name", "middle-name", "last-name"))
        names.append(" ".join(filter(None, parts)) or first_words(author, "nickname"))
    return ", ".join(filter(None, names))
