"""Patterns of letters, words, digits and ends of sentences that hold in every language."""

import re
from collections.abc import Iterable

APOSTROPHES = "'’ʼ"
LETTERS = r"[^\W\d_]+"

LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d+")

TOKEN = re.compile(r"\w+")
"""Letters, digits and underscores."""
WORD = re.compile(rf"{LETTERS}(?:[{APOSTROPHES}]{LETTERS})*")
HYPHENATED_WORD = re.compile(rf"{LETTERS}(?:[{APOSTROPHES}-]{LETTERS})*")
LONG_WORD = re.compile(r"[^\W\d_]{3,}")

FINAL_SIGNS = ".!?…"
CLOSING_SIGNS = r"[\"'»”’)\]]*"
"""A pattern of the signs that may follow the final sign of a sentence."""


def ending_with(signs: str) -> re.Pattern[str]:
    """Return what finds one of some signs at the end of a text, or before signs that close."""
    return re.compile(rf"[{re.escape(signs)}]{CLOSING_SIGNS}$")


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of words as the files write them: "*" is any letters, "_" white space."""
    longest_first = sorted(map(re.escape, words), key=lambda word: (-len(word), word))
    return "|".join(longest_first).replace(r"\*", r"\w*").replace("_", r"\s+")


SENTENCE_END = ending_with(FINAL_SIGNS)
