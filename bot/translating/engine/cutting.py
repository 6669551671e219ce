"""Cuts what is too long for a model into pieces that are not, at the best places there are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

MAX_TOKENS = 160
"""Models are trained on single sentences, and CTranslate2 writes at most 256 tokens for each."""

# Where so many characters cannot be within the tokens allowed, the tokenizer is not asked: some
# tokenizers take time that grows with the square of a word's length.
_MAX_CHARACTERS = 8 * MAX_TOKENS

_CLAUSE_END = re.compile(r"(?<=[,;:.!?…—–)»”])\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence with its tokens, and the white space between it and the next part."""

    text: str
    tokens: list[str]
    space_after: str = ""


def cut(
    sentence: str, encode: Callable[[str], list[str]], space_after: str = ""
) -> Iterator[Piece]:
    """The pieces of a sentence, in order; most sentences are a single one.

    Putting the texts and the white space together again gives the sentence.
    """
    if len(sentence) <= _MAX_CHARACTERS:
        tokens = encode(sentence)
        if len(tokens) <= MAX_TOKENS or len(sentence) <= 1:
            yield Piece(sentence, tokens, space_after)
            return
    end, start = _middle(sentence)
    yield from cut(sentence[:end], encode, sentence[end:start])
    yield from cut(sentence[start:], encode, space_after)


def _middle(sentence: str) -> tuple[int, int]:
    """Where the first half ends and the second begins: a clause, else a word, else anywhere."""
    middle = len(sentence) // 2
    for boundary in (_CLAUSE_END, _SPACE):
        near = [
            match.span()
            for match in boundary.finditer(sentence)
            if match.end() > middle // 2 and match.start() < middle + middle // 2
        ]
        inner = [(end, start) for end, start in near if end > 0 and start < len(sentence)]
        if inner:
            return min(inner, key=lambda span: abs(span[0] - middle))
    return middle, middle
