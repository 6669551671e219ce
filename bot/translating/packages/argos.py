"""Argos's own settings, and importing any of Argos where its folders cannot be made.

Argos makes folders in the home directory as soon as it is imported, and fails where that cannot be
written. Whoever imports any of Argos calls `import_argos` first.
"""

import importlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from bot.errors import BadConfiguration

_SETTINGS = "argostranslate.settings"
_PACKAGES = "ARGOS_PACKAGES_DIR"
# What argostranslate.settings makes: by which variable, where without it, and what inside.
_FOLDERS = (
    ("XDG_DATA_HOME", Path(".local", "share"), "packages"),
    ("XDG_CONFIG_HOME", Path(".config"), ""),
    ("XDG_CACHE_HOME", Path(".local", "cache"), "downloads"),
)
_LOCK = Lock()


def import_argos() -> None:
    """Import `argostranslate.settings`, whatever the home directory is like.

    Raises BadConfiguration where there is not even a temporary folder, and for settings of Argos
    that it does not take itself.
    """
    with _LOCK:
        try:
            try:
                importlib.import_module(_SETTINGS)
            # RuntimeError: nobody knows where the home directory is.
            except (OSError, RuntimeError):
                with TemporaryDirectory() as shelter, _variables(_sheltered(shelter)):
                    importlib.import_module(_SETTINGS)
        except OSError as error:
            raise BadConfiguration(problem=f"TMPDIR: {error}") from error
        except (ValueError, LookupError, AttributeError, AssertionError) as error:
            raise BadConfiguration(problem=f"Argos's settings.json: {error!r}") from error


def argos_packages_folder() -> Path:
    """Where Argos keeps its packages. Raises BadConfiguration where it cannot keep any."""
    import_argos()
    from argostranslate import settings

    folder = Path(settings.package_data_dir)
    if not folder.is_dir():
        raise BadConfiguration(
            problem="packages_folder: it is not set, and Argos cannot make a folder of its own"
        )
    return folder


def argos_index() -> str:
    """The address of Argos's list of packages."""
    import_argos()
    from argostranslate import settings

    return f"{str(settings.package_index).rstrip('/')}/index.json"


def _sheltered(shelter: str) -> dict[str, str]:
    """Variables that lead Argos to `shelter` in place of every folder that is not there yet."""
    home = _home()
    variables = {} if home else {"HOME": shelter}
    for name, usual, inside in _FOLDERS:
        place = os.environ.get(name) or (home / usual if home else "")
        if not (place and Path(place, "argos-translate", inside).is_dir()):
            variables[name] = shelter
    packages = os.environ.get(_PACKAGES)
    if packages and not Path(packages).is_dir():
        variables[_PACKAGES] = shelter
    return variables


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
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
