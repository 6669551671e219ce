"""Changes a folder of packages: puts archives' packages there, and takes packages away.

One process at a time. Whatever is killed in the middle leaves every installed package as it was,
and its leftovers in a hidden directory, which the next change clears away.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from filelock import FileLock, Timeout

from bot.errors import DiskFull, FolderUnusable, PackageBroken
from bot.translating.packages.archives import MAX_UNPACKED_BYTES, NO_ROOM, unpack
from bot.translating.packages.folder import InstalledPackage, PackageFolder, described
from bot.translating.packages.loading import load_model, load_tokenizer, open_package
from bot.translating.packages.pairs import LanguagePair, pairs_meant
from bot.translating.packages.syncing import sync_folder, sync_tree

_LOCK = ".dragoman.lock"
_POLL_SECONDS = 0.2
_WORKPLACE = ".installing"
_DOWNLOADS = "downloads"


def _wait_in_silence() -> None:
    pass


@contextmanager
def changing(
    folder: PackageFolder,
    max_unpacked_bytes: int = MAX_UNPACKED_BYTES,
    on_wait: Callable[[], None] = _wait_in_silence,
) -> Iterator["Change"]:
    """Nobody else changes the folder meanwhile; `on_wait` is called if it takes waiting for that.

    Raises FolderUnusable and DiskFull.
    """
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        with _locked(folder.path / _LOCK, on_wait):
            workplace = folder.path / _WORKPLACE
            _clear(folder.path)
            (workplace / _DOWNLOADS).mkdir(parents=True, exist_ok=True)
            # Argos takes every directory for a package, and passes over those of other types.
            (workplace / "metadata.json").write_text('{"type": "none"}', encoding="utf-8")
            change = Change(folder, workplace, max_unpacked_bytes)
            try:
                yield change
            finally:
                change.tidy()
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(path=str(folder.path)) from error
        reason = error.strerror or str(error)
        raise FolderUnusable(path=str(folder.path), reason=reason) from error


@contextmanager
def _locked(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock; `on_wait` is called once if another process has it. Raises OSError."""
    # A file system without locks is an error here, not a reason for a weaker lock.
    lock = FileLock(path, fallback_to_soft=False, poll_interval=_POLL_SECONDS)
    try:
        held = lock.acquire(timeout=0)
    except Timeout:
        on_wait()
        held = lock.acquire()
    with held:
        yield


class Change:
    """What may be done to a folder. Make one with `changing`."""

    def __init__(self, folder: PackageFolder, workplace: Path, max_unpacked_bytes: int) -> None:
        self.folder = folder
        self._workplace = workplace
        self._max_unpacked_bytes = max_unpacked_bytes
        self._downloads: set[Path] = set()

    def download(self, name: str) -> Path:
        """Where to download to; what an earlier change had not finished may be there already."""
        place = self._workplace / _DOWNLOADS / name
        place.mkdir(exist_ok=True)
        self._downloads.add(place)
        return place

    def install(self, file: Path, pair: LanguagePair | None = None) -> InstalledPackage:
        """Unpack an `.argosmodel` file, try whether it works, and put it in the folder.

        It takes the place of every other package for the same languages, which work until it does.
        Raises PackageBroken, also where the package is not for `pair`; then nothing has changed.
        """
        with TemporaryDirectory(dir=self._workplace) as temporary:
            place = Path(temporary, "new")
            place.mkdir()
            new = _checked(unpack(file, place, self._max_unpacked_bytes), file, pair)
            final = self._place_for(new)
            # After a power failure there is either no package in the place, or a whole one.
            sync_tree(new.path)
            new.path.rename(final)
            sync_folder(self.folder.path)
        for other in self.folder.usable():
            if other.pair == new.pair and other.path != final:
                self._delete(other.path)
        return next(package for package in self.folder.usable() if package.path == final)

    def remove(self, which: str) -> tuple[str, ...]:
        """Delete a package by its directory's name, or all for a pair: "en_ru", "en→ru".

        Answers with the names of the directories that were deleted: none, if nothing matches.
        """
        broken = {Path(str(error.details["path"])).name for error in self.folder.broken()}
        packages = self.folder.usable()
        names = [name for name in (*broken, *(p.name for p in packages)) if name == which]
        if not names:
            pairs = pairs_meant(which)
            names = [package.name for package in packages if package.pair in pairs]
        for name in names:
            self._delete(self.folder.path / name)
        return tuple(names)

    def tidy(self) -> None:
        """Leave only what is to be downloaded further."""
        for place in (self._workplace / _DOWNLOADS).iterdir():
            if place not in self._downloads or not any(place.iterdir()):
                shutil.rmtree(place)
        if not any((self._workplace / _DOWNLOADS).iterdir()):
            shutil.rmtree(self._workplace)

    def _place_for(self, package: InstalledPackage) -> Path:
        """A place where there is nothing, not even the package itself in the same version."""
        name = f"translate-{package.source}_{package.target}-{package.version}".replace(".", "_")
        working = {other.path for other in self.folder.usable()}
        number = 1
        place = self.folder.path / name
        while place in working:
            number += 1
            place = self.folder.path / f"{name}-{number}"
        if place.is_symlink() or place.exists():
            self._delete(place)
        return place

    def _delete(self, path: Path) -> None:
        # Out of sight first, since a package that is half deleted is a broken one.
        hidden = Path(mkdtemp(dir=self._workplace), path.name)
        path.rename(hidden)
        shutil.rmtree(hidden.parent)


def _clear(folder: Path) -> None:
    """Delete what other changes left, but for what they had downloaded."""
    for left in folder.glob(f"{_WORKPLACE}*"):
        if left.is_symlink() or left.name != _WORKPLACE:
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


def _checked(directory: Path, file: Path, pair: LanguagePair | None) -> InstalledPackage:
    """The package in a directory, whose tokenizer and model have been tried."""
    try:
        content = open_package(directory)
        if content is None:
            raise PackageBroken(path=str(file), reason="it is not for translating")
        package = described(directory, content)
        if pair is not None and package.pair != pair:
            raise PackageBroken(path=str(file), reason=f"it is for {package}")
        load_tokenizer(directory, content.tokenizer)
        load_model(directory, threads=1)
    except PackageBroken as error:
        # People know the file that they gave, not the place where it was tried.
        raise PackageBroken(path=str(file), reason=error.details["reason"]) from error
    return package
