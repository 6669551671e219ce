"""Argos packages: where they are by default, what a package directory holds, and its tokenizer.

Where argostranslate is installed, its tokenizers are used, and else our own, which give the same
tokens. Nothing else of it is: `argostranslate.translate` needs PyTorch, and
`argostranslate.settings` makes folders in the home directory.
"""

import json
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from bot.errors import BadConfiguration, Cause
from bot.translating.packages.argos_tokenizers import MAX_CACHED_WORDS
from bot.translating.packages.package import Direction, PackageContent, Tokenizer, broken

TOKENIZER_FILES = ("sentencepiece.model", "bpe.model")
MODEL_FILE = Path("model", "model.bin")
METADATA_FILE = "metadata.json"
ARGOS = "Argos"
"""The name of the family."""

_TRANSLATE = "translate"
# Published BLEU on FLORES-101 devtest, which packages do not state themselves.
_QUALITY = {("en", "ru"): 27.6, ("en", "uk"): 15.8, ("ru", "en"): 26.4, ("uk", "en"): 28.2}
_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"


def open_argos_package(folder: Path) -> PackageContent | None:
    """Read a package directory; return None for an Argos package that does not translate.

    Raises PackageBroken.
    """
    try:
        metadata = json.loads((folder / METADATA_FILE).read_text("utf-8"))
        kind = metadata.get("type", _TRANSLATE)
    except FileNotFoundError:
        raise broken(folder, Cause("file-is-missing", file=METADATA_FILE)) from None
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        cause = Cause("file-cannot-be-read", file=METADATA_FILE, detail=str(error))
        raise broken(folder, cause) from error

    if kind != _TRANSLATE:
        return None
    source, target = metadata.get("from_code"), metadata.get("to_code")
    version, prefix = metadata.get("package_version", ""), metadata.get("target_prefix", "")
    if not all(isinstance(value, str) for value in (source, target, version, prefix)):
        raise broken(folder, Cause("metadata-does-not-say-which-languages"))
    tokenizer = _ArgosTokenizer(folder, source, target)
    if not (folder / MODEL_FILE).is_file():
        raise broken(folder, Cause("file-is-missing", file=str(MODEL_FILE)))
    prefixes, quality = (prefix,) if prefix else (), argos_quality((source, target))
    direction = Direction(source, target, target_prefix=prefixes, quality=quality)
    return PackageContent(ARGOS, version, "", (direction,), tokenizer, (folder / MODEL_FILE).parent)


def argos_quality(pair: tuple[str, str]) -> float | None:
    """Return the published quality of Argos's package for a pair, or None."""
    return _QUALITY.get(pair)


def argos_packages_folder() -> Path:
    """Return the folder where Argos keeps its packages, which need not be there.

    Raises BadConfiguration where there is no home directory for it.
    """
    if folder := os.environ.get("ARGOS_PACKAGES_DIR"):
        return Path(folder)
    try:
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    except RuntimeError:
        raise BadConfiguration(packages_folder=Cause("no-home-for-Argos")) from None
    return Path(data, "argos-translate", "packages")


def argos_index_url() -> str:
    """Return the address of Argos's list of packages."""
    return f"{os.environ.get('ARGOS_PACKAGE_INDEX', _INDEX).rstrip('/')}/index.json"


class _ArgosTokenizer:
    """The tokenizer of a package, which is read at its first use."""

    def __init__(self, folder: Path, source: str, target: str) -> None:
        """Find the file of a package. Raises PackageBroken."""
        present = [name for name in TOKENIZER_FILES if (folder / name).exists()]
        if not present:
            raise broken(folder, Cause("it-has-no-tokenizer", files=", ".join(TOKENIZER_FILES)))
        self._file, self._languages = folder / present[0], (source, target)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer: Tokenizer
        try:
            from argostranslate import tokenizer as tokenizers
        except ModuleNotFoundError:
            from bot.translating.packages import argos_tokenizers as tokenizers

        if self._file.name == TOKENIZER_FILES[0]:
            tokenizer = tokenizers.SentencePieceTokenizer(self._file)
        else:
            tokenizer = tokenizers.BPETokenizer(self._file, *self._languages)
        # Argos's own keeps every word that it ever met.
        tokenizer.encode("")
        if hasattr(tokenizer, "bpe_source"):
            tokenizer.bpe_source.cache = _WordCache()
        return tokenizer

    def encode(self, sentence: str) -> list[str]:
        return self._tokenizer.encode(sentence)

    def decode(self, tokens: Sequence[str]) -> str:
        return self._tokenizer.decode(tokens)


class _WordCache(dict[str, tuple[str, ...]]):
    """A bounded cache for Argos's BPE."""

    def __setitem__(self, word: str, pieces: tuple[str, ...]) -> None:
        if len(self) < MAX_CACHED_WORDS:
            super().__setitem__(word, pieces)
