"""Argos packages: Argos's settings, what a package directory holds, and its tokenizer.

Argos reads the metadata and brings the tokenizers. `argostranslate.translate` is never imported,
because it needs PyTorch. Heavy imports are inside functions to keep the bot's start quick.
"""

import importlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from bot.errors import BadConfiguration, Cause, system_cause
from bot.translating.packages.package import Direction, PackageContent, broken

TOKENIZER_FILES = ("sentencepiece.model", "bpe.model")
MODEL_FILE = Path("model", "model.bin")
METADATA_FILE = "metadata.json"
ARGOS = "Argos"
"""The name of the family."""

_TRANSLATE = "translate"
# Published BLEU on FLORES-101 devtest, which packages do not state themselves.
_QUALITY = {("en", "ru"): 27.6, ("en", "uk"): 15.8, ("ru", "en"): 26.4, ("uk", "en"): 28.2}

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


def open_argos_package(folder: Path) -> PackageContent | None:
    """Read a package directory; return None for an Argos package that does not translate.

    Raises PackageBroken.
    """
    import_argos()
    from argostranslate.package import Package

    try:
        package = Package(folder)
    except FileNotFoundError:
        raise broken(folder, Cause("file-is-missing", file=METADATA_FILE)) from None
    except (OSError, ValueError, AttributeError, TypeError, RecursionError) as error:
        cause = Cause("file-cannot-be-read", file=METADATA_FILE, detail=str(error))
        raise broken(folder, cause) from error

    if package.type != _TRANSLATE:
        return None
    stated = (package.from_code, package.to_code, package.package_version, package.target_prefix)
    if not all(isinstance(value, str) for value in stated):
        raise broken(folder, Cause("metadata-does-not-say-which-languages"))
    if not hasattr(package, "tokenizer"):
        raise broken(folder, Cause("it-has-no-tokenizer", files=", ".join(TOKENIZER_FILES)))
    if not (folder / MODEL_FILE).is_file():
        raise broken(folder, Cause("file-is-missing", file=str(MODEL_FILE)))
    source, target, version, prefix = stated
    prefixes, quality = (prefix,) if prefix else (), argos_quality((source, target))
    direction = Direction(source, target, target_prefix=prefixes, quality=quality)
    return PackageContent(
        ARGOS, version, "", (direction,), package.tokenizer, (folder / MODEL_FILE).parent
    )


def argos_quality(pair: tuple[str, str]) -> float | None:
    """Return the published quality of Argos's package for a pair, or None."""
    return _QUALITY.get(pair)


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
