"""What the letters tell about a Cyrillic text, before any model is asked.

"і" never stands in a Russian word, "ы" never in a Ukrainian one, and "ў" only in a Belarusian one.
"""

import re
from collections import Counter
from collections.abc import Mapping

_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
_SLAVIC: Mapping[str, frozenset[str]] = {
    "ru": _RUSSIAN,
    "uk": _RUSSIAN - set("ёъыэ") | set("іїєґ"),
    "be": _RUSSIAN - set("ищъ") | set("іў"),
    "bg": _RUSSIAN - set("ёыэ"),
    "sr": _RUSSIAN - set("ёйщъыьэюя") | set("ђјљњћџ"),
    "mk": _RUSSIAN - set("ёйщъыьэюя") | set("ѓѕјљњќџ"),
}
# Letters that the other languages add to the Russian alphabet.
_MARKS: Mapping[str, frozenset[str]] = {
    "av": frozenset("ӏ"),
    "ba": frozenset("ҙҫҡғңһәөү"),
    "ce": frozenset("ӏ"),
    "cv": frozenset("ӑӗҫӳ"),
    "kk": frozenset("әғқңөұүһі"),
    "kv": frozenset("ӧі"),
    "ky": frozenset("ңөү"),
    "mn": frozenset("өү"),
    "os": frozenset("ӕ"),
    "tg": frozenset("ғӣқӯҳҷ"),
    "tt": frozenset("әөүҗңһ"),
}
_ALPHABETS = {**_SLAVIC, **{code: _RUSSIAN | marks for code, marks in _MARKS.items()}}

ONLY_CYRILLIC = frozenset(_ALPHABETS) - {"sr"}
"""Languages that are written in no other script."""

SLAVIC = frozenset(_SLAVIC)

# In Russian it stands before these letters only.
_OTHER_HARD_SIGN = re.compile("ъ(?![еёюя])")

# In nats. A letter that a language lacks is a typing error or a foreign name at best, and a
# language with letters of its own hardly does without them: every twelfth letter of a Ukrainian
# text is one.
_FOREIGN_LETTER = 6.0
_NO_MARK = 4.0
_MISSING_UKRAINIAN = 0.06
_MOST_MISSING = 6.0
# Names and typing errors.
_MOST_FOREIGN = 0.02


def letter_evidence(text: str) -> dict[str, float]:
    """How well the letters of a text fit each language written in Cyrillic, in nats."""
    letters = _letters(_without_names(text))
    evidence = {
        code: -_FOREIGN_LETTER * _foreign(letters, alphabet)
        - _NO_MARK * (code in _MARKS and not _MARKS[code] & letters.keys())
        for code, alphabet in _ALPHABETS.items()
    }
    if not letters.keys() & set("іїєґ"):
        evidence["uk"] -= min(_MISSING_UKRAINIAN * letters.total(), _MOST_MISSING)
    evidence["ru"] -= _FOREIGN_LETTER * len(_OTHER_HARD_SIGN.findall(text.lower()))
    return evidence


def is_pure(text: str, code: str) -> bool:
    """Whether a Cyrillic text has hardly a letter that the language lacks, so that it is no mix."""
    letters = _letters(text)
    return _foreign(letters, _ALPHABETS[code]) <= max(1, _MOST_FOREIGN * letters.total())


def _without_names(text: str) -> str:
    """The words without the capitalised ones after the first, unless little is left."""
    first, *others = text.split() or [""]
    plain = " ".join([first, *(word for word in others if not word.istitle())])
    return plain if 3 * len(plain) > len(text) else text


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text.lower() if "\u0400" <= letter <= "\u052f")


def _foreign(letters: Counter[str], alphabet: frozenset[str]) -> int:
    return sum(count for letter, count in letters.items() if letter not in alphabet)
