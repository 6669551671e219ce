"""Puts the blocks of a document together: one text, and the chapters in it."""

from collections import Counter
from collections.abc import Sequence

from bot.errors import NoText
from bot.reading.documents.articles import same_words
from bot.reading.documents.document import (
    Block,
    Document,
    Format,
    Mark,
    NotADocument,
    Role,
    TooLong,
)
from bot.reading.documents.wire import LONGEST_TITLE, Chapter, ReadText
from bot.reading.posts import Post, read_post
from bot.text import Kind, RichText

_BETWEEN = "\n\n"
_LONG = 20_000
"""Characters; what is shorter is read at once, and its headings are no chapters."""
_DEEPEST_CHAPTER = 3


def assemble(document: Document, format: Format, limit: int) -> ReadText:
    """The document as one text. Raises NotADocument for one without words, and TooLong."""
    blocks = [(number, block) for number, block in enumerate(document.blocks) if block.text]
    length = sum(len(block.text) for _, block in blocks)
    if length > limit:
        raise TooLong(length)
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
        article.source.date,
        tuple(
            Chapter(chapter.title, max(chapter.start - gone, 0), chapter.end - gone)
            for chapter in chapters
            if chapter.end > gone
        ),
    )


def _shown(block: Block) -> RichText:
    if block.role is Role.HEADING:
        return RichText(" ".join(block.text.text.split())).with_span(Kind.BOLD)
    if block.role is Role.ITEM:
        return RichText("• ") + block.text
    return block.text


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
