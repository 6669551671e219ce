"""The lines of an article: what they begin and end with, and which sentences they hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText
from bot.summarizing.phrases import normal

# Code points at the beginning and at the end of a line that its patterns look at.
_HEAD = 160
_TAIL = 80
_MARKS_AT_ENDS = 4

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
_FIRST_EMOJI = "\u200d"
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


@dataclass(frozen=True, slots=True)
class Line:
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


def lines_of(body: str, sentences: Sequence[Sentence]) -> list[Line]:
    """Return the lines that the sentences stand in, in the order of the text."""
    return list(_lines(body, sentences))


def _lines(body: str, sentences: Sequence[Sentence]) -> Iterator[Line]:
    before = 0
    position = 0
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        line = list(group)
        first, last = line[0], line[-1]
        start = max(body.rfind("\n", before, first.start) + 1, before)
        found = _MARKERS.match(body, start, min(start + _HEAD, last.end))
        content = found.end() if found and found.end() < last.end else start
        marker = Marker(str(found.lastgroup)) if found and content > start else Marker.NONE
        yield Line(
            range(position, position + len(line)),
            start,
            content,
            last.end,
            marker,
            _symbol(found[0]) if found and content > start else "",
            normal(body[content : min(content + _HEAD, last.end)].lstrip()),
            final_mark(body[max(content, last.end - _TAIL) : last.end]),
            body[content : content + 1].islower(),
            sum(map(word_count, line)) - (content > first.start),
            body.count("\n", before, start) > 1,
            all(is_bold(sentence.text) for sentence in line),
        )
        before = last.end
        position += len(line)


def is_bold(text: RichText) -> bool:
    """Return whether all of a text is bold, but for the marks at its ends."""
    if not text.spans:
        return False
    bold = sum(span.end - span.start for span in text.spans if span.kind is Kind.BOLD)
    return bold > 0 and len(text) - bold <= _MARKS_AT_ENDS


def word_count(sentence: Sentence) -> int:
    """Return how many words a sentence has, with numbers and marks that stand alone."""
    return len(sentence.text.text.split())


def final_mark(text: str) -> str:
    """Return the mark that ends a text, "" where none does.

    Closing quotation marks and brackets are passed over. An emoji ends a sentence like a stop,
    one that points at something does not.
    """
    emoji = trailing_emoji(text)
    core = text[: emoji.start()] if emoji else text
    mark = core.rstrip(_CLOSERS)[-1:]
    if mark and mark in ".!?…:;,":
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
    stripped = text.rstrip()
    if not stripped or stripped[-1] < _FIRST_EMOJI or stripped[-1].isalpha():
        return None
    return _TRAILING_EMOJI.search(text)


def _symbol(marker: str) -> str:
    return marker.strip()[:1]
