"""Read what is above an article's body: title, date and author.

Only the first few lines are looked at, and only lines that are surely one of these are removed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from bot.domain.parts import Place
from bot.domain.rich_text import RichText
from bot.languages.patterns import LETTER, SENTENCE_END, TOKEN
from bot.languages.phrases import normal_line
from bot.reading.dates import leading_date, only_date
from bot.reading.document_phrases import document_phrases
from bot.reading.metadata import read_byline
from bot.reading.structure import is_bold

_LONGEST_BOLD_TITLE = 300
_LONGEST_TITLE = 120
_LINES_LOOKED_AT = 8

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")
# Emoji and ornaments before a headline, but not quotation marks, brackets, signs and dashes.
_ORNAMENT = re.compile(r"[^\w\"'«“„‘(\[#@$€£₴₽№%+\-–—…]+")
_SEPARATOR = re.compile(r"[\s|—–:·•,/-]*")
_LIST_ITEM = re.compile(r"[•·‣◦▪●–—-]|\d{1,3}[.)]\s")
_SOON_A_COLON = re.compile(r"[^:]{0,20}:")
_UNFINISHED = tuple(".,;:…-–—")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is above the body, which begins at `body_start`."""

    title: RichText = field(default_factory=RichText)
    date: datetime | None = None
    author: str = ""
    body_start: int = 0


def read_heading(text: RichText) -> Heading:
    """Return the heading of a text; an empty one if no body would be left."""
    lines = tuple(islice(_lines(text.text), _LINES_LOOKED_AT))
    above, number = _read_details(text, lines, Heading())
    below, body_number = _read_details(text, lines[number + 1 :], above)
    body_number += number + 1
    if _has_words(text, lines[body_number:]):
        body = lines[body_number]
        title, date = _read_title(text, lines[number], body)
        if title:
            date = below.date or date
            return replace(below, title=title, date=date, body_start=body.start)
    if _has_words(text, lines[number:]):
        return replace(above, body_start=lines[number].start)
    return Heading()


def _has_words(text: RichText, lines: Sequence[Place]) -> bool:
    return bool(lines) and bool(LETTER.search(text.text, lines[0].start))


def _lines(text: str) -> Iterator[Place]:
    """Yield the non-empty lines, without the white space around them."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        yield Place(start, start + len(line.strip()))


def _read_details(text: RichText, lines: Sequence[Place], heading: Heading) -> tuple[Heading, int]:
    """Add dates and bylines that have lines of their own, and return the number of these lines."""
    for number, place in enumerate(lines):
        line = text.text[place.start : place.end]
        if heading.date is None and (date := only_date(line[_after_ornament(line, 0) :])):
            heading = replace(heading, date=date)
        elif not heading.author and (author := read_byline(line)):
            heading = replace(heading, author=author)
        else:
            return heading, number
    return heading, len(lines)


def _read_title(text: RichText, first: Place, body: Place) -> tuple[RichText, datetime | None]:
    """Return the title on the first line, empty if there is none, and the date before it."""
    start = _after_ornament(text.text, first.start)
    marked = _MARKDOWN_HEADING.match(text.text, start, first.end)
    if marked:
        start = marked.end()
    date, start = _dated(text.text, start, first.end)
    start = _after_ornament(text.text, start)
    line = text[start : first.end]
    if not LETTER.search(line.text):
        return RichText(), None
    emphasized = bool(marked) or (is_bold(line) and not is_bold(text[body.start :]))
    set_apart = text.text.count("\n", first.end, body.start) > 1
    following = text.text[body.start : body.end]
    is_title = (emphasized and len(line) <= _LONGEST_BOLD_TITLE) or _reads_as_title(
        line.text, following, len(text) - body.start, set_apart
    )
    return (line, date) if is_title else (RichText(), None)


def _after_ornament(text: str, start: int) -> int:
    ornament = _ORNAMENT.match(text, start)
    return ornament.end() if ornament else start


def _dated(text: str, start: int, end: int) -> tuple[datetime | None, int]:
    """Return the date before a title, and the start of the title."""
    line = text[start:end]
    found = leading_date(line)
    if found is None:
        return None, start
    separator = _SEPARATOR.match(line, found.end)
    title_start = separator.end() if separator else found.end
    separated = bool(line[found.end : title_start].strip(" ,"))
    following = line[title_start : title_start + 1]
    if not following or following.islower() or (found.in_sentence and not separated):
        return None, start
    return found.date, start + title_start


def _reads_as_title(line: str, following: str, rest_length: int, set_apart: bool) -> bool:
    """Return whether a plain line is a headline: short, without a full stop, above more text."""
    beginning = TOKEN.search(line)
    return (
        len(line) <= _LONGEST_TITLE
        and rest_length > len(line)
        and beginning is not None
        and not beginning[0][0].islower()
        and not line.endswith(_UNFINISHED)
        and not (line.endswith(("!", "?")) and len(line.split()) < 2)
        and not _LIST_ITEM.match(line)
        and not _is_credit(line)
        # A lower-case letter continues the line above, in a text of lines of fixed width.
        and not following[0].islower()
        # Lines of verse and lists are short and have no full stops.
        and (set_apart or len(following) > 2 * len(line) or bool(SENTENCE_END.search(following)))
    )


def _is_credit(line: str) -> bool:
    words = normal_line(line)
    name = document_phrases().sources.opening(words)
    return name > 0 and _SOON_A_COLON.match(words, name) is not None
