"""Text with roles and parts, and removal of invisible characters."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

from bot.domain.article import Block, Role, shift_blocks, slice_blocks
from bot.domain.parts import Part, slice_parts
from bot.domain.rich_text import RichText, Span, utf16_length

# Control characters, zero-width spaces, soft hyphens, directional marks; carriage returns before
# line feeds. U+200C and U+200D stay, since some scripts and emoji need them.
_INVISIBLE = re.compile(
    r"\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_INVISIBLE_RUN = re.compile(rf"(?:{_INVISIBLE.pattern})+")
_LINE_END = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_MOST_GAPS = 2_000
"""Runs of invisible characters; a text with more is hostile, and is never quoted."""


@dataclass(frozen=True, slots=True)
class StructuredText:
    """A text, its blocks and its parts, as an `Article` has them."""

    text: RichText = field(default_factory=RichText)
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Self:
        """Return `text[part]`; slices have no step."""
        start, stop, _ = part.indices(len(self.text))
        stop = max(start, stop)
        blocks = slice_blocks(self.blocks, start, stop)
        parts = slice_parts(self.text, self.parts, start, stop)
        return replace(self, text=self.text[part], blocks=blocks, parts=parts)

    def strip(self) -> Self:
        """Return the text without white space around it."""
        text = self.text.text
        start = len(text) - len(text.lstrip())
        return self[start : start + len(text.strip())]

    def runs(self) -> Iterator[tuple[Role, "StructuredText"]]:
        """Yield the blocks and the plain text between them, in order."""
        position = 0
        for block in self.blocks:
            if position < block.start:
                yield Role.TEXT, self[position : block.start]
            yield block.role, self[block.start : block.end]
            position = block.end
        if position < len(self.text):
            yield Role.TEXT, self[position:]


def with_role(text: RichText, role: Role) -> StructuredText:
    """Return a text in which everything has one role."""
    is_block = role is not Role.TEXT and len(text) > 0
    return StructuredText(text, (Block(0, len(text), role),) if is_block else ())


def concatenated(parts: Iterable[StructuredText]) -> StructuredText:
    """Return the parts joined without separators."""
    texts: list[RichText] = []
    blocks: list[Block] = []
    length = 0
    for part in parts:
        texts.append(part.text)
        blocks += shift_blocks(part.blocks, length)
        length += len(part)
    return StructuredText(RichText().join(texts), tuple(blocks))


def single_spaced(text: str) -> str:
    """Return a text on one line with single spaces."""
    return " ".join(text.split())


def without_invisible(text: str) -> str:
    """Return the text without invisible characters."""
    return _INVISIBLE.sub("", text)


def tidy(text: RichText) -> RichText:
    """Return the text without invisible characters, with line feeds as line ends."""
    return tidy_structured(StructuredText(text)).text


_Text = TypeVar("_Text", bound=StructuredText)


def tidy_structured(given: _Text) -> _Text:
    """Do what `tidy` does, for a text with blocks and parts."""
    text = given.text
    removed = [match.start() for match in _INVISIBLE.finditer(text.text)]
    spans, blocks, parts = text.spans, given.blocks, given.parts
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
        parts = tuple(_tidied_parts(text, parts)) if parts else ()
    words = _LINE_END.sub("\n", without_invisible(text.text))
    return replace(given, text=RichText(words, spans), blocks=blocks, parts=parts)


def _tidied_parts(text: RichText, parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of the text without its invisible characters."""
    runs = [match.span() for match in _INVISIBLE_RUN.finditer(text.text)]
    if len(runs) > _MOST_GAPS:
        return
    gaps = list(text.slices(runs))
    number = gone = 0
    ends = [*(part.start for part in parts[1:]), len(text)]
    for part, end in zip(parts, ends, strict=True):
        place, offset = part.start, part.offset
        yield replace(part, start=place - gone)
        while number < len(runs) and runs[number][0] < end:
            gap_start, gap_end = runs[number]
            offset += utf16_length(text.text[place:gap_end])
            place, gone = gap_end, gone + gap_end - gap_start
            yield Part(place - gone, part.number, offset, gaps[number])
            number += 1
