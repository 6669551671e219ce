"""What the letters tell about a Cyrillic text, before any model is asked.

"і" never stands in a Russian word, "ы" never in a Ukrainian one, and "ў" only in a Belarusian one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

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
_UKRAINIAN_MARKS = frozenset("іїєґ")
# Also in a text that is half Russian and half Ukrainian.
_SHARED_MARKS = frozenset("і")
_ALPHABETS = {**_SLAVIC, **{code: _RUSSIAN | marks for code, marks in _MARKS.items()}}

CYRILLIC = frozenset(_ALPHABETS)
"""The languages whose letters are known here."""
ONLY_CYRILLIC = CYRILLIC - {"sr"}
"""Those that are written in no other script."""
SLAVIC = frozenset(_SLAVIC)

# In Russian it stands before these letters only.
_OTHER_HARD_SIGN = re.compile("ъ(?![еёюя])")

# In nats. A letter that a language lacks is a typing error or a foreign name at best, and a
# language with letters of its own hardly does without them: every twelfth letter of a Ukrainian
# text is one.
_FOREIGN_LETTER = 6.0
_NO_MARK = 4.0
_FEWEST_MARKS = 0.03
_MISSING_UKRAINIAN = 0.06
_MOST_MISSING = 6.0
# Names and typing errors.
_MOST_FOREIGN = 0.02


def letter_evidence(text: str, codes: Iterable[str]) -> dict[str, float]:
    """How well the letters of a text fit each of the languages, which are of CYRILLIC, in nats."""
    letters = _letters(_without_names(text))
    evidence = {
        code: -_FOREIGN_LETTER * _foreign(letters, _ALPHABETS[code])
        - _missing_marks(letters, _MARKS.get(code, frozenset()))
        for code in codes
    }
    if not letters.keys() & _UKRAINIAN_MARKS:
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


def _missing_marks(letters: Counter[str], marks: frozenset[str]) -> float:
    """What it costs that a text has fewer letters of a language's own than any in it has."""
    if not marks:
        return 0.0
    there = sum(letters[mark] for mark in marks - _SHARED_MARKS)
    missing = max(0.0, _FEWEST_MARKS * letters.total() - there)
    return _NO_MARK * (not there) + _FOREIGN_LETTER * missing


def _foreign(letters: Counter[str], alphabet: frozenset[str]) -> int:
    return sum(letters[letter] for letter in letters.keys() - alphabet)
