"""Which models are in memory: they are loaded at their first use, and unloaded when not needed."""

import ctypes
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import Cause, PackageBroken
from bot.translating.packages.folder import open_package
from bot.translating.packages.package import PackageContent, Tokenizer, load_model, load_tokenizer
from bot.translating.packages.routes import InstalledPackage

if TYPE_CHECKING:
    import ctranslate2


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """When models are unloaded: after so many idle seconds, and above so many bytes together.

    Above the limit the least recently used model goes first. A model in use stays.
    """

    idle_seconds: float = 30 * 60
    total_bytes: int = 10**9


DEFAULT_LIMITS = ModelLimits()


_Key = tuple[Path, str, int]
"""The folder of a package, its version and its size."""


@dataclass(slots=True, eq=False)
class _LoadedPackage:
    """A package in memory, where its model takes about as much room as on the disk.

    One of several directions is loaded once for all of them.
    """

    package: InstalledPackage
    lock: Lock = field(default_factory=Lock)
    users: int = 0
    used_at: float = 0.0
    size: int = 0
    content: PackageContent | None = None
    model: "ctranslate2.Translator | None" = None


class Models:
    """The models and tokenizers of packages, each for `threads` users at once. Thread-safe."""

    def __init__(self, threads: int, limits: ModelLimits) -> None:
        self._threads = threads
        self._limits = limits
        self._lock = Lock()
        self._packages: dict[_Key, _LoadedPackage] = {}

    @property
    def loaded(self) -> frozenset[InstalledPackage]:
        """The packages whose models are in memory, one for each model."""
        with self._lock:
            return frozenset(loaded.package for loaded in self._packages.values() if loaded.size)

    def tokenizer(self, package: InstalledPackage) -> Tokenizer:
        """Return a package's tokenizer; blocks while it is read. Raises PackageBroken."""
        with self._in_use(package) as loaded:
            return self._content(loaded).tokenizer

    @contextmanager
    def model(
        self, package: InstalledPackage
    ) -> Iterator[tuple["ctranslate2.Translator", PackageContent]]:
        """Keep a package's model in memory while this is open; blocks while it is loaded.

        Raises PackageBroken.
        """
        with self._in_use(package) as loaded:
            content = self._content(loaded)
            with loaded.lock:
                if loaded.model is None:
                    self._make_room(loaded)
                    loaded.model = load_model(package.path, content, self._threads)
                    return_free_memory()
                model = loaded.model
            yield model, content

    def unload_idle(self) -> float | None:
        """Unload idle models; return in how many seconds the next may be idle, if any."""
        with self._lock:
            now = time.monotonic()
            unused = [loaded for loaded in self._packages.values() if not loaded.users]
            ends = {loaded: loaded.used_at + self._limits.idle_seconds for loaded in unused}
            self._unload([loaded for loaded, end in ends.items() if end <= now])
            return min((end - now for end in ends.values() if end > now), default=None)

    def close(self) -> None:
        """Unload everything that is not in use."""
        with self._lock:
            self._unload([loaded for loaded in self._packages.values() if not loaded.users])

    @contextmanager
    def _in_use(self, package: InstalledPackage) -> Iterator[_LoadedPackage]:
        with self._lock:
            loaded = self._packages.setdefault(_key(package), _LoadedPackage(package))
            loaded.users += 1
        try:
            yield loaded
        finally:
            with self._lock:
                loaded.users -= 1
                loaded.used_at = time.monotonic()
                if loaded.model is None:
                    loaded.size = 0
                if loaded.content is None and not loaded.users:
                    self._packages.pop(_key(package), None)
                self._unload(self._surplus())

    def _content(self, loaded: _LoadedPackage) -> PackageContent:
        folder = loaded.package.path
        with loaded.lock:
            if loaded.content is None:
                content = open_package(folder)
                if content is None:
                    raise PackageBroken(path=str(folder), reason=Cause("it-is-not-for-translating"))
                load_tokenizer(folder, content.tokenizer)
                loaded.content = content
            return loaded.content

    def _make_room(self, new: _LoadedPackage) -> None:
        with self._lock:
            new.size = new.package.size
            self._unload(self._surplus())

    def _surplus(self) -> list[_LoadedPackage]:
        """Return what must be unloaded to be within the limit, the least recently used first."""
        surplus: list[_LoadedPackage] = []
        total = sum(loaded.size for loaded in self._packages.values())
        for loaded in sorted(self._packages.values(), key=lambda loaded: loaded.used_at):
            if total <= self._limits.total_bytes:
                break
            if loaded.size and not loaded.users:
                surplus.append(loaded)
                total -= loaded.size
        return surplus

    def _unload(self, packages: list[_LoadedPackage]) -> None:
        for loaded in packages:
            del self._packages[_key(loaded.package)]
            loaded.model = None
        if packages:
            return_free_memory()


def _key(package: InstalledPackage) -> _Key:
    return package.path, package.version, package.size


def return_free_memory() -> None:
    """Make glibc return the free parts of its heap to the system."""
    if (library := _glibc()) is not None:
        library.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None
