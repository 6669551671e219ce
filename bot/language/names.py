"""What languages are called, by the tables of Unicode's CLDR, which Babel carries.

Knows every language that CLDR names, not only those that Dragoman can read.
"""

from collections.abc import Iterable
from functools import cache

from babel import Locale, localedata
from babel.core import get_global

from bot.errors import UnknownLanguage

SERVED = ("en", "ru", "uk")
"""The languages whose articles are read, ISO 639-1."""

# What people write for a language although it is the code of something else, or of nothing.
_CUSTOMARY_CODES = {"ua": "uk", "by": "be", "cz": "cs", "gr": "el", "jp": "ja", "cn": "zh"}


def language_name(code: str, in_language: str) -> str:
    """The name in running text of one of the served languages: "uk" in "ru" is "украинский".

    A language that CLDR has no name for is called by its code.
    """
    return _names(in_language).get(code, code)


def language_code(word: str) -> str:
    """The ISO 639 code that a code or a name means: "UK", "ua", "ukr", "en-US", "украинский".

    Names may be English, Russian, Ukrainian or the language's own. Raises UnknownLanguage.
    """
    wanted = " ".join(word.split()).casefold()
    primary = wanted.replace("_", "-").partition("-")[0]
    for found in (_code(primary), _served_names().get(wanted), _own_names().get(wanted)):
        if found:
            return found
    raise UnknownLanguage(code=word)


def _code(primary: str) -> str | None:
    primary = _CUSTOMARY_CODES.get(primary, primary)
    alias = get_global("language_aliases").get(primary, primary)
    code = str(alias).partition("_")[0]
    return code if code in _names("en") else None


@cache
def _names(in_language: str) -> dict[str, str]:
    return dict(Locale(in_language).languages)


@cache
def _served_names() -> dict[str, str]:
    return _by_name(
        (name, code)
        for in_language in reversed(SERVED)
        for code, name in _names(in_language).items()
    )


@cache
def _own_names() -> dict[str, str]:
    # Reads every locale, most of a second: only for a word that nothing else explains.
    codes = (code for code in localedata.locale_identifiers() if code in _names("en"))
    return _by_name((Locale(code).languages.get(code, code), code) for code in codes)


def _by_name(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.casefold(): code for name, code in names}
