"""Which words are forms of one word, by the endings that the files list for key words."""

import re
from collections.abc import Iterator
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
    """Return what the forms of a noun or an adjective may have in common with this one.

    Two words may be forms of one where any of it is the same. Of a word without inflected forms
    that is the word in lower case, with straight apostrophes.
    """
    return frozenset(_bases(word.casefold().translate(_STRAIGHT), _endings(language)))


def _bases(word: str, known: _Endings) -> Iterator[str]:
    yield word
    for plural, singular in known.plurals:
        if word.endswith(plural) and len(word) - len(plural) + len(singular) >= _SHORTEST_BASE:
            yield word.removesuffix(plural) + singular
            break
    for base in _without(word, known.nouns):
        yield f"{base}-"
        for pattern, replacement in known.alternations:
            if pattern.search(base):
                yield f"{pattern.sub(replacement, base)}-"
    for base in _without(word, known.adjectives):
        yield f"-{base}"


def _without(word: str, endings: tuple[str, ...]) -> Iterator[str]:
    for ending in ("", *endings) if endings else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BASE:
            yield word.removesuffix(ending)


@cache
def _endings(language: str) -> _Endings:
    table = language_table(language).get("keywords", {})
    return _Endings(
        tuple(table.get("endings", "").split()),
        tuple(table.get("adjective_endings", "").split()),
        tuple((re.compile(pattern), new) for pattern, new in table.get("alternations", ())),
        tuple((plural, singular) for plural, singular in table.get("plurals", ())),
    )
