"""Chooses which packages to download, and downloads and installs them."""

import asyncio
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import permutations
from typing import TypeVar
from urllib.parse import urlsplit

from bot.errors import (
    Cause,
    Detail,
    NoDirectPackage,
    NoPackage,
    PackageBroken,
    PackageDownloadFailed,
)
from bot.translating.packages.argos import ARGOS, argos_quality
from bot.translating.packages.catalogue import ListedModel
from bot.translating.packages.downloading import Downloader, DownloadError, Progress
from bot.translating.packages.index import AvailablePackage
from bot.translating.packages.installing import Installer
from bot.translating.packages.routes import InstalledPackage, LanguagePair, hops_from, version_key

# Of a model of which nothing is published: better than none.
_UNKNOWN_QUALITY = 1.0


@dataclass(frozen=True, slots=True)
class InstallPlan:
    """The packages that connect some languages, and the pairs that no package can connect."""

    packages: tuple[AvailablePackage, ...]
    impossible: tuple[LanguagePair, ...]


async def fetch_package(
    installer: Installer,
    downloader: Downloader,
    package: AvailablePackage | ListedModel,
    progress: Progress,
) -> tuple[InstalledPackage, ...]:
    """Download and install a package, from the first of its links that gives a working one.

    Raises PackageDownloadFailed; OSError where the folder of packages is the problem.
    """
    if isinstance(package, AvailablePackage):
        name = f"{package.source}_{package.target}-{package.version}"
        install = partial(installer.install, pair=package.pair)
    else:
        name = f"{package.name}-{package.description.version}".replace(":", "_")
        install = partial(installer.install_marian, description=package.description)
    folder = installer.download_folder(name)
    problems: list[Cause] = []
    for link in package.links:
        try:
            file = await downloader.download(link, folder, progress)
            installed = await asyncio.to_thread(install, file)
        except DownloadError as error:
            problems.append(_from(link, error.cause))
        except PackageBroken as error:
            # Continuing a broken download would not make it work.
            shutil.rmtree(folder)
            folder.mkdir()
            problems.append(_from(link, error.details["reason"]))
        else:
            shutil.rmtree(folder)
            return installed
    raise PackageDownloadFailed(package=str(package), reason=problems)


def _from(link: str, cause: Detail) -> Cause:
    return Cause("of", what=urlsplit(link).netloc, cause=cause)


def find_packages(
    wanted: Iterable[Sequence[LanguagePair]], available: Sequence[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """Return a package for each wish, which is given as the pairs that it can mean.

    Raises NoDirectPackage and NoPackage.
    """
    by_pair = {package.pair: package for package in available}
    found: list[AvailablePackage] = []
    for pairs in wanted:
        package = next((by_pair[pair] for pair in pairs if pair in by_pair), None)
        if package is None:
            source, target = pairs[0]
            hops = hops_from(source, by_pair.keys()).get(target)
            if hops is None:
                raise NoPackage(source=source, target=target)
            names = " ".join("-".join(hop) for hop in hops)
            raise NoDirectPackage(source=source, target=target, pairs=names)
        found.append(package)
    return tuple(dict.fromkeys(found))


_Downloadable = TypeVar("_Downloadable", bound=AvailablePackage | ListedModel)


def not_yet_installed(
    packages: Iterable[_Downloadable], installed: Iterable[InstalledPackage]
) -> tuple[_Downloadable, ...]:
    """Return the packages of which neither this version nor a newer one is installed."""
    installed = tuple(installed)
    versions: dict[LanguagePair, tuple[int, ...]] = {}
    for package in installed:
        if package.family == ARGOS:
            newest = max(versions.get(package.pair, (-1,)), version_key(package.version))
            versions[package.pair] = newest

    def is_missing(package: AvailablePackage | ListedModel) -> bool:
        if isinstance(package, AvailablePackage):
            return version_key(package.version) > versions.get(package.pair, (-1,))
        return not package.is_installed(installed)

    return tuple(package for package in packages if is_missing(package))


def find_updates(
    installed: Iterable[InstalledPackage], available: Iterable[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """Return newer versions of the packages of Argos that are installed."""
    installed = tuple(installed)
    pairs = {package.pair for package in installed if package.family == ARGOS}
    return not_yet_installed((p for p in available if p.pair in pairs), installed)


def unconnected_pairs(
    languages: Sequence[str], installed: Iterable[InstalledPackage]
) -> tuple[LanguagePair, ...]:
    """Return the pairs of these languages that installed packages cannot translate."""
    languages = tuple(dict.fromkeys(languages))
    pairs = {package.pair for package in installed}
    found = {source: hops_from(source, pairs) for source in languages}
    return tuple(pair for pair in permutations(languages, 2) if pair[1] not in found[pair[0]])


def plan_installation(
    languages: Sequence[str],
    installed: Sequence[InstalledPackage],
    available: Sequence[AvailablePackage],
) -> InstallPlan:
    """Return what to install so that each language can be translated into each other one."""
    present = {package.pair for package in installed}
    by_pair = {package.pair: package for package in available}
    packages: dict[AvailablePackage, None] = {}
    impossible = []
    for source, target in unconnected_pairs(languages, installed):
        hops = hops_from(source, present | by_pair.keys()).get(target)
        if hops is None:
            impossible.append((source, target))
        else:
            packages |= dict.fromkeys(by_pair[hop] for hop in hops if hop not in present)
    return InstallPlan(tuple(packages), tuple(impossible))


def propose(
    pairs: Sequence[LanguagePair],
    listed: Sequence[ListedModel],
    available: Sequence[AvailablePackage],
    installed: Sequence[InstalledPackage],
    memory_megabytes: int,
) -> tuple[AvailablePackage | ListedModel, ...]:
    """Return what to install to translate these pairs best.

    That is models of the catalogue as far as they fit into the memory together, those first that
    better the most, and Argos's packages for what is left. Models that may not be used for money
    are never proposed.
    """
    best = {package.pair: argos_quality(package.pair) or 0.0 for package in available}
    for package in installed:
        best[package.pair] = max(best.get(package.pair, 0.0), package.quality or _UNKNOWN_QUALITY)
    chosen: list[AvailablePackage | ListedModel] = []
    served = {package.pair for package in installed}
    room = memory_megabytes
    waiting = [model for model in not_yet_installed(listed, installed) if model.may_be_sold]

    def gain(model: ListedModel) -> float:
        quality = model.quality
        return sum(
            max((quality[pair] or _UNKNOWN_QUALITY) - best.get(pair, 0.0), 0.0)
            for pair in pairs
            if pair in quality
        )

    while waiting := [m for m in waiting if m.memory_megabytes <= room and gain(m) > 0]:
        model = max(waiting, key=gain)
        waiting.remove(model)
        chosen.append(model)
        room -= model.memory_megabytes
        for pair, quality in model.quality.items():
            best[pair] = max(best.get(pair, 0.0), quality or _UNKNOWN_QUALITY)
            served.add(pair)
    by_pair = {package.pair: package for package in available}
    return (*chosen, *(by_pair[p] for p in pairs if p not in served and p in by_pair))


def machine_megabytes() -> int:
    """Return how much memory this machine has."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 10**6
