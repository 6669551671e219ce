"""A text without the characters that nobody sees, with one kind of line end; its spans follow.

Spaces of every kind stay as they are: what is left must still be found in the original message.
"""

import re
from bisect import bisect_left

from bot.domain.article import Block
from bot.domain.rich_text import RichText, Span
from bot.reading.structured import StructuredText

# Control characters, zero-width spaces, soft hyphens, directional marks; the carriage return of a
# pair. U+200C and U+200D stay, since scripts and emoji are built with them.
_INVISIBLE = re.compile(
    r"\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")


def single_spaced(text: str) -> str:
    """Return a text on one line, with single spaces and none around it."""
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def tidy(text: RichText) -> RichText:
    """Return the same words, spaces and lines; a span over nothing but what is gone is gone too."""
    return tidy_structured(StructuredText(text)).text


def tidy_structured(given: StructuredText) -> StructuredText:
    """Return what `tidy` returns; the blocks follow too."""
    text = given.text
    removed = [match.start() for match in _INVISIBLE.finditer(text.text)]
    spans, blocks = text.spans, given.blocks
    if removed:

        def moved(position: int) -> int:
            return position - bisect_left(removed, position)

        spans = tuple(
            Span(moved(span.start), moved(span.end), span.kind, span.data) for span in spans
        )
        blocks = tuple(
            Block(start, end, block.role)
            for block in blocks
            if (start := moved(block.start)) < (end := moved(block.end))
        )
    words = _LINE_END.sub("\n", without_invisible(text.text))
    return StructuredText(RichText(words, spans), blocks)
