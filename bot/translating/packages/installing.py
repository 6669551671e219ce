"""Installs packages from archives and removes them, one process at a time.

A process that is killed leaves every installed package as it was; what it left in a hidden
directory, the next installer deletes.
"""

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from bot.errors import Cause, DiskFull, FolderUnusable, PackageBroken, system_cause
from bot.translating.packages.archives import DISK_FULL, MAX_UNPACKED_BYTES, unpack
from bot.translating.packages.argos import ARGOS, METADATA_FILE
from bot.translating.packages.folder import PackageFolder, describe_package, open_package
from bot.translating.packages.package import DESCRIPTION_FILE, broken, load_model, load_tokenizer
from bot.translating.packages.routes import InstalledPackage, LanguagePair, parse_pairs
from bot.translating.packages.vocabulary import require_known_tokens

if TYPE_CHECKING:
    from bot.translating.packages.described import Description

_LOCK_FILE = ".dragoman.lock"
_LOCK_POLL_SECONDS = 0.2
_WORKSPACE = ".installing"
_DOWNLOADS = "downloads"
_FEW_LANGUAGES = 4
_MANY = "many"


@contextmanager
def open_installer(
    folder: PackageFolder,
    max_unpacked_bytes: int = MAX_UNPACKED_BYTES,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator["Installer"]:
    """Lock a folder and change it; `on_wait` is called if another process holds the lock.

    Raises FolderUnusable and DiskFull.
    """
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        with _locked(folder.path / _LOCK_FILE, on_wait):
            workspace = folder.path / _WORKSPACE
            _delete_leftovers(folder.path)
            (workspace / _DOWNLOADS).mkdir(parents=True, exist_ok=True)
            # Argos takes every directory for a package, and ignores those of an unknown type.
            (workspace / METADATA_FILE).write_text('{"type": "none"}', encoding="utf-8")
            installer = Installer(folder, workspace, max_unpacked_bytes)
            try:
                yield installer
            finally:
                installer.close()
    except OSError as error:
        if error.errno in DISK_FULL:
            raise DiskFull(path=str(folder.path)) from error
        raise FolderUnusable(path=str(folder.path), reason=system_cause(error)) from error


@contextmanager
def _locked(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock; `on_wait` is called once if another process has it. Raises OSError."""
    # A file system without locks is an error here, not a reason for a weaker lock.
    lock = FileLock(path, fallback_to_soft=False, poll_interval=_LOCK_POLL_SECONDS)
    try:
        held = lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        held = lock.acquire()
    with held:
        yield


class Installer:
    """Changes a locked folder. Made by `open_installer`."""

    def __init__(self, folder: PackageFolder, workspace: Path, max_unpacked_bytes: int) -> None:
        self.folder = folder
        self._workspace = workspace
        self._max_unpacked_bytes = max_unpacked_bytes
        self._downloads: set[Path] = set()

    def download_folder(self, name: str) -> Path:
        """Return a folder to download to; it may hold part of an earlier download."""
        folder = self._workspace / _DOWNLOADS / name
        folder.mkdir(exist_ok=True)
        self._downloads.add(folder)
        return folder

    def install(self, file: Path, pair: LanguagePair | None = None) -> tuple[InstalledPackage, ...]:
        """Unpack an archive, check that what is in it works, and put it in the folder.

        It replaces other packages of its family for the same languages; they work until it is in
        its place. Returns a package for each direction. Raises PackageBroken, also where the
        package is not for `pair`; then nothing has changed.
        """
        with self._unpacked(file, (METADATA_FILE, DESCRIPTION_FILE)) as directory:
            return self._place(directory, file, pair)

    def install_files(
        self, files: Mapping[str, Path], description: "Description", origin: str
    ) -> tuple[InstalledPackage, ...]:
        """Install a model from its files, by their names; `origin` is where they are from.

        Raises PackageBroken; then nothing has changed.
        """
        with TemporaryDirectory(dir=self._workspace) as temporary:
            directory = Path(temporary, "new")
            directory.mkdir()
            for name, file in files.items():
                file.rename(directory / name)
            (directory / DESCRIPTION_FILE).write_text(description.to_toml(), encoding="utf-8")
            return self._place(directory, Path(origin))

    def install_folder(self, folder: Path) -> tuple[InstalledPackage, ...]:
        """Install a copy of a package directory. Raises PackageBroken and OSError."""
        with TemporaryDirectory(dir=self._workspace) as temporary:
            copy = Path(temporary, "new")
            shutil.copytree(folder, copy)
            return self._place(copy, folder)

    def install_marian(
        self, file: Path, description: "Description"
    ) -> tuple[InstalledPackage, ...]:
        """Unpack an archive of OPUS-MT, convert the model in it, and install that.

        Takes seconds for a large one. Raises PackageBroken; then nothing has changed.
        """
        from bot.translating.packages.marian import DECODER_FILE, convert

        with self._unpacked(file, (DECODER_FILE,)) as directory:
            converted = directory / "converted"
            try:
                convert(directory, converted)
            except PackageBroken as error:
                raise broken(file, error.details["reason"]) from error
            (converted / DESCRIPTION_FILE).write_text(description.to_toml(), encoding="utf-8")
            return self._place(converted, file)

    @contextmanager
    def _unpacked(self, file: Path, markers: Sequence[str]) -> Iterator[Path]:
        with TemporaryDirectory(dir=self._workspace) as temporary:
            yield unpack(file, Path(temporary), self._max_unpacked_bytes, markers)

    def _place(
        self, directory: Path, origin: Path, pair: LanguagePair | None = None
    ) -> tuple[InstalledPackage, ...]:
        """Check a package in the workspace, and put it in the folder. Raises PackageBroken."""
        packages = _check_package(directory, origin, pair)
        final = self._free_path(packages)
        # After a power failure there is either no package at this path, or a whole one.
        _sync_tree(directory)
        directory.rename(final)
        _sync_directory(self.folder.path)
        installed = tuple(package for package in self.folder.usable() if package.path == final)
        for path in self._replaced(installed):
            self._delete(path)
        # The same version may have had the usual name until now.
        usual = self.folder.path / _folder_name(packages)
        if usual != final and not usual.exists():
            final.rename(usual)
            _sync_directory(self.folder.path)
            final = usual
        return tuple(package for package in self.folder.usable() if package.path == final)

    def _replaced(self, new: Sequence[InstalledPackage]) -> set[Path]:
        """Return the other folders of this family whose every direction is in the new package."""
        pairs = {package.pair for package in new}
        others = [
            package
            for package in self.folder.usable()
            if package.path != new[0].path and package.family == new[0].family
        ]
        needed = {package.path for package in others if package.pair not in pairs}
        return {package.path for package in others} - needed

    def remove(self, name: str) -> tuple[str, ...]:
        """Delete a package by its directory's name, or all for a pair ("en_ru", "en→ru").

        Returns the names of the deleted directories; none, if nothing matches.
        """
        broken = {Path(str(error.details["path"])).name for error in self.folder.broken()}
        packages = self.folder.usable()
        names = [known for known in (*broken, *(p.name for p in packages)) if known == name]
        if not names:
            pairs = parse_pairs(name)
            names = [package.name for package in packages if package.pair in pairs]
        for found in names:
            self._delete(self.folder.path / found)
        return tuple(names)

    def close(self) -> None:
        """Delete everything in the workspace but unfinished downloads."""
        downloads = self._workspace / _DOWNLOADS
        for folder in downloads.iterdir():
            if folder not in self._downloads or not any(folder.iterdir()):
                shutil.rmtree(folder)
        if not any(downloads.iterdir()):
            shutil.rmtree(self._workspace)

    def _free_path(self, packages: Sequence[InstalledPackage]) -> Path:
        """Return a path where no working package is, not even the same version of this one."""
        name = _folder_name(packages)
        working = {other.path for other in self.folder.usable()}
        number = 1
        path = self.folder.path / name
        while path in working:
            number += 1
            path = self.folder.path / f"{name}-{number}"
        if path.is_symlink() or path.exists():
            self._delete(path)
        return path

    def _delete(self, path: Path) -> None:
        # Hide it first: a half deleted package would be reported as broken.
        hidden = Path(mkdtemp(dir=self._workspace), path.name)
        path.rename(hidden)
        shutil.rmtree(hidden.parent)


def _folder_name(packages: Sequence[InstalledPackage]) -> str:
    """Return what to call a package: as Argos does, and of another family by its name first."""
    first = packages[0]
    languages = "_".join(
        _MANY if len(codes) > _FEW_LANGUAGES else "+".join(sorted(codes))
        for codes in ({p.source for p in packages}, {p.target for p in packages})
    )
    kind = "translate" if first.family == ARGOS else re.sub(r"\W+", "-", first.family.lower())
    return f"{kind}-{languages}-{first.version}".replace(".", "_")


def _delete_leftovers(folder: Path) -> None:
    """Delete what killed installers left, but for their downloads."""
    for left in folder.glob(f"{_WORKSPACE}*"):
        if left.is_symlink() or left.name != _WORKSPACE:
            _remove(left)
            continue
        for inside in left.iterdir():
            if inside.name != _DOWNLOADS:
                _remove(inside)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _check_package(
    directory: Path, file: Path, pair: LanguagePair | None
) -> tuple[InstalledPackage, ...]:
    """Load the tokenizer and the model of an unpacked package. Raises PackageBroken."""
    try:
        content = open_package(directory)
        if content is None:
            raise broken(file, Cause("it-is-not-for-translating"))
        packages = describe_package(directory, content)
        if pair is not None and pair not in [package.pair for package in packages]:
            raise broken(file, Cause("it-is-for", package=str(packages[0])))
        load_tokenizer(directory, content.tokenizer)
        load_model(directory, content, threads=1)
        require_known_tokens(directory, content)
    except PackageBroken as error:
        # People know the file that they gave, not the directory where it was tried.
        raise broken(file, error.details["reason"]) from error
    return packages


def _sync_tree(folder: Path) -> None:
    """Write everything in a folder, and the folder itself, to the disk. Raises OSError."""
    inside = [*folder.rglob("*")]
    for path in inside:
        if path.is_file():
            _sync(path)
    for path in (*inside, folder):
        if path.is_dir():
            _sync_directory(path)


def _sync_directory(folder: Path) -> None:
    """Write the names in a directory to the disk. Raises OSError."""
    # Windows cannot sync directories.
    if sys.platform != "win32":
        _sync(folder)


def _sync(path: Path) -> None:
    # Windows syncs only files that are open for writing.
    flags = os.O_RDWR if sys.platform == "win32" else os.O_RDONLY
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
