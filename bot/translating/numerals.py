"""Read the numbers that a text writes in words: "twenty-seven thousand" is 27,000."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from bot.languages.data import languages
from bot.languages.patterns import APOSTROPHES, WORD
from bot.languages.scripts import consonants

_BETWEEN = re.compile(r"[\s-]+")
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_DOUBLED = re.compile(r"(.)\1+")
_LONGEST_ENDING = 4
# Shorter words that sound alike are often other words.
_LONG_WORD, _LONG_ENDING = 6, 2
_HUNDRED, _THOUSAND = 100, 1000


def numbers_in_words(text: str, language: str, lenient: bool = False) -> list[int]:
    """Return the numbers over one that a text has words for, in order; "a million" is none.

    To be `lenient` is to read long number words with spelling mistakes, and those that begin
    another word: "тридцатилетний".
    """
    return [
        number
        for row in _rows(text, language, lenient)
        if len(row) > 1 or row[0] < _THOUSAND
        for number in _numbers(row)
        if number > 1
    ]


def numerals_of(language: str) -> Mapping[str, int]:
    """Return the number words of a language and their values; "*" is any ending."""
    known = languages().by_code.get(language)
    return known.checks.numerals if known is not None else {}


@cache
def _by_sound(language: str) -> Mapping[str, int]:
    """Return the values of long number words by their consonants, the longest first."""
    words = sorted(numerals_of(language).items(), key=lambda item: -len(item[0]))
    stems = ((word.removesuffix("*"), value) for word, value in words)
    return {_sounds(stem): value for stem, value in stems if len(stem) >= _LONG_WORD}


def _sounds(word: str) -> str:
    return _DOUBLED.sub(r"\1", consonants(word))


def _rows(text: str, language: str, lenient: bool) -> Iterator[list[int]]:
    """Yield the values of number words that follow one another."""
    numerals = numerals_of(language)
    longest_ending = len(text) if lenient else _LONGEST_ENDING
    row: list[int] = []
    end = 0
    for match in WORD.finditer(text):
        value = _value(match[0].lower().translate(_STRAIGHT), numerals, longest_ending)
        if lenient and value is None and len(match[0]) >= _LONG_WORD:
            sounds = _sounds(match[0])
            alike = (sounds[: len(sounds) - cut] for cut in range(_LONG_ENDING + 1))
            value = next((_by_sound(language)[s] for s in alike if s in _by_sound(language)), None)
        if row and (value is None or not _BETWEEN.fullmatch(text, end, match.start())):
            yield row
            row = []
        if value is not None and (row or value):
            row.append(value)
        end = match.end()
    if row:
        yield row


def _value(word: str, numerals: Mapping[str, int], longest_ending: int) -> int | None:
    """Return the value of a number word, 0 of what joins two of them."""
    if word in numerals:
        return numerals[word]
    shortest = max(len(word) - longest_ending, 1)
    stems = (f"{word[:length]}*" for length in range(len(word), shortest - 1, -1))
    return next((numerals[stem] for stem in stems if stem in numerals), None)


def _numbers(row: Iterable[int]) -> Iterator[int]:
    """Yield the numbers that a row of values makes: 20, 7, 1000 is one, and 4, 5 are two."""
    total = current = 0
    for value in row:
        if value >= _THOUSAND:
            total, current = total + max(current, 1) * value, 0
        elif value == _HUNDRED and 0 < current < 10:
            current *= value
        elif _continues(current, value):
            current += value
        else:
            yield total + current
            total, current = 0, value
    yield total + current


def _continues(number: int, value: int) -> bool:
    """Return whether a value is a part of the same number: 20 and 7, or 300 and 40, not 4 and 5."""
    places = 10 ** len(str(value)) if value else 1
    return number % places == 0 and (number == 0 or number >= 20)
