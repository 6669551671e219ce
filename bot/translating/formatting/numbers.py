"""Numbers as the source writes them: separators, currency and percent signs, dates, times.

Models write numbers as they met them in training, 1 500,5 for 1,500.5. A number of the translation
that has the digits of a number of the source in the same groups is that number. A sign that the
model has written as a word stays a word, and one that it wrote for a word of the source stays too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.languages.data import words_of_all
from bot.languages.patterns import DIGITS, LETTERS
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
_NEXT_WORDS = re.compile(rf"\s*(?:{LETTERS}\s+)?{LETTERS}\.?")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in a text, with the signs around it."""

    start: int
    end: int
    before: str
    body: str
    after: str

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
    source: str, translated: str, copied: tuple[Sequence[Range], Sequence[Range]] = ((), ())
) -> str:
    """Return a translation with its numbers written as in the source.

    Digits in the `copied` ranges of either text, addresses and code, are no numbers.
    """
    if max(len(source), len(translated)) > MAX_SENTENCE_LENGTH or not DIGITS.search(source):
        return translated
    in_source = _numbers_by_groups(source, copied[0])
    if not in_source:
        return translated
    in_translation = _numbers_by_groups(translated, copied[1])
    edits = [
        edit
        for groups in in_source.keys() & in_translation.keys()
        for edit in _edits(in_source[groups], in_translation[groups], translated)
    ]
    for start, end, text in sorted(edits, reverse=True):
        translated = translated[:start] + text + translated[end:]
    return translated


def _numbers_by_groups(text: str, copied: Sequence[Range]) -> dict[tuple[str, ...], list[_Number]]:
    found: dict[tuple[str, ...], list[_Number]] = defaultdict(list)
    for match in _NUMBER.finditer(text):
        if not overlaps(copied, *match.span("body")):
            number = _Number(*match.span(), match["before"], match["body"], match["after"])
            found[number.groups].append(number)
    return found


def _edits(
    in_source: Sequence[_Number], in_translation: Sequence[_Number], translated: str
) -> Iterator[tuple[int, int, str]]:
    """Yield edits (start, end, text) that restore the source's format; all digits are equal."""
    left = list(in_source)
    wrong: list[_Number] = []
    for number in in_translation:
        same = next((other for other in left if other.whole == number.whole), None)
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
