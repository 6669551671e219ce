"""Chooses and downloads packages as the settings say, for a command and while the bot runs."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager

from bot.config import Settings
from bot.errors import NoPackage
from bot.translating import InstalledPackage, Installer, PackageFolder, open_installer
from bot.translating.packages.argos import argos_index_url
from bot.translating.packages.catalogue import (
    AvailablePackage,
    Downloadable,
    ListedModel,
    read_catalogue,
    read_index,
)
from bot.translating.packages.downloading import Downloader, DownloadPolicy, open_downloader
from bot.translating.packages.fetching import (
    fetch_package,
    machine_megabytes,
    plan_installation,
    propose,
)
from bot.translating.packages.routes import LanguagePair, hops_from

Report = Callable[[int], None]
"""Called with how many percent are done."""

DOWNLOAD_POLICY = DownloadPolicy()
_MEGABYTE = 1_000_000
# Argos's list does not say it; its packages hardly differ.
_ARGOS_MEGABYTES = 100
_ARGOS_PIVOT = "en"


def best_packages(
    settings: Settings,
    pairs: Sequence[LanguagePair],
    available: Sequence[AvailablePackage],
    installed: Sequence[InstalledPackage],
) -> tuple[Downloadable, ...]:
    """Return the best packages for some pairs that fit into the memory; `available` are Argos's."""
    memory = min(settings.model_megabytes, machine_megabytes() // 2)
    listed = tuple(read_catalogue(settings.model_catalogue).values())
    return propose(pairs, listed, available, installed, memory)


def served_pairs(
    packages: Sequence[Downloadable], installed: Sequence[InstalledPackage]
) -> set[LanguagePair]:
    """Return the pairs that the packages translate, together with those that are installed."""
    pairs = {package.pair for package in installed}
    for package in packages:
        pairs |= package.quality.keys()
    return pairs


def installer_of(
    settings: Settings, folder: PackageFolder, on_wait: Callable[[], None] = lambda: None
) -> AbstractContextManager[Installer]:
    """Open a folder to change it, as `open_installer` does, within the limits of the settings."""
    return open_installer(folder, settings.package_unpacked_megabytes * _MEGABYTE, on_wait)


def downloader_of(settings: Settings) -> AbstractAsyncContextManager[Downloader]:
    """Open an HTTP session for packages, within the limits of the settings."""
    return open_downloader(settings.package_megabytes * _MEGABYTE, DOWNLOAD_POLICY)


async def read_available(
    settings: Settings, downloader: Downloader
) -> tuple[AvailablePackage, ...]:
    """Return what the index of the settings has to download. Raises IndexUnavailable."""
    return await read_index(downloader, settings.package_index or argos_index_url())


class Downloads:
    """Downloads models, where somebody who runs the bot wants it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def megabytes(self, source: str, target: str) -> int:
        """Return about how much there is to download for two languages, without asking anybody."""
        installed = PackageFolder(self._settings.packages_folder).usable()
        pairs = ((source, target), (target, source))
        models = [
            package
            for package in best_packages(self._settings, pairs, (), installed)
            if isinstance(package, ListedModel)
        ]
        served = served_pairs(models, installed)
        missing = sum(target not in hops_from(source, served) for source, target in pairs)
        hops = 1 if _ARGOS_PIVOT in (source, target) else 2
        return sum(model.megabytes for model in models) + missing * hops * _ARGOS_MEGABYTES

    async def install(self, source: str, target: str, report: Report) -> None:
        """Download and install the models that lead from one language into the other.

        They are those of the best ones for both ways that are needed for this one. What is there
        already is not downloaded again. Raises IndexUnavailable, NoPackage,
        PackageDownloadFailed, FolderUnusable and DiskFull.
        """
        stopped = threading.Event()

        def work() -> None:
            # Its lock belongs to one thread.
            folder = PackageFolder(self._settings.packages_folder)
            with installer_of(self._settings, folder) as installer:
                asyncio.run(fetch(folder, installer))

        async def fetch(folder: PackageFolder, installer: Installer) -> None:
            async with downloader_of(self._settings) as downloader:
                available = await read_available(self._settings, downloader)
                packages = self._missing(source, target, available, folder.usable())
                for number, package in enumerate(packages):

                    def arrived(done: int, total: int | None, number: int = number) -> None:
                        if stopped.is_set():
                            raise asyncio.CancelledError
                        share = done / total if total else 0.0
                        report(int(100 * (number + share) / len(packages)))

                    await fetch_package(installer, downloader, package, arrived)

        try:
            await asyncio.to_thread(work)
        finally:
            stopped.set()

    def _missing(
        self,
        source: str,
        target: str,
        available: Sequence[AvailablePackage],
        installed: Sequence[InstalledPackage],
    ) -> Sequence[Downloadable]:
        """Return the packages to download, through other languages where there is no direct way."""
        pairs = ((source, target), (target, source))
        packages: Sequence[Downloadable]
        packages = best_packages(self._settings, pairs, available, installed)
        if target not in hops_from(source, served_pairs(packages, installed)):
            plan = plan_installation((source, target), installed, available)
            if (source, target) in plan.impossible:
                raise NoPackage(source=source, target=target)
            packages = plan.packages
        hops = {*hops_from(source, served_pairs(packages, installed))[target]}
        return [package for package in packages if hops & served_pairs((package,), ())]
