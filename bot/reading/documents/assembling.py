"""Join the passages of a document to one text with roles, chapters, title and author."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.article import Chapter, Role
from bot.domain.parts import Part
from bot.domain.rich_text import Kind, RichText
from bot.errors import NoText
from bot.reading.documents.document import (
    NO_WORDS,
    Document,
    NotADocument,
    Passage,
    TocEntry,
    TooDemanding,
    TooLong,
    bullet_of,
)
from bot.reading.documents.outline import is_section_name, outline_of
from bot.reading.documents.reader import ReadText, same_words
from bot.reading.file_types import Format
from bot.reading.headings import Heading, read_heading
from bot.reading.metadata import read_byline, real_author, real_title
from bot.reading.posts import require_words
from bot.reading.structure import with_line_roles
from bot.reading.text import StructuredText, concatenated, single_spaced, with_role

_LONG = 20_000
"""Characters; the headings of a shorter text are not chapters."""
_DEEPEST_CHAPTER = 3
_LONGEST_LINE = 10_000
"""Characters; a longer line was not made for reading, and is broken into several."""
_SHORTEST_SENTENCES = 33
"""Characters of an average sentence, at least, to bound memory; people write twice as many."""
_MANY_SENTENCES = 1_000
_SHORTEST_LINES = 16
"""Characters of a line, at least on average; lines of verse have twice as many."""
_LONGEST_PASSAGE = 100_000
_LONGEST_TITLE = 300
"""Characters of a title, an author or a chapter's name."""
_MOST_SPANS = 20_000
"""Spans beyond this are left out: books have fewer, and unpacking more would take long."""
_MOST_BLOCKS = 50_000
_MOST_CHAPTERS = 1_000
_PAUSE = re.compile(r"[.!?…]\s|\n")
_FILLED_LINE = re.compile(r"^.*\S", re.MULTILINE)
_MOST_TITLE_LINES = 5
_OPENING = 2_000
"""Characters, enough to see in which alphabet a text is written."""
_FILLED_IN = frozenset({Format.DOCX, Format.PPTX, Format.ODT, Format.RTF})
"""Formats whose author is the user of the word processor, so that a byline is more reliable."""


def assemble(document: Document, format: Format, limit: int) -> ReadText:
    """Return the document as one text of at most `limit` characters.

    Raises NotADocument for a document without words, TooLong and TooDemanding.
    """
    passages = [
        (number, replace(found, text=found.text.without(NO_WORDS)))
        for number, found in enumerate(document.passages)
        if found.text
    ]
    refuse_too_much((passage.text for _, passage in passages), limit)
    if not any(passage.text.text.strip() for _, passage in passages):
        raise NotADocument
    starts: dict[int, int] = {}
    pieces: list[StructuredText] = []
    position = 0
    last: Passage | None = None
    outline = outline_of(document.passages)
    for number, passage in passages:
        # No blank lines between the items of a list.
        both_items = last is not None and last.role is passage.role is Role.LIST_ITEM
        separator = RichText("" if last is None else "\n" if both_items else "\n\n")
        shown = _shown(passage)
        starts[number] = position + len(separator)
        pieces += (StructuredText(separator), with_role(shown, outline.roles[number]))
        position = starts[number] + len(shown)
        last = passage
    whole = replace(concatenated(pieces), parts=tuple(_pages(document, starts)))
    title = outline.title
    if title is None and not _may_begin_with_title(passages, outline.roles):
        title = ""
    chapters = _chapters(document, starts, len(whole))
    return _read_text(document, format, with_line_roles(whole), title, chapters)


def _pages(document: Document, starts: Mapping[int, int]) -> Iterator[Part]:
    """Yield the pages that have text."""
    bounds = [*document.pages, len(document.passages)]
    for number, (first, end) in enumerate(pairwise(bounds), 1):
        found = next((starts[n] for n in range(first, end) if n in starts), None)
        if found is not None:
            yield Part(found, number)


