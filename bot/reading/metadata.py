"""Tell real titles and authors in metadata from those that programs fill in."""

import re

from bot.languages.phrases import normal_line
from bot.languages.scripts import CYRILLIC, LATIN
from bot.reading.document_phrases import document_phrases

_FILE = re.compile(
    r"\S.*\.(?:docx?|docm|dotx?|pdf|pptx?|xlsx?|odt|rtf|txt|indd|tex|dvi|exe|qxd|pmd|cdr|html?|epub|fb2|mobi)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?:file:|[a-z]:[\\/]|/\w+/|\\\\\w)\S|(?:https?://|www\.)\S+$|<[0-9a-f]{4,}>$", re.IGNORECASE
)
_NUMBERS = "0123456789 -_№#()[]."
"""Characters behind a name that a program fills in: «Слайд 1»."""
_NAME = re.compile(r"[^\W\d_]{2}")


def real_title(title: str) -> str:
    """Return a title on one line; empty for the name of a file and the like."""
    title = " ".join(title.split())
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
    author = " ".join(author.split())
    if " " not in author and LATIN.search(author) and CYRILLIC.search(text):
        return ""
    words = normal_line(author).strip(_NUMBERS)
    is_program = document_phrases().no_authors.hold(words)
    return "" if is_program or "@" in author or not _NAME.search(author) else author
