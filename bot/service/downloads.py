"""Downloading the best models for a pair of languages while the bot runs."""

import asyncio
import threading
from collections.abc import Callable, Sequence

from bot.config import Settings
from bot.errors import NoPackage
from bot.translating import InstalledPackage, Installer, PackageFolder, open_installer
from bot.translating.packages.argos import argos_index_url
from bot.translating.packages.catalogue import ListedModel, read_catalogue
from bot.translating.packages.downloading import DownloadPolicy, open_downloader
from bot.translating.packages.fetching import (
    fetch_package,
    machine_megabytes,
    plan_installation,
    propose,
)
from bot.translating.packages.index import AvailablePackage, read_index
from bot.translating.packages.routes import LanguagePair, hops_from

Report = Callable[[int], None]
"""Called with how many percent are done."""

_MEGABYTE = 1_000_000
# Argos's list does not say it; its packages hardly differ.
_ARGOS_MEGABYTES = 100
_ARGOS_PIVOT = "en"


def best_packages(
    settings: Settings,
    pairs: Sequence[LanguagePair],
    available: Sequence[AvailablePackage],
    installed: Sequence[InstalledPackage],
) -> tuple[AvailablePackage | ListedModel, ...]:
    """Return the best packages for some pairs that fit into the memory; `available` are Argos's."""
    memory = min(settings.model_megabytes, machine_megabytes() // 2)
    listed = tuple(read_catalogue(settings.model_catalogue).values())
    return propose(pairs, listed, available, installed, memory)


def served_pairs(
    packages: Sequence[AvailablePackage | ListedModel], installed: Sequence[InstalledPackage]
) -> set[LanguagePair]:
    """Return the pairs that the packages translate, together with those that are installed."""
    pairs = {package.pair for package in installed}
    for package in packages:
        pairs |= {package.pair} if isinstance(package, AvailablePackage) else {*package.quality}
    return pairs


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
        """Download and install the best models from one language into the other, and back.

        What is there already is not downloaded again. Raises IndexUnavailable, NoPackage,
        PackageDownloadFailed, FolderUnusable and DiskFull.
        """
        stopped = threading.Event()

        def work() -> None:
            # Its lock belongs to one thread.
            folder = PackageFolder(self._settings.packages_folder)
            most = self._settings.package_unpacked_megabytes * _MEGABYTE
            with open_installer(folder, most) as installer:
                asyncio.run(fetch(folder, installer))

        async def fetch(folder: PackageFolder, installer: Installer) -> None:
            most = self._settings.package_megabytes * _MEGABYTE
            async with open_downloader(most, DownloadPolicy()) as downloader:
                index = self._settings.package_index or argos_index_url()
                available = await read_index(downloader, index)
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
    ) -> Sequence[AvailablePackage | ListedModel]:
        """Return the best packages, through other languages where there is no direct way."""
        pairs = ((source, target), (target, source))
        packages = best_packages(self._settings, pairs, available, installed)
        if target in hops_from(source, served_pairs(packages, installed)):
            return packages
        plan = plan_installation((source, target), installed, available)
        if (source, target) in plan.impossible:
            raise NoPackage(source=source, target=target)
        return plan.packages
