"""Decide whether a single full stop ends a sentence or an abbreviation, an initial or a number."""

import re

from bot.languages.data import Kind
from bot.languages.scripts import CYRILLIC, ROMAN_DIGITS
from bot.languages.stops import LONGEST_WORD, OPENING_SIGNS, Stop, WordBefore, word_before

_LATIN_CAPITAL = re.compile(r"[A-Z]")
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+")

_NUMBER_AFTER = re.compile(rf"(?:[#№(\[]|N(?=\s?\d))?\s?(?:\d|[{ROMAN_DIGITS}]+\b)")
# "2023", "80-х", "XIX".
_NUMBER_BEFORE = re.compile(rf"(?:\d|\b[{ROMAN_DIGITS}]+)(?:-?[^\W\d_]{{1,3}})?\s*$")
_LONGEST_NUMBER = 20
# Begins an item of a list that goes on in one line: "1. … 2. …".
_ITEM_NUMBER = re.compile(r"(?:^|:\s)\s*(?:\d{1,2}|[IVXLC]{1,4})$")
_LONGEST_ITEM_NUMBER = 6
_NUMBER_ENDS = "0123456789IVXLC"
# "Рис. 1", "Section II".
_LABEL = re.compile(r"\W*(?P<word>[^\W\d_]+|§)\.?\s?(?:\d{1,3}(?:[.-]\d{1,3})*|[IVXLC]{1,5})")
_LONGEST_LABEL = 20

_LONGEST_WITHOUT_VOWELS = 4
_LONGEST_BRACKETS = 250

_LONGEST_ADVERBIAL = 60
_MOST_ADVERBIAL_WORDS = 8
_SHORTEST_VERB = 4
_CLAUSE_START = re.compile(r"[,;:(«„“\"]\s*|\s[—–-]\s+")
_DATE_NUMBER = re.compile(rf"[\d{ROMAN_DIGITS}.:/–—-]+(?:-?[^\W\d_]{{1,3}})?")


def full_stop_ends(stop: Stop, sentence_start: int) -> bool:
    """Return whether the sentence that begins at an offset ends at a full stop."""
    before = word_before(stop, sentence_start)
    if before is None:
        return True
    if _is_item_number(stop, sentence_start):
        return False
    has_closing = bool(stop.closing and _FOOTNOTES.sub("", stop.closing))
    if _is_initial(before):
        return has_closing or _initial_ends(stop, before)
    if before.kind is None and not _lacks_vowels(stop, before.text):
        return True
    if has_closing:
        return _closing_ends(stop, before, sentence_start)
    return _abbreviation_ends(stop, before, sentence_start)


def _abbreviation_ends(stop: Stop, before: WordBefore, sentence_start: int) -> bool:
    kind = before.kind
    match kind:
        case Kind.INNER:
            return False
        case Kind.BEFORE_NUMBER:
            return not _is_before_number(stop) and (
                stop.is_before_starter or not _is_time_only(stop, sentence_start)
            )
        case Kind.UNIT if not _has_number(stop, before, sentence_start):
            return True
        case Kind.DATE | Kind.AFTER_NUMBER if not _has_number(stop, before, sentence_start):
            return False
    if stop.is_in_capitals or not stop.word[:1].isupper():
        return stop.word.lower() in stop.words.sure_starters
    if stop.is_before_starter:
        return True
    if stop.is_before_bracket:
        return False
    match kind:
        case Kind.BEFORE_NAME:
            return False
        case Kind.COMPANY:
            return _is_before_subject(stop)
        case Kind.STATE:
            is_after_city = stop.line[max(0, before.start - 2) : before.start] == ", "
            return is_after_city and stop.word.istitle() and not _is_before_office(stop)
        case Kind.TIME if stop.word.lower() in stop.words.after_times:
            return False
        case Kind.DATE if _is_date_only(stop, sentence_start):
            return False
        case Kind.TIME | Kind.AFTER_NUMBER if _is_time_only(stop, sentence_start):
            return False
    return not _belongs_to_abbreviation(stop, before)


def _belongs_to_abbreviation(stop: Stop, before: WordBefore) -> bool:
    """Return whether a capitalised word continues the sentence: "5 долл. США"."""
    if f"{before.text}_{stop.word}".lower() in stop.words.phrases:
        return True
    if stop.word == "N" or stop.opening[:1] in ("—", "–", "-"):
        return True
    # "основана в 1998 г. Петром Ивановым"
    is_agent = stop.word.endswith(stop.words.agent_endings)
    return is_agent and stop.line[stop.word_end :].lstrip()[:1].isupper()


def _closing_ends(stop: Stop, before: WordBefore, sentence_start: int) -> bool:
    """Return whether a sentence ends at an abbreviation in brackets or quotation marks."""
    if ")" in stop.closing or "]" in stop.closing:
        left = max(sentence_start, stop.start - _LONGEST_BRACKETS)
        opened = max(left, *(stop.line.rfind(sign, left, stop.start) for sign in "(["))
        begins_with_bracket = left == sentence_start and not stop.line[left:opened].strip()
        return begins_with_bracket or stop.is_before_starter
    is_alone = before.start > 0 and stop.line[before.start - 1] in OPENING_SIGNS
    return not (is_alone and before.kind in (Kind.INNER, Kind.BEFORE_NAME, Kind.COMPANY))


def _is_before_number(stop: Stop) -> bool:
    """Return whether a number or a month follows: "No. 5", "Sat. Nov. 3"."""
    if _NUMBER_AFTER.match(stop.line, stop.next):
        return True
    word = stop.word.lower()
    return word in stop.words.date_words or (
        stop.is_abbreviated and stop.words.kinds.get(word) is Kind.BEFORE_NUMBER
    )


