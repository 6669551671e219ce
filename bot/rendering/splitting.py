"""Cuts a long reply into messages that Telegram accepts."""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText, Span, utf16_length

MESSAGE_UNITS = 4096
"""UTF-16 code units that a message may have."""
MESSAGE_ENTITIES = 100
"""Entities that Telegram keeps in a message; it silently drops the others."""

# The better the place to cut, the earlier it stands here. A pattern matches what is left out.
_PARAGRAPH = re.compile(r"\s*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'»“”’)\]]*(\s+)")
_GAP = re.compile(r"\s+")
_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST_CLUSTER = 32


def split(
    text: RichText, units: int = MESSAGE_UNITS, entities: int = MESSAGE_ENTITIES
) -> tuple[RichText, ...]:
    """Return the text in parts of at most `units` UTF-16 code units and `entities` spans each.

    Cut after a paragraph, else after a sentence, else between words, else between characters; only
    white space at the cuts is left out. Kinds that Telegram detects by itself are not counted and
    not kept. Empty text has no parts.
    """
    text = _without_repeated(text.without(DETECTED_KINDS))
    return tuple(_parts(text.strip(), units, entities))


def _without_repeated(text: RichText) -> RichText:
    """Return the same formatting without the spans that others of their kind cover."""
    reached: dict[tuple[Kind, str], int] = {}
    needed: list[Span] = []
    for span in sorted(text.spans, key=lambda span: (span.start, -span.end)):
        if span.end > reached.get((span.kind, span.data), 0):
            reached[span.kind, span.data] = span.end
            needed.append(span)
    return RichText(text.text, tuple(needed)) if len(needed) < len(text.spans) else text


def _parts(rest: RichText, units: int, entities: int) -> Iterator[RichText]:
    while rest:
        # Before the first entity that is one too many.
        fitting = next((span.start for span in rest.spans[entities:] if span.start), len(rest))
        room = min(_room_for_units(rest.text, units), fitting)
        if room < len(rest):
            room = _best_cut(rest.text, room)
        part = rest[:room].strip()
        # More formats than Telegram takes, all on the first character: the outer ones stay.
        yield RichText(part.text, part.spans[:entities])
        rest = rest[room:].strip()


def _room_for_units(text: str, units: int) -> int:
    """Return how many code points of the text fit into so many UTF-16 code units."""
    room = min(len(text), units)
    while room and (over := utf16_length(text[:room]) - units) > 0:
        room -= (over + 1) // 2
    return max(room, 1)


def _best_cut(text: str, room: int) -> int:
    """Return where to end a part of at most `room` code points, at least half full."""
    at_least = room // 2
    # A boundary may end right behind the room, since its white space is stripped anyway.
    window = text[: room + 1]
    for boundary in (_PARAGRAPH, _SENTENCE, _GAP):
        cut = max((m.end() for m in boundary.finditer(window)), default=0)
        if at_least < cut:
            return min(cut, room)
    return _between_characters(text, room)


def _between_characters(text: str, room: int) -> int:
    """Step back from inside an emoji sequence or a letter with combining marks."""
    for cut in range(room, max(room - _LONGEST_CLUSTER, 0), -1):
        joins = unicodedata.category(text[cut]).startswith("M") or text[cut] == _ZERO_WIDTH_JOINER
        if not joins and text[cut - 1] != _ZERO_WIDTH_JOINER:
            return cut
    return room
