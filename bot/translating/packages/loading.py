"""Opens what is in an Argos package's directory, and says what is wrong with it.

Argos reads the metadata and brings the tokenizers; `argostranslate.translate` is never imported,
because it needs PyTorch. The imports are inside the functions to keep the bot's start quick.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.errors import PackageBroken
from bot.translating.packages.argos import import_argos

if TYPE_CHECKING:
    import ctranslate2

TOKENIZER_FILES = ("sentencepiece.model", "bpe.model")
MODEL_FILE = Path("model", "model.bin")
_TRANSLATES = "translate"
_MAX_REMEMBERED_WORDS = 50_000


class Tokenizer(Protocol):
    """What Argos's tokenizers do."""

    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What an Argos package says about itself. Its tokenizer is read at its first use."""

    source: str
    target: str
    version: str
    target_prefix: str
    tokenizer: Tokenizer


def open_package(folder: Path) -> PackageContent | None:
    """What is in the directory, or None where it is an Argos package that is no translation.

    Raises PackageBroken.
    """
    import_argos()
    from argostranslate.package import Package

    try:
        package = Package(folder)
    except FileNotFoundError:
        raise _broken(folder, "metadata.json is missing") from None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise _broken(folder, f"metadata.json cannot be read ({error})") from error

    if package.type != _TRANSLATES:
        return None
    stated = (package.from_code, package.to_code, package.package_version, package.target_prefix)
    if not all(isinstance(value, str) for value in stated):
        raise _broken(folder, "metadata.json does not say which languages and which version")
    if not hasattr(package, "tokenizer"):
        raise _broken(folder, f"it has no tokenizer ({' or '.join(TOKENIZER_FILES)})")
    if not (folder / MODEL_FILE).is_file():
        raise _broken(folder, f"{MODEL_FILE} is missing")
    return PackageContent(*stated, package.tokenizer)


def load_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Make the tokenizer read its file, which afterwards is safe to use from several threads.

    Raises PackageBroken.
    """
    try:
        tokenizer.encode("")
        if hasattr(tokenizer, "bpe_source"):
            tokenizer.bpe_source.cache = _WordCache()
    # Argos ends the whole program when a line of bpe.model is not as it should be.
    except (SystemExit, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _broken(folder, f"its tokenizer cannot be read ({error})") from error


def load_model(folder: Path, threads: int) -> "ctranslate2.Translator":
    """A translator of `threads` workers of one thread each, which share the weights.

    Raises PackageBroken.
    """
    # Or CTranslate2 rearranges all weights as it loads them, and for a while has them twice; that
    # makes no difference to the speed that could be measured.
    os.environ.setdefault("CT2_PACKED_GEMM", "0")
    import ctranslate2

    try:
        return ctranslate2.Translator(
            str(folder / MODEL_FILE.parent),
            device="cpu",
            compute_type="auto",
            inter_threads=threads,
            intra_threads=1,
        )
    except (RuntimeError, ValueError, LookupError, MemoryError) as error:
        raise _broken(folder, f"its model cannot be loaded ({error})") from error


class _WordCache(dict[str, tuple[str, ...]]):
    """Argos's BPE remembers every word that it ever met; this remembers the first so many."""

    def __setitem__(self, word: str, pieces: tuple[str, ...]) -> None:
        if len(self) < _MAX_REMEMBERED_WORDS:
            super().__setitem__(word, pieces)


def _broken(folder: Path, reason: str) -> PackageBroken:
    return PackageBroken(path=str(folder), reason=reason)
