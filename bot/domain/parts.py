"""The messages or pages of an article's words."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from bot.domain.rich_text import RichText, utf16_length

_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Part:
    """The body from `start` on, in code points, stands in a message or on a page.

    `number` is the message's id or the page's number, from 1 on; `offset` is where it stands in the
    message, in UTF-16 units. Between this and another part of the same message stands a `gap` of
    characters that the body does not have.
    """

    start: int
    number: int
    offset: int = 0
    gap: RichText = field(default_factory=RichText)


class Place(NamedTuple):
    """Where a sentence or a line stands: `body[start:end]`, in code points."""

    start: int
    end: int


class Quotation(NamedTuple):
    """Words of a message exactly as it has them, from a place in UTF-16 units on."""

    message_id: int
    position: int
    text: RichText


def part_of(parts: Sequence[Part], place: int) -> Part | None:
    """Return the part that a place of the body is in, None where that is not known."""
    number = bisect_right(parts, place, key=_START)
    return parts[number - 1] if number else None


def shift_parts(parts: Iterable[Part], by: int) -> tuple[Part, ...]:
    """Return the parts of a text that is moved by `by` code points."""
    return tuple(replace(part, start=part.start + by) for part in parts)


def slice_parts(text: RichText, parts: Sequence[Part], start: int, end: int) -> tuple[Part, ...]:
    """Return the parts of `text[start:end]`, counted from its beginning."""
    first = part_of(parts, start)
    kept = [part for part in parts if start < part.start < end]
    if first is not None:
        skipped = utf16_length(text.text[first.start : start])
        kept.insert(0, replace(first, start=start, offset=first.offset + skipped))
    return shift_parts(kept, -start)


def quotation(text: RichText, parts: Sequence[Part], start: int, end: int) -> Quotation | None:
    """Return `text[start:end]` as a quotation of the message with most of it.

    None where it stands in no message that is known.
    """
    found = list(_quotations(text, parts, start, end))
    return max(found, key=lambda quoted: len(quoted.text), default=None)


def _quotations(text: RichText, parts: Sequence[Part], start: int, end: int) -> Iterator[Quotation]:
    """Yield what each message has of `text[start:end]`."""
    quoted: Quotation | None = None
    inside = slice_parts(text, parts, start, end)
    bounds = [*(part.start for part in inside), end - start]
    for part, stop in zip(inside, bounds[1:], strict=True):
        words = text[start + part.start : start + stop]
        if quoted is not None and quoted.message_id == part.number:
            quoted = quoted._replace(text=quoted.text + part.gap + words)
            continue
        if quoted is not None:
            yield _trimmed(quoted)
        quoted = Quotation(part.number, part.offset, words)
    if quoted is not None:
        yield _trimmed(quoted)


def _trimmed(quoted: Quotation) -> Quotation:
    """Leave out the space that joins two messages."""
    return quoted._replace(text=quoted.text[: len(quoted.text.text.rstrip())])
