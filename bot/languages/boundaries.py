"""Where a sentence ends in a line of English, Russian or Ukrainian: a few rules over word lists.

A full stop, question mark or ellipsis with a space behind it ends a sentence, unless what stands
around it says otherwise. Takes time that grows with the length of the line only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.abbreviations import Abbreviations
from bot.languages.enclosures import enclosures

EMOJI = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\u20e3]*+"

# A run of stops, with what closes behind it. Runs are entered at their first stop only, and nothing
# is tried twice (`++`), so that no line is hostile. A number in brackets is a footnote. It begins
# with a set of signs, not with what may not stand before them, since `re` is quick to find those.
_STOP = re.compile(
    rf"(?P<stops>[.!?…](?<![.!?…].)[.!?…]*+)(?P<closing>(?:[\"'»”’)\]]|\[\d{{1,3}}\]|{EMOJI})*+)"
    r"(?:\s++|(?=[A-ZА-ЯЁІЇЄҐ]))"
)
_EMOJI_GROUP = re.compile(rf"(?:{EMOJI})+\s*+")

# What stands before a full stop: a word, with the single letters before it ("т. е", "U.S").
_LONGEST_WORD = 24
_WORD_BEFORE = re.compile(r"(?:(?<!\w)\w\.\s?)*[\w№'’/-]+$")
_WORD_AFTER = re.compile(r"(?P<opening>[—–-]\s+|[\"'«„“‘(\[]+)*(?P<word>[\w'’-]*)(?P<stop>\.?)")
_NUMBER_AFTER = re.compile(r"[#№]?\s?(?:\d|[IVXLCХІ]+\b)")
# A plain word before a full stop without a space after it.
_GLUED_WORD = re.compile(r"(?<![\w./@:#-])[^\W\d_]{3,}$")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_SOME_WORD = re.compile(r"\w")

_LONGEST_ATTRIBUTION = 60

# "2023", "80-х", "XIX", "50 кв.", "5 тыс."
_NUMBER_BEFORE = re.compile(
    r"(?:\d|\b[IVXLCХІ]+)(?:-?[а-яіїє]{1,3})?\s*(?:(?:кв|куб|тыс|тис|млн|млрд)\.?\s*)?$"
)
_LONGEST_NUMBER = 20
# Begins an item of a list that goes on in one line: "1. … 2. …".
_ITEM_NUMBER = re.compile(r"(?:^|:\s)\s*(?:\d{1,2}|[IVXLC]{1,4})$")
_LONGEST_ITEM_NUMBER = 6

# "млрд", "пгт": a word without vowels is an abbreviation.
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєü")
_LONGEST_WITHOUT_VOWELS = 4


@dataclass(frozen=True, slots=True)
class _Stop:
    """A place where a sentence may end: its line, the stops, and where the next one would begin."""

    line: str
    start: int
    stops: str
    closing: str
    next: int
    after: re.Match[str]

    @property
    def word(self) -> str:
        return self.after["word"]

    @property
    def goes_on_small(self) -> bool:
        """Whether the next word begins with a small letter, as no sentence does."""
        return self.word[:1].islower() and not any(map(str.isupper, self.word))

    @property
    def is_glued(self) -> bool:
        """Whether no space stands behind the stop."""
        return not self.line[self.next - 1].isspace()

    @property
    def is_ellipsis(self) -> bool:
        return self.stops.startswith(("..", "…"))

    def is_starter(self, words: Abbreviations) -> bool:
        """Whether the next word is one that begins sentences, and no initial."""
        return not self.after["stop"] and self.word.lower() in words.starters


def boundaries(line: str, words: Abbreviations) -> Iterator[int]:
    """The offsets in the line at which a sentence begins, the first one left out, in order."""
    stops = list(_stops(line))
    if not stops:
        return
    whole = enclosures(line)
    small = _is_written_small(line, stops)
    start = 0
    for stop in stops:
        if (
            not whole.hold(stop.next)
            and _SOME_WORD.search(line, start, stop.start)
            and _ends(stop, start, words, small=small)
        ):
            yield stop.next
            start = stop.next


def _stops(line: str) -> Iterator[_Stop]:
    emoji_first = _EMOJI_GROUP.match(line)
    last_word = next((i for i in reversed(range(len(line))) if line[i].isalnum()), -1)
    for found in _STOP.finditer(line):
        next_start = found.end()
        # Emoji go with the sentence that they follow, except in a line that begins with one.
        if not emoji_first and (emoji := _EMOJI_GROUP.match(line, next_start)):
            next_start = emoji.end()
        after = _WORD_AFTER.match(line, next_start)
        if after is not None and next_start <= last_word:
            yield _Stop(line, found.start(), found["stops"], found["closing"], next_start, after)


def _is_written_small(line: str, stops: list[_Stop]) -> bool:
    """Whether the line does without capitals at the beginning of sentences, as in a chat."""
    first = _SOME_WORD.search(line)
    return first is not None and first[0].islower() and all(stop.goes_on_small for stop in stops)


def _ends(stop: _Stop, start: int, words: Abbreviations, *, small: bool) -> bool:
    if stop.is_glued:
        return _is_glued_sentence(stop, words)
    if stop.goes_on_small and (not small or stop.is_ellipsis):
        return False
    if stop.stops == ".":
        return bool(stop.closing) or _full_stop_ends(stop, start, words)
    return not (stop.closing and "." not in stop.stops and _somebody_said(stop, words))


def _is_glued_sentence(stop: _Stop, words: Abbreviations) -> bool:
    """Whether only the space between two sentences is missing, as in "last year.The firm"."""
    window = stop.line[max(0, stop.start - _LONGEST_WORD) : stop.start]
    found = _GLUED_WORD.search(window)
    if found is None or not found[0].islower():
        return False
    # Addresses and names of programs are written like that in Latin letters only.
    return stop.is_starter(words) or bool(_CYRILLIC_LETTER.match(stop.word))


def _somebody_said(stop: _Stop, words: Abbreviations) -> bool:
    following = stop.line[stop.next : stop.next + _LONGEST_ATTRIBUTION].split()[1:4]
    return not stop.is_starter(words) and any(w.strip(".,") in words.speech for w in following)


def _full_stop_ends(stop: _Stop, start: int, words: Abbreviations) -> bool:
    found = _WORD_BEFORE.search(stop.line, max(start, stop.start - _LONGEST_WORD), stop.start)
    if found is None:
        return True
    if _is_item_number(stop, start):
        return False
    *_, last = found[0].split()
    # "U.S. Rep" is two abbreviations, "т. е" is one.
    token = last if len(last) > 1 else found[0]
    if _is_initial(token, words):
        return stop.is_starter(words) or _names_a_letter(stop.line, found.start(), words)
    word = "".join(token.split()).lower()
    if word in words.before_number:
        return not _NUMBER_AFTER.match(stop.line, stop.next)
    if word in words.after_number:
        word_start = stop.start - len(token)
        before = stop.line[max(start, word_start - _LONGEST_NUMBER) : word_start]
        return bool(_NUMBER_BEFORE.search(before)) and _ends_after_abbreviation(stop, words)
    if word in words.inner:
        return False
    if word in words.before_name:
        return stop.is_starter(words)
    if word in words.ending or _lacks_vowels(token):
        return _ends_after_abbreviation(stop, words)
    return True


def _is_item_number(stop: _Stop, start: int) -> bool:
    """Whether the sentence so far is the number of an item, or ends with one after a colon."""
    # Longer than a number is, so that a piece of this length does not begin the sentence.
    piece = stop.line[max(start, stop.start - _LONGEST_ITEM_NUMBER) : stop.start]
    found = _ITEM_NUMBER.search(piece)
    return found is not None and (found[0][0] == ":" or len(piece) < _LONGEST_ITEM_NUMBER)


def _ends_after_abbreviation(stop: _Stop, words: Abbreviations) -> bool:
    """Whether something new begins after "в 1998 г." or "5 млн руб."."""
    if not stop.word[:1].isupper():
        return stop.after["opening"] is not None and "(" not in stop.after["opening"]
    if stop.is_starter(words) or not _names_an_agent(stop.word, words):
        return True
    return not stop.line[stop.after.end() :].lstrip()[:1].isupper()


def _names_an_agent(word: str, words: Abbreviations) -> bool:
    return any(map(word.endswith, words.agent_endings))


def _lacks_vowels(word: str) -> bool:
    return (
        1 < len(word) <= _LONGEST_WITHOUT_VOWELS
        and word.isalpha()
        and word.islower()
        and not _VOWELS & set(word)
    )


def _is_initial(word: str, words: Abbreviations) -> bool:
    """Whether this is "А", or "А. С" and not "U.S"."""
    if len(word) > 1 and (word[-2] not in ". " or word.lower() in words.before_name | words.ending):
        return False
    return word[-1].isupper()


def _names_a_letter(line: str, letter_start: int, words: Abbreviations) -> bool:
    """Whether the single letter is a name by itself, as in "vitamin C"."""
    before = line[max(0, letter_start - _LONGEST_WORD) : letter_start].split()
    return bool(before) and before[-1].lower() in words.lettered
