"""What a model reads and writes: the tokens of pieces of sentences."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

MAX_TOKENS = 160
"""Models are trained on single sentences, and CTranslate2 writes at most 256 tokens for each."""

FULL_WEIGHT = 255
"""The weight of a source token that gets all the attention of a target token."""

# A text with more characters is cut before it is tokenized: some tokenizers take time that grows
# with the square of a word's length.
_MAX_CHARACTERS = 8 * MAX_TOKENS
_MIN_WEIGHT = 8  # without smaller weights a matrix compresses to a few bytes

_CLAUSE_END = re.compile(r"(?<=[,;:.!?…—–)»”])\s+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Output:
    """The tokens of a piece and of its translation.

    `target` is without the token that a package forces upon the model. `attention` has a row for
    each target token with a byte for each source token. A row sums to about `FULL_WEIGHT`; weights
    below 0.03 of that are 0.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    attention: bytes


def pack_attention(attention: Iterable[Sequence[float]]) -> bytes:
    """Return a matrix of weights between 0 and 1 as bytes."""
    return bytes(_pack_weight(weight) for row in attention for weight in row)


def _pack_weight(weight: float) -> int:
    if weight >= 1:
        return FULL_WEIGHT
    packed = round(FULL_WEIGHT * weight) if weight > 0 else 0  # 0 for NaN too
    return packed if packed >= _MIN_WEIGHT else 0


def cut(sentence: str, encode: Callable[[str], list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the pieces of a sentence and their tokens; most sentences are a single piece.

    Others are too long for a model. The white space between two pieces belongs to the first.
    """
    if len(sentence) <= _MAX_CHARACTERS:
        tokens = encode(sentence.rstrip())
        if len(tokens) <= MAX_TOKENS or len(sentence) <= 1:
            yield sentence, tokens
            return
    middle = _middle(sentence)
    yield from cut(sentence[:middle], encode)
    yield from cut(sentence[middle:], encode)


def _middle(sentence: str) -> int:
    """Return where the second half of a sentence begins: with a clause, a word, or anywhere."""
    middle = len(sentence) // 2
    for boundary in (_CLAUSE_END, _SPACE):
        near = [
            match.span()
            for match in boundary.finditer(sentence)
            if match.end() > middle // 2 and match.start() < middle + middle // 2
        ]
        inner = [(end, start) for end, start in near if end > 0 and start < len(sentence)]
        if inner:
            return min(inner, key=lambda span: abs(span[0] - middle))[1]
    return middle
