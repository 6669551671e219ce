"""A string with formatting, and the one place that knows Telegram's UTF-16 offsets.

Everything a person sends and everything the bot answers is a `RichText`. Offsets are code points,
as in a Python string; only `from_entities` and `to_entities` speak UTF-16. Knows no telegram.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, Self

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Kind(StrEnum):
    """What a span means; the values are Telegram's entity types, but for the last five."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKETHROUGH = "strikethrough"
    SPOILER = "spoiler"
    BLOCKQUOTE = "blockquote"
    EXPANDABLE_BLOCKQUOTE = "expandable_blockquote"
    CODE = "code"
    PRE = "pre"
    TEXT_LINK = "text_link"
    TEXT_MENTION = "text_mention"
    CUSTOM_EMOJI = "custom_emoji"
    DATE_TIME = "date_time"
    MENTION = "mention"
    HASHTAG = "hashtag"
    CASHTAG = "cashtag"
    BOT_COMMAND = "bot_command"
    URL = "url"
    EMAIL = "email"
    PHONE_NUMBER = "phone_number"
    OBJECT = "object"
    """Something of a document that is no words (a field, a link, the mark of a note) stands around
    these words, for them or at their end; `data` is its number. Like the next three, it travels
    from a document into its translation, and nowhere else.
    """
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    LOOK = "look"
    """Words of a document with another colour, font or size; `data` is the number of the look."""
    UNDERSCORED = "underscored"
    """Underscores stood around these words, those in `data`; while a sentence is translated."""


DETECTED_KINDS = frozenset(
    {Kind.MENTION, Kind.HASHTAG, Kind.CASHTAG, Kind.BOT_COMMAND}
    | {Kind.URL, Kind.EMAIL, Kind.PHONE_NUMBER}
)
"""Kinds that Telegram finds in a text by itself, so that nobody has to send them."""

# Two spans of these kinds that touch or overlap look like one, so they are kept as one.
_CONTINUOUS_KINDS = frozenset(
    {Kind.BOLD, Kind.ITALIC, Kind.UNDERLINE, Kind.STRIKETHROUGH, Kind.SPOILER, Kind.LOOK}
)

_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Formatting of `text[start:end]`. `data` is the link, the user id, the code's language, …"""

    start: int
    end: int
    kind: Kind
    data: str = ""

    def moved(self, by: int) -> Self:
        return replace(self, start=self.start + by, end=self.end + by)


