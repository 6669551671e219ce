"""Recognise the line below a headline that names the author."""

import re
from dataclasses import dataclass
from functools import cache

from bot.languages.data import words_of_all
from bot.languages.patterns import any_of
from bot.languages.scripts import CAPITALS
from bot.reading.dates import month

_LONGEST = 100

_NAME = rf"[{CAPITALS}][\w'’ʼ.-]*"
_INITIALS = rf"(?:[{CAPITALS}]\.\s?){{1,2}}"
_SURNAME = rf"{_NAME}(?<!\.)"
_WITH_INITIALS = re.compile(
    rf"(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME})"
    rf"(?:, ?(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME}))*"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Patterns with the words of all languages."""

    label: re.Pattern[str]
    names: re.Pattern[str]
    full_name: re.Pattern[str]
    outlet_or_day: re.Pattern[str]


def read_byline(line: str) -> str | None:
    """Return the authors in a byline, or None if the line is not a byline.

    Bylines: "By Jane Doe", "Автор: Іван Франко", "Jane Doe, Reuters", "Jane Doe, 5 May", «Франко
    І. Я.». Not a byline: "By Friday it ended."
    """
    line = line.strip()
    if len(line) > _LONGEST:
        return None
    patterns = _patterns()
    if labelled := patterns.label.fullmatch(line):
        names = labelled["names"].strip()
        who = names.partition(",")[0]
        # A full stop after an initial does not end a sentence.
        is_sentence = names.endswith(("!", "?", "…")) or re.search(r"\w{3,}\.$", names)
        return names if patterns.names.fullmatch(who) and not is_sentence else None
    if _WITH_INITIALS.fullmatch(line):
        return line
    who, _, rest = line.partition(",")
    rest = rest.strip(" .")
    if patterns.full_name.fullmatch(who.strip()) and patterns.outlet_or_day.fullmatch(rest):
        return line
    return None


@cache
def _patterns() -> _Patterns:
    def words(key: str) -> str:
        return any_of(words_of_all("authors", key))

    small = words("small")
    outlet = rf"(?:{words('outlets')}|.*\b(?:{words('outlet_endings')}))"
    day = rf"\d{{1,2}}\s+{month()}(?:\s+\d{{4}})?|{month()}\s+\d{{1,2}}"
    return _Patterns(
        re.compile(rf"(?:{words('labels')})(?:\s*[:—–]\s*|\s+)(?P<names>\S.*)", re.IGNORECASE),
        re.compile(rf"{_NAME}(?:\s*,?\s+(?:&|{small}|{_NAME}))*"),
        re.compile(rf"{_NAME}(?:\s+(?:{small}|{_NAME}))+"),
        re.compile(rf"{outlet}|{day}", re.IGNORECASE),
    )
