"""Tell which language a text is in: by its letters and words, then by fastText's small model.

The model knows 176 languages but not that "і" never stands in a Russian word; the alphabets do, and
they cost nothing. It is also a poor judge of close languages in a text of a few words, where common
words and word endings settle it. It is slow, so that it is not asked where it could change nothing.
Works offline, on a bounded sample of however long a text.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.languages.data import Languages, languages
from bot.languages.fasttext_model import MOST_CANDIDATES, model_chances
from bot.languages.scripts import CYRILLIC_LETTERS, Script

# Of pieces of news with 20 characters, one in ten is less sure than that, and of those that are as
# sure, one in two hundred is wrong.
_SURE = 0.9
_MOST_LIKELY = 3

_SAMPLES = 8
_SAMPLE_LENGTH = 1000
# The model, which is slow, changes its mind no more after a page.
_MODEL_SAMPLE_LENGTH = 125

_NOT_LANGUAGE = re.compile(
    r"```.*?```"  # code
    r"|`[^`\n]*`"
    r"|\b(?:https?|ftp|tg)://\S+|\bwww\.\S+"  # links
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    r"|(?<!\w)[@/]\w+",  # mentions and bot commands
    re.DOTALL | re.IGNORECASE,
)
# Each of these has one of them; most texts have none, and need no search.
_SIGNS_OF_THESE = ("`", "/", "@", "www.")

# English, French or German names stand in Russian and Ukrainian texts, hardly the other way round.
_CYRILLIC_WEIGHT = 3

# The model is too sure of itself about short Cyrillic texts, so there it counts for a part.
_TRUST_IN_CYRILLIC = 0.7
# What the model leaves out is not impossible.
_LEAST_CHANCE = 1e-3
# Whatever the model thinks of a Latin text in which so many words are the language's own: thousands
# of texts, half of them in two languages, never came near.
_LEAST_LATIN_CHANCE = 1e-9
_LATIN_OWN_SHARE = 0.15
# So likely at least that the model need not be asked.
_SETTLED = 0.99
_MANY_CHARACTERS = 500

# Evidence of letters, in nats. A Cyrillic letter that a language lacks is a typing error or a
# foreign name at best, and a language with letters of its own hardly does without them: every
# twelfth letter of a Ukrainian text is one.
_FOREIGN_LETTER = 6.0
_ACCENT = 1.0
_NO_NEEDED_LETTER = 4.0
_NEEDED_SHARE = 0.03
_NO_OWN_LETTER = 0.06
_MOST_WITHOUT = 6.0
# Names and typing errors.
_MOST_FOREIGN = 0.02

# Evidence of words, in nats. Longer texts are clear without.
_OWN_WORD = 3.0
_OWN_ENDING = 1.0
_MOST_WORDS = 60
_SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Identified:
    """The likeliest languages of a text and how likely each is, the likeliest first.

    Languages are ISO 639-1 codes. If it is not `confident`, better ask the person.
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
    CYRILLIC = re.compile(rf"[^\W\d_]*[{CYRILLIC_LETTERS}][^\W\d_]*(?:['’ʼ][^\W\d_]+)*")
    OTHER = re.compile(r".+")


def identify(text: str) -> Identified | None:
    """Return the language that most of the text is in, or None for a text without words.

    Links, mentions, e-mail addresses and code do not count. A long text is sampled, so that none
    takes more than some milliseconds; the first unclear one also loads the model.
    """
    sample = _sample(text, _SAMPLE_LENGTH)
    if any(map(sample.lower().__contains__, _SIGNS_OF_THESE)):
        sample = _NOT_LANGUAGE.sub(" ", sample)
    words = " ".join(sample.split())
    letters = _count_characters(words.lower())
    script = _dominant_script(letters)
    if script is None:
        return None
    words = " ".join(script.value.findall(words))
    chances = _chances(words, letters, script)
    if not chances:
        return None
    ranked = sorted(chances.items(), key=lambda chance: (-chance[1], chance[0]))
    code, score = ranked[0]
    is_mixed = script is _Script.CYRILLIC and not _is_pure(letters, code)
    return Identified(tuple(ranked[:_MOST_LIKELY]), score >= _SURE and not is_mixed)


