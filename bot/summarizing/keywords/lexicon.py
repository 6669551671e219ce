"""What tells names and nouns from other words: word lists and endings, a file for each language."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = frozenset({"en", "ru", "uk"})
"""The languages with a file here."""

_SHORTEST_BASE = 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in lower case, with a straight apostrophe; endings, the longest first.

    A language without `endings` does not inflect its nouns but for `plurals`.
    """

    determiners: frozenset[str]
    prepositions: frozenset[str]
    before_verbs: frozenset[str]
    quantities: frozenset[str]
    """Before a noun that is not in the nominative: "пять", "багато"."""
    generic: frozenset[str]
    """Nouns that stand in every text and tell nothing of it."""
    generic_bases: frozenset[str]
    calendar: frozenset[str]
    honorifics: frozenset[str]
    """What the forms of words have in common that stand before a name, capitalised like it."""
    connectives: frozenset[str]
    """Inside a name: "Bank of England"."""
    others: frozenset[str]
    """Words of other kinds than nouns which their endings do not give away."""
    nouns: frozenset[str]
    """Nouns that look like something else."""
    noun_suffixes: tuple[str, ...]
    adjective_suffixes: tuple[str, ...]
    verb_suffixes: tuple[str, ...]
    adverb_suffixes: tuple[str, ...]
    endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    oblique: tuple[str, ...]
    """Endings that no nominative has, or hardly any."""
    many: tuple[str, ...]
    """Endings of the plural, and of cases besides the nominative."""
    ending_names: tuple[str, ...]
    """Endings, in the genitive, of names behind which another one begins: "України"."""
    agreeing: tuple[str, ...]
    """Endings that two nouns in a row seldom share, but an adjective and its noun do."""
    alternations: tuple[tuple[re.Pattern[str], str], ...]
    """What the beginning of a word becomes where an ending is added: "будинок", "будинку"."""
    plurals: tuple[tuple[str, str], ...]
    foreign_letters: frozenset[str]
    """Of a language that is easily taken for this one."""

    def is_no_name(self, word: str) -> bool:
        """Whether a capital letter makes no name of this word."""
        return word in self.calendar or word in self.others or word in self.generic

    def says_nothing(self, word: str) -> bool:
        """Whether this is no noun, or one that tells nothing of a text."""
        return (
            word in self.others
            or word in self.prepositions
            or word in self.quantities
            or word in self.calendar
            or self.base(word) in self.generic_bases
        )

    def is_honorific(self, word: str) -> bool:
        return self.name_base(word) in self.honorifics

    def base(self, word: str) -> str:
        """Return what the forms of a noun have in common."""
        return _without(word, self.endings) if self.endings else _singular(word, self.plurals)

    def name_base(self, word: str) -> str:
        """Return what the forms of a name, which may be an adjective, have in common."""
        if not self.endings:
            return word
        if "-" in word:
            return "-".join(map(self.name_base, word.split("-")))
        return min(_without(word, self.endings), _without(word, self.adjective_endings), key=len)

    def other_bases(self, base: str) -> Iterable[str]:
        for pattern, replacement in self.alternations:
            changed = pattern.sub(replacement, base)
            if changed != base:
                yield changed


def _without(word: str, endings: Iterable[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_BASE:
            return word[: -len(ending)]
    return word


def _singular(word: str, plurals: Iterable[tuple[str, str]]) -> str:
    for plural, singular in plurals:
        if word.endswith(plural) and len(word) - len(plural) + len(singular) >= _SHORTEST_BASE:
            return word[: -len(plural)] + singular
    return word


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where there is no file for it."""
    data: dict[str, Any] = {}
    if language in LANGUAGES:
        data = tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(data.get(name, "").split())

    def endings(name: str) -> tuple[str, ...]:
        return tuple(sorted(words(name), key=lambda ending: (-len(ending), ending)))

    found = Lexicon(
        determiners=words("determiners"),
        prepositions=words("prepositions"),
        before_verbs=words("before_verbs"),
        quantities=words("quantities"),
        generic=words("generic"),
        generic_bases=frozenset(),
        calendar=words("calendar"),
        honorifics=words("honorifics"),
        connectives=words("connectives"),
        others=words("others"),
        nouns=words("nouns"),
        noun_suffixes=endings("noun_suffixes"),
        adjective_suffixes=endings("adjective_suffixes"),
        verb_suffixes=endings("verb_suffixes"),
        adverb_suffixes=endings("adverb_suffixes"),
        endings=endings("endings"),
        adjective_endings=endings("adjective_endings"),
        oblique=endings("oblique"),
        many=endings("many"),
        ending_names=endings("ending_names"),
        agreeing=endings("agreeing"),
        alternations=tuple(
            (re.compile(pattern), replacement)
            for pattern, replacement in data.get("alternations", ())
        ),
        plurals=tuple((plural, singular) for plural, singular in data.get("plurals", ())),
        foreign_letters=frozenset(data.get("foreign_letters", "")),
    )
    return replace(
        found,
        generic_bases=frozenset(map(found.base, found.generic)),
        honorifics=frozenset(map(found.name_base, found.honorifics)),
    )
