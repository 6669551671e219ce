"""Brackets and quotations that stay in one piece although a sentence ends inside them."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_SIGNS = re.compile(r"[()\[\]«»„“”\"]")
_CLOSERS = {"»": "«", "”": "“", "“": "„", ")": "(", "]": "["}

# Longer ones are passages of their own, or signs that somebody forgot to close.
_LONGEST_BRACKETS = 250
_LONGEST_QUOTATION = 80

_STOP_BEFORE = re.compile(r"[.!?…][\"'»”’)\]]*\s*$")
_GOES_ON = re.compile(r"\s*(?:[,;:]|[—–-]?\s*(?P<letter>[^\W\d_]))")


@dataclass(frozen=True, slots=True)
class Enclosures:
    """Where they begin and end, in order; none is inside another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def hold(self, offset: int) -> bool:
        """Whether the offset is inside one of them."""
        index = bisect_right(self.starts, offset) - 1
        return index >= 0 and self.starts[index] < offset < self.ends[index]


def enclosures(line: str) -> Enclosures:
    """The brackets, and the quotations that are a part of a sentence, of a line.

    A quotation is one if the sentence began before it or goes on after it. Signs without their
    counterparts enclose nothing.
    """
    outer: list[tuple[int, int]] = []
    for start, end in sorted(_pairs(line)):
        if outer and start < outer[-1][1]:
            outer[-1] = (outer[-1][0], max(end, outer[-1][1]))
        elif line[start] in "([" or _is_part_of_sentence(line, start, end):
            outer.append((start, end))
    return Enclosures(tuple(start for start, _ in outer), tuple(end for _, end in outer))


def _pairs(line: str) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    waiting: dict[str, list[int]] = {sign: [] for sign in '("[«„“'}
    for found in _SIGNS.finditer(line):
        sign, place = found[0], found.start()
        opener = _opened_by(sign, line, place, waiting)
        if opener is None:
            waiting[sign].append(place)
        elif waiting[opener]:
            start = waiting[opener].pop()
            if place - start <= (_LONGEST_BRACKETS if opener in "([" else _LONGEST_QUOTATION):
                pairs.append((start, place + 1))
    return pairs


def _opened_by(sign: str, line: str, place: int, waiting: dict[str, list[int]]) -> str | None:
    """The sign that this one closes; None for one that opens."""
    if sign == '"':
        attached = place > 0 and not line[place - 1].isspace() and line[place - 1] not in "([—–-"
        return '"' if attached else None
    if sign == "“" and not waiting["„"]:
        return None
    return _CLOSERS.get(sign)


def _is_part_of_sentence(line: str, start: int, end: int) -> bool:
    before = line[max(0, start - 8) : start]
    if before.strip(" —–-") and not _STOP_BEFORE.search(before):
        return True
    goes_on = _GOES_ON.match(line, end)
    return goes_on is not None and (goes_on["letter"] is None or goes_on["letter"].islower())
