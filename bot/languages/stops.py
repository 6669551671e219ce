"""Find the places in a line where a sentence may end, and the words on both sides of each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.languages.data import Kind, Sentences
from bot.languages.patterns import LONG_WORD
from bot.languages.scripts import CAPITALS

EMOJI = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\u20e3]*+"
_KEYCAP = r"(?:[0-9#*]\ufe0f?\u20e3|\U0001f51f)"
_BULLET = (
    r"[•·‣⁃◦∙\u25a0-\u25ff\u2190-\u21ff\u2794-\u27be"
    r"👉📌📍🔹🔸🔷🔶🔘🔴🔵\U0001f7e0-\U0001f7e4⚫⚪]\ufe0f?"
)
MARKER = rf"(?:{_BULLET}|{_KEYCAP})"
"""A sign that only ever begins an item of a list."""
_PLAIN_EMOJI = rf"(?!{MARKER}){EMOJI}"
_EMOTICON = r"[:;=][-’']?[()D]++"

# A run of stops, with what closes behind it; a number in brackets is a footnote. Runs are entered
# at their first stop only, and nothing is tried twice (`++`), so that every line takes linear time.
# It begins with a set of signs, not with what may not stand before them: `re` finds those fast.
_STOP = re.compile(
    r"(?P<stops>[.!?…](?<![.!?…].)(?:(?:\s\.){2,8}+|[.!?…]*+))"
    rf"(?P<closing>(?:[\"'»”’)\]]|\[\d{{1,3}}\]|{EMOJI}|\s?{_EMOTICON})*+)"
    rf"(?:\s++|(?=[{CAPITALS}]))"
)
_EMOJI_GROUP = re.compile(rf"(?:{_PLAIN_EMOJI})+\s*+")
# Ends a sentence by itself in a chat: "we won 🎉 The others…", "до завтра)) Я…".
_WEAK_STOP = re.compile(
    rf"(?:{_PLAIN_EMOJI}){{1,9}}+\s++|(?<=\s){_EMOTICON}\s++|(?<!\))\){{2,}}+\s++"
)
# All emoji, and much else, but a single range is quick to search for.
_FIRST_EMOJI = "\u2600"
_PERHAPS_EMOJI = re.compile(rf"[{_FIRST_EMOJI}-\U0001faff]")

_AFTER = re.compile(
    r"(?P<opening>(?:(?:[—–-]|--)\s+|[\"'«„“‘(\[]+)*)(?P<word>[\w'’-]*)(?P<stop>\.?)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)

LONGEST_WORD = 24
OPENING_SIGNS = "\"'«»„“”‘([{—–-#*_~<"
_DIGITS = "0123456789"
_SINGLE_LETTER = re.compile(r"(?<!\w)[^\W\d_]\.$")

_AROUND = 40


class Stop(NamedTuple):
    """A place where a sentence may end; places are offsets in the line."""

    line: str
    words: Sentences
    """Of the language of the line."""
    start: int
    stops: str
    """The signs themselves: ".", "?!", "..."; empty for an emoji that stands for one."""
    closing: str
    """Quotation marks, brackets, footnotes and emoji that belong to them."""
    next: int
    """Where the next sentence would begin."""
    opening: str
    """A dash, quotation marks and brackets before the next word."""
    word: str
    """The next word; empty if a sign comes next."""
    word_end: int
    is_abbreviated: bool
    """Whether the next word has a full stop of its own."""

    @property
    def goes_on_small(self) -> bool:
        """Whether the next word begins with a small letter, as no sentence does."""
        word = self.word
        return (
            word[:1].islower()
            and (word.islower() or not any(map(str.isupper, word)))
            and not _ADDRESS.match(self.line, self.next)
        )

    @property
    def is_glued(self) -> bool:
        """Whether there is no space behind the stop."""
        return not self.line[self.next - 1].isspace()

    @property
    def is_ellipsis(self) -> bool:
        return self.stops.startswith(("..", "…")) or self.stops[1:2].isspace()

    @property
    def is_in_capitals(self) -> bool:
        """Whether capitals tell nothing, since all letters around are capitals."""
        before = self.line[max(0, self.start - _AROUND) : self.start]
        after = self.line[self.next : self.next + _AROUND]
        return (before + after).isupper() and LONG_WORD.search(before) is not None

    @property
    def is_before_bracket(self) -> bool:
        return "(" in self.opening or "[" in self.opening

    @property
    def is_before_starter(self) -> bool:
        """Whether the next word is one that begins sentences, and no initial or acronym."""
        word = self.word
        if self.is_abbreviated or word.lower() not in self.words.starters:
            return False
        return len(word) < 2 or not word.isupper() or self.is_in_capitals


def find_stops(
    line: str, words: Sentences, *, is_marked: bool = False
) -> tuple[list[Stop], list[Stop]]:
    """Return the stops of a line, and the emoji and emoticons that may replace one.

    Those that nothing but signs comes after are left out. Emoji go with the sentence that they
    follow, unless emoji mark the items of the line.
    """
    last_word = next((i for i in reversed(range(len(line))) if line[i].isalnum()), -1)
    stops = []
    for found in _STOP.finditer(line):
        next_start = found.end()
        if not is_marked and line[next_start : next_start + 1] >= _FIRST_EMOJI:
            emoji = _EMOJI_GROUP.match(line, next_start)
            next_start = emoji.end() if emoji else next_start
        if next_start <= last_word:
            signs, closing = found.groups()
            stops.append(_stop(line, words, found.start(), signs, closing, next_start))
    return stops, list(_weak_stops(line, words, last_word))


def _weak_stops(line: str, words: Sentences, last_word: int) -> Iterator[Stop]:
    if _PERHAPS_EMOJI.search(line) or _has_emoticon(line):
        for found in _WEAK_STOP.finditer(line):
            if found.end() <= last_word:
                yield _stop(line, words, found.start(), "", "", found.end())


def _has_emoticon(line: str) -> bool:
    """Return whether there may be an emoticon; this is quick, since nearly no line has any."""
    return (")" in line and ("))" in line or ":)" in line or ";)" in line or "=)" in line)) or (
        ":" in line and (":-" in line or ":(" in line or ":D" in line)
    )


def _stop(line: str, words: Sentences, start: int, signs: str, closing: str, end: int) -> Stop:
    after = _AFTER.match(line, end)
    assert after is not None
    opening, word, stop = after.groups()
    return Stop(line, words, start, signs, closing, end, opening, word, after.end(), bool(stop))


class WordBefore(NamedTuple):
    """What a stop follows: "Dr", "т. е" as "т.е", "2019г" as "г" with a number before it."""

    text: str
    start: int
    previous: str
    """The word before, without its full stop; empty if there is none."""
    has_number: bool
    kind: Kind | None
    """What kind of abbreviation it is; None for a plain word."""


def word_before(stop: Stop, sentence_start: int) -> WordBefore | None:
    """Return the word before the stop, or None if there are only signs."""
    line = stop.line
    left = max(sentence_start, stop.start - LONGEST_WORD)
    pieces = line[left : stop.start].split()
    if not pieces:
        return None
    last = pieces.pop()
    text = last.lstrip(OPENING_SIGNS)
    has_number = False
    if text[:1].isdecimal() and (unit := text.lstrip(_DIGITS)).isalpha():
        text, has_number = unit, True
    if not text:
        return None
    start = line.rfind(last, left, stop.start) + len(last) - len(text)
    # Single letters before it belong to it: "т. е", "U. S", "А. С".
    while pieces and len(text) == len(last) and (letter := _SINGLE_LETTER.search(pieces[-1])):
        joined = letter[0] + text
        if len(text) > 1 and "." not in text and joined.lower() not in stop.words.kinds:
            break
        start = line.rfind(piece := pieces.pop(), left, start) + letter.start()
        text = joined
        last = piece[: letter.start()] + joined
    previous = pieces[-1].rstrip(".") if pieces else ""
    return WordBefore(text, start, previous, has_number, _kind(stop, text, previous))


def _kind(stop: Stop, text: str, previous: str) -> Kind | None:
    kinds = stop.words.kinds
    kind = kinds.get(text) or kinds.get(text.lower())
    if len(text) > 1 and text.isupper() and text.isalpha():
        kind = kind or kinds.get(text.title())
        # "FT" and "EST" are names, unless everything is in capitals.
        return kind if kind is Kind.COMPANY or (kind and stop.is_in_capitals) else None
    if kind is None and "-" in text:
        kind = kinds.get(text.rpartition("-")[2].lower())
        return kind if kind in (Kind.INNER, Kind.BEFORE_NAME) else None
    if kind is not None and previous:
        return kinds.get(f"{previous}_{text}".lower(), kind)
    return kind
