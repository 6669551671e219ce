"""The folder in which Argos packages are installed: what is there, adding to it, removing from it.

A directory that is no good is reported and does not hide the others. The folder may change while
the bot runs. A model is loaded here only to see, before it is installed, whether that works.
"""

import logging
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PackageBroken
from bot.translating.archives import unpack
from bot.translating.loading import (
    MODEL_FILE,
    TOKENIZER_FILES,
    PackageContent,
    load_model,
    load_tokenizer,
    open_package,
)

_log = logging.getLogger(__name__)

_CODE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})?")
_VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,30}")
_PAIR = re.compile(rf"({_CODE.pattern})(?:_|→|->|-|>)({_CODE.pattern})")
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


@dataclass(frozen=True, slots=True)
class _Contents:
    """What was found when the folder had this signature."""

    signature: tuple[tuple[str, int, int], ...]
    packages: tuple[InstalledPackage, ...] = ()
    broken: tuple[PackageBroken, ...] = ()


class PackageFolder:
    """A folder of package directories; without a path it is the one that Argos itself uses."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path if path is not None else _argos_folder()
        self._contents = _Contents(signature=())

    def installed(self) -> tuple[InstalledPackage, ...]:
        """The newest package of each pair of languages, sorted by pair.

        Reads the packages again only when the folder has changed.
        """
        newest: dict[tuple[str, str], InstalledPackage] = {}
        for package in sorted(self._read().packages, key=_age):
            newest[package.source, package.target] = package
        return tuple(package for _, package in sorted(newest.items()))

    def broken(self) -> tuple[PackageBroken, ...]:
        """What is wrong with the directories that cannot be used."""
        return self._read().broken

    def install(self, file: Path) -> InstalledPackage:
        """Unpack an `.argosmodel` file, try whether it works, and put it in the folder.

        It takes the place of every other package for the same pair. Raises PackageBroken, and then
        nothing has changed.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".installing-", dir=self.path) as workplace:
            place = Path(workplace, "new")
            place.mkdir()
            new = _checked(unpack(file, place), file)
            final = self.path / f"translate-{new.source}_{new.target}-{new.version}".replace(
                ".", "_"
            )
            if final.exists():
                final.rename(Path(workplace, "old"))
            new.path.rename(final)
        for other in self._read().packages:
            if (other.source, other.target) == (new.source, new.target) and other.path != final:
                _delete(other.path)
        return next(package for package in self._read().packages if package.path == final)

    def remove(self, which: str) -> tuple[str, ...]:
        """Delete a package by its directory's name, or all for a pair: "en_ru", "en→ru".

        Answers with the names of the directories that were deleted: none, if nothing matches.
        """
        names = [path.name for path in self._directories() if path.name == which]
        pair = _PAIR.fullmatch(which)
        if not names and pair is not None:
            wanted = pair[1], pair[3]
            packages = self._read().packages
            names = [p.name for p in packages if (p.source, p.target) == wanted]
        for name in names:
            _delete(self.path / name)
        return tuple(names)

    def _read(self) -> _Contents:
        signature = self._signature()
        if signature != self._contents.signature:
            packages: list[InstalledPackage] = []
            broken: list[PackageBroken] = []
            for directory in self._directories():
                try:
                    content = open_package(directory)
                    if content is not None:
                        packages.append(_described(directory, content))
                except PackageBroken as error:
                    _log.warning("Package %(path)s left out: %(reason)s", error.details)
                    broken.append(error)
            self._contents = _Contents(signature, tuple(packages), tuple(broken))
        return self._contents

    def _directories(self) -> list[Path]:
        if not self.path.is_dir():
            return []
        return sorted(
            path for path in self.path.iterdir() if path.is_dir() and not path.name.startswith(".")
        )

    def _signature(self) -> tuple[tuple[str, int, int], ...]:
        found = []
        for directory in self._directories():
            for name in _WATCHED:
                try:
                    status = (directory / name).stat()
                except OSError:
                    continue
                found.append((f"{directory.name}/{name}", status.st_mtime_ns, status.st_size))
        return tuple(found)


def _described(directory: Path, content: PackageContent) -> InstalledPackage:
    for code in (content.source, content.target):
        if not _CODE.fullmatch(code):
            raise PackageBroken(path=str(directory), reason=f"{code!r} is no language code")
    if not _VERSION.fullmatch(content.version):
        raise PackageBroken(path=str(directory), reason=f"{content.version!r} is no version")
    return InstalledPackage(
        name=directory.name,
        source=content.source,
        target=content.target,
        version=content.version,
        path=directory,
        size=sum(file.stat().st_size for file in directory.rglob("*") if file.is_file()),
    )


def _checked(directory: Path, file: Path) -> InstalledPackage:
    """The package in a directory, whose tokenizer and model have been tried."""
    try:
        content = open_package(directory)
        if content is None:
            raise PackageBroken(path=str(file), reason="it is not for translating")
        package = _described(directory, content)
        load_tokenizer(directory, content.tokenizer)
        load_model(directory, threads=1)
    except PackageBroken as error:
        # People know the file that they gave, not the place where it was tried.
        raise PackageBroken(path=str(file), reason=error.details["reason"]) from error
    return package


def _age(package: InstalledPackage) -> tuple[tuple[int, ...], str]:
    return tuple(int(number) for number in re.findall(r"\d+", package.version)), package.name


def _delete(directory: Path) -> None:
    if directory.is_symlink():
        directory.unlink()
    else:
        shutil.rmtree(directory)


def _argos_folder() -> Path:
    from argostranslate import settings

    return Path(settings.package_data_dir)