def refuse_too_much(texts: Iterable[RichText], limit: int) -> None:
    """Raise TooLong for over `limit` characters, and TooDemanding for hardly any words."""
    length = sentences = 0
    for text in texts:
        length += len(text)
        sentences += 1 + sum(1 for _ in _PAUSE.finditer(text.text))
    if length > limit:
        raise TooLong(length)
    if sentences > max(limit // _SHORTEST_SENTENCES, _MANY_SENTENCES):
        raise TooDemanding(f"{sentences} sentences")


def refuse_too_long(text: str, limit: int) -> None:
    """Raise TooLong and TooDemanding for a text file before it is parsed."""
    if len(text) > limit:
        raise TooLong(len(text))
    lines = sum(1 for _ in _FILLED_LINE.finditer(text))
    if lines > max(limit // _SHORTEST_LINES, _MANY_SENTENCES):
        raise TooDemanding(f"{lines} lines")


def refuse_endless(texts: Iterable[RichText]) -> None:
    """Raise TooDemanding for a passage that is too long and cannot be broken into lines."""
    longest = max(map(len, texts), default=0)
    if longest > _LONGEST_PASSAGE:
        raise TooDemanding(f"{longest} characters in a paragraph")


def _read_text(
    document: Document,
    format: Format,
    whole: StructuredText,
    title: str | None,
    chapters: Sequence[Chapter],
) -> ReadText:
    """Return the text with the title and the author of the metadata, else those in the text.

    `title` is the title on the title page; None if the title may be in the first lines.
    """
    try:
        require_words(whole.text)
    except NoText:
        raise NotADocument from None
    body = _without_running_head(whole.strip())
    heading = read_heading(body.text) if title is None else Heading()
    for _ in range(_MOST_TITLE_LINES):
        if not heading.title or real_title(heading.title.text):
            break
        # «На правах рукопису» may be above the title.
        body = body[body.text.text.index("\n") :].strip()
        heading = read_heading(body.text)
    named = real_title(document.title)
    shown_title = RichText(named or title or "") if named or title else heading.title
    byline = heading.author
    if named:
        body = _without_title(body, named)
        line, _, rest = body.text.text.partition("\n")
        if rest.strip() and (found := read_byline(line)):
            body, byline = body[len(line) :].strip(), found
    else:
        body = body[heading.body_start :]
    author = real_author(document.author, body.text.text[:_OPENING])
    if byline and (not author or format in _FILLED_IN):
        author = byline
    # Title and byline were removed from the beginning of the text.
    removed = len(whole.text.text.rstrip()) - len(body)
    return ReadText(
        format,
        with_bounded_spans(body.text),
        shown_title[:_LONGEST_TITLE],
        author[:_LONGEST_TITLE],
        document.date or heading.date,
        tuple(
            Chapter(c.title, max(c.start - removed, 0), min(c.end - removed, len(body)))
            for c in chapters
            if c.end > removed
        )[:_MOST_CHAPTERS],
        body.blocks[:_MOST_BLOCKS],
        body.parts,
    )


def _without_title(body: StructuredText, title: str) -> StructuredText:
    """Return the text without its first lines if they are the title."""
    end = 0
    for _ in range(_MOST_TITLE_LINES):
        line = _FILLED_LINE.search(body.text.text, end)
        if line is None or line.end() == len(body):
            break
        end = line.end()
        if same_words(body.text.text[:end], title):
            return body[end:].strip()
    return body


def with_bounded_spans(text: RichText) -> RichText:
    """Return the text with no more than the largest number of spans."""
    return RichText(text.text, text.spans[:_MOST_SPANS]) if len(text.spans) > _MOST_SPANS else text


def _without_running_head(body: StructuredText) -> StructuredText:
    """Return the text without the running header of its first page, if more text follows."""
    while body.blocks and body.blocks[0].role is Role.HEADER_FOOTER and not body.blocks[0].start:
        rest = body[body.blocks[0].end :].strip()
        if not len(rest):
            break
        body = rest
    return body


def _may_begin_with_title(passages: Sequence[tuple[int, Passage]], roles: Sequence[Role]) -> bool:
    """Return whether the text may begin with its title, and not with the heading of a part."""
    inside = [
        (passage, roles[number])
        for number, passage in passages
        if roles[number] is not Role.HEADER_FOOTER
    ]
    if not inside:
        return False
    first, role = inside[0]
    if role not in (Role.TEXT, Role.HEADING) or is_section_name(first.text.text):
        return False
    equal = sum(p.role is Role.HEADING and p.level == first.level for p, _ in inside)
    stacked = len(inside) > 1 and inside[1][0].role is Role.HEADING
    return not (first.role is Role.HEADING and first.level > 0 and equal > 1 and not stacked)


def _shown(passage: Passage) -> RichText:
    if passage.role is Role.HEADING:
        return _in_lines(RichText(single_spaced(passage.text.text))).with_span(Kind.BOLD)
    if passage.role is Role.LIST_ITEM:
        return RichText(bullet_of(passage.text)) + _in_lines(passage.text)
    return _in_lines(passage.text)


def _in_lines(text: RichText) -> RichText:
    """Return the text with lines that are too long broken up."""
    if len(text) <= _LONGEST_LINE:
        return text
    return RichText("\n").join(text.slices(_lines(text.text)))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while end - start > _LONGEST_LINE:
            space = text.rfind(" ", start, start + _LONGEST_LINE)
            cut = space if space > start else start + _LONGEST_LINE
            yield start, cut
            start = cut
        yield start, end
        start = end + 1


def _chapters(document: Document, starts: dict[int, int], length: int) -> tuple[Chapter, ...]:
    if length < _LONG:
        return ()
    entries = [
        (entry.title, starts[entry.passage])
        for entry in document.contents or _heading_entries(document.passages)
        if entry.passage in starts
    ]
    if len(entries) < 2:
        return ()
    ends = [start for _, start in entries[1:]] + [length]
    return tuple(
        Chapter(title[:_LONGEST_TITLE], start, end)
        for (title, start), end in zip(entries, ends, strict=True)
        if end > start
    )


def _heading_entries(passages: Sequence[Passage]) -> list[TocEntry]:
    """Return the headings of the highest level that has several."""
    headings = [(n, passage) for n, passage in enumerate(passages) if passage.role is Role.HEADING]
    counts = Counter(passage.level for _, passage in headings)
    for level in range(1, _DEEPEST_CHAPTER + 1):
        if counts[level] > 1:
            return [TocEntry(b.text.text, number) for number, b in headings if b.level == level]
    return []
