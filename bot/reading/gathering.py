"""Messages that are one article: an album, or a text that was cut where a message ends.

They come one after the other as updates of their own. What may have a continuation is held for a
moment, and what continues it is taken in. Knows messages only as the plain values of `Part`.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.domain.rich_text import RichText
from bot.languages.patterns import ending_with
from bot.reading.headings import read_heading

# Telegram takes texts of 4096 UTF-16 units. Clients cut longer ones at the last word, sentence or
# paragraph that fits.
_FULL = 4_096
_NEARLY_FULL = 3_600
# A client sends the pieces of one text at once; an author posts them one after the other.
_APART_AS_TYPED = timedelta(seconds=2)
_APART_AS_POSTED = timedelta(seconds=90)
_MINUTE = timedelta(minutes=1)
_MOST_PARTS = 20
_WAITS = 10
"""How many times the pause an article may take to arrive, however it trickles in."""
_LOOK_EVERY = 0.1

_NUMBER = r"(?P<number>\d{1,2})"
_COUNT = r"(?P<count>\d{1,2})"
_MARK = (
    rf"[\[(]?\s*(?:(?:part|часть|частина|ч\.)\s*)?{_NUMBER}\s*(?:/|of|из|із|з)\s*{_COUNT}\s*[\])]?"
)
# "1/3" alone on the first or the last line, or in brackets at either end.
_MARK_BEFORE = re.compile(rf"\s*{_MARK}[.:]?(?:[ \t]*\n\s*|(?<=[\])])\s+)", re.IGNORECASE)
_MARK_AFTER = re.compile(rf"(?:\n\s*|\s(?=[\[(])){_MARK}\s*\Z", re.IGNORECASE)
_FINISHED = ending_with(".!?…:;")


@dataclass(frozen=True, slots=True)
class Part:
    """A message: its text, who sent it where, the album that it belongs to, and whose words it
    brings if it was forwarded. `date` is when those were written.
    """

    text: RichText
    chat_id: int
    person_id: int
    message_id: int
    date: datetime
    album: str = ""
    origin: str = ""


class _Place(NamedTuple):
    """Which part it is, of how many."""

    number: int
    parts: int


def may_continue(part: Part) -> bool:
    """Return whether another message may go on where this one ends."""
    if part.album:
        return True
    place = _place(part.text)
    if place is not None:
        return place.number < place.parts
    return part.text.utf16_length >= _NEARLY_FULL


def continues(parts: Sequence[Part], part: Part) -> bool:
    """Return whether a message goes on where the last of some parts ends."""
    last = parts[-1]
    if part.album or last.album:
        return part.album == last.album
    apart = _APART_AS_POSTED if part.origin else _APART_AS_TYPED
    if part.origin != last.origin or abs(part.date - last.date) > apart:
        return False
    place, before = _place(part.text), _place(last.text)
    if place is not None and before is not None:
        return place == before._replace(number=before.number + 1)
    if place is not before or not may_continue(last):
        return False
    return _goes_on(last, part) if part.origin else not part.text.text.startswith("/")


def _goes_on(last: Part, part: Part) -> bool:
    """Return whether a post is the rest of a text that was cut, and not the channel's next one."""
    if not _FINISHED.search(last.text.text.rstrip()) and part.text.text[:1].islower():
        return True
    # What would have fitted was not cut off.
    first_paragraph = part.text[: len(part.text.text.partition("\n\n")[0])]
    fits = last.text.utf16_length + first_paragraph.utf16_length <= _FULL
    is_soon = abs(part.date - last.date) <= _MINUTE
    return is_soon and not fits and not read_heading(part.text).title


def joined(texts: Sequence[RichText]) -> RichText:
    """Return the text of an article out of those of its parts, without "1/3"."""
    whole = RichText()
    for text in texts:
        text = _unmarked(text).strip() if len(texts) > 1 else text
        if not whole:
            whole = text
        elif text:
            # Cut in the middle of a sentence, or at the end of a paragraph.
            between = "\n\n" if _FINISHED.search(whole.text) else " "
            whole = whole + between + text
    return whole


@dataclass(frozen=True, slots=True)
class Arrived:
    """A part, the name by which it is known where it waits, and when it came, by `time.time`."""

    part: Part
    id: str
    since: float


async def rest_of(
    first: Arrived, waiting: Callable[[], Awaitable[Sequence[Arrived]]], pause: float
) -> list[Arrived]:
    """Return what goes on where a message ends, once there was a pause of so many seconds.

    `waiting` tells what has come after it up to now.
    """
    taken: list[Arrived] = []
    if not may_continue(first.part):
        return taken
    latest = time.time() + _WAITS * pause
    while True:
        for arrived in (await waiting())[len(taken) :]:
            if not continues([first.part, *(t.part for t in taken)], arrived.part):
                return taken
            taken.append(arrived)
            if not may_continue(arrived.part) or len(taken) == _MOST_PARTS - 1:
                return taken
        last = taken[-1] if taken else first
        left = min(last.since + pause, latest) - time.time()
        if left <= 0:
            return taken
        await asyncio.sleep(min(left, _LOOK_EVERY))


def _place(text: RichText) -> _Place | None:
    match = _MARK_BEFORE.match(text.text) or _MARK_AFTER.search(text.text)
    if match is None:
        return None
    place = _Place(int(match["number"]), int(match["count"]))
    return place if 1 <= place.number <= place.parts <= _MOST_PARTS and place.parts > 1 else None


def _unmarked(text: RichText) -> RichText:
    if _place(text) is None:
        return text
    before = _MARK_BEFORE.match(text.text)
    if before is not None:
        return text[before.end() :]
    after = _MARK_AFTER.search(text.text)
    return text[: after.start()] if after is not None else text
