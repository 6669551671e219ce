"""The letters of the scripts that are read: which they are, and which look or sound alike."""

import re
from enum import StrEnum


class Script(StrEnum):
    """The scripts in which letters distinguish languages."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"


LATIN_LETTERS = r"A-Za-z\u00c0-\u024f"
"""For a set in a pattern, as are the next three."""
CYRILLIC_LETTERS = r"\u0400-\u052f"
_EUROPEAN = [chr(code) for code in range(0x530)]
CAPITALS = "".join(filter(str.isupper, _EUROPEAN))
"""The capital letters of the Latin, the Greek and the Cyrillic script."""
SMALL_LETTERS = "".join(filter(str.islower, _EUROPEAN))

LATIN = re.compile(rf"[{LATIN_LETTERS}]")
CYRILLIC = re.compile(rf"[{CYRILLIC_LETTERS}]")
LETTER_OF = {Script.LATIN: LATIN, Script.CYRILLIC: CYRILLIC}

ROMAN_DIGITS = "IVXLCХІ"
"""Up to a hundred; people write them with the Cyrillic letters that look like them too."""

LOOK_ALIKES = str.maketrans("aceopxyi", "асеорхуі")
"""Small Latin letters to the Cyrillic ones that look the same."""

SOUNDS = str.maketrans(
    dict(zip("абвгґдзийклмнопрстуфхцьъyqwcz", "abvggdsiiklmnoprstufhk  ikvks", strict=True))
    | {"і": "i", "ї": "i", "е": "e", "ё": "e", "є": "e", "э": "e", "ы": "i", "x": "ks"}
    | {"ж": "sh", "ч": "sh", "ш": "sh", "щ": "sh", "ю": "u", "я": "a"}
)
"""Small letters of both scripts to what names in both have in common, roughly how they sound."""


_SILENT = str.maketrans("", "", "aeiouh'’ʼ- ")


def consonants(word: str) -> str:
    """Return the consonants of a word in Latin letters, near enough for names and loanwords."""
    return word.lower().translate(SOUNDS).translate(_SILENT)


def script_of_text(text: str) -> Script:
    """Return which of the two scripts more letters of a text are in; Latin if neither."""
    return max(Script, key=lambda script: len(LETTER_OF[script].findall(text)))
