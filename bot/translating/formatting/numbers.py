"""Numbers as the source writes them: currency and percent signs, dates, times.

Models write numbers as they met them in training. A number of the translation that has the digits
of a number of the source in the same groups is that number. A sign that the model has written as a
word stays a word, and one that it wrote for a word of the source stays too. An amount gets the
separators of the target's language, 1 500,5 for 1,500.5, where it can be nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.languages.data import language_table, languages, words_of_all
from bot.languages.patterns import DIGITS, LETTERS, WORD
from bot.translating.formatting.words import MAX_SENTENCE_LENGTH, Range, overlaps

_SIGNS = "$€£¥₽₴₹₿"
_NUMBER = re.compile(
    rf"""
    (?P<before> (?: (?<![^\s(\[«“„"$€£¥₽₴]) [-−–+±] )?  (?: \b(?:US|CA|AU) )?
                (?: [№{_SIGNS}] [ \u00a0\u202f]? )? )
    (?<! \w ) (?<! \d[.,:/] )
    (?P<body> \d{{4}}-\d\d-\d\d                                              # 2024-05-12
            | \d{{1,3}} (?: [ \u00a0\u202f\u2009'’] \d{{3}} (?!\d) )+ (?: [.,]\d+ )?  # 1 500 000,5
            | \d+ (?: [.,:/] \d+ )*+ )                                       # 1,500.5  10:30
    (?! \w )
    (?P<after> (?: [ \u00a0\u202f]? (?: [%‰] | (?:US|CA|AU)? [{_SIGNS}]
                                        | °[ ]?[CF\u0421\u041a]?\b | ° ) )? )  # 5 °C
    """,
    re.VERBOSE,
)
_MINUS = ("-", "−", "–")
_NUMBER_SIGN = "№"
_AMOUNT_SIGNS = frozenset(f"{_SIGNS}%‰°")
_NEXT_WORDS = re.compile(rf"\s*(?:{LETTERS}\s+)?{LETTERS}\.?")
_WORD_OR_QUOTATION = re.compile(rf"({LETTERS})\s$|[\"«“„‘]$")
_NEXT_WORD = re.compile(rf"[\s-]?({LETTERS})")
_COMES_AFTER, _GOES_ON = re.compile(r"[\d)][\s-]?$"), re.compile(r"[\s-]\d")
_SPACES = frozenset(" \u00a0\u202f\u2009")
_LONGEST_ENDING = 3
MAGNITUDES = ("1000", "1000000", "1000000000", "1000000000000")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text, with the signs around it.

    `body` is `written` there, unless that is an amount in the way of another language.
    """

    start: int
    end: int
    before: str
    body: str
    after: str
    written: str

    @property
    def signs(self) -> str:
        return self.before + self.after

    @property
    def whole(self) -> str:
        return self.before + self.body + self.after

    @property
    def groups(self) -> tuple[str, ...]:
        """The digits between separators; those of thousands are joined."""
        first, *rest = DIGITS.findall(self.body)
        if len(first) <= 3:
            while rest and len(rest[0]) == 3:
                first += rest.pop(0)
        return (first, *rest)


def restore_numbers(
    source: str,
    translated: str,
    copied: tuple[Sequence[Range], Sequence[Range]] = ((), ()),
    pair: tuple[str, str] = ("", ""),
) -> str:
    """Return a translation with its numbers written as in the source.

    Amounts get the separators of the target's language, where those of both languages of the `pair`
    are known. Digits in the `copied` ranges of either text, addresses and code, are no numbers.
    """
    if max(len(source), len(translated)) > MAX_SENTENCE_LENGTH or not DIGITS.search(source):
        return translated
    in_source = _numbers_by_groups(source, copied[0], pair)
    if not in_source:
        return translated
    in_translation = _numbers_by_groups(translated, copied[1])
    edits = [
        edit
        for groups in in_source.keys() & in_translation.keys()
        for edit in _edits(in_source[groups], in_translation[groups], source, translated)
    ]
    for start, end, text in sorted(edits, reverse=True):
        translated = translated[:start] + text + translated[end:]
    return translated


def _numbers_by_groups(
    text: str, copied: Sequence[Range], pair: tuple[str, str] = ("", "")
) -> dict[tuple[str, ...], list[_Number]]:
    found: dict[tuple[str, ...], list[_Number]] = defaultdict(list)
    for match in _NUMBER.finditer(text):
        if not overlaps(copied, *match.span("body")):
            body = _localized(match, *pair)
            number = _Number(*match.span(), match["before"], body, match["after"], match["body"])
            found[number.groups].append(number)
    return found


def _localized(match: re.Match[str], source: str, target: str) -> str:
    """Return the body of a number with the separators of the target's language if it is an amount.

    So is one with groups of thousands, and one with decimals that has a unit or the sign of one.
    """
    body = match["body"]
    here, there = _amounts_of(source), _amounts_of(target)
    if here is None or there is None or here == there:
        return body
    amount = here.pattern.fullmatch(body)
    if amount is None or not (amount["grouped"] or _has_unit(match, source)):
        return body
    if here.thousands in _SPACES and _is_of_telephone(match):
        return body
    whole, mark, decimals = body.partition(here.decimal)
    groups = DIGITS.findall(whole)
    between = there.thousands if sum(map(len, groups)) > there.ungrouped else ""
    return between.join(groups) + (there.decimal + decimals if mark else "")


def _is_of_telephone(match: re.Match[str]) -> bool:
    """Return whether a number with spaces is only a part of what it looks like."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return "+" in match["before"] or bool(_COMES_AFTER.search(before) or _GOES_ON.match(after))


class _Amounts(NamedTuple):
    """How a language writes amounts; of `ungrouped` digits one needs no separators."""

    thousands: str
    decimal: str
    ungrouped: int
    pattern: re.Pattern[str]
    """Of what can be read in one way only: 1.500 is thousands elsewhere."""


@cache
def _amounts_of(language: str) -> _Amounts | None:
    """Return how a language writes amounts; None where it is not known."""
    writing = language_table(language).get("writing", {})
    if "thousands" not in writing:
        return None
    thousands, decimal = writing["thousands"], writing["decimal"]
    between = f"[{''.join(sorted(_SPACES))}]" if thousands in _SPACES else re.escape(thousands)
    point = re.escape(decimal)
    pattern = re.compile(
        rf"(?P<grouped>[1-9]\d{{0,2}}(?:{between}\d{{3}})+)(?:{point}\d+)?"
        rf"|0{point}\d+|[1-9]\d*{point}(?:\d\d?|\d{{4,}})"
    )
    return _Amounts(thousands, decimal, writing.get("ungrouped", 3), pattern)


def _has_unit(match: re.Match[str], language: str) -> bool:
    """Return whether a number has a unit or a magnitude behind it, or the sign of one."""
    if not _AMOUNT_SIGNS.isdisjoint(match["before"] + match["after"]):
        return True
    found = _NEXT_WORD.match(match.string, match.end())
    if found is None:
        return False
    word, checks = found[1], languages().by_code[language].checks
    patterns = [*checks.units.values(), *map(checks.numbers.get, MAGNITUDES)]
    signs = words_of_all("writing", "sign_words")
    # "8.1 European" is no amount of euros.
    stems = (word[: len(word) - ending].lower() for ending in range(_LONGEST_ENDING + 1))
    return (
        word in words_of_all("writing", "units")
        or not signs.isdisjoint(stems)
        or any(pattern is not None and pattern.fullmatch(word) for pattern in patterns)
    )


def _is_untranslated(number: _Number, other: _Number, source: str, translated: str) -> bool:
    """Return whether the amount `other` of the source stands in the translation as it was.

    Spaces that a model leaves may stand between two numbers. Where the words around a number are
    those of the source, it belongs to a name or a title.
    """
    if other.body == other.written:
        return False
    if " " in other.written and not _SPACES.isdisjoint(number.body):
        return True
    before = _WORD_OR_QUOTATION.search(translated[: number.start])
    after = _NEXT_WORD.match(translated, number.end)
    if before is None or after is None:
        return False
    return {before[1] or after[1], after[1]} <= {*WORD.findall(source)}


def _edits(
    in_source: Sequence[_Number], in_translation: Sequence[_Number], source: str, translated: str
) -> Iterator[tuple[int, int, str]]:
    """Yield edits (start, end, text) that restore the source's format; all digits are equal."""
    left = list(in_source)
    wrong: list[_Number] = []
    for number in in_translation:
        same = next(
            (
                other
                for other in left
                if other.whole == number.whole
                or _is_untranslated(number, other, source, translated)
            ),
            None,
        )
        if same is None:
            wrong.append(number)
        else:
            left.remove(same)
    if len({number.whole for number in in_source}) == 1:
        left = [in_source[0]] * len(wrong)
    if len(left) != len(wrong):
        return
    for old, new in zip(wrong, left, strict=True):
        if (old.signs and not new.signs) or _has_sign_word(translated, old, new):
            yield old.start + len(old.before), old.end - len(old.after), new.body
        else:
            # What the source says with a word, such as "minus".
            is_left_out = old.before.startswith(_MINUS) and not new.before.startswith(_MINUS)
            yield old.start, old.end, old.before[:is_left_out] + new.whole


def _has_sign_word(translated: str, old: _Number, new: _Number) -> bool:
    """Return whether the translation has a word for the sign of the number."""
    if not new.signs or old.signs:
        return False
    if _NUMBER_SIGN in new.before:
        signs = tuple(words_of_all("writing", "number_sign"))
        return translated[: old.start].rstrip().lower().endswith(signs)
    following = _NEXT_WORDS.match(translated, old.end)
    words = following[0].lower().split() if following is not None else ()
    beginnings = tuple(words_of_all("writing", "sign_words"))
    return any(word.startswith(beginnings) for word in words)