def _is_before_subject(stop: Stop) -> bool:
    """Return whether a subject and its verb follow: "… of Acme Inc. Profits were flat."."""
    following = stop.line[stop.word_end : stop.word_end + LONGEST_WORD].split(maxsplit=1)
    return (
        stop.word.istitle()
        and not _is_before_office(stop)
        and not stop.words.auxiliaries.isdisjoint(following[:1])
    )


def _is_before_office(stop: Stop) -> bool:
    return stop.word.lower() in stop.words.offices


def _is_time_only(stop: Stop, sentence_start: int) -> bool:
    """Return whether the clause is only a time, so that the sentence continues: "At 5 p.m. Ann"."""
    clause = _clause(stop, sentence_start)
    return bool(clause) and clause[0] in stop.words.prepositions and not _plain(stop, clause)


def _is_date_only(stop: Stop, sentence_start: int) -> bool:
    """Return whether the clause is only a date, so that the sentence continues: "В 2024 г. Россия".

    It may have words around it ("По итогам выборов 2024 г."), if none of them looks like a verb.
    """
    clause = _clause(stop, sentence_start)
    plain = _plain(stop, clause)
    if not clause or len(plain) == len(clause):
        return False
    # "Уже в 2024 г.", but no other word before the preposition.
    if clause[0] in plain and (clause[0] not in stop.words.starters or clause[1] in plain):
        return False
    return not any(
        len(word) >= _SHORTEST_VERB and word.endswith(stop.words.verb_endings) for word in plain
    )


def _clause(stop: Stop, sentence_start: int) -> list[str]:
    """Return the words of the clause before the stop, or none if it is not an adverbial.

    Behind a comma it has to begin with a conjunction (", который в 2024 г."), behind other signs
    with any word that sentences begin with.
    """
    left = max(sentence_start, stop.start - _LONGEST_ADVERBIAL)
    piece = stop.line[left : stop.start]
    *_, start = None, *_CLAUSE_START.finditer(piece)
    if start is None and left > sentence_start:
        return []
    clause = [word.strip(".").lower() for word in piece[start.end() if start else 0 :].split()]
    if not clause or len(clause) > _MOST_ADVERBIAL_WORDS:
        return []
    if start and clause[0] not in stop.words.starters:
        return []
    if start and start[0].strip() == "," and clause[0] in stop.words.prepositions:
        return []
    return clause


def _plain(stop: Stop, clause: list[str]) -> list[str]:
    """Return the words of a clause that no time or date is made of."""
    words = stop.words
    return [
        word
        for word in clause
        if not _DATE_NUMBER.fullmatch(word)
        and word not in words.date_words
        and word not in words.prepositions
        and word not in words.kinds
    ]


def _has_number(stop: Stop, before: WordBefore, sentence_start: int) -> bool:
    if before.has_number:
        return True
    end = before.start
    if before.previous.lower() in stop.words.multipliers:
        end = stop.line.rfind(before.previous, 0, end)
    left = max(sentence_start, end - _LONGEST_NUMBER)
    return _NUMBER_BEFORE.search(stop.line[left:end]) is not None


def _is_item_number(stop: Stop, sentence_start: int) -> bool:
    """Return whether the sentence so far is the number of an item, or ends with ": 1"."""
    if stop.line[stop.start - 1] not in _NUMBER_ENDS:
        return False
    if stop.start - sentence_start <= _LONGEST_LABEL:
        label = _LABEL.fullmatch(stop.line, sentence_start, stop.start)
        if label is not None and label["word"].lower() in stop.words.labels:
            return True
    # Longer than a number is, so that a piece of this length does not begin the sentence.
    piece = stop.line[max(sentence_start, stop.start - _LONGEST_ITEM_NUMBER) : stop.start]
    found = _ITEM_NUMBER.search(piece)
    return found is not None and (found[0][0] == ":" or len(piece) < _LONGEST_ITEM_NUMBER)


def _lacks_vowels(stop: Stop, word: str) -> bool:
    """Return whether a word without vowels is an abbreviation, as "млрд" and "пгт" are."""
    return (
        1 < len(word) <= _LONGEST_WITHOUT_VOWELS
        and word.isalpha()
        and word.islower()
        and bool(stop.words.vowels)
        and stop.words.vowels.isdisjoint(word)
    )


def _is_initial(before: WordBefore) -> bool:
    """Return whether the word is "А", or "А.С" and not "U.S"."""
    text = before.text
    if not text[-1].isupper() or (len(text) > 1 and text[-2] != "."):
        return False
    return (
        len(text) == 1
        or before.kind is None
        or (before.kind is Kind.TIME and not before.previous[-1:].isdecimal())
    )


def _initial_ends(stop: Stop, before: WordBefore) -> bool:
    if stop.is_in_capitals:
        return stop.word.lower() in stop.words.sure_starters
    if stop.is_before_starter or before.previous.lower() in stop.words.lettered:
        return True
    if not stop.word[:1].isupper():
        return False
    if len(before.text) == 1:
        # "vitamin D", "Peter I" among Cyrillic letters; "I" is a word or a numeral in English.
        if _LATIN_CAPITAL.match(before.text) is None:
            return False
        if _LATIN_CAPITAL.match(stop.word):
            return before.text == "I"
        return CYRILLIC.match(before.previous) is not None
    surname = stop.words.surname_endings
    return (
        before.previous.istitle()
        and before.previous.endswith(surname)
        and not stop.word.endswith(surname)
    )
