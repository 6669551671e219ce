"""Pairs of languages and versions: what a package is told apart by, and how people write it."""

import re

from bot.errors import UnknownLanguage
from bot.languages import language_code

LanguagePair = tuple[str, str]
"""The codes of the source and of the target language."""

LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})?")
"""What packages call a language."""

VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,30}")

_LONGEST = 80
_ARROW = re.compile(r"\s*(?:→|->|>|:)\s*")
_ANY_SEPARATOR = re.compile(r"[-_]")


def pairs_meant(word: str) -> tuple[LanguagePair, ...]:
    """The pairs that "en-ru", "en_ru", "en→ru" or "English→Russian" can mean; none for others.

    More than one is possible, since a tag may have a hyphen of its own: "pt-BR-en".
    """
    if len(word) > _LONGEST:
        return ()
    separators = [*_ARROW.finditer(word)] or [*_ANY_SEPARATOR.finditer(word)]
    found = [_pair(word[: cut.start()], word[cut.end() :]) for cut in separators]
    return tuple(dict.fromkeys(pair for pair in found if pair is not None))


def newness(version: str) -> tuple[int, ...]:
    """Orders versions: "1.9" comes before "1.10", and "1.0" is no newer than "1"."""
    numbers = [int(number) for number in re.findall(r"\d+", version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _pair(source: str, target: str) -> LanguagePair | None:
    try:
        pair = language_code(source), language_code(target)
    except UnknownLanguage:
        return None
    return pair if pair[0] != pair[1] else None
