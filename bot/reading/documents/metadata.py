"""What a file says of its title and author, less what a program has filled in."""

import re

from bot.languages.phrases import normal_line
from bot.reading.phrases import phrases

_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|pdf|pptx?|xlsx?|odt|rtf|txt|indd|tex|dvi|exe|qxd|pmd|cdr|html?)",
    re.IGNORECASE,
)
_PATH = re.compile(r"(?:file:|[a-z]:[\\/]|/\w+/)\S", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]{2}")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[А-Яа-яІіЇїЄєҐґ]")


def real_title(title: str) -> str:
    """Return a title on one line, "" for the name of a file and the like."""
    title = " ".join(title.split())
    words = normal_line(title)
    program = phrases().no_titles.opening(words)
    # "Title" alone is no title, "Title deeds of the city" is one.
    filled_in = program > 0 and (" " in words[:program] or program == len(words))
    is_file = _FILE.fullmatch(title) or _PATH.match(title)
    return "" if filled_in or is_file or len(title) < 2 else title


def real_author(author: str, text: str = "") -> str:
    """Return the authors on one line, "" for the user of a computer, a program or an address.

    One word in Latin letters is no name of somebody who has written a `text` in Cyrillic.
    """
    author = " ".join(author.split())
    if " " not in author and _LATIN.search(author) and _CYRILLIC.search(text):
        return ""
    words = normal_line(author).strip("() .")
    is_program = phrases().no_authors.hold(words)
    return "" if is_program or "@" in author or not _NAME.search(author) else author