def _chances(words: str, letters: Mapping[str, int], script: _Script) -> dict[str, float]:
    """Return how likely each language is that the words may be in; they sum up to one.

    `letters` are all of the text, in lower case.
    """
    known = languages()
    is_cyrillic = script is _Script.CYRILLIC
    evidence = _cyrillic_evidence(words, letters) if is_cyrillic else _latin_evidence(words)
    trust = _TRUST_IN_CYRILLIC if is_cyrillic else 1.0
    if settled := _settled(words, evidence, trust, is_cyrillic=is_cyrillic):
        return settled
    opinion = model_chances(_sample(words, _MODEL_SAMPLE_LENGTH))
    if is_cyrillic:
        others = {code: opinion[code] for code in opinion.keys() & known.lettered}
        opinion = others | {
            code: max(opinion.get(code, 0.0), _LEAST_CHANCE) for code in known.candidates
        }
    else:
        opinion = {
            code: chance for code, chance in opinion.items() if code not in known.only_cyrillic
        }
    logs = {
        code: trust * math.log(chance) + evidence.get(code, 0.0)
        for code, chance in opinion.items()
        if chance > 0
    }
    return _shares(logs)


def _settled(
    words: str, evidence: Mapping[str, float], trust: float, *, is_cyrillic: bool
) -> dict[str, float]:
    """Return the chances if the model thought least of the likeliest language and most of others.

    Empty where it is to be asked, since the likeliest might then be another.
    """
    best = max(evidence, key=evidence.__getitem__)
    if is_cyrillic:
        if best not in languages().candidates:
            return {}
        least = _LEAST_CHANCE
    else:
        own, spelled = languages().by_code[best].identification.words, words.lower().split()
        if sum(map(own.__contains__, spelled)) < max(1.0, _LATIN_OWN_SHARE * len(spelled)):
            return {}
        least = _LEAST_LATIN_CHANCE
    # "" stands for all languages without a file.
    logs = {
        **evidence,
        "": math.log(MOST_CANDIDATES),
        best: evidence[best] + trust * math.log(least),
    }
    chances = _shares(logs)
    del chances[""]
    return chances if chances[best] >= _SETTLED else {}


def _shares(logs: Mapping[str, float]) -> dict[str, float]:
    """Return what has these logarithms as parts of one."""
    best = max(logs.values(), default=0.0)
    weights = {code: math.exp(log - best) for code, log in logs.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _latin_evidence(text: str) -> dict[str, float]:
    """Return how much words and letters speak for each language that may be in Latin, in nats."""
    known = languages()
    letters = {sign: n for sign, n in _count_characters(text.lower()).items() if sign.isalpha()}
    foreign = _foreign_counts(letters, is_cyrillic=False)
    spoken = _word_evidence(text)
    return {
        code: language.identification.prior + spoken[code] - _ACCENT * foreign[code]
        for code, language in known.by_code.items()
        if code not in known.only_cyrillic
    }


def _cyrillic_evidence(text: str, letters: Mapping[str, int]) -> dict[str, float]:
    """Return how much words and letters speak for each language in Cyrillic, in nats.

    `letters` may be of a longer text, of which this one has all words in Cyrillic letters.
    """
    plain, names = _without_names(text)
    in_names = _count_characters(names.lower())
    kept = {
        letter: count - in_names.get(letter, 0)
        for letter, count in _cyrillic(letters).items()
        if count > in_names.get(letter, 0)
    }
    total = sum(kept.values())
    foreign = _foreign_counts(kept, is_cyrillic=True)
    spoken = _word_evidence(text)
    evidence = {}
    for code in languages().lettered:
        language = languages().by_code[code].identification
        fit = -_FOREIGN_LETTER * foreign[code]
        if language.needed_letters:
            there = sum(kept.get(letter, 0) for letter in language.needed_letters)
            missing = max(0.0, _NEEDED_SHARE * total - there)
            fit -= _NO_NEEDED_LETTER * (not there) + _FOREIGN_LETTER * missing
        if language.own_letters and language.own_letters.isdisjoint(kept):
            fit -= min(_NO_OWN_LETTER * total, _MOST_WITHOUT)
        if language.impossible:
            fit -= _FOREIGN_LETTER * len(language.impossible.findall(plain.lower()))
        evidence[code] = language.prior + spoken[code] + fit
    return evidence


def _word_evidence(text: str) -> Mapping[str, float]:
    """Return how much the first words speak for each language, in nats."""
    known = languages()
    evidence: dict[str, float] = defaultdict(float)
    for word in text.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]:
        own, by_ending = _languages_of(word.lower(), known)
        for code in own:
            evidence[code] += _OWN_WORD
        for code in by_ending:
            evidence[code] += _OWN_ENDING
    return evidence


