"""Models whose answers are put in another order, and whose attention is spoilt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from bot.translating.engine.tokens import Output, pack_attention
from bot.translating.packages.folder import open_package
from bot.translating.packages.package import ARGOS_DECODING, Decoding, load_model, load_tokenizer
from testkit.argos.words import dictionary

# Rows of testkit/argos/words.txt by their English words.
ADJECTIVES = (
    *("new", "old", "big", "small", "long", "short", "high", "low", "good", "bad", "young"),
    *("strong", "quiet", "loud", "warm", "cold", "free", "open", "red", "white", "black", "green"),
    *("blue", "local", "national", "main", "important", "rare", "electric"),
)
PREPOSITIONS = (
    *("in", "on", "at", "to", "from", "with", "without", "after", "before", "about"),
    *("under", "over", "through"),
)

Spoil = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def smeared(share: float) -> Spoil:
    """Part of each row goes to tokens drawn by lot, a few of them much of it."""

    def spoil(attention: np.ndarray, random: np.random.Generator) -> np.ndarray:
        noise = random.dirichlet(np.full(attention.shape[1], 0.3), len(attention))
        return (1 - share) * attention + share * noise

    return spoil


def drawn_to_the_end(share: float) -> Spoil:
    """Part of each row goes to the last token, which is the full stop."""

    def spoil(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
        spoilt = (1 - share) * attention
        spoilt[:, -1] += share
        return spoilt

    return spoil


def late(share: float) -> Spoil:
    """Part of each row is that of the token before."""

    def spoil(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
        return (1 - share) * attention + share * np.roll(attention, 1, axis=0)

    return spoil


def spoilt(*ways: Spoil) -> Spoil:
    def spoil(attention: np.ndarray, random: np.random.Generator) -> np.ndarray:
        for way in ways:
            attention = way(attention, random)
        return attention

    return spoil


SPOILS: dict[str, Spoil] = {
    "clean attention": smeared(0),
    "30 % smeared": smeared(0.3),
    "60 % smeared": smeared(0.6),
    "80 % smeared": smeared(0.8),
    "60 % to the full stop": drawn_to_the_end(0.6),
    "40 % late by a token": late(0.4),
    "40 % smeared, 40 % to the stop, 25 % late": spoilt(
        smeared(0.4), drawn_to_the_end(0.4), late(0.25)
    ),
}


def without_attention(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
    return np.zeros_like(attention)


@dataclass
class SpoilingStep:
    """A package of a route whose answers are put in another order, or whose attention is spoilt."""

    path: Path
    reorders: bool
    spoil: Spoil
    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(8))

    def __post_init__(self) -> None:
        package = open_package(self.path)
        assert package is not None
        self.package: Any = package.directions[0]
        self.tokenizer = package.tokenizer
        load_tokenizer(self.path, self.tokenizer)
        self._model = load_model(self.path, package, 2)
        column = dictionary("en", self.package.target) if self.package.target != "en" else {}
        self._adjectives = {column.get(word, word) for word in ADJECTIVES}
        self._prepositions = {column.get(word, word) for word in PREPOSITIONS}
        self._and = column.get("and", "and")

    async def off_loop(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    async def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding | None = None
    ) -> list[Output]:
        results = self._model.translate_batch(
            [list(piece) for piece in pieces],
            beam_size=(decoding or ARGOS_DECODING).beam_size,
            replace_unknowns=True,
            return_attention=True,
        )
        return [
            self._output(piece, result.hypotheses[0], np.array(result.attention[0]))
            for piece, result in zip(pieces, results, strict=True)
        ]

    def _output(
        self, source: Sequence[str], target: Sequence[str], attention: np.ndarray
    ) -> Output:
        if self.reorders:
            order = [*self._reordered(target)]
            target, attention = [target[place] for place in order], attention[order]
        spoilt = self.spoil(attention, self.random)
        return Output(tuple(source), tuple(target), pack_attention(spoilt.tolist()))

    def _reordered(self, tokens: Sequence[str]) -> Iterator[int]:
        words: list[list[int]] = []
        joined = False
        for place, token in enumerate(tokens):
            sentencepiece = not token.startswith("▁") and any("▁" in other for other in tokens)
            if words and (joined or (sentencepiece and token.isalnum())):
                words[-1].append(place)
            else:
                words.append([place])
            joined = token.endswith("@@")
        texts = [tokens[word[0]].strip("▁").lower() for word in words]
        place = 0
        while place + 1 < len(words):
            noun = texts[place + 1].isalpha() and texts[place + 1] != self._and
            if texts[place] in self._adjectives and noun:
                words[place : place + 2] = words[place + 1], words[place]
                place += 1
            place += 1
        last = max((n for n, text in enumerate(texts) if text in self._prepositions), default=0)
        words[:-1] = [*words[last:-1], *words[:last]]
        return (place for word in words for place in word)
