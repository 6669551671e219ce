"""Cheap checks that a sentence was really translated.

Names, brands, numbers and loanwords may stay the same, and short lines are short: what is doubtful
passes. Fewer than 1 in 100 good human translations of news fail.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.translation import Problem
from bot.languages import identify
from bot.languages.patterns import CYRILLIC, DIGITS, HYPHENATED_WORD, LATIN

_CHUNK = re.compile(r"\w+|[^\w\s]+")
_UNKNOWN_TOKEN = "⁇"
_MAX_CHECKED_LENGTH = 5000
"""Of a longer text, which is no sentence, some checks read only the beginning."""

# Similar languages in Cyrillic, and the letters that only one of them has.
_OWN_LETTERS: Mapping[str, re.Pattern[str]] = {
    "ru": re.compile("[ыэёъ]", re.IGNORECASE),
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
}

# How often one word, or a row of up to 8 words, may follow itself in a translation.
_MAX_ROW = 8
_MAX_WORD_REPEATS = 3
_MAX_ROW_REPEATS = 2
_REPETITIVE_SOURCE = 10
"""A source that repeats something so often is not compared."""
_REPEATED_LETTERS = re.compile(r"(\w{1,3}?)\1{7}")
_MANY_WORDS = 20
_LOW_VARIETY = 0.3

_LONG_LETTERS = 40
# Bounds for the letters of a translation per letter of its source.
_LENGTH_RATIOS = 0.35, 2.9
_SHORT_LENGTH_RATIOS = 0.1, 4.0
_SHORT_LENGTH_MARGIN = 20

_DIGIT_GROUPS = re.compile(r"\d+(?:[.,:/\u00a0\u202f ]\d+)*")
_ROMAN_NUMERAL = re.compile(r"\b[IVXL]{1,6}\b")
# Numbers that are often written in words: двенадцать, круглые сутки, hundred.
_MAX_WORD_NUMBER = 12
_WORD_NUMBERS = frozenset({"20", "24", "100", "1000"})


@dataclass(frozen=True)
class _Text:
    text: str

    @cached_property
    def words(self) -> list[str]:
        return HYPHENATED_WORD.findall(self.text)

    @cached_property
    def chunks(self) -> list[str]:
        """Words, numbers and signs in lower case."""
        return _CHUNK.findall(self.text[:_MAX_CHECKED_LENGTH].lower())

    @cached_property
    def letters(self) -> int:
        return sum(map(len, self.words))

    @cached_property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text[:_MAX_CHECKED_LENGTH]))


@dataclass(frozen=True)
class _Candidate:
    """A translation to check. `copied` are the words that its source has too."""

    source: _Text
    target: _Text
    languages: tuple[str, str]

    @cached_property
    def copied(self) -> frozenset[str]:
        return frozenset(self.source.words).intersection(self.target.words)


def find_problem(source: str, target: str, languages: tuple[str, str]) -> Problem | None:
    """Return what is wrong with the translation of a sentence, or None.

    `languages` are those of the source and of the target, as ISO 639 codes.
    """
    candidate = _Candidate(_Text(source), _Text(target), languages)
    return next((problem for problem, fails in _CHECKS if fails(candidate)), None)


def _is_garbled(candidate: _Candidate) -> bool:
    source, target = candidate.source, candidate.target
    if source.words and not target.words:
        return True
    return _UNKNOWN_TOKEN in target.text and _UNKNOWN_TOKEN not in source.text


def _loops(candidate: _Candidate) -> bool:
    source, target = candidate.source, candidate.target
    repeated = _REPEATED_LETTERS.search(target.text)
    if repeated and repeated[0] not in source.text:
        return True
    lengths = range(1, _MAX_ROW + 1)
    counts = {length: _max_repeats(target.chunks, length) for length in lengths}
    if any(n > (_MAX_WORD_REPEATS if k == 1 else _MAX_ROW_REPEATS) for k, n in counts.items()):
        in_source = max(_max_repeats(source.chunks, length) for length in lengths)
        if in_source < _REPETITIVE_SOURCE and max(counts.values()) > 1.5 * in_source + 1:
            return True
    return len(target.words) >= _MANY_WORDS and _variety(target) < _LOW_VARIETY < _variety(source)


def _max_repeats(chunks: Sequence[str], length: int) -> int:
    """Return how many times the same `length` chunks follow one another, at most."""
    longest = same = 0
    for one, other in zip(chunks, chunks[length:], strict=False):
        same = same + 1 if one == other else 0
        longest = max(longest, same)
    return longest // length + 1


def _variety(text: _Text) -> float:
    return len({word.lower() for word in text.words}) / max(len(text.words), 1)


def _is_untranslated(candidate: _Candidate) -> bool:
    """Return whether too many words that are no names are the same as in the source."""
    words, copied = candidate.target.words, candidate.copied
    small = [word for word in words if word.islower() and len(word) > 1 and word in copied]
    enough = 1 if copied.issuperset(words) else 2
    if len(words) < 2 or len(small) < max(enough, len(words) / 2):
        return False
    if _script_of_text(candidate.source) is not _script_of(candidate.languages[1]):
        return True
    # Related languages share many words.
    return len(words) >= 4 and _sounds_like(candidate.target, candidate.languages[0])


def _is_in_another_language(candidate: _Candidate) -> bool:
    language = candidate.languages[1]
    script = _script_of(language)
    if script is None:
        return False
    new = [word for word in candidate.target.words if word not in candidate.copied]
    in_another_script = [word for word in new if not script.search(word)]
    if 2 * len(in_another_script) > len(new) and any(map(str.islower, in_another_script)):
        return True
    own = _OWN_LETTERS.get(language)
    words = [w for w in candidate.target.words if w.islower() or w not in candidate.copied]
    if own is None or not words:
        return False
    others = [letters for code, letters in _OWN_LETTERS.items() if code != language]
    foreign = sum(any(letters.search(word) for letters in others) for word in words)
    native = sum(bool(own.search(word)) for word in words)
    if foreign or native:
        return foreign > native
    return any(_sounds_like(candidate.target, code) for code in _OWN_LETTERS if code != language)


def _sounds_like(text: _Text, language: str) -> bool:
    if text.letters < _LONG_LETTERS:
        return False
    found = identify(" ".join(text.words))
    return found is not None and found.confident and found.code == language


def _script_of(language: str) -> re.Pattern[str] | None:
    """Return the script of a language that the bot serves."""
    if language == "en":
        return LATIN
    return CYRILLIC if language in _OWN_LETTERS else None


def _script_of_text(text: _Text) -> re.Pattern[str]:
    return max((LATIN, CYRILLIC), key=lambda script: len(script.findall(text.text)))


def _has_another_length(candidate: _Candidate) -> bool:
    source, target = candidate.source.letters, candidate.target.letters
    if source >= _LONG_LETTERS:
        least, most = _LENGTH_RATIOS
        return not least * source <= target <= most * source
    least, most = _SHORT_LENGTH_RATIOS
    return not least * source <= target <= most * source + _SHORT_LENGTH_MARGIN


def _lost_a_number(candidate: _Candidate) -> bool:
    """Return whether the digits of a number are missing.

    Thousands may be separated in another way, times written with another number of digits, decades
    without their century, and centuries in Roman numerals.
    """
    there = candidate.target.digits
    for number in _DIGIT_GROUPS.findall(candidate.source.text[: _MAX_CHECKED_LENGTH // 2]):
        parts = [part.lstrip("0") for part in DIGITS.findall(number)]
        digits = "".join(parts)
        if len(digits) < 2 or (len(digits) == 2 and int(digits) <= _MAX_WORD_NUMBER):
            continue
        whole_tens = digits.endswith("0") and digits[-2:] in there
        if whole_tens or digits in _WORD_NUMBERS or all(part in there for part in parts):
            continue
        if len(digits) > 2 or not _ROMAN_NUMERAL.search(candidate.target.text):
            return True
    return False


_CHECKS: tuple[tuple[Problem, Callable[[_Candidate], bool]], ...] = (
    (Problem.GARBLED, _is_garbled),
    (Problem.LOOP, _loops),
    (Problem.UNTRANSLATED, _is_untranslated),
    (Problem.OTHER_LANGUAGE, _is_in_another_language),
    (Problem.OTHER_LENGTH, _has_another_length),
    (Problem.NUMBER_LOST, _lost_a_number),
)