@lru_cache(maxsize=4096)
def _languages_of(word: str, known: Languages) -> tuple[Sequence[str], Sequence[str]]:
    """Return which languages a word is known to be of, and which of the others it ends like."""
    tells = {code: language.identification for code, language in known.by_code.items()}
    own = [code for code, language in tells.items() if word in language.words]
    return own, [
        code
        for code, language in tells.items()
        if code not in own and word.endswith(language.endings, _SHORTEST_STEM)
    ]


def _foreign_counts(letters: Mapping[str, int], *, is_cyrillic: bool) -> Mapping[str, int]:
    """Return how many letters of a text in a script each language in that script lacks."""
    known = languages()
    foreign: dict[str, int] = defaultdict(int)
    for letter, count in letters.items():
        for code in _lacking(letter, is_cyrillic, known):
            foreign[code] += count
    return foreign


@lru_cache(maxsize=4096)
def _lacking(letter: str, is_cyrillic: bool, known: Languages) -> Sequence[str]:
    """Return the languages with Cyrillic letters, or those without any, that lack a letter."""
    tells = {code: language.identification for code, language in known.by_code.items()}
    return [
        code
        for code, language in tells.items()
        if (Script.CYRILLIC in language.scripts) is is_cyrillic
        and language.alphabet
        and letter not in language.alphabet
    ]


def _is_pure(letters: Mapping[str, int], code: str) -> bool:
    """Return whether a Cyrillic text has hardly a letter that the language lacks: it is no mix."""
    letters = _cyrillic(letters)
    foreign = _foreign_counts(letters, is_cyrillic=True)[code]
    return foreign <= max(1, _MOST_FOREIGN * sum(letters.values()))


def _cyrillic(letters: Mapping[str, int]) -> Mapping[str, int]:
    return {letter: n for letter, n in letters.items() if "\u0400" <= letter <= "\u052f"}


def _without_names(text: str) -> tuple[str, str]:
    """Return the words without the capitalised ones after the first, and those.

    Unless little is left without them.
    """
    first, *others = text.split() or [""]
    plain = " ".join([first, *(word for word in others if not word.istitle())])
    if 3 * len(plain) <= len(text):
        return text, ""
    return plain, " ".join(filter(str.istitle, others))


def _count_characters(text: str) -> Mapping[str, int]:
    if len(text) < _MANY_CHARACTERS:
        return Counter(text)
    # A Counter, which makes and hashes a string for each of many, takes two to three times as long.
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found, counts = np.unique(codes, return_counts=True)
    return dict(zip(map(chr, found.tolist()), counts.tolist(), strict=True))


def _sample(text: str, length: int) -> str:
    """Return the text itself, or slices of this length from all over a long one."""
    if len(text) <= _SAMPLES * length:
        return text
    step = len(text) // _SAMPLES
    return " ".join(text[start : start + length] for start in range(0, len(text), step))


def _dominant_script(letters: Mapping[str, int]) -> _Script | None:
    counts = {script.name: 0 for script in _Script}
    for sign, count in letters.items():
        if sign.isalpha():
            counts[_script_of(sign)] += count
    counts[_Script.CYRILLIC.name] *= _CYRILLIC_WEIGHT
    return _Script[max(counts, key=counts.__getitem__)] if any(counts.values()) else None


@lru_cache(maxsize=4096)
def _script_of(letter: str) -> str:
    return next(script.name for script in _Script if script.value.fullmatch(letter))
