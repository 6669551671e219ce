"""What is asked of a model and what it answers, in tokens. Texts are unknown here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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

_STEPS = 255
_LEAST_WEIGHT = 8  # without smaller ones a matrix packs into a few bytes


@dataclass(frozen=True, slots=True, eq=False)
class Output:
    """A piece of a sentence and what a model made of it.

    `target` is without the token that a package may force upon the model. `attention` has a row for
    each target token and a column for each source token; a row sums to about 1, and what is below
    0.03 is 0. It is None only where `target` or `source` is empty.
    """

    source: tuple[str, ...]
    target: tuple[str, ...]
    attention: NDArray[np.float32] | None


def rounded(attention: NDArray[np.float32]) -> NDArray[np.float32]:
    """What is left of a matrix when each weight is kept in a byte."""
    return from_bytes(to_bytes(attention))


def to_bytes(attention: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The weights in 255ths, without those that say nothing."""
    weights = np.rint(np.clip(attention, 0, 1) * _STEPS).astype(np.uint8)
    weights[weights < _LEAST_WEIGHT] = 0
    return weights


def from_bytes(weights: NDArray[np.uint8]) -> NDArray[np.float32]:
    return (weights / np.float32(_STEPS)).astype(np.float32)
