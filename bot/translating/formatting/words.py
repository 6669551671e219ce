"""Find words and tokens in a text, and share a few patterns."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from bot.languages.patterns import APOSTROPHES

Range = tuple[int, int]
"""Code points of a text, from the first to after the last."""

MAX_SENTENCE_LENGTH = 2000
"""Longer texts are no sentences, and searching them for everything takes long."""

SENTENCEPIECE_SPACE = "▁"

_WORD_OR_SIGN = re.compile(rf"\w+(?:[{APOSTROPHES}.,:-]\w+)*|[^\w\s]")
# What tokenizers write for what they read; NFKC and Moses drop the invisible characters.
_TOKENIZED = str.maketrans("“”„«»‘’ʼ‚´`–—−―", "\"\"\"\"\"''''''----", "\u00ad\u200b\u2060\ufeff")


def word_ranges(text: str) -> tuple[Range, ...]:
    """Return the ranges of all words and punctuation marks."""
    return tuple(match.span() for match in _WORD_OR_SIGN.finditer(text))


def overlaps(ranges: Sequence[Range], start: int, end: int) -> bool:
    """Return whether any of the ranges has a character in common with the range."""
    return any(first < end and start < last for first, last in ranges)


def locate(parts: Sequence[str], text: str) -> list[Range | None]:
    """Return the range of each part in the text, in order; None for a missing part.

    White space is ignored, and so are differences between signs such as “ and ".
    """
    owners = [number for number, part in enumerate(parts) for _ in _comparable(part)]
    wanted = "".join(letter for part in parts for _, letter in _comparable(part))
    places = [*_comparable(text)]
    found = "".join(letter for _, letter in places)
    ranges: list[Range | None] = [None] * len(parts)
    for start, other, length in _matching_blocks(wanted, found):
        for step in range(length):
            owner, place = owners[start + step], places[other + step][0]
            known = ranges[owner]
            ranges[owner] = (known[0] if known else place, place + 1)
    return ranges


def _matching_blocks(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    if one == other:
        yield 0, 0, len(one)
    else:
        yield from SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _comparable(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that no tokenizer changes, with their places."""
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character.translate(_TOKENIZED)):
            if not letter.isspace() and letter != SENTENCEPIECE_SPACE:
                yield place, letter
