"""Puts the blocks of a document together: one text, and the chapters in it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot.domain.rich_text import Kind, RichText
from bot.errors import NoText
from bot.reading.documents.articles import same_words
from bot.reading.documents.document import (
    Block,
    Document,
    Format,
    Mark,
    NotADocument,
    Role,
    TooDemanding,
    TooLong,
)
from bot.reading.documents.wire import LONGEST_TITLE, Chapter, ReadText
from bot.reading.posts import Post, read_post

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
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_FILLED_LINE = re.compile(r"^.*\S", re.MULTILINE)


def assemble(document: Document, format: Format, limit: int) -> ReadText:
    """The document as one text. Raises NotADocument for one without words, TooLong and
    TooDemanding.
    """
    blocks = [(number, block) for number, block in enumerate(document.blocks) if block.text]
    refuse_too_much((block.text for _, block in blocks), limit)
    if not any(block.text.text.strip() for _, block in blocks):
        raise NotADocument
    starts: dict[int, int] = {}
    parts: list[RichText] = []
    position = 0
    last: Block | None = None
    for number, block in blocks:
        if last is not None:
            # The items of a list stand together.
            both_items = last.role is Role.ITEM and block.role is Role.ITEM
            separator = RichText("\n" if both_items else _BETWEEN)
            parts.append(separator)
            position += len(separator)
        shown = _shown(block)
        starts[number] = position
        parts.append(shown)
        position += len(shown)
        last = block
    text = RichText().join(parts)
    return _headed(document, format, text, _chapters(document, starts, len(text)))


def refuse_too_much(texts: Iterable[RichText], limit: int) -> None:
    """Raises TooLong for texts of over `limit` characters in all, and TooDemanding for those of
    which nobody would know what is in them: of nothing but line ends and full stops.
    """
    length = sentences = 0
    for text in texts:
        length += len(text)
        sentences += 1 + sum(1 for _ in _SENTENCE_END.finditer(text.text))
    if length > limit:
        raise TooLong(length)
    if sentences > max(limit // _SHORTEST_SENTENCES, _MANY_SENTENCES):
        raise TooDemanding(f"{sentences} sentences")


def refuse_too_long(text: str, limit: int) -> None:
    """Raises TooLong and TooDemanding for a text file that is not worth being taken apart."""
    if len(text) > limit:
        raise TooLong(len(text))
    lines = sum(1 for _ in _FILLED_LINE.finditer(text))
    if lines > max(limit // _SHORTEST_LINES, _MANY_SENTENCES):
        raise TooDemanding(f"{lines} lines")


def refuse_endless(texts: Iterable[RichText]) -> None:
    """Raises TooDemanding for a text that goes on and on, where it cannot be broken into lines."""
    longest = max(map(len, texts), default=0)
    if longest > _LONGEST_PASSAGE:
        raise TooDemanding(f"{longest} characters in a paragraph")


def _headed(
    document: Document, format: Format, text: RichText, chapters: Sequence[Chapter]
) -> ReadText:
    """The document's own title and author, else those that stand above its text."""
    try:
        article = read_post(Post(text), len(text))
    except NoText:
        raise NotADocument from None
    title, body = article.title, article.body
    if document.title:
        title, body = RichText(document.title[:LONGEST_TITLE]), text.strip()
        line, _, _ = body.text.partition("\n")
        if same_words(line, document.title) and len(line) < len(body):
            body = body[len(line) :].strip()
    # Whatever stands above the body was taken off the text's beginning.
    gone = len(text) - len(body)
    return ReadText(
        format,
        body,
        title[:LONGEST_TITLE],
        (document.author or article.author)[:LONGEST_TITLE],
        document.date or article.source.date,
        tuple(
            Chapter(chapter.title, max(chapter.start - gone, 0), chapter.end - gone)
            for chapter in chapters
            if chapter.end > gone
        ),
    )


def _shown(block: Block) -> RichText:
    if block.role is Role.HEADING:
        text = RichText(" ".join(block.text.text.split()))
        return _in_lines(text).with_span(Kind.BOLD)
    if block.role is Role.ITEM:
        return RichText("• ") + _in_lines(block.text)
    return _in_lines(block.text)


def _in_lines(text: RichText) -> RichText:
    """The text without lines that are too long."""
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
        (mark.title, starts[mark.block])
        for mark in document.marks or _marks(document.blocks)
        if mark.block in starts
    ]
    if len(marks) < 2:
        return ()
    ends = [start for _, start in marks[1:]] + [length]
    return tuple(
        Chapter(title[:LONGEST_TITLE], start, end)
        for (title, start), end in zip(marks, ends, strict=True)
        if end > start
    )


def _marks(blocks: Sequence[Block]) -> list[Mark]:
    """The headings of the highest level that has several of them."""
    headings = [(n, block) for n, block in enumerate(blocks) if block.role is Role.HEADING]
    counts = Counter(block.level for _, block in headings)
    for level in range(1, _DEEPEST_CHAPTER + 1):
        if counts[level] > 1:
            return [Mark(b.text.text, number) for number, b in headings if b.level == level]
    return []
