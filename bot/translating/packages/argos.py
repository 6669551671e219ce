"""Argos packages: Argos's settings, what a package directory holds, its tokenizer and its model.

Argos reads the metadata and brings the tokenizers. `argostranslate.translate` is never imported,
because it needs PyTorch. Heavy imports are inside functions to keep the bot's start quick.
"""

import importlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from bot.errors import BadConfiguration, Cause, PackageBroken, system_cause

if TYPE_CHECKING:
    import ctranslate2

TOKENIZER_FILES = ("sentencepiece.model", "bpe.model")
MODEL_FILE = Path("model", "model.bin")

_TRANSLATE = "translate"
_MAX_CACHED_WORDS = 50_000

_SETTINGS = "argostranslate.settings"
_PACKAGES_VARIABLE = "ARGOS_PACKAGES_DIR"
# The folders that argostranslate.settings makes when it is imported: the variable that names each,
# its place where the variable is not set, and what Argos makes inside `argos-translate`.
_ARGOS_FOLDERS = (
    ("XDG_DATA_HOME", Path(".local", "share"), "packages"),
    ("XDG_CONFIG_HOME", Path(".config"), ""),
    ("XDG_CACHE_HOME", Path(".local", "cache"), "downloads"),
)
_IMPORT_LOCK = Lock()


class Tokenizer(Protocol):
    """The interface of Argos's tokenizers."""

    def encode(self, sentence: str) -> list[str]: ...

    def decode(self, tokens: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What an Argos package states about itself. The tokenizer reads its file at its first use."""

    source: str
    target: str
    version: str
    target_prefix: str
    tokenizer: Tokenizer


def open_package(folder: Path) -> PackageContent | None:
    """Read a package directory; return None for an Argos package that does not translate.

    Raises PackageBroken.
    """
    import_argos()
    from argostranslate.package import Package

    try:
        package = Package(folder)
    except FileNotFoundError:
        raise _broken(folder, Cause("file-is-missing", file="metadata.json")) from None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise _broken(
            folder, Cause("file-cannot-be-read", file="metadata.json", detail=str(error))
        ) from error

    if package.type != _TRANSLATE:
        return None
    stated = (package.from_code, package.to_code, package.package_version, package.target_prefix)
    if not all(isinstance(value, str) for value in stated):
        raise _broken(folder, Cause("metadata-does-not-say-which-languages"))
    if not hasattr(package, "tokenizer"):
        raise _broken(folder, Cause("it-has-no-tokenizer", files=", ".join(TOKENIZER_FILES)))
    if not (folder / MODEL_FILE).is_file():
        raise _broken(folder, Cause("file-is-missing", file=str(MODEL_FILE)))
    return PackageContent(*stated, package.tokenizer)


def load_tokenizer(folder: Path, tokenizer: Tokenizer) -> None:
    """Make the tokenizer read its file; afterwards several threads may use it.

    Raises PackageBroken.
    """
    try:
        tokenizer.encode("")
        if hasattr(tokenizer, "bpe_source"):
            tokenizer.bpe_source.cache = _WordCache()
    # Argos ends the whole program when a line of bpe.model is invalid.
    except (SystemExit, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise _broken(folder, Cause("its-tokenizer-cannot-be-read", detail=str(error))) from error


def load_model(folder: Path, threads: int) -> "ctranslate2.Translator":
    """Load a model for `threads` workers of one thread each, which share the weights.

    Raises PackageBroken.
    """
    # Otherwise CTranslate2 rearranges all weights as it loads them, and holds them twice meanwhile;
    # that makes no measurable difference to the speed.
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
        raise _broken(folder, Cause("its-model-cannot-be-loaded", detail=str(error))) from error


class _WordCache(dict[str, tuple[str, ...]]):
    """A bounded cache for Argos's BPE, whose own keeps every word that it ever met."""

    def __setitem__(self, word: str, pieces: tuple[str, ...]) -> None:
        if len(self) < _MAX_CACHED_WORDS:
            super().__setitem__(word, pieces)


def _broken(folder: Path, reason: Cause) -> PackageBroken:
    return PackageBroken(path=str(folder), reason=reason)


def argos_packages_folder() -> Path:
    """Return the folder where Argos keeps its packages.

    Raises BadConfiguration where Argos cannot make one.
    """
    import_argos()
    from argostranslate import settings

    folder = Path(settings.package_data_dir)
    if not folder.is_dir():
        raise BadConfiguration(packages_folder=Cause("Argos-makes-no-folder"))
    return folder


def argos_index_url() -> str:
    """Return the address of Argos's list of packages."""
    import_argos()
    from argostranslate import settings

    return f"{str(settings.package_index).rstrip('/')}/index.json"


def import_argos() -> None:
    """Import `argostranslate.settings`, which must come before any other import of Argos.

    It makes folders in the home directory when it is imported, and fails where it cannot; then it
    is imported with a temporary home. Raises BadConfiguration where there is not even a temporary
    folder, and for settings that Argos refuses.
    """
    with _IMPORT_LOCK:
        try:
            try:
                importlib.import_module(_SETTINGS)
            # RuntimeError: the home directory is unknown.
            except (OSError, RuntimeError):
                with TemporaryDirectory() as folder, _environment(_replacements(folder)):
                    importlib.import_module(_SETTINGS)
        except OSError as error:
            raise BadConfiguration(TMPDIR=system_cause(error)) from error
        except (ValueError, LookupError, AttributeError, AssertionError) as error:
            raise BadConfiguration(
                ARGOS_PACKAGES_DIR=Cause("has-a-wrong-value", detail=repr(error))
            ) from error


def _replacements(folder: str) -> dict[str, str]:
    """Return variables that name `folder` in place of every Argos folder that does not exist."""
    home: Path | None = None
    with suppress(RuntimeError):
        home = Path.home()
    variables = {} if home else {"HOME": folder}
    for name, default, inside in _ARGOS_FOLDERS:
        parent = os.environ.get(name) or (home / default if home else "")
        if not (parent and Path(parent, "argos-translate", inside).is_dir()):
            variables[name] = folder
    packages = os.environ.get(_PACKAGES_VARIABLE)
    if packages and not Path(packages).is_dir():
        variables[_PACKAGES_VARIABLE] = folder
    return variables


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
