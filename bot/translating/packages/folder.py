"""The folder in which packages are installed: which there are, and what is wrong with others.

The folder may change while the bot runs; `bot.translating.packages.installing` changes it.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from bot.errors import Cause, PackageBroken, system_cause
from bot.translating.packages import argos
from bot.translating.packages.package import DESCRIBED_MODEL_FILE, DESCRIPTION_FILE, PackageContent
from bot.translating.packages.routes import (
    LANGUAGE,
    VERSION,
    InstalledPackage,
    LanguagePair,
    version_key,
)

_log = logging.getLogger(__name__)

ARCHIVE_SUFFIX = ".argosmodel"

_NONE: Mapping[str, str] = MappingProxyType({})

# A package is read again when one of these files has changed.
_WATCHED_FILES = (
    *("", argos.METADATA_FILE, str(argos.MODEL_FILE), *argos.TOKENIZER_FILES),
    *(DESCRIPTION_FILE, DESCRIBED_MODEL_FILE),
)


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

    def __init__(self, path: Path | None = None, preferred: Mapping[str, str] = _NONE) -> None:
        """Open a folder; `preferred` names the package to use for a pair, such as "en-uk"."""
        self.path = path if path is not None else argos.argos_packages_folder()
        self._preferred = preferred
        self._contents = _Contents(signature=())

    def installed(self) -> tuple[InstalledPackage, ...]:
        """Return the best package of each pair of languages, sorted by pair.

        That is the preferred one, or that of the best published quality, and of such the newest.
        """
        best: dict[LanguagePair, InstalledPackage] = {}
        for package in sorted(self.usable(), key=self._rank):
            best[package.pair] = package
        return tuple(package for _, package in sorted(best.items()))

    def not_found(self) -> tuple[str, ...]:
        """Return the preferred packages that are not there."""
        present = {("-".join(package.pair), package.name) for package in self.usable()}
        wanted = self._preferred.items()
        return tuple(name for pair, name in wanted if (pair, name) not in present)

    def _rank(self, package: InstalledPackage) -> tuple[bool, float, tuple[int, ...], str]:
        """Return a key that sorts packages of one pair, the best last."""
        is_preferred = self._preferred.get("-".join(package.pair)) == package.name
        quality = package.quality or 0.0
        return is_preferred, quality, version_key(package.version), package.name

    def usable(self) -> tuple[InstalledPackage, ...]:
        """Return every package that works, those too of which there is a better one."""
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
                    packages += _open_entry(entry)
                except PackageBroken as error:
                    _log.warning("Package %(path)s left out: %(reason)s", error.details)
                    broken.append(error)
            self._contents = _Contents(signature, tuple(packages), tuple(broken))
        return self._contents


def open_package(folder: Path) -> PackageContent | None:
    """Read a package directory of any family; return None for one that does not translate.

    Raises PackageBroken.
    """
    if (folder / DESCRIPTION_FILE).is_file():
        # Pydantic reads the description, which takes a while to load.
        from bot.translating.packages.described import open_described_package

        return open_described_package(folder)
    return argos.open_argos_package(folder)


def describe_package(directory: Path, content: PackageContent) -> tuple[InstalledPackage, ...]:
    """Return a package for each direction of the one in a directory.

    Raises PackageBroken and OSError.
    """
    for code in {d.source for d in content.directions} | {d.target for d in content.directions}:
        if not LANGUAGE.fullmatch(code):
            raise PackageBroken(path=str(directory), reason=Cause("no-language-code", code=code))
    if not VERSION.fullmatch(content.version):
        cause = Cause("no-version", version=content.version)
        raise PackageBroken(path=str(directory), reason=cause)
    size = sum(file.stat().st_size for file in directory.rglob("*") if file.is_file())
    return tuple(
        InstalledPackage(
            source=direction.source,
            target=direction.target,
            version=content.version,
            name=directory.name,
            path=directory,
            size=size,
            family=content.family,
            licence=content.licence,
            quality=direction.quality,
            decoding=content.decoding,
        )
        for direction in content.directions
    )


def _open_entry(entry: Path) -> tuple[InstalledPackage, ...]:
    """Return what a package translates; nothing for what is no package. Raises PackageBroken."""
    try:
        if entry.is_dir():
            content = open_package(entry)
            return describe_package(entry, content) if content is not None else ()
        if entry.is_symlink() and not entry.exists():
            raise PackageBroken(path=str(entry), reason=Cause("link-leads-nowhere"))
    except OSError as error:
        raise _unreadable(entry, error) from error
    if entry.suffix == ARCHIVE_SUFFIX:
        raise PackageBroken(path=str(entry), reason=Cause("archive-is-not-installed"))
    return ()


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
