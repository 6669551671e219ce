"""Find where sentences end within a line, by a few rules over the words of a language.

A full stop, question mark or ellipsis with a space behind it ends a sentence, unless what stands
around it says otherwise. Time is linear in the length of the line.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from bot.languages.data import Sentences
from bot.languages.full_stops import full_stop_ends
from bot.languages.patterns import CLOSING_SIGNS, FINAL_SIGNS, TOKEN
from bot.languages.scripts import CYRILLIC
from bot.languages.stops import LONGEST_WORD, MARKER, Stop, find_stops, word_before

_MARKER = re.compile(MARKER)
# A plain word before a full stop without a space after it.
_GLUED_WORD = re.compile(r"(?<![\w./@:#-])[^\W\d_]{3,}$")
_CLOSING_SIGNS = ("»", "”", ")", "%")
_SHORTEST_FULL_WORD = 4
_LONGEST_ATTRIBUTION = 60

_SIGNS = re.compile(r"[()\[\]«»„“”\"]")
_CLOSERS = {"»": "«", "”": "“", "“": "„", ")": "(", "]": "["}

# Longer ones are passages of their own, or signs that somebody forgot to close.
_LONGEST_BRACKETS = 250
_LONGEST_QUOTATION = 80

_STOP_BEFORE = re.compile(rf"[{FINAL_SIGNS}]{CLOSING_SIGNS}\s*$")
_GOES_ON = re.compile(r"\s*(?:[,;:]|[—–-]?\s*(?P<letter>[^\W\d_]))")


def boundaries(line: str, words: Sentences, *, is_marked: bool = False) -> Iterator[int]:
    """Yield the offsets in the line at which a sentence begins, in order, but the first.

    `is_marked` says that the line had an emoji as its list marker, as other items in it may have.
    """
    stops, weak_stops = find_stops(line, words, is_marked=is_marked)
    if not stops and not weak_stops:
        return
    whole = _enclosures(line)
    start, first_word = 0, _first_word(line, 0)
    # Written without capitals at the beginning of sentences, as in a chat.
    is_small = line[first_word : first_word + 1].islower() and all(
        stop.goes_on_small for stop in stops
    )
    for stop in sorted([*stops, *weak_stops], key=attrgetter("next")) if weak_stops else stops:
        if (
            first_word < stop.start
            and not whole.hold(stop.next)
            and _ends(stop, start, is_small=is_small)
        ):
            yield stop.next
            start, first_word = stop.next, _first_word(line, stop.next)


def _first_word(line: str, start: int) -> int:
    found = TOKEN.search(line, start)
    return found.start() if found else len(line)


def _ends(stop: Stop, start: int, *, is_small: bool) -> bool:
    """Return whether the sentence that begins at an offset ends at a stop."""
    if not stop.stops:
        return _weak_stop_ends(stop, start)
    if stop.is_glued:
        return _is_glued_sentence(stop)
    if stop.line[stop.next] == "&":
        return False
    if not stop.word[:1].isalpha() and _MARKER.match(stop.line, stop.next):
        return True
    if stop.goes_on_small and (not is_small or stop.is_ellipsis):
        return not stop.is_ellipsis and _is_careless(stop, start)
    if stop.stops == ".":
        return full_stop_ends(stop, start)
    if stop.is_ellipsis:
        return bool(stop.closing) or stop.is_before_starter or not _dangles(stop, start)
    return not stop.closing or stop.is_before_starter or not _somebody_said(stop)


def _dangles(stop: Stop, start: int) -> bool:
    """Return whether the word before the stop cannot end a sentence."""
    before = word_before(stop, start)
    return before is not None and before.text.lower() in stop.words.dangling


def _somebody_said(stop: Stop) -> bool:
    """Return whether an attribution follows a question or an exclamation: “Where?” John asked."""
    following = stop.line[stop.next : stop.next + _LONGEST_ATTRIBUTION].split()
    return any(word.strip(".,:") in stop.words.speech for word in following[:4])


def _weak_stop_ends(stop: Stop, start: int) -> bool:
    """Return whether an emoji or an emoticon replaces a full stop."""
    if not stop.word[:1].isupper() or stop.is_abbreviated:
        return False
    before = stop.line[max(start, stop.start - _LONGEST_BRACKETS) : stop.start]
    if stop.line[stop.start] == ")" and "(" in before:
        return False
    if not before.rstrip()[-1:].isalnum() or _dangles(stop, start):
        return False
    following = stop.line[stop.word_end : stop.word_end + LONGEST_WORD].lstrip()
    return stop.is_before_starter or (stop.word.istitle() and following[:1].islower())


def _is_glued_sentence(stop: Stop) -> bool:
    """Return whether only a space between two sentences is missing: "last year.The firm"."""
    window = stop.line[max(0, stop.start - LONGEST_WORD) : stop.start]
    is_cyrillic = CYRILLIC.match(stop.word) is not None
    if window[-1:] in _CLOSING_SIGNS:
        return is_cyrillic and len(stop.word) > 1
    found = _GLUED_WORD.search(window)
    if found is None or not found[0].islower() or found[0] in stop.words.kinds:
        return False
    # Addresses and names of programs are written like that in Latin letters only.
    return is_cyrillic or stop.is_before_starter


def _is_careless(stop: Stop, start: int) -> bool:
    """Return whether a sentence begins here with a small letter, as its author did not care."""
    if stop.closing or stop.opening:
        return False
    before = word_before(stop, start)
    if before is None or before.kind is not None:
        return False
    text, words = before.text, stop.words
    is_starter = not stop.is_abbreviated and stop.word in words.starters
    if stop.stops == ".":
        if not (text.isalpha() and text.islower()):
            return False
        if len(text) > _SHORTEST_FULL_WORD and text[-1] in words.final_letters:
            return len(stop.word) > 1 and not stop.is_abbreviated
        return len(text) >= _SHORTEST_FULL_WORD and is_starter and stop.word in words.sure_starters
    is_name = text.lower() in words.exclaimed or len(text) == 1
    if (is_name and stop.stops[0] == "!") or _somebody_said(stop):
        return False
    return is_starter or bool(before.previous)


@dataclass(frozen=True, slots=True)
class _Enclosures:
    """Where brackets and quotations begin and end, in order; none is inside another."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def hold(self, offset: int) -> bool:
        """Return whether the offset is inside one of them."""
        index = bisect_right(self.starts, offset) - 1 if self.starts else -1
        return index >= 0 and self.starts[index] < offset < self.ends[index]


_NOTHING = _Enclosures((), ())


def _enclosures(line: str) -> _Enclosures:
    """Return the brackets of a line, and the quotations in it that are a part of a sentence.

    They stay in one piece although a sentence ends inside them. A quotation is a part if the
    sentence began before it or goes on after it. Signs without their counterparts enclose nothing.
    """
    if not _SIGNS.search(line):
        return _NOTHING
    outer: list[tuple[int, int]] = []
    for start, end in sorted(_pairs(line)):
        if outer and start < outer[-1][1]:
            outer[-1] = (outer[-1][0], max(end, outer[-1][1]))
        elif line[start] in "([" or _is_part_of_sentence(line, start, end):
            outer.append((start, end))
    return _Enclosures(tuple(start for start, _ in outer), tuple(end for _, end in outer))


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
    """Return the sign that this one closes, or None for one that opens."""
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