class Entity(NamedTuple):
    """A span as Telegram writes it: offset and length in UTF-16 code units."""

    offset: int
    length: int
    kind: Kind
    data: str = ""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text and its spans, which are sorted, not empty and inside the text, whatever was given."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", _normalized(self.spans, len(self.text)))

    @classmethod
    def styled(cls, text: str, kind: Kind, data: str = "") -> Self:
        """Return the whole text in one format."""
        return cls(text, (Span(0, len(text), kind, data),))

    @classmethod
    def from_entities(cls, text: str, entities: Iterable[Entity] = ()) -> Self:
        """Read a text with Telegram's entities; offsets that lie are clipped, never an error.

        An offset inside a surrogate pair moves to the inner side of the span, and half a pair in
        the text becomes U+FFFD, since it could not be sent back.
        """
        text = _without_lone_surrogates(text)
        units = _Utf16(text)
        return cls(
            text,
            tuple(
                Span(
                    units.code_point_after(entity.offset),
                    units.code_point_before(entity.offset + max(entity.length, 0)),
                    entity.kind,
                    entity.data,
                )
                for entity in entities
            ),
        )

    def to_entities(self) -> tuple[Entity, ...]:
        """Return the spans as Telegram takes them."""
        units = _Utf16(self.text)
        return tuple(
            Entity(
                start := units.offset(span.start),
                units.offset(span.end) - start,
                span.kind,
                span.data,
            )
            for span in self.spans
        )

    @property
    def utf16_length(self) -> int:
        """The length of the text as Telegram counts it."""
        return utf16_length(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, part: slice) -> "RichText":
        """Return the part with what is left of its spans. Steps other than 1 are a ValueError."""
        start, stop, step = part.indices(len(self.text))
        if step != 1:
            raise ValueError("a RichText is sliced without a step")
        stop = max(start, stop)
        kept = (
            Span(max(span.start, start) - start, min(span.end, stop) - start, span.kind, span.data)
            for span in self.spans
            if span.start < stop and span.end > start
        )
        return RichText(self.text[start:stop], tuple(kept))

    def __add__(self, other: "RichText | str") -> "RichText":
        """Put one text after the other; a span that was cut at the seam becomes whole again."""
        if isinstance(other, str):
            other = RichText(other)
        seam = len(self.text)
        cut = {(span.kind, span.data): span for span in self.spans if span.end == seam}
        whole: set[Span] = set()
        spans: list[Span] = []
        for span in other.spans:
            moved = span.moved(seam)
            before = cut.pop((span.kind, span.data), None) if span.start == 0 else None
            if before is not None:
                whole.add(before)
                moved = replace(moved, start=before.start)
            spans.append(moved)
        kept = (span for span in self.spans if span not in whole)
        return RichText(self.text + other.text, (*kept, *spans))

    def join(self, parts: Iterable["RichText"]) -> "RichText":
        """Return the parts with this text between them, as `str.join`; spans stay separate."""
        texts: list[str] = []
        spans: list[Span] = []
        length = 0
        for number, part in enumerate(parts):
            for piece in (self, part) if number else (part,):
                texts.append(piece.text)
                spans += (span.moved(length) for span in piece.spans)
                length += len(piece)
        return RichText("".join(texts), tuple(spans))

    def strip(self) -> "RichText":
        """Return the text without white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    def lines(self) -> tuple["RichText", ...]:
        """Return the lines without their ends; a line feed joins them to the text again."""
        places: list[tuple[int, int]] = []
        start = 0
        for line in self.text.split("\n"):
            places.append((start, start + len(line)))
            start += len(line) + 1
        return tuple(self.slices(places))

    def slices(self, places: Iterable[tuple[int, int]]) -> Iterator["RichText"]:
        """Return `self[start:end]` for places in their order, in one pass over the spans."""
        if not self.spans:
            yield from (RichText(self.text[start:end]) for start, end in places)
            return
        waiting = list(reversed(self.spans))
        open_spans: list[Span] = []
        for start, end in places:
            while waiting and waiting[-1].start < end:
                open_spans.append(waiting.pop())
            open_spans = [span for span in open_spans if span.end > start]
            yield RichText(self.text[start:end], tuple(span.moved(-start) for span in open_spans))

    def with_span(self, kind: Kind, data: str = "") -> "RichText":
        """Return the same text with one more format all over it."""
        return RichText(self.text, (*self.spans, Span(0, len(self.text), kind, data)))

    def without(self, kinds: Iterable[Kind]) -> "RichText":
        """Return the same text without formats of these kinds."""
        unwanted = frozenset(kinds)
        return RichText(self.text, tuple(s for s in self.spans if s.kind not in unwanted))


def _normalized(spans: Sequence[Span], length: int) -> tuple[Span, ...]:
    if not spans:
        return ()
    clipped = {
        Span(max(span.start, 0), min(span.end, length), span.kind, span.data) for span in spans
    }
    kept = [span for span in clipped if span.start < span.end]
    kept.sort(key=lambda span: (span.kind, span.data, span.start, span.end))
    merged: list[Span] = []
    for kind, group in groupby(kept, key=lambda span: span.kind):
        if kind in _CONTINUOUS_KINDS:
            merged += _united(group)
        else:
            merged += group
    # The outer of two spans that begin together comes first, as Telegram sorts them.
    return tuple(sorted(merged, key=lambda span: (span.start, -span.end, span.kind, span.data)))


def _united(spans: Iterable[Span]) -> list[Span]:
    united: list[Span] = []
    for span in spans:
        last = united[-1] if united else None
        if last and span.start <= last.end and (last.kind, last.data) == (span.kind, span.data):
            united[-1] = replace(last, end=max(last.end, span.end))
        else:
            united.append(span)
    return united


def _without_lone_surrogates(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_LONE_SURROGATES)
    return text


def utf16_length(text: str) -> int:
    """Return how many UTF-16 code units a text has."""
    # Surrogates, which hostile text may have alone, are written as they are.
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Utf16:
    """Turns code point offsets of one text into UTF-16 offsets and back."""

    def __init__(self, text: str) -> None:
        has_astral = utf16_length(text) > len(text)
        self._astral = [f.start() for f in _ASTRAL.finditer(text)] if has_astral else []
        # Where the second half of each astral character's pair stands.
        self._halves = [i + number + 1 for number, i in enumerate(self._astral)]
        self._length = len(text)

    def offset(self, code_point: int) -> int:
        return code_point + bisect_left(self._astral, code_point)

    def code_point_before(self, offset: int) -> int:
        """Return the last code point boundary at or before a UTF-16 offset, clipped to the text."""
        return self._clipped(offset - bisect_left(self._halves, offset + 1))

    def code_point_after(self, offset: int) -> int:
        """Return the first code point boundary at or after a UTF-16 offset, clipped to the text."""
        return self._clipped(offset - bisect_left(self._halves, offset))

    def _clipped(self, code_point: int) -> int:
        return min(max(code_point, 0), self._length)
