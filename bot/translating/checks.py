"""Cheap checks that a sentence was really translated. Knows nothing of models.

Names, brands, numbers and loanwords legitimately stay the same, and short lines are short: what is
doubtful passes. Of good human translations of news fewer than 1 in 100 are found fault with.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.domain.translation import Problem
from bot.languages import identify

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_CHUNK = re.compile(r"\w+|[^\w\s]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_UNKNOWN = "⁇"
# What is longer is no sentence; some checks look only at its beginning.
_LONGEST = 5000  # characters

# Languages in Cyrillic that are taken for one another, and the letters that only one of them has.
_OWN_LETTERS: Mapping[str, re.Pattern[str]] = {
    "ru": re.compile("[ыэёъ]", re.IGNORECASE),
    "uk": re.compile("[іїєґ]", re.IGNORECASE),
}

# How often a row of so many words may stand in a translation one after the other, beyond what it
# does in the source.
_LONGEST_ROW = 8
_ALLOWED_WORDS = 3
_ALLOWED_ROWS = 2
_LOOP_ITSELF = 10
"""A source that says something so often is not compared."""
_LOOPED_LETTERS = re.compile(r"(\w{1,3}?)\1{7}")
_MANY_WORDS = 20
_FEW_DIFFERENT = 0.3

_LEAST_LONG_LETTERS = 40
_LENGTHS = 0.35, 2.9
"""Letters of a translation for each letter of a source that is not short."""
_SHORT_LENGTHS = 0.1, 4.0
_SHORT_MARGIN = 20

_NUMBER = re.compile(r"\d+(?:[.,:/\u00a0\u202f ]\d+)*")
_ROMAN = re.compile(r"\b[IVXL]{1,6}\b")
_DIGITS = re.compile(r"\d+")
# What is often written in words: двенадцать, круглые сутки, hundred.
_LEAST_NUMBER = 13
_OFTEN_WORDS = frozenset({"20", "24", "100", "1000"})


@dataclass(frozen=True)
class _Text:
    text: str

    @cached_property
    def words(self) -> list[str]:
        return _WORD.findall(self.text)

    @cached_property
    def chunks(self) -> list[str]:
        """Words, numbers and signs, in lower case: so many as a long sentence may have."""
        return _CHUNK.findall(self.text[:_LONGEST].lower())

    @cached_property
    def letters(self) -> int:
        return sum(map(len, self.words))

    @cached_property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.text[:_LONGEST]))


@dataclass(frozen=True)
class _Pair:
    source: _Text
    target: _Text
    languages: tuple[str, str]

    @cached_property
    def copied(self) -> frozenset[str]:
        return frozenset(self.source.words).intersection(self.target.words)


def problem_of(source: str, target: str, languages: tuple[str, str]) -> Problem | None:
    """What is wrong with the translation of a sentence, or None.

    `languages` are those of the source and of the target, as ISO 639 codes.
    """
    pair = _Pair(_Text(source), _Text(target), languages)
    return next((problem for problem, has in _CHECKS if has(pair)), None)


def _is_garbled(pair: _Pair) -> bool:
    if pair.source.words and not pair.target.words:
        return True
    return _UNKNOWN in pair.target.text and _UNKNOWN not in pair.source.text


def _loops(pair: _Pair) -> bool:
    source, target = pair.source, pair.target
    looped = _LOOPED_LETTERS.search(target.text)
    if looped and looped[0] not in source.text:
        return True
    lengths = range(1, _LONGEST_ROW + 1)
    rows = {length: _repeated(target.chunks, length) for length in lengths}
    if any(count > (_ALLOWED_WORDS if n == 1 else _ALLOWED_ROWS) for n, count in rows.items()):
        in_source = max(_repeated(source.chunks, length) for length in lengths)
        if in_source < _LOOP_ITSELF and max(rows.values()) > 1.5 * in_source + 1:
            return True
    return len(target.words) >= _MANY_WORDS and _variety(target) < _FEW_DIFFERENT < _variety(source)


def _repeated(chunks: Sequence[str], length: int) -> int:
    """How many times the same `length` chunks follow one another, at most."""
    longest = same = 0
    for one, other in zip(chunks, chunks[length:], strict=False):
        same = same + 1 if one == other else 0
        longest = max(longest, same)
    return longest // length + 1


def _variety(text: _Text) -> float:
    return len({word.lower() for word in text.words}) / max(len(text.words), 1)


def _is_untranslated(pair: _Pair) -> bool:
    """Whether too many words that are no names came out as they went in."""
    words = pair.target.words
    small = [w for w in words if w.islower() and len(w) > 1 and w in pair.copied]
    least = 1 if pair.copied.issuperset(words) else 2
    if len(words) < 2 or len(small) < max(least, len(words) / 2):
        return False
    if _script(pair.source) is not _script_of(pair.languages[1]):
        return True
    # Related languages share many words.
    return len(words) >= 4 and _sounds(pair.target, pair.languages[0])


def _is_in_another_language(pair: _Pair) -> bool:
    language = pair.languages[1]
    script = _script_of(language)
    if script is None:
        return False
    new = [word for word in pair.target.words if word not in pair.copied]
    strange = [word for word in new if not script.search(word)]
    if 2 * len(strange) > len(new) and any(map(str.islower, strange)):
        return True
    own = _OWN_LETTERS.get(language)
    words = [word for word in pair.target.words if word.islower() or word not in pair.copied]
    if own is None or not words:
        return False
    others = [letters for code, letters in _OWN_LETTERS.items() if code != language]
    foreign = sum(any(letters.search(word) for letters in others) for word in words)
    native = sum(bool(own.search(word)) for word in words)
    if foreign or native:
        return foreign > native
    return any(_sounds(pair.target, code) for code in _OWN_LETTERS if code != language)


def _sounds(text: _Text, language: str) -> bool:
    if text.letters < _LEAST_LONG_LETTERS:
        return False
    found = identify(" ".join(text.words))
    return found is not None and found.confident and found.code == language


def _script_of(language: str) -> re.Pattern[str] | None:
    """The script of the languages that are served here."""
    if language == "en":
        return _LATIN
    return _CYRILLIC if language in _OWN_LETTERS else None


def _script(text: _Text) -> re.Pattern[str]:
    counts = {script: len(script.findall(text.text)) for script in (_LATIN, _CYRILLIC)}
    return max(counts, key=lambda script: counts[script])


def _has_another_length(pair: _Pair) -> bool:
    source, target = pair.source.letters, pair.target.letters
    if source >= _LEAST_LONG_LETTERS:
        least, most = _LENGTHS
        return not least * source <= target <= most * source
    least, most = _SHORT_LENGTHS
    return not least * source <= target <= most * source + _SHORT_MARGIN


def _lost_a_number(pair: _Pair) -> bool:
    """Whether the digits of a number are gone.

    Thousands may be told apart in another way, times written with another number of digits, decades
    without their century, and centuries in Roman numerals.
    """
    there = pair.target.digits
    for number in _NUMBER.findall(pair.source.text[: _LONGEST // 2]):
        parts = [part.lstrip("0") for part in _DIGITS.findall(number)]
        digits = "".join(parts)
        if len(digits) < 2 or (len(digits) == 2 and int(digits) < _LEAST_NUMBER):
            continue
        whole_tens = digits.endswith("0") and digits[-2:] in there
        if whole_tens or digits in _OFTEN_WORDS or all(part in there for part in parts):
            continue
        if len(digits) > 2 or not _ROMAN.search(pair.target.text):
            return True
    return False


_CHECKS: tuple[tuple[Problem, Callable[[_Pair], bool]], ...] = (
    (Problem.GARBLED, _is_garbled),
    (Problem.LOOP, _loops),
    (Problem.UNTRANSLATED, _is_untranslated),
    (Problem.OTHER_LANGUAGE, _is_in_another_language),
    (Problem.OTHER_LENGTH, _has_another_length),
    (Problem.NUMBER_LOST, _lost_a_number),
)
