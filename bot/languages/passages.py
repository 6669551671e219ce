"""Tell which language most of a text is in, and which each part of it.

A part is of another language than the whole only where that is certain, so that names, titles and
words from elsewhere do not tear a text to pieces.
"""

import re
from collections import Counter

from bot.languages.data import Language, languages
from bot.languages.identify import Identified, identify
from bot.languages.names import SERVED, VARIANT_OF
from bot.languages.scripts import LATIN, Script

# Entered at the first stop of a run only, so that matching takes linear time.
_PIECE_END = re.compile(r"(?<![.!?…])[.!?…]++\s+|\n+")
_MOST_PIECES = 200
# Less of a text than this may be in the language of its most pieces, but nobody knows.
_ENOUGH_CLEAR = 0.5

# A passage of so many characters hardly does without a "the" or an "і".
_LONG_WITHOUT = 25

_CERTAIN = 0.97
# What is shorter, or is a few words of another script, may be a name or a typing error.
_FEWEST_CHARACTERS = 8
_FEWEST_WORDS = 2
_FEWEST_WORDS_OF_OTHER_SCRIPT = 4
_FEWEST_CHARACTERS_OF_UNREAD_LANGUAGE = 40


def main_language(text: str) -> Identified | None:
    """Return the language that most of a text is in, or None for a text without words.

    Where the whole is unclear, its sentences tell.
    """
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
    """Return the language of a line or a sentence, or `expected` unless it is surely another."""
    known = languages().by_code.get(expected)
    if len(passage) < _FEWEST_CHARACTERS or (known and _looks_like(passage, known)):
        return expected
    is_cyrillic = known is not None and Script.CYRILLIC in known.identification.scripts
    is_other_script = _is_latin(passage) == is_cyrillic
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


def _looks_like(passage: str, language: Language) -> bool:
    """Return whether the letters make it needless to identify the passage, as they mostly do."""
    if language.foreign is None or language.foreign.search(passage):
        return False
    tells = language.identification
    is_short = len(passage) < _LONG_WITHOUT
    if tells.decisive_words:
        return (
            is_short
            or not tells.common_words.isdisjoint(passage.lower().split())
            or tells.decisive_words.search(passage) is not None
        )
    if _is_latin(passage):
        return False
    if language.own:
        return is_short or language.own.search(passage) is not None
    return bool(tells.decisive_letters)


def _by_letters(passage: str) -> str | None:
    """Return the language of a longer passage if its letters and words allow one only."""
    letters = frozenset(filter(str.isalpha, passage.lower()))
    is_latin = _is_latin(passage)
    for code, language in languages().by_code.items():
        tells = language.identification
        if is_latin and tells.decisive_words:
            if letters <= tells.alphabet and len(tells.decisive_words.findall(passage)) > 1:
                return code
        elif (
            not is_latin
            and not tells.decisive_letters.isdisjoint(letters)
            and not (language.foreign and language.foreign.search(passage))
        ):
            return code
    return None


def _is_latin(passage: str) -> bool:
    """Return whether most letters are Latin."""
    latin = len(LATIN.findall(passage))
    return latin > 0 and 2 * latin > sum(map(str.isalpha, passage))
