"""Texts in several languages: which language most of one is in, and which each part of it.

A part is of another language than the whole only where that is certain, so that names, titles and
words from elsewhere do not tear a text to pieces.
"""

import re
from collections import Counter

from bot.languages.identify import Identified, identify
from bot.languages.names import SERVED, VARIANT_OF

# Entered at the first stop of a run only, so that no text is hostile.
_PIECE_END = re.compile(r"(?<![.!?…])[.!?…]++\s+|\n+")
_MOST_PIECES = 200
# Less of a text than this may be in the language of its most pieces, but nobody knows.
_ENOUGH_CLEAR = 0.5

_CYRILLIC = ("ru", "uk")
_NEVER_RUSSIAN = re.compile("[іїєґўђјљњћџѓѕќәңғқөүІЇЄҐЎЂЈЉЊЋЏЃЅЌӘҢҒҚӨҮ]")
_NEVER_UKRAINIAN = re.compile("[ыэёъўђјљњћџѓѕќәңғқөүЫЭЁЪЎЂЈЉЊЋЏЃЅЌӘҢҒҚӨҮ]")
_UKRAINIAN_LETTERS = re.compile("[іїєґІЇЄҐ]")
# Among the languages that have all letters of the passage.
_ONLY_RUSSIAN = re.compile("[ыэЫЭ]")
_ONLY_UKRAINIAN = re.compile("[їєґЇЄҐ]")
_NOT_ENGLISH = re.compile(r"[^\W\d_A-Za-z]")
_NOT_LATIN = re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f]")
# None of them is a word of another language in Latin letters.
_ENGLISH_WORDS = re.compile(
    r"\b(?:[Tt]he|of|and|is|that|it|It|with|he|He|she|She|you|You|are|not|for|by|this|This|were|from"
    r"|have|has|had|his|her|they|They|we|We|their|would|said)\b"
)
# Nor is any of these; to look for them spares most sentences the model.
_COMMON_ENGLISH_WORDS = """
the of and that with this from have has had his her their would said they were which been after
against always another because before being between both could does doesn't don't down during each
every everyone few first further here him himself how its itself just many might much never new next
nothing now old other others our out same she should since some such than them then there these
those three through today too two until very want wanted wants well went what when where whether
while who whose why without year years yesterday yet you your people money house school market night
world week weeks month months company government police country children women street large great
little good high young early known called came took built closed opened
"""
_COMMON_ENGLISH = frozenset(_COMMON_ENGLISH_WORDS.split())
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# A passage of so many characters hardly does without a "the" or an "і".
_LONG_WITHOUT = 25

_CERTAIN = 0.97
# What is shorter, or is a few words of another script, may be a name or a typing error.
_FEWEST_CHARACTERS = 8
_FEWEST_WORDS = 2
_FEWEST_WORDS_OF_OTHER_SCRIPT = 4
_FEWEST_CHARACTERS_OF_UNREAD_LANGUAGE = 40


def main_language(text: str) -> Identified | None:
    """The language that most of a text is in; where the whole is unclear, by its sentences."""
    whole = identify(text)
    if whole is None or whole.confident:
        return whole
    pieces = [piece for piece in _PIECE_END.split(text) if piece.strip()]
    pieces = pieces[:: len(pieces) // _MOST_PIECES + 1]
    lengths = Counter[str]()
    for piece in pieces if len(pieces) > 1 else ():
        found = identify(piece)
        if found is not None and found.confident:
            lengths[found.code] += len(piece)
    if lengths.total() < _ENOUGH_CLEAR * sum(map(len, pieces)) or not lengths:
        return whole
    shares = ((code, length / lengths.total()) for code, length in lengths.most_common())
    return Identified(tuple(shares), confident=True)


def language_of(passage: str, expected: str) -> str:
    """The language of a line or a sentence where it is certainly another one, else `expected`."""
    if len(passage) < _FEWEST_CHARACTERS or _looks_like(passage, expected):
        return expected
    is_other_script = _is_latin(passage) == (expected in _CYRILLIC)
    fewest_words = _FEWEST_WORDS_OF_OTHER_SCRIPT if is_other_script else _FEWEST_WORDS
    if len(passage.split(maxsplit=fewest_words)) < fewest_words:
        return expected
    if len(passage) >= _LONG_WITHOUT and (clear := _by_letters(passage)):
        return clear
    found = identify(passage)
    if found is None or not found.confident or found.score < _CERTAIN:
        return expected
    if found.code == VARIANT_OF.get(expected):
        return expected
    is_long = len(passage) >= _FEWEST_CHARACTERS_OF_UNREAD_LANGUAGE
    return found.code if found.code in SERVED or is_long else expected


def _looks_like(passage: str, language: str) -> bool:
    """Whether the letters make it needless to identify the passage, as in most cases they do."""
    match language:
        case "ru":
            return not (_NEVER_RUSSIAN.search(passage) or _is_latin(passage))
        case "uk":
            if _NEVER_UKRAINIAN.search(passage) or _is_latin(passage):
                return False
            return len(passage) < _LONG_WITHOUT or bool(_UKRAINIAN_LETTERS.search(passage))
        case "en":
            if _NOT_LATIN.search(passage):
                return False
            return (
                len(passage) < _LONG_WITHOUT
                or not _COMMON_ENGLISH.isdisjoint(passage.lower().split())
                or bool(_ENGLISH_WORDS.search(passage))
            )
        case _:
            return False


def _by_letters(passage: str) -> str | None:
    """The language of a longer passage if its letters and words allow one only: no model asked."""
    if _is_latin(passage):
        is_english = not _NOT_ENGLISH.search(passage) and len(_ENGLISH_WORDS.findall(passage)) > 1
        return "en" if is_english else None
    if _ONLY_RUSSIAN.search(passage) and not _NEVER_RUSSIAN.search(passage):
        return "ru"
    if _ONLY_UKRAINIAN.search(passage) and not _NEVER_UKRAINIAN.search(passage):
        return "uk"
    return None


def _is_latin(passage: str) -> bool:
    """Whether most letters are Latin."""
    latin = sum(map(len, _LATIN.findall(passage)))
    return latin > 0 and 2 * latin > sum(map(str.isalpha, passage))
