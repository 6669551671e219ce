"""The folder in which Argos packages are installed: which there are, and what is wrong with others.

The folder may change while the bot runs; `bot.translating.packages.installing` changes it.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from bot.errors import Cause, PackageBroken, system_cause
from bot.translating.packages.argos import (
    MODEL_FILE,
    TOKENIZER_FILES,
    PackageContent,
    argos_packages_folder,
    open_package,
)
from bot.translating.packages.routes import (
    LANGUAGE,
    VERSION,
    InstalledPackage,
    LanguagePair,
    version_key,
)

_log = logging.getLogger(__name__)

ARCHIVE_SUFFIX = ".argosmodel"

# A package is read again when one of these files has changed.
_WATCHED_FILES = ("", "metadata.json", str(MODEL_FILE), *TOKENIZER_FILES)


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the folder held when its files had this signature."""

    signature: tuple[tuple[str, int, int], ...]
    packages: tuple[InstalledPackage, ...] = ()
    broken: tuple[PackageBroken, ...] = ()


class PackageFolder:
    """A folder of package directories; without a path, the one that Argos itself uses.

    A broken package is reported and does not hide the others. Nothing is read again before the
    folder changes.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else argos_packages_folder()
        self._contents = _Contents(signature=())

    def installed(self) -> tuple[InstalledPackage, ...]:
        """Return the newest package of each pair of languages, sorted by pair."""
        newest: dict[LanguagePair, InstalledPackage] = {}
        for package in sorted(self.usable(), key=lambda p: (version_key(p.version), p.name)):
            newest[package.pair] = package
        return tuple(package for _, package in sorted(newest.items()))

    def usable(self) -> tuple[InstalledPackage, ...]:
        """Return every package that works, those too of which there is a newer version."""
        return self._read().packages

    def broken(self) -> tuple[PackageBroken, ...]:
        """Return what is wrong with each package that does not work."""
        return self._read().broken

    def entries(self) -> tuple[Path, ...]:
        """Return everything in the folder that is not hidden, packages or not, sorted.

        Raises OSError where the folder cannot be read; a missing one is empty.
        """
        try:
            return tuple(sorted(p for p in self.path.iterdir() if not p.name.startswith(".")))
        except FileNotFoundError:
            return ()

    def _read(self) -> _Contents:
        try:
            entries = self.entries()
        except OSError as error:
            return _Contents((), broken=(_unreadable(self.path, error),))
        signature = _signature(entries)
        if signature != self._contents.signature:
            packages: list[InstalledPackage] = []
            broken: list[PackageBroken] = []
            for entry in entries:
                try:
                    package = _open_entry(entry)
                except PackageBroken as error:
                    _log.warning("Package %(path)s left out: %(reason)s", error.details)
                    broken.append(error)
                else:
                    packages += [package] if package else []
            self._contents = _Contents(signature, tuple(packages), tuple(broken))
        return self._contents


def describe_package(directory: Path, content: PackageContent) -> InstalledPackage:
    """Return the package in a directory. Raises PackageBroken and OSError."""
    for code in (content.source, content.target):
        if not LANGUAGE.fullmatch(code):
            raise PackageBroken(path=str(directory), reason=Cause("no-language-code", code=code))
    if not VERSION.fullmatch(content.version):
        raise PackageBroken(
            path=str(directory), reason=Cause("no-version", version=content.version)
        )
    return InstalledPackage(
        source=content.source,
        target=content.target,
        version=content.version,
        name=directory.name,
        path=directory,
        size=sum(file.stat().st_size for file in directory.rglob("*") if file.is_file()),
    )


def _open_entry(entry: Path) -> InstalledPackage | None:
    """Return the package, or None for what does not look like one. Raises PackageBroken."""
    try:
        if entry.is_dir():
            content = open_package(entry)
            return describe_package(entry, content) if content is not None else None
        if entry.is_symlink() and not entry.exists():
            raise PackageBroken(path=str(entry), reason=Cause("link-leads-nowhere"))
    except OSError as error:
        raise _unreadable(entry, error) from error
    if entry.suffix == ARCHIVE_SUFFIX:
        raise PackageBroken(path=str(entry), reason=Cause("archive-is-not-installed"))
    return None


def _unreadable(path: Path, error: OSError) -> PackageBroken:
    return PackageBroken(path=str(path), reason=system_cause(error))


def _signature(entries: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    """Return the name, time of change and size of every watched file."""
    found = []
    for entry in entries:
        found.append((entry.name, 0, 0))
        for name in _WATCHED_FILES:
            try:
                status = (entry / name).stat()
            except OSError:
                continue
            found.append((f"{entry.name}/{name}", status.st_mtime_ns, status.st_size))
    return tuple(found)
