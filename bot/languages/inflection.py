"""Find out whether words are forms of one word, by the endings in the language files."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.languages.data import language_table
from bot.languages.patterns import APOSTROPHES

_SHORTEST_BASE = 3
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


@dataclass(frozen=True, slots=True)
class _Endings:
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...]
    alternations: tuple[tuple[re.Pattern[str], str], ...]
    plurals: tuple[tuple[str, str], ...]


@lru_cache(maxsize=50_000)
def word_bases(word: str, language: str) -> frozenset[str]:
    """Return possible base forms of a noun or an adjective, in lower case.

    Two words may be forms of one word if they have a base in common.
    """
    return frozenset(_bases(word.casefold().translate(_STRAIGHT), _endings(language)))


def _bases(word: str, known: _Endings) -> Iterator[str]:
    yield word
    yield singular(word, known.plurals)
    for base in without_endings(word, known.nouns):
        yield f"{base}-"
        for pattern, replacement in known.alternations:
            if pattern.search(base):
                yield f"{pattern.sub(replacement, base)}-"
    for base in without_endings(word, known.adjectives):
        yield f"-{base}"


def without_endings(word: str, endings: Iterable[str]) -> Iterator[str]:
    """Yield the word without each of the endings that it has, if enough of it is left."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BASE:
            yield word.removesuffix(ending)


def singular(word: str, plurals: Iterable[tuple[str, str]]) -> str:
    """Return the word with the first ending of a plural replaced; the word itself without one."""
    for plural, ending in plurals:
        if word.endswith(plural) and len(word) - len(plural) + len(ending) >= _SHORTEST_BASE:
            return word.removesuffix(plural) + ending
    return word


@cache
def _endings(language: str) -> _Endings:
    table = language_table(language).get("keywords", {})
    nouns, adjectives = (table.get(key, "").split() for key in ("endings", "adjective_endings"))
    return _Endings(
        ("", *nouns) if nouns else (),
        ("", *adjectives) if adjectives else (),
        tuple((re.compile(pattern), new) for pattern, new in table.get("alternations", ())),
        tuple((plural, singular) for plural, singular in table.get("plurals", ())),
    )
