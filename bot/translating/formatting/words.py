"""Where the words of a text stand, and where the parts that a tokenizer made of a text do.

Knows characters only.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Range = tuple[int, int]
"""Characters of a text, from the first to after the last."""

SENTENCEPIECE_SPACE = "▁"

_WORD = re.compile(r"\w+(?:['’ʼ.,:-]\w+)*|[^\w\s]")
# What tokenizers write in place of what they read; the last is dropped by NFKC and by Moses.
_FOLDED = str.maketrans("“”„«»‘’ʼ‚´`–—−―", "\"\"\"\"\"''''''----", "\u00ad\u200b\u2060\ufeff")


def word_ranges(text: str) -> tuple[Range, ...]:
    """The words and punctuation marks of a text."""
    return tuple(match.span() for match in _WORD.finditer(text))


def located(parts: Sequence[str], text: str) -> list[Range | None]:
    """Where each part stands in the text, in their order; None for what is not there.

    White space does not count, nor do differences in signs such as “ and ".
    """
    owners = [number for number, part in enumerate(parts) for _ in _stream(part)]
    wanted = "".join(letter for part in parts for _, letter in _stream(part))
    there = [*_stream(text)]
    found = "".join(letter for _, letter in there)
    places: list[Range | None] = [None] * len(parts)
    for start, other, length in _matches(wanted, found):
        for step in range(length):
            owner, place = owners[start + step], there[other + step][0]
            known = places[owner]
            places[owner] = (known[0] if known else place, place + 1)
    return places


def _matches(one: str, other: str) -> Iterator[tuple[int, int, int]]:
    if one == other:
        yield 0, 0, len(one)
    else:
        yield from SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()


def _stream(text: str) -> Iterator[tuple[int, str]]:
    """The characters that tokenizers agree on, and where each of them comes from."""
    for place, character in enumerate(text):
        for letter in unicodedata.normalize("NFKC", character.translate(_FOLDED)):
            if not letter.isspace() and letter != SENTENCEPIECE_SPACE:
                yield place, letter
