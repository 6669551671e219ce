"""What a package states about itself, whatever its family, and the model that it holds.

Heavy imports are inside functions to keep the bot's start quick.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import Cause, Detail, PackageBroken

if TYPE_CHECKING:
    import ctranslate2

DESCRIPTION_FILE = "dragoman.toml"
"""Describes a model of another family than Argos's."""
DESCRIBED_MODEL_FILE = "model.bin"

COMMERCIAL_USE_FORBIDDEN = "-NC"
"""Stands in the names of licences that forbid it, such as CC-BY-NC-4.0."""


class Tokenizer(Protocol):
    """Cuts a text of the source language into tokens, and joins those of the target language."""

    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Decoding:
    """How a model searches for its output. The defaults are those of Argos Translate.

    A `repetition_penalty` over 1 makes repeated tokens less likely; no `no_repeat_ngram_size`
    tokens in a row are repeated, unless that is 0. None of the rows of tokens of
    `suppress_sequences` is written.
    """

    beam_size: int = 4
    length_penalty: float = 0.2
    repetition_penalty: float = 1.0
    no_repeat_ngram_size: int = 0
    suppress_sequences: tuple[tuple[str, ...], ...] = ()


ARGOS_DECODING = Decoding()


@dataclass(frozen=True, slots=True)
class Direction:
    """How a model is asked to translate from `source` into `target`.

    The tokens of a text stand between those of `before` and `after`; the output is forced to begin
    with those of `target_prefix`. `quality` is the published BLEU on FLORES-200 devtest, or None.
    """

    source: str
    target: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What a package states about itself. The tokenizer reads its files at its first use.

    `model` is the folder of the CTranslate2 model, which serves all `directions`.
    """

    family: str
    version: str
    licence: str
    directions: tuple[Direction, ...]
    tokenizer: Tokenizer
    model: Path
    decoding: Decoding = ARGOS_DECODING

    def direction(self, source: str, target: str) -> Direction:
        """Return the direction between two languages. Raises KeyError."""
        for direction in self.directions:
            if (direction.source, direction.target) == (source, target):
                return direction
        raise KeyError((source, target))


def load_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Make the tokenizer read its files; afterwards several threads may use it.

    Raises PackageBroken.
    """
    try:
        tokenizer.encode("")
        tokenizer.decode([])
    # Argos ends the whole program when a line of bpe.model is invalid.
    except (SystemExit, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise broken(folder, Cause("its-tokenizer-cannot-be-read", detail=str(error))) from error


def load_model(folder: Path, content: PackageContent, threads: int) -> "ctranslate2.Translator":
    """Load a package's model for `threads` workers of one thread each, which share the weights.

    Raises PackageBroken.
    """
    # Otherwise CTranslate2 rearranges all weights as it loads them, and holds them twice meanwhile;
    # that makes no measurable difference to the speed.
    os.environ.setdefault("CT2_PACKED_GEMM", "0")
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(content.model),
            device="cpu",
            compute_type="auto",
            inter_threads=threads,
            intra_threads=1,
        )
    except (RuntimeError, ValueError, LookupError, MemoryError) as error:
        raise broken(folder, Cause("its-model-cannot-be-loaded", detail=str(error))) from error


def broken(folder: Path, reason: Detail) -> PackageBroken:
    """Return the error for a broken package in a folder."""
    return PackageBroken(path=str(folder), reason=reason)
