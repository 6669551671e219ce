"""What stands above an article's text once more: its title, a byline, a date."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.rich_text import RichText
from bot.reading.bylines import read_byline
from bot.reading.dates import leading_date
from bot.reading.pages.facts import META_SEPARATOR, plain

_MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Header:
    """The byline and the date above a text, and where the text itself starts."""

    author: str = ""
    date: datetime | None = None
    end: int = 0


def read_header(text: RichText, title: str) -> Header:
    """Return the lines at the top that repeat the title, name the author or say the date.

    `end` is 0 where nothing would be left of the text.
    """
    author, date, end = "", None, 0
    for line in text.text.split("\n", _MOST_LINES)[:_MOST_LINES]:
        words = plain(line)
        if not words or words.casefold() == title.casefold():
            pass
        elif (found := _byline_and_date(words)) is not None:
            author, date = author or found[0], date or found[1]
        else:
            break
        end += len(line) + 1
    return Header(author, date, end if text.text[end:].strip() else 0)


def _byline_and_date(line: str) -> tuple[str, datetime | None] | None:
    """Return the author and the date on a line that has nothing else, else None."""
    if (whole := read_byline(line)) is not None:
        return whole, None
    author, date = "", None
    for part in META_SEPARATOR.split(line):
        if (byline := read_byline(part)) is not None:
            author = author or byline
        elif (day := _only_date(part)) is not None:
            date = date or day
        else:
            return None
    return author, date


def _only_date(line: str) -> datetime | None:
    found = leading_date(line)
    return found.date if found and not line[found.end :].strip(" .|·,") else None
