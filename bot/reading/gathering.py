"""Join messages that are one article: an album, or a text that was too long for one message.

They arrive as separate updates. A message that may be continued waits for a moment, and the
messages that continue it are added to it.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part, shift_parts
from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText
from bot.languages.data import words_of_all
from bot.languages.patterns import any_of, ending_with
from bot.reading.headings import read_heading
from bot.reading.posts import Post

# A message has at most 4096 UTF-16 units. Clients cut longer texts after the last word, sentence or
# paragraph that fits.
_FULL = 4_096
_NEARLY_FULL = 3_600
# A client sends the pieces of one text at once; an author posts them one after the other.
_APART_AS_TYPED = timedelta(seconds=2)
_APART_AS_POSTED = timedelta(seconds=90)
_MINUTE = timedelta(minutes=1)
_MOST_PARTS = 20
_WAITS = 10
"""The longest time for all parts of an article, in pauses."""
_LOOK_EVERY = 0.1

_NUMBER = r"(?P<number>\d{1,2})"
_COUNT = r"(?P<count>\d{1,2})"
# How a post may end behind its last sentence.
_SIGNATURES = DETECTED_KINDS | {Kind.TEXT_LINK}
_FINISHED = ending_with(".!?…:;")


class _PartNumber(NamedTuple):
    """The number of a part, and how many there are: "1/3"."""

    number: int
    parts: int


def may_continue(message: IncomingMessage) -> bool:
    """Return whether another message may continue this one."""
    if not _is_part(message) or message.album:
        return _is_part(message)
    if (part := _part_number(message.text)) is not None:
        return part.number < part.parts
    return message.text.utf16_length >= _NEARLY_FULL


def continues(last: IncomingMessage, message: IncomingMessage) -> bool:
    """Return whether a message of the same person continues another one."""
    if message.album or last.album or not _is_part(message):
        return _is_part(message) and message.album == last.album
    apart = _APART_AS_POSTED if message.forwarded_from else _APART_AS_TYPED
    if message.forwarded_from != last.forwarded_from or _between(last, message) > apart:
        return False
    part, before = _part_number(message.text), _part_number(last.text)
    if part is not None and before is not None:
        return part == before._replace(number=before.number + 1)
    if part is not before or not may_continue(last):
        return False
    return _continues_text(last, message) if message.forwarded_from else not message.command


def count_articles(messages: Sequence[IncomingMessage]) -> int:
    """Count the articles in consecutive messages, each of which is one or a part of one."""
    others = sum(not continues(last, message) for last, message in pairwise(messages))
    return min(len(messages), 1) + others


def _is_part(message: IncomingMessage) -> bool:
    """Return whether a private message or a post may be a part of an article."""
    is_document = message.file is not None and not message.file.is_picture
    is_read = message.is_private_message or message.is_post
    return is_read and message.has_words and not is_document


def _between(last: IncomingMessage, message: IncomingMessage) -> timedelta:
    """Return the time between two messages."""
    before, after = last.source.date, message.source.date
    return abs(after - before) if before and after else timedelta()


def _continues_text(last: IncomingMessage, post: IncomingMessage) -> bool:
    """Return whether a post is the rest of a text that was cut, and not a post of its own."""
    if not _is_finished(last.text) and post.text.text[:1].islower():
        return True
    # A paragraph that would have fitted into the first message was not cut off.
    first_paragraph = post.text[: len(post.text.text.partition("\n\n")[0])]
    fits = last.text.utf16_length + first_paragraph.utf16_length <= _FULL
    is_soon = _between(last, post) <= _MINUTE
    return is_soon and not fits and not read_heading(post.text).title


def _is_finished(text: RichText) -> bool:
    """Return whether a text ends as a sentence does, or with a hashtag, a mention or a link."""
    end = len(text.text.rstrip())
    is_signed = any(span.end >= end and span.kind in _SIGNATURES for span in text.spans)
    return is_signed or bool(_FINISHED.search(text.text[:end]))


def joined(posts: Sequence[Post]) -> Post:
    """Return one post with the text of all, without marks such as "1/3"."""
    if len(posts) == 1:
        return posts[0]
    whole = RichText()
    parts: list[Part] = []
    for post in posts:
        post = _unmarked(post).strip()
        if whole and post.text:
            # Cut in the middle of a sentence, or at the end of a paragraph.
            whole = whole + ("\n\n" if _FINISHED.search(whole.text) else " ")
        parts += shift_parts(post.parts, len(whole))
        whole = whole + post.text
    return replace(posts[0], text=whole, parts=tuple(parts))


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message and its id in the queue."""

    message: IncomingMessage
    id: str


async def rest_of(
    first: IncomingMessage, waiting: Callable[[], Awaitable[Sequence[Arrived]]], pause: float
) -> list[Arrived]:
    """Return the continuation of a message, after a pause of so many seconds without one.

    `waiting` returns the messages that have arrived after it so far.
    """
    taken: list[Arrived] = []
    if not may_continue(first):
        return taken
    last = first
    began = quiet_since = time.monotonic()
    while True:
        looked = time.monotonic()
        for arrived in (await waiting())[len(taken) :]:
            if not continues(last, arrived.message):
                return taken
            taken.append(arrived)
            last, quiet_since = arrived.message, looked
            if not may_continue(last) or len(taken) == _MOST_PARTS - 1:
                return taken
        left = min(quiet_since + pause, began + _WAITS * pause) - looked
        if left <= 0:
            return taken
        await asyncio.sleep(min(left, _LOOK_EVERY))


def _part_number(text: RichText) -> _PartNumber | None:
    mark = _mark(text)
    return _PartNumber(int(mark["number"]), int(mark["count"])) if mark is not None else None


def _unmarked(post: Post) -> Post:
    mark = _mark(post.text)
    if mark is None:
        return post
    return post[mark.end() :] if mark.start() == 0 else post[: mark.start()]


def _mark(text: RichText) -> re.Match[str] | None:
    """Return the mark of a part at the beginning or the end of a text."""
    before, after = _marks()
    mark = before.match(text.text) or after.search(text.text)
    if mark is None:
        return None
    number, count = int(mark["number"]), int(mark["count"])
    return mark if 1 <= number <= count and 1 < count <= _MOST_PARTS else None


@cache
def _marks() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of "1/3", alone on the first or last line or in brackets at either end."""
    labels, of = (any_of(words_of_all("parts", key)) for key in ("labels", "of"))
    mark = rf"[\[(]?\s*(?:(?:{labels})\s*)?{_NUMBER}\s*(?:/|{of})\s*{_COUNT}\s*[\])]?"
    return (
        re.compile(rf"\s*{mark}[.:]?(?:[ \t]*\n\s*|(?<=[\])])\s+)", re.IGNORECASE),
        re.compile(rf"(?:\n\s*|\s(?=[\[(])){mark}\s*\Z", re.IGNORECASE),
    )
