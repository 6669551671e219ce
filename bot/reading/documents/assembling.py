"""Put the passages of a document together: one text, what its passages are, and its chapters."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.domain.article import Role
from bot.domain.book import Chapter
from bot.domain.parts import Part, slice_parts
from bot.domain.rich_text import Kind, RichText
from bot.errors import NoText
from bot.reading.bylines import read_byline
from bot.reading.documents.articles import ReadText, same_words
from bot.reading.documents.document import (
    NO_WORDS,
    Document,
    Mark,
    NotADocument,
    Passage,
    TooDemanding,
    TooLong,
    bullet_of,
)
from bot.reading.documents.outline import is_section_name, outlined
from bot.reading.file_types import Format
from bot.reading.headings import Heading, read_heading
from bot.reading.metadata import real_author, real_title
from bot.reading.posts import require_words
from bot.reading.structure import recognised
from bot.reading.text import StructuredText, concatenated, with_role

_BETWEEN = "\n\n"
_LONG = 20_000
"""Characters; what is shorter is read at once, and its headings are no chapters."""
_DEEPEST_CHAPTER = 3
_LONGEST_LINE = 10_000
"""Characters; a line that is longer was never meant to be read, and is broken into several."""
_SHORTEST_SENTENCES = 33
"""Characters that sentences have on average at least, since each takes time and memory of the bot's
process; those of people have twice as many.
"""
_MANY_SENTENCES = 1_000
_SHORTEST_LINES = 16
"""Characters that the lines of a text have on average at least; those of verses have twice as many.
"""
_LONGEST_PASSAGE = 100_000
_LONGEST_TITLE = 300
"""Characters of a title, an author or a chapter's name."""
_MOST_SPANS = 20_000
"""Formatting beyond this is left out: books have less, and more would hold up who unpacks it."""
_MOST_BLOCKS = 50_000
_MOST_CHAPTERS = 1_000
_PAUSE = re.compile(r"[.!?…]\s|\n")
_FILLED_LINE = re.compile(r"^.*\S", re.MULTILINE)
_MOST_TITLE_LINES = 5
_OPENING = 2_000
"""Characters, which show in which letters a text is written."""
_FILLED_IN = frozenset({Format.DOCX, Format.PPTX, Format.ODT, Format.RTF})
"""Formats whose author is the one whom the word processor knew, so that a byline knows better."""


