"""Alignments as tests think of them: which word became which."""

from collections.abc import Mapping

import numpy as np

from bot.translating.alignment import Alignment, word_ranges


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
