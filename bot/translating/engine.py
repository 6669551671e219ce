"""Translates tokens with one Argos package, many sentences at a time.

The words are those of `argostranslate.translate`: same tokenizer, same model, same search. What
differs is how many sentences go into a batch. Languages, formatting and articles are unknown here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from bot.errors import PackageBroken
from bot.translating.decoding import ARGOS_DECODING, Decoding, Output
from bot.translating.loading import (
    PackageContent,
    Tokenizer,
    load_model,
    load_tokenizer,
    open_package,
)
from bot.translating.packages import InstalledPackage

if TYPE_CHECKING:
    import ctranslate2

BATCH_TOKENS = 512
"""Larger batches take more memory (1024: 150 MB more) and are no faster."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    content: PackageContent
    model: "ctranslate2.Translator"


class Engine:
    """A package's model, loaded at its first use and kept. Safe to use from several threads."""

    def __init__(self, package: InstalledPackage, threads: int) -> None:
        self._package = package
        self._threads = threads
        self._lock = Lock()
        self._loaded: _Loaded | None = None

    def tokenizer(self) -> Tokenizer:
        """The package's tokenizer. Blocks while it is read. Raises PackageBroken."""
        return self._load().content.tokenizer

    def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding = ARGOS_DECODING
    ) -> list[Output]:
        """What the model makes of each piece, which is a list of tokens.

        Blocks for as long as it takes. Raises PackageBroken.
        """
        loaded = self._load()
        prefix = loaded.content.target_prefix
        tokens = [list(piece) for piece in pieces]
        try:
            results = loaded.model.translate_batch(
                tokens,
                target_prefix=[[prefix]] * len(tokens) if prefix else None,
                replace_unknowns=True,
                return_attention=True,
                max_batch_size=self._batch_size(tokens),
                batch_type="tokens",
                **asdict(decoding),
            )
        except (RuntimeError, ValueError, LookupError) as error:
            raise PackageBroken(
                path=str(self._package.path), reason=f"its model fails ({error})"
            ) from error
        return [
            _output(piece, result, 1 if prefix else 0)
            for piece, result in zip(tokens, results, strict=True)
        ]

    def _load(self) -> _Loaded:
        with self._lock:
            if self._loaded is None:
                folder = self._package.path
                content = open_package(folder)
                if content is None:
                    raise PackageBroken(path=str(folder), reason="it is not for translating")
                load_tokenizer(folder, content.tokenizer)
                self._loaded = _Loaded(content, load_model(folder, self._threads))
            return self._loaded

    def _batch_size(self, tokens: Iterable[Sequence[str]]) -> int:
        """In tokens, such that each worker has as many batches as the others."""
        total = max(sum(map(len, tokens)), 1)
        rounds = math.ceil(total / (self._threads * BATCH_TOKENS))
        return math.ceil(total / (self._threads * rounds))


def _output(source: Sequence[str], result: "ctranslate2.TranslationResult", forced: int) -> Output:
    """`forced` is how many tokens the model was given to begin with."""
    target = tuple(result.hypotheses[0][forced:])
    attention = np.asarray(result.attention[0][forced:], np.float32) if target and source else None
    return Output(tuple(source), target, attention)
