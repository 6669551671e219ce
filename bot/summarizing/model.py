"""The linear model of a reader's grades: what each feature speaks for, learned from graded texts.

`weights.toml` holds it, made by `python -m benchmarks.training`. A sentence has two values: shown
without the one before it, and together with it. They differ where a sentence needs the other.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from bot.summarizing.features import Features

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` has a row for each name, for a sentence alone and after the one before it."""

    names: tuple[str, ...]
    weights: NDArray[np.float64]
    base: tuple[float, float]
    """The mean grades, alone and after the one before."""

    def grades(self, features: Features) -> tuple[Column, Column]:
        """Return the grades that a reader would give, about 0 to 3: alone and after the one before.

        Both compare the sentences of one text; what all of them share says nothing.
        """
        if features.names != self.names:
            raise ValueError("the weights were made for other features: train them anew")
        # Not by a library of linear algebra, which may round equal rows in different ways.
        summed = np.einsum("sf,fg->gs", features.values, self.weights)
        alone, after = (
            row - row.mean() + base for row, base in zip(summed, self.base, strict=True)
        )
        return alone, after

    def parts(self, features: Features) -> NDArray[np.float64]:
        """Return what each feature adds to the two grades of each sentence."""
        values = features.values - features.values.mean(0)
        parts: NDArray[np.float64] = values[:, :, None] * self.weights
        return parts


@cache
def reader_model() -> Model:
    """Return the model that comes with the program."""
    table = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    weights = table["weights"]
    return Model(
        tuple(weights),
        np.array(list(weights.values()), np.float64).reshape(-1, 2),
        (table["base"][0], table["base"][1]),
    )
