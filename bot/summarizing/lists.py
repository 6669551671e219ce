"""Lists inside a text: runs of lines that are items, and the sentence that opens them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.summarizing.lines import ITEM_MARKERS, Line, Marker

# Words of a line without a marker that can be an item.
_LONGEST_ITEM = 25


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
    """Return where the items that begin at a line end; `start` where it is none."""
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
    """An emoji alone makes no item: it is the same in each, or the list has an opener."""
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
