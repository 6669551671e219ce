"""Find where a sentence ends within a line, by a few rules over the word lists of a language.

A full stop, question mark or ellipsis with a space behind it ends a sentence, unless what stands
around it says otherwise. Time is linear in the length of the line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.languages.abbreviations import Abbreviations, Kind
from bot.languages.enclosures import enclosures

EMOJI = r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\u200d\ufe0f\u20e3]*+"
_KEYCAP = r"(?:[0-9#*]\ufe0f?\u20e3|\U0001f51f)"
_BULLET = (
    r"[•·‣⁃◦∙\u25a0-\u25ff\u2190-\u21ff\u2794-\u27be"
    r"👉📌📍🔹🔸🔷🔶🔘🔴🔵\U0001f7e0-\U0001f7e4⚫⚪]\ufe0f?"
)
MARKER = rf"(?:{_BULLET}|{_KEYCAP})"
"""A sign that only ever begins an item of a list."""
_EMOTICON = r"[:;=][-’']?[()D]++"

# A run of stops, with what closes behind it. Runs are entered at their first stop only, and nothing
# is tried twice (`++`), so that no line is hostile. A number in brackets is a footnote. It begins
# with a set of signs, not with what may not stand before them, since `re` is quick to find those.
_STOP = re.compile(
    r"(?P<stops>[.!?…](?<![.!?…].)(?:(?:\s\.){2,8}+|[.!?…]*+))"
    rf"(?P<closing>(?:[\"'»”’)\]]|\[\d{{1,3}}\]|{EMOJI}|\s?{_EMOTICON})*+)"
    r"(?:\s++|(?=[A-Z\u00c0-\u00de\u0400-\u042f\u0490]))"
)
_EMOJI_GROUP = re.compile(rf"(?:(?!{MARKER}){EMOJI})+\s*+")
_MARKER = re.compile(MARKER)
# Ends a sentence by itself in a chat: "we won 🎉 The others…", "до завтра)) Я…".
_WEAK_STOP = re.compile(
    rf"(?:(?!{MARKER}){EMOJI}){{1,9}}+\s++|(?<=\s){_EMOTICON}\s++|(?<!\))\){{2,}}+\s++"
)
_SOME_EMOJI = re.compile(r"[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_SOME_EMOTICONS = ("))", ":)", ";)", "=)", ":-", ";-", ":(", ":D")

_WORD_AFTER = re.compile(
    r"(?P<opening>(?:(?:[—–-]|--)\s+|[\"'«„“‘(\[]+)*)(?P<word>[\w'’-]*)(?P<stop>\.?)"
)
_ADDRESS_AFTER = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_SOME_WORD = re.compile(r"\w")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
_LATIN_CAPITAL = re.compile(r"[A-Z]")

_LONGEST_WORD = 24
_OPENING_SIGNS = "\"'«»„“”‘([{—–-#*_~<"
_CLOSING_SIGNS = ("»", "”", ")", "%")
_DIGITS = "0123456789"
_SINGLE_LETTER = re.compile(r"(?<!\w)[^\W\d_]\.$")
# A plain word before a full stop without a space after it.
_GLUED_WORD = re.compile(r"(?<![\w./@:#-])[^\W\d_]{3,}$")
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+")

_LONGEST_ATTRIBUTION = 60

# Roman numerals are written in Cyrillic letters too.
_ROMAN = "IVXLC\u0425\u0406"
_NUMBER_AFTER = re.compile(rf"(?:[#№(\[]|N(?=\s?\d))?\s?(?:\d|[{_ROMAN}]+\b)")
# "2023", "80-х", "XIX".
_NUMBER_BEFORE = re.compile(rf"(?:\d|\b[{_ROMAN}]+)(?:-?[^\W\d_]{{1,3}})?\s*$")
_LONGEST_NUMBER = 20
# Begins an item of a list that goes on in one line: "1. … 2. …".
_ITEM_NUMBER = re.compile(r"(?:^|:\s)\s*(?:\d{1,2}|[IVXLC]{1,4})$")
_LONGEST_ITEM_NUMBER = 6

# "млрд", "пгт": a word without vowels is an abbreviation.
_LONGEST_WITHOUT_VOWELS = 4
_SHORTEST_FULL_WORD = 4

_LONGEST_ADVERBIAL = 60
_MOST_ADVERBIAL_WORDS = 8
_SHORTEST_VERB = 4
_CLAUSE_START = re.compile(r"[,;:(«„“\"]\s*|\s[—–-]\s+")
_DATE_NUMBER = re.compile(rf"[\d{_ROMAN}.:/–—-]+(?:-?[^\W\d_]{{1,3}})?")

_LONGEST_BRACKETS = 250
_AROUND = 40
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class _Stop:
    """A place where a sentence may end: its line, the stops, and where the next one would begin."""

    line: str
    start: int
    stops: str
    closing: str
    next: int
    opening: str
    word: str
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
            and not _ADDRESS_AFTER.match(self.line, self.next)
        )

    @property
    def is_glued(self) -> bool:
        """Whether no space stands behind the stop."""
        return not self.line[self.next - 1].isspace()

    @property
    def is_ellipsis(self) -> bool:
        return self.stops.startswith(("..", "…")) or self.stops[1:2].isspace()

    @property
    def is_in_capitals(self) -> bool:
        """Whether capitals tell nothing, since all letters around are capitals."""
        before = self.line[max(0, self.start - _AROUND) : self.start]
        after = self.line[self.next : self.next + _AROUND]
        return (before + after).isupper() and _LONG_WORD.search(before) is not None

    def is_starter(self, words: Abbreviations) -> bool:
        """Whether the next word is one that begins sentences, and no initial or acronym."""
        word = self.word
        if self.is_abbreviated or word.lower() not in words.starters:
            return False
        return len(word) < 2 or not word.isupper() or self.is_in_capitals


@dataclass(frozen=True, slots=True)
class _Word:
    """What stands before a stop: "Dr", "т. е" as "т.е", "2019г" as "г" with a number before it."""

    text: str
    start: int
    previous: str
    """The word before, without its full stop; empty where there is none."""
    has_number: bool


def boundaries(line: str, words: Abbreviations, *, is_marked: bool = False) -> Iterator[int]:
    """Yield the offsets in the line at which a sentence begins, in order, but the first.

    `is_marked` says that the line had an emoji as its list marker, as other items in it may have.
    """
    last_word = _last_word(line)
    stops = list(_stops(line, last_word, is_marked=is_marked))
    weak = list(_weak_stops(line, last_word))
    if not stops and not weak:
        return
    whole = enclosures(line)
    small = _is_written_small(line, stops)
    start, first_word = 0, _first_word(line, 0)
    for stop in sorted([*stops, *weak], key=lambda stop: stop.next) if weak else stops:
        if (
            first_word < stop.start
            and not whole.hold(stop.next)
            and _ends(stop, start, words, small=small)
        ):
            yield stop.next
            start, first_word = stop.next, _first_word(line, stop.next)


def _stops(line: str, last_word: int, *, is_marked: bool) -> Iterator[_Stop]:
    for found in _STOP.finditer(line):
        next_start = found.end()
        # Emoji go with the sentence that they follow, unless they mark items.
        if not is_marked and (emoji := _EMOJI_GROUP.match(line, next_start)):
            next_start = emoji.end()
        if next_start <= last_word:
            stops, closing = found["stops"], found["closing"]
            yield _stop(line, found.start(), stops, closing, next_start)


def _weak_stops(line: str, last_word: int) -> Iterator[_Stop]:
    if _SOME_EMOJI.search(line) or any(sign in line for sign in _SOME_EMOTICONS):
        for found in _WEAK_STOP.finditer(line):
            if found.end() <= last_word:
                yield _stop(line, found.start(), "", "", found.end())


def _first_word(line: str, start: int) -> int:
    found = _SOME_WORD.search(line, start)
    return found.start() if found else len(line)


def _last_word(line: str) -> int:
    return next((i for i in reversed(range(len(line))) if line[i].isalnum()), -1)


def _stop(line: str, start: int, stops: str, closing: str, next_start: int) -> _Stop:
    after = _WORD_AFTER.match(line, next_start)
    assert after is not None
    opening, word, stop = after.groups()
    return _Stop(line, start, stops, closing, next_start, opening, word, after.end(), bool(stop))


def _is_written_small(line: str, stops: list[_Stop]) -> bool:
    """Whether the line does without capitals at the beginning of sentences, as in a chat."""
    first = _SOME_WORD.search(line)
    return first is not None and first[0].islower() and all(stop.goes_on_small for stop in stops)


def _ends(stop: _Stop, start: int, words: Abbreviations, *, small: bool) -> bool:
    if not stop.stops:
        return _weak_stop_ends(stop, start, words)
    if stop.is_glued:
        return _is_glued_sentence(stop, words)
    if stop.line[stop.next] == "&":
        return False
    if _MARKER.match(stop.line, stop.next):
        return True
    if stop.goes_on_small and (not small or stop.is_ellipsis):
        return not stop.is_ellipsis and _is_careless(stop, start, words)
    if stop.stops == ".":
        return _full_stop_ends(stop, start, words)
    if stop.is_ellipsis:
        return bool(stop.closing) or stop.is_starter(words) or not _dangles(stop, start, words)
    return not (stop.closing and _somebody_said(stop, words))


def _dangles(stop: _Stop, start: int, words: Abbreviations) -> bool:
    before = _word_before(stop, start, words)
    return before is not None and before.text.lower() in words.dangling


def _weak_stop_ends(stop: _Stop, start: int, words: Abbreviations) -> bool:
    """Whether an emoji or an emoticon stands for a full stop."""
    if not stop.word[:1].isupper() or stop.is_abbreviated:
        return False
    before = stop.line[max(start, stop.start - _LONGEST_BRACKETS) : stop.start]
    if stop.line[stop.start] == ")" and "(" in before:
        return False
    if not before.rstrip()[-1:].isalnum() or _dangles(stop, start, words):
        return False
    following = stop.line[stop.word_end : stop.word_end + _LONGEST_WORD].lstrip()
    return stop.is_starter(words) or (stop.word.istitle() and following[:1].islower())


def _is_glued_sentence(stop: _Stop, words: Abbreviations) -> bool:
    """Whether only the space between two sentences is missing, as in "last year.The firm"."""
    window = stop.line[max(0, stop.start - _LONGEST_WORD) : stop.start]
    is_cyrillic = _CYRILLIC_LETTER.match(stop.word) is not None
    if window[-1:] in _CLOSING_SIGNS:
        return is_cyrillic and len(stop.word) > 1
    found = _GLUED_WORD.search(window)
    if found is None or not found[0].islower() or found[0] in words.kinds:
        return False
    # Addresses and names of programs are written like that in Latin letters only.
    return is_cyrillic or stop.is_starter(words)


def _is_careless(stop: _Stop, start: int, words: Abbreviations) -> bool:
    """Whether a sentence begins here with a small letter, as its author did not care."""
    if stop.closing or stop.opening:
        return False
    before = _word_before(stop, start, words)
    if before is None or _kind(stop, before, words) is not None:
        return False
    is_starter = not stop.is_abbreviated and stop.word in words.starters
    text = before.text
    if stop.stops == ".":
        if not (text.isalpha() and text.islower()):
            return False
        if len(text) > _SHORTEST_FULL_WORD and text[-1] in words.full_endings:
            return len(stop.word) > 1 and not stop.is_abbreviated
        return len(text) >= _SHORTEST_FULL_WORD and is_starter and stop.word in words.sure_starters
    is_name = text.lower() in words.exclaimed or len(text) == 1
    if (is_name and stop.stops[0] == "!") or _somebody_said(stop, words, first=0):
        return False
    return is_starter or bool(before.previous)


def _somebody_said(stop: _Stop, words: Abbreviations, first: int = 1) -> bool:
    """Whether an attribution follows a quoted question or exclamation: “Where?” John asked."""
    if first and stop.is_starter(words):
        return False
    following = stop.line[stop.next : stop.next + _LONGEST_ATTRIBUTION].split()[first:4]
    return any(word.strip(".,:") in words.speech for word in following)


def _full_stop_ends(stop: _Stop, start: int, words: Abbreviations) -> bool:
    before = _word_before(stop, start, words)
    if before is None:
        return True
    if _is_item_number(stop, start):
        return False
    closing = _FOOTNOTES.sub("", stop.closing)
    if _is_initial(stop, before, words):
        return bool(closing) or _ends_after_initial(stop, before, words)
    kind = _kind(stop, before, words)
    if kind is None and not _lacks_vowels(before.text, words):
        return True
    if closing:
        return _closing_ends(stop, start, before, kind, words)
    match kind:
        case Kind.INNER:
            return False
        case Kind.BEFORE_NUMBER:
            return not _is_numbered(stop, words) and (
                stop.is_starter(words) or not _is_adverbial(stop, start, words)
            )
        case Kind.UNIT if not _has_number(stop, start, before, words):
            return True
        case Kind.DATE | Kind.AFTER_NUMBER if not _has_number(stop, start, before, words):
            return False
    if stop.is_in_capitals or not stop.word[:1].isupper():
        return stop.word.lower() in words.sure_starters
    if stop.is_starter(words):
        return True
    if "(" in stop.opening or "[" in stop.opening:
        return False
    match kind:
        case Kind.BEFORE_NAME:
            return False
        case Kind.COMPANY:
            return _is_subject(stop, words)
        case Kind.STATE:
            is_after_city = stop.line[max(0, before.start - 2) : before.start] == ", "
            return is_after_city and stop.word.istitle() and stop.word.lower() not in words.offices
        case Kind.TIME if stop.word.lower() in words.after_times:
            return False
    return _ends_before_name(stop, before, words) and not (
        kind in (Kind.DATE, Kind.TIME, Kind.AFTER_NUMBER)
        and _is_adverbial(stop, start, words, is_date=kind is Kind.DATE)
    )


def _closing_ends(
    stop: _Stop, start: int, before: _Word, kind: Kind | None, words: Abbreviations
) -> bool:
    """Whether a sentence ends at an abbreviation in brackets or quotation marks."""
    if ")" in stop.closing or "]" in stop.closing:
        left = max(start, stop.start - _LONGEST_BRACKETS)
        opened = max(left, *(stop.line.rfind(sign, left, stop.start) for sign in "(["))
        begins_with_bracket = left == start and not stop.line[start:opened].strip()
        return begins_with_bracket or stop.is_starter(words)
    is_alone = before.start > 0 and stop.line[before.start - 1] in _OPENING_SIGNS
    return not (is_alone and kind in (Kind.INNER, Kind.BEFORE_NAME, Kind.COMPANY))


def _is_numbered(stop: _Stop, words: Abbreviations) -> bool:
    """Whether a number or a month follows: "No. 5", "Sat. Nov. 3"."""
    if _NUMBER_AFTER.match(stop.line, stop.next):
        return True
    word = stop.word.lower()
    return word in words.date_words or (
        stop.is_abbreviated and words.kinds.get(word) is Kind.BEFORE_NUMBER
    )


def _is_subject(stop: _Stop, words: Abbreviations) -> bool:
    """Whether the next word is a subject with its verb: "… of Acme Inc. Profits were flat."."""
    verb = stop.line[stop.word_end : stop.word_end + _LONGEST_WORD].split(maxsplit=1)[:1]
    return (
        stop.word.istitle()
        and stop.word.lower() not in words.offices
        and verb != []
        and verb[0] in words.auxiliaries
    )


def _ends_before_name(stop: _Stop, before: _Word, words: Abbreviations) -> bool:
    """Whether something new begins after "в 1998 г." or "5 млн руб."."""
    if f"{before.text.lower()}_{stop.word.lower()}" in words.phrases:
        return False
    if stop.word == "N" or (stop.opening and stop.opening[0] in "—–-"):
        return False
    if not _names_an_agent(stop.word, words):
        return True
    return not stop.line[stop.word_end :].lstrip()[:1].isupper()


def _names_an_agent(word: str, words: Abbreviations) -> bool:
    return word.endswith(words.agent_endings)


def _is_adverbial(stop: _Stop, start: int, words: Abbreviations, *, is_date: bool = False) -> bool:
    """Whether the clause so far is only "В 2024 г." or "At 5 p.m.", so that it goes on.

    A date may also have words around it ("По итогам выборов 2024 г."), if none looks like a verb.
    """
    left = max(start, stop.start - _LONGEST_ADVERBIAL)
    piece = stop.line[left : stop.start]
    clauses = list(_CLAUSE_START.finditer(piece))
    sign = clauses[-1][0].strip() if clauses else ""
    tokens = (piece[clauses[-1].end() :] if clauses else piece).split()
    if not tokens or len(tokens) > _MOST_ADVERBIAL_WORDS or (not clauses and left > start):
        return False
    lower = [token.strip(".").lower() for token in tokens]
    if sign == "," and (lower[0] not in words.starters or lower[0] in words.prepositions):
        return False
    if sign and lower[0] not in words.starters:
        return False
    plain = [
        token
        for token in lower
        if not _DATE_NUMBER.fullmatch(token)
        and token not in words.date_words
        and token not in words.prepositions
        and token not in words.kinds
    ]
    begins = lower[0] in words.prepositions or (
        is_date
        and (
            len(plain) < len(lower)
            and (lower[0] not in plain or lower[0] in words.starters)
            and (lower[0] not in plain or (len(lower) > 1 and lower[1] not in plain))
        )
    )
    if not begins:
        return False
    if not is_date:
        return not plain
    return not any(
        len(token) >= _SHORTEST_VERB and token.endswith(words.verb_endings) for token in plain
    )


def _has_number(stop: _Stop, start: int, before: _Word, words: Abbreviations) -> bool:
    if before.has_number:
        return True
    end = before.start
    if before.previous.lower() in words.multipliers:
        end = stop.line.rfind(before.previous, 0, end)
    return bool(_NUMBER_BEFORE.search(stop.line[max(start, end - _LONGEST_NUMBER) : end]))


def _is_item_number(stop: _Stop, start: int) -> bool:
    """Whether the sentence so far is the number of an item, or ends with one after a colon."""
    # Longer than a number is, so that a piece of this length does not begin the sentence.
    piece = stop.line[max(start, stop.start - _LONGEST_ITEM_NUMBER) : stop.start]
    found = _ITEM_NUMBER.search(piece)
    return found is not None and (found[0][0] == ":" or len(piece) < _LONGEST_ITEM_NUMBER)


def _lacks_vowels(word: str, words: Abbreviations) -> bool:
    return (
        1 < len(word) <= _LONGEST_WITHOUT_VOWELS
        and word.isalpha()
        and word.islower()
        and words.vowels.isdisjoint(word)
    )


def _is_initial(stop: _Stop, before: _Word, words: Abbreviations) -> bool:
    """Whether this is "А", or "А. С" and not "U.S"."""
    text = before.text
    if not text[-1].isupper() or (len(text) > 1 and text[-2] != "."):
        return False
    kind = _kind(stop, before, words) if len(text) > 1 else None
    return kind is None or (kind is Kind.TIME and not before.previous[-1:].isdecimal())


def _ends_after_initial(stop: _Stop, before: _Word, words: Abbreviations) -> bool:
    if stop.is_in_capitals:
        return stop.word.lower() in words.sure_starters
    if stop.is_starter(words) or before.previous.lower() in words.lettered:
        return True
    if not stop.word[:1].isupper():
        return False
    if len(before.text) == 1:
        # "vitamin D", "Peter I" among Cyrillic letters; "I" is a word or a numeral in English.
        is_latin = _LATIN_CAPITAL.match(before.text) is not None
        return is_latin and (
            before.text == "I"
            if _LATIN_CAPITAL.match(stop.word)
            else bool(_CYRILLIC_LETTER.match(before.previous))
        )
    return (
        before.previous.istitle()
        and before.previous.endswith(words.surname_endings)
        and not stop.word.endswith(words.surname_endings)
    )


def _word_before(stop: _Stop, start: int, words: Abbreviations) -> _Word | None:
    line = stop.line
    left = max(start, stop.start - _LONGEST_WORD)
    pieces = line[left : stop.start].split()
    if not pieces:
        return None
    last = pieces.pop()
    text = last.lstrip(_OPENING_SIGNS)
    has_number = False
    if text[:1].isdecimal() and (unit := text.lstrip(_DIGITS)).isalpha():
        text, has_number = unit, True
    if not text:
        return None
    word_start = line.rfind(last, left, stop.start) + len(last) - len(text)
    # Single letters before it belong to it: "т. е", "U. S", "А. С".
    while pieces and len(text) == len(last) and (letter := _SINGLE_LETTER.search(pieces[-1])):
        joined = letter[0] + text
        if len(text) > 1 and "." not in text and joined.lower() not in words.kinds:
            break
        piece = pieces.pop()
        word_start = line.rfind(piece, left, word_start) + letter.start()
        text = last = joined
        if letter.start():
            break
    return _Word(text, word_start, pieces[-1].rstrip(".") if pieces else "", has_number)


def _kind(stop: _Stop, word: _Word, words: Abbreviations) -> Kind | None:
    """Return what kind of abbreviation the word is, or None for a plain word."""
    text, kinds = word.text, words.kinds
    kind = kinds.get(text) or kinds.get(text.lower())
    if len(text) > 1 and text.isupper() and text.isalpha():
        kind = kind or kinds.get(text.title())
        # "FT" and "EST" are names, unless everything is in capitals.
        return kind if kind is Kind.COMPANY or stop.is_in_capitals else None
    if kind is None and "-" in text:
        kind = kinds.get(text.rpartition("-")[2].lower())
        return kind if kind in (Kind.INNER, Kind.BEFORE_NAME) else None
    if kind is not None and word.previous:
        return kinds.get(f"{word.previous}_{text}".lower(), kind)
    return kind
