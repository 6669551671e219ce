"""Short ways to write alignments: which word became which."""

from collections.abc import Mapping, Sequence

import numpy as np

from bot.translating.engine.tokens import Output, pack_attention
from bot.translating.formatting.alignment import Alignment
from bot.translating.formatting.words import word_ranges


def alignment_of(source: str, target: str, words: Mapping[int, int] | None = None) -> Alignment:
    """Return an alignment; `words` maps words of the source to words of the target, by number.

    Without it the words keep their order. Punctuation marks are words too.
    """
    sources, targets = word_ranges(source), word_ranges(target)
    if words is None:
        words = {number: number for number in range(len(sources))}
    weights = np.zeros((len(targets), len(sources)), np.float32)
    for one, other in words.items():
        if one < len(sources) and other < len(targets):
            weights[other, one] = 1
    totals = np.maximum(weights.sum(axis=1, keepdims=True), 1)
    return Alignment(sources, targets, weights / totals)


def output_of(
    source: Sequence[str], target: Sequence[str], tokens: Mapping[int, int] | None = None
) -> Output:
    """Return an output; `tokens` maps tokens of the target to tokens of the source, by number.

    Without it they have the same order.
    """
    if tokens is None:
        tokens = {number: number for number in range(len(target))}
    rows = [
        [tokens.get(row) == column for column in range(len(source))] for row in range(len(target))
    ]
    return Output(tuple(source), tuple(target), pack_attention(rows))
