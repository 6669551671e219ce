"""Translates plain sentences with one Argos package, many at a time.

The words are those of `argostranslate.translate`: same tokenizer, same model, same search. What
differs is how many sentences go into a batch. Languages, formatting and articles are unknown here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import PackageBroken
from bot.translating.cutting import Piece, cut
from bot.translating.loading import PackageContent, load_model, load_tokenizer, open_package
from bot.translating.packages import InstalledPackage

if TYPE_CHECKING:
    import ctranslate2

# As in argostranslate.settings and argostranslate.translate.
_BEAM_SIZE = 4
_LENGTH_PENALTY = 0.2

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

    def translate(self, sentences: Sequence[str]) -> list[str]:
        """The translation of each sentence. One without any word comes back as it is.

        Blocks for as long as it takes. Raises PackageBroken.
        """
        loaded = self._load()
        encode = loaded.content.tokenizer.encode
        cuts = [list(cut(text, encode)) if text.strip() else [] for text in sentences]
        translated = iter(self._translate(loaded, [*chain.from_iterable(cuts)]))
        return [
            "".join(next(translated) + piece.space_after for piece in pieces) if pieces else text
            for text, pieces in zip(sentences, cuts, strict=True)
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

    def _translate(self, loaded: _Loaded, pieces: Sequence[Piece]) -> list[str]:
        prefix = loaded.content.target_prefix
        tokens = [piece.tokens for piece in pieces]
        try:
            results = loaded.model.translate_batch(
                tokens,
                target_prefix=[[prefix]] * len(tokens) if prefix else None,
                replace_unknowns=True,
                max_batch_size=self._batch_size(tokens),
                batch_type="tokens",
                beam_size=_BEAM_SIZE,
                length_penalty=_LENGTH_PENALTY,
            )
        except (RuntimeError, ValueError, LookupError) as error:
            raise PackageBroken(
                path=str(self._package.path), reason=f"its model fails ({error})"
            ) from error
        return [
            _detokenized(result.hypotheses[0], loaded.content) or piece.text
            for piece, result in zip(pieces, results, strict=True)
        ]

    def _batch_size(self, tokens: Iterable[Sequence[str]]) -> int:
        """In tokens, such that each worker has as many batches as the others."""
        total = max(sum(map(len, tokens)), 1)
        rounds = math.ceil(total / (self._threads * BATCH_TOKENS))
        return math.ceil(total / (self._threads * rounds))


def _detokenized(tokens: Sequence[str], content: PackageContent) -> str:
    text = content.tokenizer.decode(tokens)
    if content.target_prefix and text.startswith(content.target_prefix):
        text = text[len(content.target_prefix) :]
    return text.removeprefix(" ")
