"""Recognise authors in bylines and in metadata, and titles that programs fill in."""

import re
from functools import cache

from bot.languages.data import words_of_all
from bot.languages.patterns import any_of
from bot.languages.phrases import normal_line
from bot.languages.scripts import CAPITALS, CYRILLIC, LATIN
from bot.reading.dates import month
from bot.reading.document_phrases import document_phrases
from bot.reading.text import single_spaced

_LONGEST_BYLINE = 100

_NAME = rf"[{CAPITALS}][\w'’ʼ.-]*"
_INITIALS = rf"(?:[{CAPITALS}]\.\s?){{1,2}}"
_SURNAME = rf"{_NAME}(?<!\.)"
_WITH_INITIALS = re.compile(
    rf"(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME})"
    rf"(?:, ?(?:{_SURNAME} {_INITIALS}|{_INITIALS}{_SURNAME}))*"
)

_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|pdf|pptx?|xlsx?|odt|rtf|txt|indd|tex|dvi|exe|qxd|pmd|cdr|html?|epub|fb2|mobi)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?:file:|[a-z]:[\\/]|/\w+/|\\\\\w)\S|(?:https?://|www\.)\S+$|<[0-9a-f]{4,}>$", re.IGNORECASE
)
_NUMBERS = "0123456789 -_№#()[]."
"""Characters behind a name that a program fills in: «Слайд 1»."""
_LETTERS = re.compile(r"[^\W\d_]{2}")


def read_byline(line: str) -> str | None:
    """Return the authors in a byline, or None if the line is not a byline.

    Bylines: "By Jane Doe", "Автор: Іван Франко", "Jane Doe, Reuters", "Jane Doe, 5 May", «Франко
    І. Я.». Not a byline: "By Friday it ended."
    """
    line = line.strip()
    if len(line) > _LONGEST_BYLINE:
        return None
    label, list_of_names, full_name, outlet_or_day = _patterns()
    if labelled := label.fullmatch(line):
        names = labelled["names"].strip()
        who = names.partition(",")[0]
        # A full stop after an initial does not end a sentence.
        is_sentence = names.endswith(("!", "?", "…")) or re.search(r"\w{3,}\.$", names)
        return names if list_of_names.fullmatch(who) and not is_sentence else None
    if _WITH_INITIALS.fullmatch(line):
        return line
    who, _, rest = line.partition(",")
    rest = rest.strip(" .")
    if full_name.fullmatch(who.strip()) and outlet_or_day.fullmatch(rest):
        return line
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return patterns of a label with names, of names, of a full name, of an outlet or a day."""

    def words(key: str) -> str:
        return any_of(words_of_all("authors", key))

    small = words("small")
    outlet = rf"(?:{words('outlets')}|.*\b(?:{words('outlet_endings')}))"
    day = rf"\d{{1,2}}\s+{month()}(?:\s+\d{{4}})?|{month()}\s+\d{{1,2}}"
    return (
        re.compile(rf"(?:{words('labels')})(?:\s*[:—–]\s*|\s+)(?P<names>\S.*)", re.IGNORECASE),
        re.compile(rf"{_NAME}(?:\s*,?\s+(?:&|{small}|{_NAME}))*"),
        re.compile(rf"{_NAME}(?:\s+(?:{small}|{_NAME}))+"),
        re.compile(rf"{outlet}|{day}", re.IGNORECASE),
    )


def real_title(title: str) -> str:
    """Return a title on one line; empty for the name of a file and the like."""
    title = single_spaced(title)
    words = normal_line(title).strip(_NUMBERS)
    program = document_phrases().no_titles.opening(words)
    # "Title" is not a title, "Title deeds of the city" is.
    filled_in = program > 0 and (" " in words[:program] or program == len(words))
    is_file = _FILE.fullmatch(title) or _PATH.match(title)
    return "" if filled_in or is_file or len(title) < 2 else title


def real_author(author: str, text: str = "") -> str:
    """Return the authors on one line; empty for the name of a program, an account or an address.

    A single Latin word is an account if the `text` is in Cyrillic.
    """
    author = single_spaced(author)
    if " " not in author and LATIN.search(author) and CYRILLIC.search(text):
        return ""
    words = normal_line(author).strip(_NUMBERS)
    is_program = document_phrases().no_authors.hold(words)
    return "" if is_program or "@" in author or not _LETTERS.search(author) else author