def assemble(document: Document, format: Format, limit: int) -> ReadText:
    """Return the document as one text of at most `limit` characters.

    Raises NotADocument for one without words, TooLong and TooDemanding.
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
    parts: list[StructuredText] = []
    position = 0
    last: Passage | None = None
    outline = outlined(document.passages)
    for number, passage in passages:
        if last is not None:
            # The items of a list stand together.
            both_items = last.role is Role.LIST_ITEM and passage.role is Role.LIST_ITEM
            separator = RichText("\n" if both_items else _BETWEEN)
            parts.append(StructuredText(separator))
            position += len(separator)
        shown = _shown(passage)
        starts[number] = position
        parts.append(with_role(shown, outline.roles[number]))
        position += len(shown)
        last = passage
    whole = concatenated(parts)
    title = outline.title
    if title is None and not _may_begin_with_title(passages, outline.roles):
        title = ""
    chapters = _chapters(document, starts, len(whole))
    pages = _pages(document, starts)
    return _headed(document, format, recognised(whole), title, chapters, pages)


def _pages(document: Document, starts: dict[int, int]) -> list[Part]:
    """Return the pages that have a text."""
    pages = []
    bounds = [*document.pages, len(document.passages)]
    for number, (first, end) in enumerate(pairwise(bounds), 1):
        found = next((starts[n] for n in range(first, end) if n in starts), None)
        if found is not None:
            pages.append(Part(found, number))
    return pages


def refuse_too_much(texts: Iterable[RichText], limit: int) -> None:
    """Raise TooLong for texts of over `limit` characters in all, and TooDemanding for those of
    which nobody would know what is in them: of nothing but line ends and full stops.
    """
    length = sentences = 0
    for text in texts:
        length += len(text)
        sentences += 1 + sum(1 for _ in _PAUSE.finditer(text.text))
    if length > limit:
        raise TooLong(length)
    if sentences > max(limit // _SHORTEST_SENTENCES, _MANY_SENTENCES):
        raise TooDemanding(f"{sentences} sentences")


def refuse_too_long(text: str, limit: int) -> None:
    """Raise TooLong and TooDemanding for a text file that is not worth being taken apart."""
    if len(text) > limit:
        raise TooLong(len(text))
    lines = sum(1 for _ in _FILLED_LINE.finditer(text))
    if lines > max(limit // _SHORTEST_LINES, _MANY_SENTENCES):
        raise TooDemanding(f"{lines} lines")


def refuse_endless(texts: Iterable[RichText]) -> None:
    """Raise TooDemanding for a text that goes on and on, where it cannot be broken into lines."""
    longest = max(map(len, texts), default=0)
    if longest > _LONGEST_PASSAGE:
        raise TooDemanding(f"{longest} characters in a paragraph")


def _headed(
    document: Document,
    format: Format,
    whole: StructuredText,
    title: str | None,
    chapters: Sequence[Chapter],
    pages: Sequence[Part],
) -> ReadText:
    """Return the text with the title and author that the file names, else those in the text.

    `title` is what its title page says, None where the first lines may have a heading.
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
        # «На правах рукопису» stands above the title.
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
    # Whatever stands above the body was taken off the text's beginning.
    gone = len(whole.text.text.rstrip()) - len(body)
    return ReadText(
        format,
        with_bounded_spans(body.text),
        shown_title[:_LONGEST_TITLE],
        author[:_LONGEST_TITLE],
        document.date or heading.date,
        tuple(
            Chapter(chapter.title, max(chapter.start - gone, 0), min(chapter.end - gone, len(body)))
            for chapter in chapters
            if chapter.end > gone
        )[:_MOST_CHAPTERS],
        body.blocks[:_MOST_BLOCKS],
        slice_parts(whole.text, pages, gone, len(whole)),
    )


def _without_title(body: StructuredText, title: str) -> StructuredText:
    """Return the text without the lines at its beginning that are the title."""
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
    """Return the text with as much formatting as travels to the bot."""
    return RichText(text.text, text.spans[:_MOST_SPANS]) if len(text.spans) > _MOST_SPANS else text


def _without_running_head(body: StructuredText) -> StructuredText:
    """Return the text without what stands at the edge of its first page, if more follows."""
    while body.blocks and body.blocks[0].role is Role.HEADER_FOOTER and not body.blocks[0].start:
        rest = body[body.blocks[0].end :].strip()
        if not len(rest):
            break
        body = rest
    return body


def _may_begin_with_title(passages: Sequence[tuple[int, Passage]], roles: Sequence[Role]) -> bool:
    """Return whether the text may begin with its title, rather than with the heading of its first
    part or with something else.
    """
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
        text = RichText(" ".join(passage.text.text.split()))
        return _in_lines(text).with_span(Kind.BOLD)
    if passage.role is Role.LIST_ITEM:
        return RichText(bullet_of(passage.text)) + _in_lines(passage.text)
    return _in_lines(passage.text)


def _in_lines(text: RichText) -> RichText:
    """Return the text without lines that are too long."""
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
    marks = [
        (mark.title, starts[mark.passage])
        for mark in document.marks or _marks(document.passages)
        if mark.passage in starts
    ]
    if len(marks) < 2:
        return ()
    ends = [start for _, start in marks[1:]] + [length]
    return tuple(
        Chapter(title[:_LONGEST_TITLE], start, end)
        for (title, start), end in zip(marks, ends, strict=True)
        if end > start
    )


def _marks(passages: Sequence[Passage]) -> list[Mark]:
    """Return the headings of the highest level that has several of them."""
    headings = [(n, passage) for n, passage in enumerate(passages) if passage.role is Role.HEADING]
    counts = Counter(passage.level for _, passage in headings)
    for level in range(1, _DEEPEST_CHAPTER + 1):
        if counts[level] > 1:
            return [Mark(b.text.text, number) for number, b in headings if b.level == level]
    return []
