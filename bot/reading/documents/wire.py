"""What travels between the bot and the process that reads documents: JSON, plain data only.

Both sides use this module; the bot's side takes nothing for granted of what comes back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.article import Block, Role
from bot.domain.book import Chapter
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.document import Format

MOST_SPANS = 20_000
"""Formatting beyond this is left out: books have less, and more would hold up who unpacks it."""
MOST_BLOCKS = 50_000
MOST_CHAPTERS = 1_000
LONGEST_TITLE = 300
"""Characters of a title, an author or a chapter's name."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """A document as one text, less the title, the date and the byline that it began with.

    `blocks` are the passages that are something else than plain text, as an `Article` has them.
    Paragraphs stand between blank lines; headings are bold, and list items have bullets.
    """

    format: Format
    text: RichText
    title: RichText = field(default_factory=RichText)
    author: str = ""
    date: datetime | None = None
    chapters: Sequence[Chapter] = field(default_factory=tuple)
    blocks: tuple[Block, ...] = ()
    recognised: bool = False
    """Whether the text was read off a picture."""


def pack_rich(text: RichText) -> list[Any]:
    spans = [[s.start, s.end, s.kind.value, s.data] for s in text.spans[:MOST_SPANS]]
    return [text.text, spans]


def unpack_rich(packed: Any) -> RichText:
    text, spans = packed
    return RichText(
        str(text), tuple(Span(int(a), int(b), Kind(kind), str(data)) for a, b, kind, data in spans)
    )


def pack_text(read: ReadText) -> bytes:
    packed = {
        "format": read.format.value,
        "text": pack_rich(read.text),
        "title": pack_rich(read.title),
        "author": read.author,
        "date": read.date.isoformat() if read.date else None,
        "blocks": [[b.start, b.end, b.role.value] for b in read.blocks[:MOST_BLOCKS]],
        "recognised": read.recognised,
        "chapters": [[c.title, c.start, c.end] for c in read.chapters[:MOST_CHAPTERS]],
    }
    return json.dumps(packed, ensure_ascii=False).encode("utf-8", "replace")


def unpack_text(data: bytes) -> ReadText:
    """Return what `pack_text` packed. Raises ValueError, KeyError or TypeError for nonsense."""
    packed = json.loads(data)
    text = unpack_rich(packed["text"])
    return ReadText(
        Format(packed["format"]),
        text,
        unpack_rich(packed["title"]),
        str(packed["author"]),
        datetime.fromisoformat(packed["date"]) if packed["date"] else None,
        tuple(
            Chapter(str(title), int(start), int(end)) for title, start, end in packed["chapters"]
        ),
        _unpack_blocks(packed["blocks"], len(text)),
        bool(packed["recognised"]),
    )


def _unpack_blocks(packed: Any, length: int) -> tuple[Block, ...]:
    blocks = tuple(Block(int(start), int(end), Role(role)) for start, end, role in packed)
    position = 0
    for block in blocks:
        if not position <= block.start < block.end <= length:
            raise ValueError(f"a block that cannot be there: {block}")
        position = block.end
    return blocks


def pack_texts(texts: Sequence[RichText]) -> bytes:
    packed = [pack_rich(text) for text in texts]
    return json.dumps(packed, ensure_ascii=False).encode("utf-8", "replace")


def unpack_texts(data: bytes) -> tuple[RichText, ...]:
    """Return what `pack_texts` packed. Raises ValueError, KeyError or TypeError for nonsense."""
    return tuple(map(unpack_rich, json.loads(data)))
