"""The dateline: where and when a report was filed, before its first words.

"KYIV, Oct. 27 (Reuters) — ", "МОСКВА, 27 окт — РИА Новости. ", "Київ. 3 травня. УНН. ".
"""

import re
from dataclasses import replace
from functools import cache

from bot.domain.article import Sentence
from bot.languages.data import words_of_all
from bot.languages.patterns import any_of
from bot.languages.scripts import CAPITALS, SMALL_LETTERS

_LONGEST = 90

_DASH = r"\s*(?:—|–|--?)\s*"


def dateline_length(text: str) -> int:
    """Return how many code points the dateline takes with the space behind it; 0 without one."""
    found = _dateline().match(text, 0, _LONGEST)
    return found.end() if found else 0


def without_dateline(sentence: Sentence) -> Sentence:
    """Return the sentence from behind its dateline, unless there is nothing else in it."""
    length = dateline_length(sentence.text.text)
    if not 0 < length < len(sentence.text):
        return sentence
    return replace(sentence, start=sentence.start + length, text=sentence.text[length:])


@cache
def _dateline() -> re.Pattern[str]:
    """Compile the pattern when it is first needed, since that takes long."""
    small = SMALL_LETTERS
    capitals = rf"[{CAPITALS}][{CAPITALS}'’ʼ.-]+"
    title = rf"[{CAPITALS}][\w'’ʼ.-]+"
    place = rf"(?:{capitals}(?:[ /-]{capitals}){{0,3}}|{title}(?:[ -]{title}){{0,2}})"
    region = rf"(?:, {title}(?: {title})?)"
    agencies = words_of_all("datelines", "agencies")
    month = rf"(?:{any_of(words_of_all('datelines', 'months'))})[{small}]*\.?"
    date = rf"(?i:(?:\d{{1,2}} {month}|{month} \d{{1,2}})(?:,? \d{{4}})?)"
    agency = rf"(?:{any_of(agencies)})"
    small_agency = any_of(name for name in agencies if name.islower())
    return re.compile(
        rf"(?:"
        # A place, perhaps a date, and an agency: in brackets, or between dashes and full stops.
        rf"{place}{region}?(?:,? {date})?,? \({agency}[^()]{{0,30}}\)"
        rf"(?:{_DASH}|[.:]?(?:\s+|$))"
        rf"|{place}(?:, {date}|\. {date}\.?)?(?:{_DASH}|[.,] ){agency}"
        rf"(?:[.,:](?:\s+|$)|{_DASH}|$)"
        rf"|\({agency}\)(?:{_DASH})"
        # A place in capitals before a dash, or one with a date, which may stand alone.
        rf"|{capitals}(?:[ /-]{capitals}){{0,3}}{region}?(?:,? {date})?\s*(?:—|–|--)\s*"
        rf"|{place}, {date}(?:{_DASH}|\.?$)"
        # Some write all of it in lower case.
        rf"|[{small}-]+(?: [{small}-]+)?, \d{{1,2}} [{small}]{{3,8}}"
        rf" — (?:{small_agency})\.(?:\s+|$)"
        rf")"
    )
