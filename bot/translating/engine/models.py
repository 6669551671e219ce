"""Which models are in memory: loaded at their first use, and let go when nobody needs them.

What a model is asked is none of its business. Safe to use from several threads.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from bot.errors import PackageBroken
from bot.translating.engine.allocating import give_back_what_is_freed, give_back_what_was_freed
from bot.translating.packages.argos import (
    PackageContent,
    Tokenizer,
    load_model,
    load_tokenizer,
    open_package,
)
from bot.translating.packages.routes import InstalledPackage

if TYPE_CHECKING:
    import ctranslate2


@dataclass(frozen=True, slots=True)
class ModelLimits:
    """A model goes when it was idle for so many seconds, or when all models together have more than
    so many bytes and it was not used for the longest time. One that is at work stays.
    """

    idle_seconds: float = 30 * 60
    total_bytes: int = 10**9


DEFAULT_LIMITS = ModelLimits()


@dataclass(slots=True, eq=False)
class _Resident:
    """A package in memory, where it takes about as much room as on the disk."""

    package: InstalledPackage
    lock: Lock = field(default_factory=Lock)
    users: int = 0
    used_at: float = 0.0
    size: int = 0
    content: PackageContent | None = None
    model: "ctranslate2.Translator | None" = None


class Models:
    """The models and tokenizers of packages, each for `threads` users at once."""

    def __init__(self, threads: int, limits: ModelLimits) -> None:
        self._threads = threads
        self._limits = limits
        self._lock = Lock()
        self._residents: dict[InstalledPackage, _Resident] = {}

    @property
    def loaded(self) -> frozenset[InstalledPackage]:
        """The packages whose models are in memory."""
        with self._lock:
            return frozenset(r.package for r in self._residents.values() if r.size)

    def tokenizer(self, package: InstalledPackage) -> Tokenizer:
        """A package's tokenizer. Blocks while it is read. Raises PackageBroken."""
        with self._resident(package) as resident:
            return self._content(resident).tokenizer

    @contextmanager
    def model(
        self, package: InstalledPackage
    ) -> Iterator[tuple["ctranslate2.Translator", PackageContent]]:
        """A package's model, which stays as long as this is open, and what the package says.

        Blocks while it is loaded. Raises PackageBroken.
        """
        with self._resident(package) as resident:
            content = self._content(resident)
            with resident.lock:
                if resident.model is None:
                    self._make_room(resident)
                    give_back_what_is_freed()
                    resident.model = load_model(package.path, self._threads)
                    give_back_what_was_freed()
                model = resident.model
            yield model, content

    def unload_idle(self) -> float | None:
        """Let go of what has been idle for long enough. In how many seconds to look again, if at
        all.
        """
        with self._lock:
            now = time.monotonic()
            idle = [resident for resident in self._residents.values() if not resident.users]
            ends = {resident: resident.used_at + self._limits.idle_seconds for resident in idle}
            gone = [resident for resident, end in ends.items() if end <= now]
            self._unload(gone)
            waits = [end - now for end in ends.values() if end > now]
        return min(waits, default=None)

    def close(self) -> None:
        """Let go of everything that is not at work."""
        with self._lock:
            self._unload([r for r in self._residents.values() if not r.users])

    @contextmanager
    def _resident(self, package: InstalledPackage) -> Iterator[_Resident]:
        with self._lock:
            resident = self._residents.setdefault(package, _Resident(package))
            resident.users += 1
        try:
            yield resident
        finally:
            with self._lock:
                resident.users -= 1
                resident.used_at = time.monotonic()
                if resident.model is None:
                    resident.size = 0
                if resident.content is None and not resident.users:
                    self._residents.pop(package, None)
                self._unload(self._surplus())

    def _content(self, resident: _Resident) -> PackageContent:
        folder = resident.package.path
        with resident.lock:
            if resident.content is None:
                content = open_package(folder)
                if content is None:
                    raise PackageBroken(path=str(folder), reason="it is not for translating")
                load_tokenizer(folder, content.tokenizer)
                resident.content = content
            return resident.content

    def _make_room(self, newcomer: _Resident) -> None:
        with self._lock:
            newcomer.size = newcomer.package.size
            self._unload(self._surplus())

    def _surplus(self) -> list[_Resident]:
        """What has to go for the rest to be within the limit, the least recently used first."""
        surplus: list[_Resident] = []
        total = sum(resident.size for resident in self._residents.values())
        for resident in sorted(self._residents.values(), key=lambda r: r.used_at):
            if total <= self._limits.total_bytes:
                break
            if resident.size and not resident.users:
                surplus.append(resident)
                total -= resident.size
        return surplus

    def _unload(self, residents: list[_Resident]) -> None:
        for resident in residents:
            del self._residents[resident.package]
            resident.model = None
        if residents:
            give_back_what_was_freed()
