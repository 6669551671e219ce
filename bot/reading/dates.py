"""Read dates: those in markup, and those at the beginning of a text."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import chain

from bot.languages.data import sections, words_of_all
from bot.languages.patterns import any_of

_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_TIME_FIRST = r"(?:(?P<first_hour>\d{1,2}):(?P<first_minute>\d\d),?\s+)?"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at the beginning of a text, up to `end`; the time zone is read as UTC."""

    date: datetime
    end: int
    in_sentence: bool
    """Whether it looks like "24 августа 1991 года …", which begins sentences more often."""


def iso_date(text: str) -> datetime | None:
    """Return a date in ISO 8601, in UTC if it names no time zone, or None."""
    try:
        date = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def leading_date(text: str) -> FoundDate | None:
    """Return the date with a year, and perhaps a time, at the beginning of a text."""
    for form in _dates():
        match = form.match(text)
        if match and (date := _date(match)):
            words = match.groupdict()
            return FoundDate(date, match.end(), bool(words.get("of_the_year")))
    return None


def only_date(line: str) -> datetime | None:
    """Return the date on a line with nothing else on it."""
    found = leading_date(line)
    return found.date if found and not line[found.end :].strip(" .|·,") else None


def _date(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = int(parts.get("month_number") or 0)
    if not month:
        name = parts["month"].lower()
        month = next(number for number, names in enumerate(_months(), 1) if name in names)
    if month > 12:  # 10/27/2025
        day, month = month, day
    hour = int(parts["hour"] or parts["first_hour"] or 0)
    minute = int(parts["minute"] or parts["first_minute"] or 0)
    if parts["half"]:
        hour = hour % 12 + 12 * (parts["half"].lower() == "p")
    try:
        return datetime(year + 2000 * (year < 100), month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def month() -> str:
    """Return a pattern of the names of the months and their abbreviations."""
    return rf"(?:{any_of(chain.from_iterable(_months()))})(?!\w)\.?"


@cache
def _months() -> tuple[frozenset[str], ...]:
    """Return the names of each month in all languages, from January on."""
    lists = (each["months"].split() for each in sections("dates") if "months" in each)
    return tuple(frozenset(",".join(names).split(",")) for names in zip(*lists, strict=True))


@cache
def _dates() -> tuple[re.Pattern[str], ...]:
    """Return a pattern for each form of a date."""

    def words(key: str) -> str:
        return any_of(words_of_all("dates", key))

    named = rf"(?P<month>{any_of(chain.from_iterable(_months()))})(?!\w)\.?"
    forms = (
        rf"{_YEAR}-(?P<month_number>\d\d)-(?P<day>\d\d)(?!\d)",
        r"(?P<day>\d{1,2})[./](?P<month_number>\d{1,2})[./](?P<year>(?:19|20)\d\d|\d\d)(?![\d./])",
        rf"{_DAY}\s+{named},?\s+{_YEAR}(?P<of_the_year>\s*(?:{words('of_the_year')}))?",
        rf"{named}\s+{_DAY},?\s+{_YEAR}",
    )
    before = rf"(?:(?:{words('labels')})\s*:?\s+)?{_TIME_FIRST}(?:(?:{words('weekdays')})\.?,?\s+)?"
    time = (
        rf"(?:(?:T|\s*[,|]?\s+(?:(?:{words('at')})\s+)?)(?P<hour>\d{{1,2}}):(?P<minute>\d\d)"
        r"(?::\d\d)?(?!\d)(?:\s*(?P<half>[ap])\.?m\b\.?)?"
        rf"(?:\s*(?:{words('zones')})\b)?(?:\s?[+-]\d\d:?\d\d)?)?"
    )
    return tuple(re.compile(rf"{before}{form}{time}", re.IGNORECASE) for form in forms)
