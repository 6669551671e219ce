"""What is asked of a model and what it answers, in tokens. Texts are unknown here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches for its answer. The defaults are those of Argos Translate.

    `repetition_penalty` over 1 makes a token that was written before less likely, and no row of
    `no_repeat_ngram_size` tokens is written twice, unless that is 0.
    """

    beam_size: int = 4
    length_penalty: float = 0.2
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0


ARGOS_DECODING = Decoding()

WHOLE = 255
"""The weight of what gets all the attention of a token."""

_LEAST_WEIGHT = 8  # without smaller ones a matrix packs into a few bytes


@dataclass(frozen=True, slots=True)
class Output:
    """A piece of a sentence and what a model made of it.

    `target` is without the token that a package may force upon the model. `attention` has a byte
    for each pair of tokens, a row of source tokens for each target token. A row sums to about
    `WHOLE`, and what is below 0.03 of that is 0.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    attention: bytes


def as_bytes(attention: Iterable[Sequence[float]]) -> bytes:
    """The weights of a matrix in 255ths, without those that say nothing."""
    return bytes(_weight(share) for row in attention for share in row)


def _weight(share: float) -> int:
    # What is not a number is neither more nor less.
    if share >= 1:
        return WHOLE
    weight = round(WHOLE * share) if share > 0 else 0
    return weight if weight >= _LEAST_WEIGHT else 0
