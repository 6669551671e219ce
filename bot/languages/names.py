"""Name languages, and understand their names, by the tables of Unicode's CLDR, which Babel carries.

Knows every language that CLDR names, not only those that Dragoman can read.
"""

import pickle
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from babel import Locale, localedata
from babel.core import get_global

from bot.errors import UnknownLanguage
from bot.languages.data import language_table, languages, sections, words_of_all

SERVED = tuple(code for code, language in languages().by_code.items() if language.served)
"""The languages whose articles are read, ISO 639-1."""

# What people write for a language although it is the code of something else, or of nothing.
_CUSTOMARY_CODES = {"ua": "uk", "by": "be", "cz": "cs", "gr": "el", "jp": "ja", "cn": "zh"}

VARIANT_OF = {"pb": "pt", "zt": "zh"}
"""Argos's own codes for variants of languages, which no text is identified as."""

# What CLDR calls them.
_VARIANTS = {"pb": "pt_BR", "zt": "zh_Hant"}
_VARIANT_TAGS = {"pt-br": "pb", "zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "zh-mo": "zt"}
# Where CLDR prefers another code than the one that Argos's packages have.
_ARGOS_CODES = {"fil": "tl", "no": "nb"}


def language_name(code: str, in_language: str) -> str:
    """Return what a language is called in the text of another: "uk" in "ru" is "украинский".

    `in_language` is one of SERVED. A language that CLDR has no name for is called by its code.
    """
    if code in _VARIANTS:
        return _variant_name(_VARIANTS[code], in_language)
    return _names(in_language).get(code, code)


def language_code(word: str) -> str:
    """Return the ISO 639 code for a code or a name: "UK", "ua", "ukr", "en-US", "украинский".

    "pb" (Brazilian Portuguese) and "zt" (traditional Chinese) are no ISO codes but Argos's own.
    Names may be in one of SERVED or in the language itself, and as they stand in a sentence: "in
    English", "на английский", "українською мовою". Raises UnknownLanguage.
    """
    wanted = " ".join(word.split()).casefold()
    bare = _bare(wanted)
    code = _code(wanted) or _served_names().get(wanted) or _code(bare) or _inflected(bare)
    code = code or _own_names().get(wanted) or _own_names().get(bare)
    if code is None:
        raise UnknownLanguage(code=word)
    return code


def words_around() -> frozenset[str]:
    """Return the words that may be around a language's name: "in", "на", "мовою"."""
    return words_of_all("names", "around")


def words_of_origin() -> frozenset[str]:
    """Return the words before the language of a source text: "from", "с", "з"."""
    return words_of_all("names", "from")


def _bare(phrase: str) -> str:
    """Return a phrase without the words around the name in it."""
    words = phrase.split()
    while len(words) > 1 and words[0] in words_around():
        del words[0]
    while len(words) > 1 and words[-1] in words_around():
        del words[-1]
    return " ".join(words)


def _inflected(name: str) -> str | None:
    """Return the code for a name of a language in any form, or for a usual short one."""
    names = _served_names()
    if name in names:
        return names[name]
    for table in sections("names"):
        stem = name.removeprefix(table.get("adverb", ""))
        for ending, in_lists in table.get("endings", {}).items():
            nominative = re.sub(rf"{ending}\b", in_lists, stem)
            if nominative != stem and nominative in names:
                return names[nominative]
    short = name.removesuffix(".")
    tables = ((code, language_table(code).get("names", {})) for code in SERVED)
    return next((code for code, table in tables if short in table.get("short", "").split()), None)


def _code(tag: str) -> str | None:
    """Return the code for a tag such as "en", "en-us", "pt_br" or "zh-hant-tw"."""
    primary, *others = tag.replace("_", "-").split("-")
    for other in others:
        if variant := _VARIANT_TAGS.get(f"{primary}-{other}"):
            return variant
    if primary in _VARIANTS:
        return primary
    primary = _CUSTOMARY_CODES.get(primary, primary)
    alias = get_global("language_aliases").get(primary, primary)
    code = str(alias).partition("_")[0]
    return _ARGOS_CODES.get(code, code) if code in _names("en") else None


@cache
def _names(in_language: str) -> dict[str, str]:
    return dict(Locale(in_language).languages)


@cache
def _served_names() -> dict[str, str]:
    return _by_name(
        (name, code)
        for in_language in reversed(SERVED)
        for code, name in (
            *_names(in_language).items(),
            *((code, language_name(code, in_language)) for code in _VARIANTS),
        )
    )


@cache
def _own_names() -> dict[str, str]:
    # Reads every locale, most of a second: only for a word that nothing else explains. Babel
    # itself would keep all that it reads, a hundred megabytes.
    codes = (code for code in localedata.locale_identifiers() if code in _names("en"))
    return _by_name((_name_of_itself(code), code) for code in codes)


def _name_of_itself(code: str) -> str:
    with Path(localedata.resolve_locale_filename(code)).open("rb") as file:
        languages: dict[str, str] = pickle.load(file).get("languages", {})
    return languages.get(code, code)


@cache
def _variant_name(identifier: str, in_language: str) -> str:
    name = _names(in_language).get(identifier)
    return name or str(Locale.parse(identifier).get_display_name(in_language))


def _by_name(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the code for each name; CLDR also names varieties of regions ("British English")."""
    return {name.casefold(): _code(code.casefold()) or code for name, code in names}
