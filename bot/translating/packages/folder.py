"""The folder in which Argos packages are installed: what is there, and what is wrong with it.

What is no good is reported and does not hide the others. The folder may change while the bot runs;
`bot.translating.packages.changing` changes it.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PackageBroken
from bot.translating.packages.argos import argos_packages_folder
from bot.translating.packages.loading import (
    MODEL_FILE,
    TOKENIZER_FILES,
    PackageContent,
    open_package,
)
from bot.translating.packages.pairs import LANGUAGE, VERSION, LanguagePair, newness

_log = logging.getLogger(__name__)

ARCHIVE_SUFFIX = ".argosmodel"

# While a package changes these files change, and so does what `installed` has to answer.
_WATCHED = ("", "metadata.json", str(MODEL_FILE), *TOKENIZER_FILES)


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """A directory that translates from `source` to `target`. `size` is in bytes."""

    name: str
    source: str
    target: str
    version: str
    path: Path
    size: int

    def __str__(self) -> str:
        return f"{self.source}→{self.target} {self.version}"

    @property
    def pair(self) -> LanguagePair:
        return self.source, self.target


@dataclass(frozen=True, slots=True)
class _Contents:
    """What was found when the folder had this signature."""

    signature: tuple[tuple[str, int, int], ...]
    packages: tuple[InstalledPackage, ...] = ()
    broken: tuple[PackageBroken, ...] = ()


class PackageFolder:
    """A folder of package directories; without a path it is the one that Argos itself uses."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else argos_packages_folder()
        self._contents = _Contents(signature=())

    def installed(self) -> tuple[InstalledPackage, ...]:
        """The newest package of each pair of languages, sorted by pair.

        Reads the packages again only when the folder has changed.
        """
        newest: dict[LanguagePair, InstalledPackage] = {}
        for package in sorted(self.usable(), key=lambda p: (newness(p.version), p.name)):
            newest[package.pair] = package
        return tuple(package for _, package in sorted(newest.items()))

    def usable(self) -> tuple[InstalledPackage, ...]:
        """Every package, those too in whose place a newer one is used."""
        return self._read().packages

    def broken(self) -> tuple[PackageBroken, ...]:
        """What is wrong with that which cannot be used."""
        return self._read().broken

    def entries(self) -> tuple[Path, ...]:
        """All that is in the folder, packages or not, but for what is hidden; sorted.

        Raises OSError where the folder cannot be read; one that is not there is empty.
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
                    package = _opened(entry)
                except PackageBroken as error:
                    _log.warning("Package %(path)s left out: %(reason)s", error.details)
                    broken.append(error)
                else:
                    packages += [package] if package else []
            self._contents = _Contents(signature, tuple(packages), tuple(broken))
        return self._contents


def described(directory: Path, content: PackageContent) -> InstalledPackage:
    """The package in a directory. Raises PackageBroken and OSError."""
    for code in (content.source, content.target):
        if not LANGUAGE.fullmatch(code):
            raise PackageBroken(path=str(directory), reason=f"{code!r} is no language code")
    if not VERSION.fullmatch(content.version):
        raise PackageBroken(path=str(directory), reason=f"{content.version!r} is no version")
    return InstalledPackage(
        name=directory.name,
        source=content.source,
        target=content.target,
        version=content.version,
        path=directory,
        size=sum(file.stat().st_size for file in directory.rglob("*") if file.is_file()),
    )


def _opened(entry: Path) -> InstalledPackage | None:
    """The package, or None for what is none and does not look like one. Raises PackageBroken."""
    try:
        if entry.is_dir():
            content = open_package(entry)
            return described(entry, content) if content is not None else None
        if entry.is_symlink() and not entry.exists():
            raise PackageBroken(path=str(entry), reason="it is a link that leads nowhere")
    except OSError as error:
        raise _unreadable(entry, error) from error
    if entry.suffix == ARCHIVE_SUFFIX:
        raise PackageBroken(path=str(entry), reason="it is an archive, which is not installed yet")
    return None


def _unreadable(path: Path, error: OSError) -> PackageBroken:
    return PackageBroken(path=str(path), reason=f"it cannot be read ({error.strerror or error})")


def _signature(entries: tuple[Path, ...]) -> tuple[tuple[str, int, int], ...]:
    found = []
    for entry in entries:
        found.append((entry.name, 0, 0))
        for name in _WATCHED:
            try:
                status = (entry / name).stat()
            except OSError:
                continue
            found.append((f"{entry.name}/{name}", status.st_mtime_ns, status.st_size))
    return tuple(found)
