"""Numbers as the source has them: separators, currency and percent signs, dates, times.

Models write them as they met them in training, 1 500,5 for 1,500.5. A number of the translation
that has the digits of one of the source in the same groups is that number. What a model said in
words stays in words.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.translating.formatting.words import Range

_SIGNS = "$€£¥₽₴₹₿"
_NUMBER = re.compile(
    rf"""
    (?P<before> (?: (?<![^\s(\[«“„"$€£¥₽₴]) [-−+±] )?  (?: \b(?:US|CA|AU) )?
                (?: [№{_SIGNS}] [ \u00a0\u202f]? )? )
    (?<! \w ) (?<! \d[.,:/] )
    (?P<body> \d{{4}}-\d\d-\d\d                                              # 2024-05-12
            | \d{{1,3}} (?: [ \u00a0\u202f\u2009'’] \d{{3}} (?!\d) )+ (?: [.,]\d+ )?  # 1 500 000,5
            | \d+ (?: [.,:/] \d+ )*+ )                                       # 1,500.5  10:30
    (?! \w )
    (?P<after> (?: [ \u00a0\u202f]? (?: [%‰] | (?:US|CA|AU)? [{_SIGNS}] | °[ ]?[CFСК]?\b | ° ) )? )
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
# Longer ones are no sentences.
_LONGEST = 2000
# A sign that a model has said: "1 500 долларов". Beginnings of words, in lower case.
_SAID = (
    *("доллар", "долар", "dollar", "евро", "євро", "euro", "фунт", "pound", "гривн", "hryvni"),
    *("рубл", "ruble", "rouble", "процент", "відсот", "percent", "per cent", "градус", "degree"),
    *("иен", "єн", "yen", "юан", "yuan", "рупи", "рупі", "rupee", "грн", "руб", "долл", "дол."),
)
_NEXT_WORDS = re.compile(r"[\s\u00a0]*(?:[^\W\d_]+[\s\u00a0]+)?[^\W\d_]+\.?")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number in a text, with the signs around it."""

    start: int
    end: int
    before: str
    body: str
    after: str

    @property
    def whole(self) -> str:
        return self.before + self.body + self.after

    @property
    def groups(self) -> tuple[str, ...]:
        """Its digits as the separators part them, but for those of thousands."""
        first, *rest = _DIGITS.findall(self.body)
        if len(first) <= 3:
            while rest and len(rest[0]) == 3:
                first += rest.pop(0)
        return (first, *rest)


def with_figures_of(
    source: str, translated: str, kept: tuple[Sequence[Range], Sequence[Range]] = ((), ())
) -> str:
    """The translation, with its numbers written as in the source.

    What lies in the `kept` ranges of either text is no number: addresses and code.
    """
    if max(len(source), len(translated)) > _LONGEST or not _DIGITS.search(source):
        return translated
    there = _by_groups(_figures(source, kept[0]))
    if not there:
        return translated
    here = _by_groups(_figures(translated, kept[1]))
    changes = [
        change
        for groups in there.keys() & here.keys()
        for change in _changes(there[groups], here[groups], translated)
    ]
    for start, end, text in sorted(changes, reverse=True):
        translated = translated[:start] + text + translated[end:]
    return translated


def _figures(text: str, kept: Iterable[Range]) -> Iterator[_Figure]:
    kept = tuple(kept)
    for match in _NUMBER.finditer(text):
        start, end = match.span("body")
        if not any(first < end and start < last for first, last in kept):
            yield _Figure(*match.span(), match["before"], match["body"], match["after"])


def _by_groups(figures: Iterable[_Figure]) -> dict[tuple[str, ...], list[_Figure]]:
    found: dict[tuple[str, ...], list[_Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.groups].append(figure)
    return found


def _changes(
    there: Sequence[_Figure], here: Sequence[_Figure], translated: str
) -> Iterator[tuple[int, int, str]]:
    """What to write in which place of the translation, for numbers of the same digits."""
    left = list(there)
    wrong: list[_Figure] = []
    for figure in here:
        same = next((one for one in left if one.whole == figure.whole), None)
        if same is None:
            wrong.append(figure)
        else:
            left.remove(same)
    if len({figure.whole for figure in there}) == 1:
        left = [there[0]] * len(wrong)
    if len(left) != len(wrong):
        return
    for old, new in zip(wrong, left, strict=True):
        if _is_said(translated, old, new):
            yield old.start + len(old.before), old.end - len(old.after), new.body
        else:
            yield old.start, old.end, new.whole


def _is_said(translated: str, old: _Figure, new: _Figure) -> bool:
    """Whether the translation has a word for the sign of the number."""
    if not (new.before + new.after) or (old.before + old.after):
        return False
    following = _NEXT_WORDS.match(translated, old.end)
    return following is not None and any(
        word.startswith(_SAID) for word in following[0].lower().split()
    )
