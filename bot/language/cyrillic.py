"""What the letters and the commonest words tell about a Cyrillic text, before any model is asked.

"і" never stands in a Russian word, "ы" never in a Ukrainian one, and "ў" only in a Belarusian one.
"""

import math
from collections import Counter
from collections.abc import Mapping

Chances = Mapping[str, float]
"""Languages and how likely each is; they sum up to one."""

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

_ONLY_CYRILLIC = frozenset(_ALPHABETS) - {"sr"}

# Common words that set a language apart from its neighbours where no letter does. They matter in a
# text of a few words, where the model is too fond of Russian.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "ru": (
        *("что", "если", "или", "только", "когда", "где", "может", "его", "меня", "нет", "есть"),
        *("еще", "очень", "после", "кто", "почему", "сейчас", "сегодня", "спасибо", "как", "надо"),
        *("здесь", "тоже", "потом", "нужно", "хорошо", "их", "со", "время", "дела", "и"),
    ),
    "uk": (
        *("що", "як", "та", "але", "коли", "або", "також", "чи", "якщо", "ще", "вже", "було", "й"),
        *("про", "буде", "був", "була", "дуже", "щоб", "бо", "треба", "зараз", "хто", "де", "це"),
        *("мене", "дякую", "немає", "добре", "цього", "з", "лише", "тепер", "можна", "проти"),
    ),
    "be": (
        *("што", "гэта", "калі", "вельмі", "толькі", "дзень", "дзякуй", "дзе", "цяпер", "яшчэ"),
        *("таксама", "пасля", "каб", "ці", "няма", "добры", "з", "як", "хто"),
    ),
    "bg": ("се", "че", "със", "беше", "това", "този", "какво", "защо", "към", "през", "е", "си"),
    "sr": ("се", "је", "што", "шта", "са", "од", "али", "зашто", "си", "сам", "или"),
    "mk": ("се", "што", "дека", "со", "од", "ќе", "зошто", "си", "сум", "е", "или"),
}

# In nats. A letter that a language lacks is a typing error or a foreign name at best, and a
# language with letters of its own hardly does without them.
_FOREIGN_LETTER = 6.0
_NO_MARK = 4.0
_OWN_WORD = 2.0
_LEAST_CHANCE = 1e-3


def weighed(chances: Chances, text: str) -> dict[str, float]:
    """The chances of the languages written in Cyrillic, given the letters and words of a text."""
    letters = _letters(text)
    words = Counter(text.lower().split())
    logs = {
        code: math.log(chance)
        - _FOREIGN_LETTER * _foreign(letters, alphabet)
        - _NO_MARK * (code in _MARKS and not _MARKS[code] & letters.keys())
        + _OWN_WORD * sum(words[word] for word in _WORDS.get(code, ()))
        for code, alphabet in _ALPHABETS.items()
        if (chance := max(chances.get(code, 0.0), _LEAST_CHANCE * (code in _SLAVIC)))
    }
    best = max(logs.values())
    return normalized({code: math.exp(log - best) for code, log in logs.items()})


def without(chances: Chances) -> dict[str, float]:
    """The chances of the languages that are also, or only, written in other scripts."""
    return normalized({c: chance for c, chance in chances.items() if c not in _ONLY_CYRILLIC})


def is_settled(text: str) -> bool:
    """Whether the letters of a text fit the alphabet of one Slavic language only."""
    letters = _letters(text)
    return sum(not _foreign(letters, alphabet) for alphabet in _SLAVIC.values()) == 1


def normalized(weights: Chances) -> dict[str, float]:
    """The same proportions, summing up to one."""
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text.lower() if "\u0400" <= letter <= "\u052f")


def _foreign(letters: Counter[str], alphabet: frozenset[str]) -> int:
    return sum(count for letter, count in letters.items() if letter not in alphabet)
