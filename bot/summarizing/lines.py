"""The lines of an article: what they begin and end with, their markers, and lists of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText
from bot.summarizing.marks import Marks, marks_of
from bot.summarizing.outline_phrases import normal_body

# Code points at the beginning and at the end of a line that its patterns look at.
_HEAD = 160
_TAIL = 80
_MARKS_AT_ENDS = 4
# Words of a line without a marker that can be an item.
_LONGEST_ITEM = 25

_EMOJI = (
    r"(?:[\u203c\u2049\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\U0001f000-\U0001faff][\ufe0f\u200d\u20e3\U0001f3fb-\U0001f3ff]*)"
)
_MARKERS = re.compile(
    r"\s*(?:(?P<hashes>\#{1,6}\s+)"
    r"|(?P<keycap>[0-9#*]\ufe0f?\u20e3\s*)"
    r"|(?P<clause>(?:\d{1,2}\.){1,3}\d{1,2}[.)]?\s+)"
    r"|(?P<number>\(?\d{1,3}[.)]\s+)"
    r"|(?P<letter>[^\W\d_]\)\s+)"
    r"|(?P<bullet>[•·‣◦▪▫●○■□]\ufe0f?\s*|\*\s+|[–-](?=\s|[^\W\d_])\s*)"
    r"|(?P<dash>(?:—|--)\s*)"
    rf"|(?P<emoji>{_EMOJI}{{1,3}}\s*))"
)
_TRAILING_EMOJI = re.compile(rf"(?:\s*{_EMOJI})+\s*$")
_JOINER = "\u200d"
_FIRST_EMOJI = "\u203c"
_TIMESTAMP = re.compile(
    r"[\[(<«]?\s*(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*(?:(?:-->|[-–—])\s*"
    r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?\s*)?[\])>»]?\s*(?:[-–—:|]\s*)?"
)
_LONGEST_TIMESTAMP = 400
_MARKS = frozenset(".!?…:;,")
_STOPS = frozenset(".!?…")
_POINTERS = "👇👉👈☝⬇⬆➡⬅↓→↑"
_CLOSERS = " \t»”\"]'’)]*_"


class Marker(StrEnum):
    """What a line begins with."""

    NONE = "none"
    HASHES = "hashes"
    KEYCAP = "keycap"
    CLAUSE = "clause"
    NUMBER = "number"
    LETTER = "letter"
    BULLET = "bullet"
    DASH = "dash"
    EMOJI = "emoji"


ITEM_MARKERS = frozenset(Marker) - {Marker.NONE, Marker.HASHES, Marker.DASH, Marker.CLAUSE}
"""Those that open an item of a list; a dash opens one or direct speech."""


class Line(NamedTuple):
    """A line of the body that holds anything: `body[start:end]`, from the marker on.

    `content` is where what follows the marker starts, and `head` is its beginning in normal form.
    `final` is the last character, without closing marks; "" where no stop ends the line. `words`
    are counted without the marker. `is_lower` says that the content begins with a small letter,
    `gap` that an empty line is above.
    """

    sentences: range
    start: int
    content: int
    end: int
    marker: Marker
    symbol: str
    head: str
    final: str
    is_lower: bool
    words: int
    gap: bool
    is_bold: bool

    @property
    def is_single(self) -> bool:
        """Whether it holds one sentence."""
        return len(self.sentences) == 1

    def goes_on_in(self, following: "Line") -> bool:
        """Return whether the next line is the rest of this one's last sentence."""
        return (
            not self.final
            and following.is_lower
            and following.marker is Marker.NONE
            and not following.gap
            and following.final in _STOPS
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences of a body and its lines, in the order of the text."""

    body: str
    sentences: Sequence[Sentence]
    lines: Sequence[Line]
    marks: Marks


def read_layout(body: str, sentences: Sequence[Sentence]) -> Layout:
    """Return the lines of a body, and what is unusual in its sentences."""
    folded = normal_body(body)
    marks = marks_of(folded, [sentence.start for sentence in sentences], sentences)
    return Layout(body, sentences, list(_lines(body, folded, sentences)), marks)


def is_bold(text: RichText) -> bool:
    """Return whether all of a text is bold, but for the marks at its ends."""
    if not text.spans:
        return False
    bold = sum(span.end - span.start for span in text.spans if span.kind is Kind.BOLD)
    return bold > 0 and len(text) - bold <= _MARKS_AT_ENDS


def word_count(sentence: Sentence) -> int:
    """Return the number of words of a sentence, with numbers and separate signs."""
    return len(sentence.text.text.split())


def final_mark(text: str) -> str:
    """Return the mark that ends a text, "" where none does.

    Closing quotation marks and brackets are passed over. An emoji ends a sentence like a stop,
    one that points at something does not.
    """
    emoji = trailing_emoji(text)
    core = text[: emoji.start()] if emoji else text
    mark = core.rstrip(_CLOSERS)[-1:]
    if mark in _MARKS:
        return mark
    if emoji and not any(pointer in emoji[0] for pointer in _POINTERS):
        return "."
    return ""


def marker_length(text: str) -> int:
    """Return how many code points the marker at the beginning of a text takes."""
    found = _MARKERS.match(text)
    return found.end() if found else 0


def trailing_emoji(text: str) -> re.Match[str] | None:
    """Return the emoji at the end of a text, with the space around them."""
    last = text.rstrip()[-1:]
    if not last or (last < _FIRST_EMOJI and last != _JOINER) or last.isalpha():
        return None
    return _TRAILING_EMOJI.search(text)


def is_timestamp(text: str) -> bool:
    """Return whether a text is a time in a recording or of a day, and nothing else."""
    if text[:1].isalpha() or len(text) > _LONGEST_TIMESTAMP:
        return False
    return bool(_TIMESTAMP.fullmatch(text))


def timestamp_length(text: str) -> int:
    """Return the length of a time before a sentence, with its separator, in code points."""
    found = None if text[:1].isalpha() else _TIMESTAMP.match(text)
    if not found or (found[0][-1].isdigit() and text[found.end() : found.end() + 1].strip()):
        return 0
    return found.end()


def _lines(body: str, folded: str, sentences: Sequence[Sentence]) -> Iterator[Line]:
    before = 0
    position = 0
    for _, group in groupby(sentences, key=attrgetter("paragraph")):
        line = list(group)
        first, last = line[0], line[-1]
        following = position + len(line)
        end = last.start + len(last.text.text)
        start = max(body.rfind("\n", before, first.start) + 1, before)
        content, marker, symbol = _marker(body, start, end)
        mark = body[end - 1]
        yield Line(
            range(position, following),
            start,
            content,
            end,
            marker,
            symbol,
            folded[content : min(content + _HEAD, end)].lstrip(),
            mark if mark in _MARKS else final_mark(body[max(content, end - _TAIL) : end]),
            body[content : content + 1].islower(),
            _word_count(folded[first.start : end]) - (content > first.start),
            body.count("\n", before, start) > 1,
            bool(first.text.spans) and all(is_bold(sentence.text) for sentence in line),
        )
        before = end
        position = following


def _word_count(text: str) -> int:
    is_even = "  " not in text and "\t" not in text
    return text.count(" ") + 1 if is_even else len(text.split())


def _marker(body: str, start: int, end: int) -> tuple[int, Marker, str]:
    """Return where the content of a line starts, which marker is before it, and how that looks."""
    if body[start].isalpha() and not body.startswith(")", start + 1):
        return start, Marker.NONE, ""
    found = _MARKERS.match(body, start, min(start + _HEAD, end))
    if found is None or found.end() >= end:
        return start, Marker.NONE, ""
    return found.end(), Marker(str(found.lastgroup)), found[0].strip()[:1]


@dataclass(frozen=True, slots=True)
class ListRun:
    """Items by the places of their lines; `opener` is the line above that ends with a colon."""

    opener: int | None
    items: range


def list_runs(lines: Sequence[Line]) -> list[ListRun]:
    """Return the lists of a text, of two items or more, or of one marked item below a colon."""
    return list(_runs(lines))


def _runs(lines: Sequence[Line]) -> Iterator[ListRun]:
    number = 0
    while number < len(lines):
        opens = lines[number].final == ":" and number + 1 < len(lines)
        start = number + 1 if opens else number
        end = _end(lines, start, opens)
        fewest = 1 if opens and lines[start].marker in ITEM_MARKERS else 2
        if end - start >= fewest:
            yield ListRun(number if opens else None, range(start, end))
            number = end
        else:
            number += 1


def _end(lines: Sequence[Line], start: int, opened: bool) -> int:
    """Return the line after the items that begin at `start`; `start` itself without items."""
    marker = lines[start].marker
    if marker is Marker.EMOJI:
        return _end_of_emoji(lines, start, opened)
    if marker in ITEM_MARKERS or (marker is Marker.DASH and opened):
        end = start
        while end < len(lines) and lines[end].marker is marker:
            end += 1
        return end
    if marker is not Marker.NONE:
        return start
    return _end_of_unmarked(lines, start, opened)


def _end_of_emoji(lines: Sequence[Line], start: int, opened: bool) -> int:
    """Return where a list of emoji ends: one emoji for all its items, or an opener before them."""
    end = start
    while end < len(lines) and lines[end].marker is Marker.EMOJI:
        is_part = opened and not lines[end].gap and lines[end].final in ("", ";")
        if lines[end].symbol != lines[start].symbol and not is_part:
            break
        end += 1
    return end


def _end_of_unmarked(lines: Sequence[Line], start: int, opened: bool) -> int:
    end = start
    while end < len(lines) and lines[end].marker is Marker.NONE:
        line = lines[end]
        if line.words > _LONGEST_ITEM or (line.gap and end > start):
            break
        follows_part = end > start and lines[end - 1].final in (";", ",")
        if line.final == ";" or (opened and line.final in ("", ",")):
            end += 1
        elif line.final == "." and (follows_part or (opened and line.is_lower)):
            end += 1
            if not line.is_lower:
                break
        else:
            break
    return end
