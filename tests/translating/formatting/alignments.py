"""Alignments as tests think of them: which word became which."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.translating.engine.decoding import Output, as_bytes
from bot.translating.formatting.alignment import Alignment
from bot.translating.formatting.words import word_ranges


def alignment_of(source: str, target: str, words: Mapping[int, int] | None = None) -> Alignment:
    """`words` says of a word of the source, by its number, which word of the target it became.

    Without it the words keep their order. Punctuation marks are words too.
    """
    there, here = word_ranges(source), word_ranges(target)
    if words is None:
        words = {number: number for number in range(len(there))}
    weights = np.zeros((len(here), len(there)), np.float32)
    for one, other in words.items():
        if one < len(there) and other < len(here):
            weights[other, one] = 1
    totals = np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return Alignment(there, here, weights / totals)


def output_of(
    source: Sequence[str], target: Sequence[str], tokens: Mapping[int, int] | None = None
) -> Output:
    """`tokens` says of a token of the target, by its number, from which of the source it was made.

    Without it, from the one in its place.
    """
    if tokens is None:
        tokens = {number: number for number in range(len(target))}
    rows = [
        [tokens.get(here) == there for there in range(len(source))] for here in range(len(target))
    ]
    return Output(tuple(source), tuple(target), as_bytes(rows))
