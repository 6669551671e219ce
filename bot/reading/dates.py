"""The date that a pasted page begins with, in English, Russian or Ukrainian."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

_MONTHS = (
    "jan(?:uary)?|янв(?:ар[ья])?|січ(?:ень|ня)?",
    "feb(?:ruary)?|февр?(?:ал[ья])?|лют(?:ий|ого)?",
    "mar(?:ch)?|мар(?:та?)?|бер(?:ез(?:ень|ня)?)?",
    "apr(?:il)?|апр(?:ел[ья])?|квіт?(?:ень|ня)?",
    "may|ма[йя]|трав?(?:ень|ня)?",
    "june?|июн[ья]?|черв?(?:ень|ня)?",
    "july?|июл[ья]?|лип(?:ень|ня)?",
    "aug(?:ust)?|авг(?:уста?)?|серп?(?:ень|ня)?",
    "sept?(?:ember)?|сент?(?:ябр[ья])?|вер(?:ес(?:ень|ня)?)?",
    "oct(?:ober)?|окт(?:ябр[ья])?|жовт?(?:ень|ня)?",
    "nov(?:ember)?|ноя(?:б(?:р[ья])?)?|лис(?:топ(?:ада?)?)?",
    "dec(?:ember)?|дек(?:абр[ья])?|груд?(?:ень|ня)?",
)
"""The names of the months, from January on, and how they are cut short."""
MONTH = rf"(?:{'|'.join(_MONTHS)})(?!\w)\.?"

_LABEL = (
    r"(?:date|published|posted|updated|дата|опубликовано|обновлено|опубліковано|оновлено)"
    r"(?:\s+on)?\s*:?\s+"
)
_WEEKDAY = (
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|понедельник|вторник|среда|четверг|пятница|суббота"
    r"|воскресенье|понеділок|вівторок|середа|четвер|п[’ʼ']ятниця|субота|неділя"
    r"|пн|вт|ср|чт|пт|сб|вс|нд)\.?,?\s+"
)
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})(?!\w)\.?"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_FORMS = (
    rf"{_YEAR}-(?P<month_number>\d\d)-(?P<day>\d\d)(?!\d)",
    r"(?P<day>\d{1,2})[./](?P<month_number>\d{1,2})[./](?P<year>(?:19|20)\d\d|\d\d)(?![\d./])",
    rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}(?P<of_the_year>\s*(?:года|год|г\.|року|рік|р\.))?",
    rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
)
_TIME = (
    r"(?:(?:T|\s*[,|]?\s+(?:at\s+|в\s+|о\s+|об\s+)?)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::\d\d)?"
    r"(?!\d)(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?:Z|UTC|GMT|MSK|МСК|EEST|EET|CET|EST|EDT)\b)?"
    r"(?:\s?[+-]\d\d:?\d\d)?)?"
)
_TIME_FIRST = r"(?:(?P<first_hour>\d{1,2}):(?P<first_minute>\d\d),?\s+)?"
_DATES = tuple(
    re.compile(rf"(?:{_LABEL})?{_TIME_FIRST}(?:{_WEEKDAY})?{form}{_TIME}", re.IGNORECASE)
    for form in _FORMS
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date at the start of a text, which ends at `end`; the time zone is taken as UTC."""

    date: datetime
    end: int
    in_sentence: bool
    """It reads "24 августа 1991 года …", which opens sentences more often than headlines."""


def leading_date(text: str) -> FoundDate | None:
    """Return the date, with a time if it has one, that the text begins with. It has a year."""
    for form in _DATES:
        match = form.match(text)
        if match and (date := _date(match)):
            words = match.groupdict()
            return FoundDate(date, match.end(), bool(words.get("of_the_year")))
    return None


def _date(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = int(parts.get("month_number") or 0) or _month_number(parts["month"])
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


def _month_number(stem: str) -> int:
    return next(
        number
        for number, stems in enumerate(_MONTHS, 1)
        if re.fullmatch(stems, stem, re.IGNORECASE)
    )
