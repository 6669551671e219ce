"""Cheap checks that a sentence was really translated.

Names, brands, numbers and loanwords may stay the same, and short lines are short: what is doubtful
passes. About 3 in 100 human translations of news fail, many of which do not say the same.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from bot.domain.translation import Problem
from bot.languages import SERVED, identify
from bot.languages.data import Checks, languages, words_of_all
from bot.languages.patterns import DIGITS, HYPHENATED_WORD, any_of
from bot.languages.scripts import LETTER_OF, script_of_text
from bot.translating.formatting.numbers import MAGNITUDES
from bot.translating.leftovers import has_leftovers, script_of
from bot.translating.numerals import numbers_in_words, numerals_of

_CHUNK = re.compile(r"\w+|[^\w\s]+")
_UNKNOWN_TOKEN = "⁇"
_MAX_CHECKED_LENGTH = 5000
"""Of a longer text, which is no sentence, some checks read only the beginning."""

# How often one word, or a row of up to 8 words, may follow itself in a translation.
_MAX_ROW = 8
_MAX_WORD_REPEATS = 3
_MAX_ROW_REPEATS = 2
_REPETITIVE_SOURCE = 10
"""A source that repeats something so often is not compared."""
_REPEATED_LETTERS = re.compile(r"(\w{1,3}?)\1{7}")
_REPEATED_WORD = re.compile(r"\b([^\W\d_]{5,})\s+\1\b", re.IGNORECASE)
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1{4}")
_DRAWN_LETTER = re.compile(r"([^\W\d_])\1{3}")
_MANY_WORDS = 20
_LOW_VARIETY = 0.3

_LONG_LETTERS = 40
# Bounds for the letters of a translation per letter of its source.
_LENGTH_RATIOS = 0.35, 2.9
_SHORT_LENGTH_RATIOS = 0.1, 4.0
_SHORT_LENGTH_MARGIN = 20

_DIGIT_GROUPS = re.compile(r"\d+(?:[.,:/\u00a0\u202f ]\d+)*")
_SHORT_NUMBER, _YEAR = 2, 4  # digits
# Numbers that are often written in words, besides those of one digit.
_WORD_NUMBERS = frozenset({"10", "11", "12", "20", "24", "100", "1000"})
_THOUSANDS = re.compile(r"(?:000)+$")
_HALF_DAY = 12  # hours
_MONEY = frozenset("$€£")
_NEXT_LETTERS = re.compile(r"\s?([^\W\d_]+)")
_NEXT_WORD = re.compile(r"\s?([^\W\d_]{2,})")
# One letter is a sign behind a space and before no full stop: "£3m" are millions, "2024 г." a year.
_QUANTITY = re.compile(
    r"\d(?:\s|(?=[^\W\d_]{2}))(?:[^\W\d_]{2,4}\.\s?)?"
    r"([^\W\d_]{2}(?!\w)|[^\W\d_](?![\w.]))"
)
_AFTER_DIGIT = re.compile(r"(?<=\d)(?=[^\W\d_])")
_LARGEST_ROMAN = 39
_ROMAN_NUMERAL = re.compile(r"\b[IVXL]{1,6}\b")


@dataclass(frozen=True)
class _Text:
    text: str

    @property
    def beginning(self) -> str:
        return self.text[:_MAX_CHECKED_LENGTH]

    @cached_property
    def words(self) -> list[str]:
        return HYPHENATED_WORD.findall(self.text)

    @cached_property
    def chunks(self) -> list[str]:
        """Words, numbers and signs in lower case."""
        return _CHUNK.findall(self.beginning.lower())

    @cached_property
    def letters(self) -> int:
        return sum(map(len, self.words))

    @cached_property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.beginning))

    @cached_property
    def figures(self) -> frozenset[str]:
        """The digits of each number and of its groups, without zeros before them; "90" of 1990."""
        found: set[str] = set()
        for number in _DIGIT_GROUPS.findall(self.beginning):
            groups = DIGITS.findall(number)
            found.update((*groups, "".join(groups), *(g[-2:] for g in groups if len(g) == _YEAR)))
        return frozenset(digits.lstrip("0") for digits in found)

    def has(self, digits: str) -> bool:
        """Return whether digits are there; one or two of them as a number, or a group of one."""
        return digits in (self.digits if len(digits) > _SHORT_NUMBER else self.figures)


@dataclass(frozen=True)
class _Candidate:
    """A translation to check. `copied` are the words that its source has too."""

    source: _Text
    target: _Text
    languages: tuple[str, str]
    names: Container[str]

    @cached_property
    def copied(self) -> frozenset[str]:
        return frozenset(self.source.words).intersection(self.target.words)

    @cached_property
    def said(self) -> frozenset[int]:
        """The numbers that the translation has in words."""
        text = self.target.beginning
        return frozenset(numbers_in_words(text, self.languages[1], lenient=True))


def find_problem(
    source: str, target: str, languages: tuple[str, str], names: Container[str] = ()
) -> Problem | None:
    """Return what is wrong with the translation of a sentence, or None.

    `languages` are those of the source and of the target, as ISO 639 codes, and `names` words in
    lower case that always have a capital within the sentences of the text.
    """
    candidate = _Candidate(_Text(source), _Text(target), languages, names)
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
    if _REPEATED_LETTER.search(target.text) and not _DRAWN_LETTER.search(source.text):
        return True
    if _REPEATED_WORD.search(target.beginning) and _max_repeats(source.chunks, 1) == 1:
        return True
    lengths = range(1, _MAX_ROW + 1)
    counts = {length: _max_repeats(target.chunks, length) for length in lengths}
    if any(n > (_MAX_WORD_REPEATS if k == 1 else _MAX_ROW_REPEATS) for k, n in counts.items()):
        in_source = max(_max_repeats(source.chunks, length) for length in lengths)
        if in_source < _REPETITIVE_SOURCE and max(counts.values()) > 1.5 * in_source + 1:
            return True
    return len(target.words) >= _MANY_WORDS and _variety(target) < _LOW_VARIETY < _variety(source)


def _repeats_a_number(candidate: _Candidate) -> bool:
    """Return whether a number of the source is there more often than in the source."""
    source, language = candidate.source.beginning, candidate.languages[0]
    wanted = Counter(map(str, numbers_in_words(source, language)))
    wanted.update(in_source := Counter(DIGITS.findall(source)))
    there = Counter(DIGITS.findall(candidate.target.beginning))
    return any(there[number] > wanted[number] for number in in_source if len(number) > 1)


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
    if script_of_text(candidate.source.text) is not script_of(candidate.languages[1]):
        return True
    # Related languages share many words.
    return len(words) >= 4 and _sounds_like(candidate.target, candidate.languages[0])


def _is_in_another_language(candidate: _Candidate) -> bool:
    language = candidate.languages[1]
    script = script_of(language)
    if language not in SERVED or script is None:
        return False
    new = [word for word in candidate.target.words if word not in candidate.copied]
    in_another_script = [word for word in new if not LETTER_OF[script].search(word)]
    if 2 * len(in_another_script) > len(new) and any(map(str.islower, in_another_script)):
        return True
    close = [code for code in SERVED if code != language and script_of(code) is script]
    words = [w for w in candidate.target.words if w.islower() or w not in candidate.copied]
    if not close or not words:
        return False
    own, others = _alphabet(language), frozenset[str]().union(*map(_alphabet, close))
    own, others = own - others, others - own
    foreign = sum(not others.isdisjoint(word.lower()) for word in words)
    native = sum(not own.isdisjoint(word.lower()) for word in words)
    if foreign or native:
        return foreign > native
    return any(_sounds_like(candidate.target, code) for code in close)


def _alphabet(language: str) -> frozenset[str]:
    return languages().by_code[language].identification.alphabet


def _sounds_like(text: _Text, language: str) -> bool:
    if text.letters < _LONG_LETTERS:
        return False
    found = identify(" ".join(text.words))
    return found is not None and found.confident and found.code == language


def _has_words_left(candidate: _Candidate) -> bool:
    source, target = candidate.source.beginning, candidate.target.beginning
    return has_leftovers(source, target, candidate.languages, candidate.names)


def _has_another_length(candidate: _Candidate) -> bool:
    source, target = candidate.source.letters, candidate.target.letters
    if source >= _LONG_LETTERS:
        least, most = _LENGTH_RATIOS
        return not least * source <= target <= most * source
    least, most = _SHORT_LENGTH_RATIOS
    return not least * source <= target <= most * source + _SHORT_LENGTH_MARGIN


def _lost_a_number(candidate: _Candidate) -> bool:
    """Return whether the digits of a number are missing, or the "million" behind it.

    Thousands may be separated in another way, times written with another number of digits, decades
    without their century, centuries in Roman numerals, and small and round numbers in words.
    """
    target, text = candidate.target, candidate.target.beginning
    in_words = _checks_of(candidate.languages[1]).numbers
    for match in _DIGIT_GROUPS.finditer(candidate.source.text[: _MAX_CHECKED_LENGTH // 2]):
        if _lost_a_magnitude(candidate, *match.span()):
            return True
        parts = [part.lstrip("0") for part in DIGITS.findall(match[0])]
        digits = "".join(DIGITS.findall(match[0])).lstrip("0")
        whole_tens = digits.endswith("0") and target.has(digits[-2:])
        if whole_tens or all(map(target.has, filter(None, parts))):
            continue
        # Thousands in one group, or "3 thousand" as 3,000.
        if target.has(digits) or target.has(f"{digits}000"):
            continue
        if digits and int(digits) in candidate.said:
            continue
        if len(digits) == 1 or digits in _WORD_NUMBERS:
            words = in_words.get(digits)
            if words is None or words.search(text) or target.has(str(int(digits) + _HALF_DAY)):
                continue
        if len(digits) > 2 or not _ROMAN_NUMERAL.search(candidate.target.text):
            return True
    return False


def _lost_a_number_in_words(candidate: _Candidate) -> bool:
    """Return whether a number that the source has in words is missing, in words and in digits."""
    here, there = candidate.languages
    target = candidate.target.beginning
    if not numerals_of(here) or not numerals_of(there):
        return False
    in_words = _checks_of(there).numbers

    def is_there(number: int) -> bool:
        # Of "two to three million" a translation may say "million" once.
        digits = _THOUSANDS.sub("", str(number))
        words = in_words.get(digits)
        return (
            not candidate.said.isdisjoint((number, int(digits)))
            or any(map(candidate.target.has, (digits, str(number))))
            or (words is not None and words.search(target) is not None)
            or (number <= _LARGEST_ROMAN and _ROMAN_NUMERAL.search(target) is not None)
        )

    source = candidate.source.text[: _MAX_CHECKED_LENGTH // 2]
    return not all(map(is_there, numbers_in_words(source, here)))


def _lost_a_magnitude(candidate: _Candidate, start: int, end: int) -> bool:
    """Return whether the "million" behind a number in the source, or "m" in £3m, is missing."""
    here, there = (_checks_of(language).numbers for language in candidate.languages)
    source = candidate.source.text
    word = (_NEXT_LETTERS if source[start - 1 : start] in _MONEY else _NEXT_WORD).match(source, end)
    if word is None or "000" in candidate.target.digits:
        return False
    target = _AFTER_DIGIT.sub(" ", candidate.target.beginning)
    said = (m for m in MAGNITUDES if m in here and here[m].fullmatch(word[1]))
    return any(m in there and not there[m].search(target) for m in said)


def _lost_a_unit(candidate: _Candidate) -> bool:
    """Return whether the unit of a quantity, by its sign, is another one in the target."""
    here, there = map(_checks_of, candidate.languages)
    target = _AFTER_DIGIT.sub(" ", re.sub("[²³]", " ", candidate.target.beginning))
    there_too = frozenset(_CHUNK.findall(target))
    signs = {match[1] for match in _QUANTITY.finditer(candidate.source.beginning)} - there_too
    wanted = (there.units.get(here.signs[sign]) for sign in signs if sign in here.signs)
    return any(unit is not None and not unit.search(target) for unit in wanted)


def _lost_a_negation(candidate: _Candidate) -> bool:
    """Return whether the source has a negation and its translation does not."""
    here, there = map(_checks_of, candidate.languages)
    source, target = candidate.source.beginning, candidate.target.beginning
    source = _number_sign().sub(" ", source)
    if here.no_negations is not None:
        source = here.no_negations.sub(" ", source)
    if here.negations is None or here.negations.search(source) is None:
        return False
    return there.negative is not None and there.negative.search(target) is None


@cache
def _number_sign() -> re.Pattern[str]:
    """Return what finds "No." before a number, which says no to nothing."""
    return re.compile(rf"\b(?:{any_of(words_of_all('writing', 'number_sign'))})\s?(?=\d)", re.I)


def _checks_of(language: str) -> Checks:
    known = languages().by_code.get(language)
    return known.checks if known is not None else Checks()


_CHECKS: tuple[tuple[Problem, Callable[[_Candidate], bool]], ...] = (
    (Problem.GARBLED, _is_garbled),
    (Problem.LOOP, _loops),
    (Problem.LOOP, _repeats_a_number),
    (Problem.UNTRANSLATED, _is_untranslated),
    (Problem.OTHER_LANGUAGE, _is_in_another_language),
    (Problem.UNTRANSLATED, _has_words_left),
    (Problem.OTHER_LENGTH, _has_another_length),
    (Problem.NUMBER_LOST, _lost_a_number),
    (Problem.NUMBER_LOST, _lost_a_number_in_words),
    (Problem.NUMBER_LOST, _lost_a_unit),
    (Problem.NEGATION_LOST, _lost_a_negation),
)
