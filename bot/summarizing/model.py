"""The linear model of a reader's grades: a weight for each feature and each word.

`weights.toml` holds it, learned from graded texts by `python -m benchmarks.training`. A sentence
has two values: shown without the one before it, and together with it. They differ where a sentence
needs the other.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.summarizing.features import Features

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has a row for each name, for a sentence alone and after the one before it.

    `words` does the same for stems of words that sentences have, in any language.
    """

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    words: Mapping[str, tuple[float, float]]
    base: tuple[float, float]
    """The mean grades, alone and after the one before."""

    def grades(self, features: Features) -> tuple[Column, Column]:
        """Return the grades that a reader would give, about 0 to 3: alone and after the one before.

        Both compare the sentences of one text; what all of them share says nothing.
        """
        if features.names != self.names:
            raise ValueError("the weights were made for other features: train them anew")
        # Not by a library of linear algebra, which may round equal rows in different ways.
        summed = np.einsum("fs,fg->gs", features.values.T, self.weights) + self._of_words(features)
        alone, after = (
            row - row.mean() + base for row, base in zip(summed, self.base, strict=True)
        )
        return alone, after

    def parts(self, features: Features) -> NDArray[np.float64]:
        """Return what each feature, and last all words, add to the two grades of each sentence."""
        values = features.values - features.values.mean(0)
        words = self._of_words(features).T
        return np.concatenate(
            (values[:, :, None] * self.weights, (words - words.mean(0))[:, None]), axis=1
        )

    def _of_words(self, features: Features) -> NDArray[np.float64]:
        """Return what the words of each sentence add, alone and after the one before it."""
        said = features.said
        weights = [self.words.get(name) for name in said.names]
        alone, after = ([0.0] * len(features.values) for _ in range(2))
        for sentence, concept in zip(said.sentences.tolist(), said.concepts.tolist(), strict=True):
            if (weight := weights[concept]) is not None:
                alone[sentence] += weight[0]
                after[sentence] += weight[1]
        return np.array((alone, after))


@cache
def reader_model() -> Model:
    """Return the model that comes with the program."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    weights = table["weights"]
    return Model(
        tuple(weights),
        np.array(list(weights.values()), np.float64).reshape(-1, 2),
        {word: (alone, after) for word, (alone, after) in table["words"].items()},
        (table["base"][0], table["base"][1]),
    )
