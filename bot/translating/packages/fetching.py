"""Chooses which packages to download, and downloads and installs them."""

import asyncio
import logging
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
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
from bot.translating.packages.catalogue import AvailablePackage, Downloadable, ListedModel
from bot.translating.packages.described import read_description
from bot.translating.packages.downloading import Downloader, DownloadError, PartialFile, Progress
from bot.translating.packages.installing import Installer
from bot.translating.packages.routes import InstalledPackage, LanguagePair, hops_from, version_key

_log = logging.getLogger(__name__)

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
    package: Downloadable,
    progress: Progress,
) -> tuple[InstalledPackage, ...]:
    """Download and install a package, from the first of its links that gives a working one.

    Raises PackageDownloadFailed; OSError where the folder of packages is the problem.
    """
    folder = installer.download_folder(package.file_name)
    problems: list[Cause] = []
    for link in package.links:
        try:
            files = await _download(downloader, _addresses(package, link), folder, progress)
            installed = await asyncio.to_thread(_install, installer, package, link, files)
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


def _addresses(package: Downloadable, link: str) -> Mapping[str, str]:
    """Return the addresses of the files of a package, which come from a link, by their names."""
    return {name: f"{link.rstrip('/')}/{name}" for name in package.files} or {"": link}


async def _download(
    downloader: Downloader, addresses: Mapping[str, str], folder: Path, progress: Progress
) -> Mapping[str, PartialFile]:
    """Download files, each to its own folder. Raises DownloadError and OSError."""
    files: dict[str, PartialFile] = {}
    before = 0

    def report(done: int, total: int | None) -> None:
        progress(before + done, None if total is None else before + total)

    for name, url in addresses.items():
        own = folder / name
        own.mkdir(exist_ok=True)
        await downloader.download(url, own, report)
        files[name] = PartialFile(own, url)
        before += files[name].size
    return files


def _install(
    installer: Installer,
    package: Downloadable,
    link: str,
    files: Mapping[str, PartialFile],
) -> tuple[InstalledPackage, ...]:
    if isinstance(package, AvailablePackage):
        return installer.install(files[""].path, package.pair)
    origin = {file.url: file.version for file in files.values() if file.version}
    description = package.description.model_copy(update={"origin": origin})
    if not package.files:
        return installer.install_marian(files[""].path, description)
    paths = {name: file.path for name, file in files.items()}
    return installer.install_files(paths, description, link)


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


_Downloadable = TypeVar("_Downloadable", bound=Downloadable)


def not_yet_installed(
    packages: Iterable[_Downloadable], installed: Iterable[InstalledPackage]
) -> tuple[_Downloadable, ...]:
    """Return the packages of which neither this version nor a newer one is installed."""
    installed = tuple(installed)
    return tuple(package for package in packages if not package.is_installed(installed))


def find_updates(
    installed: Iterable[InstalledPackage], available: Iterable[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """Return newer versions of the packages of Argos that are installed."""
    installed = tuple(installed)
    pairs = {package.pair for package in installed if package.family == ARGOS}
    return not_yet_installed((p for p in available if p.pair in pairs), installed)


async def find_model_updates(
    installed: Iterable[InstalledPackage], listed: Iterable[ListedModel], downloader: Downloader
) -> tuple[ListedModel, ...]:
    """Return the models of the catalogue that are newer than the ones which are installed.

    Their version is higher, or other files stand by now where theirs were downloaded from. Where
    nobody answers there is nothing newer.
    """
    installed = tuple(installed)
    found = []
    for model in listed:
        mine = model.installed(installed)
        if not mine:
            continue
        newest = max(mine, key=lambda package: version_key(package.version))
        is_older = version_key(newest.version) < version_key(model.description.version)
        if is_older or await _has_changed(model, newest, downloader):
            found.append(model)
    return tuple(found)


async def _has_changed(
    model: ListedModel, package: InstalledPackage, downloader: Downloader
) -> bool:
    """Return whether files of a model are others now than when it was downloaded."""
    listed = {url for link in model.links for url in _addresses(model, link).values()}
    for url, version in read_description(package.path).origin.items():
        if url in listed:
            try:
                now = await downloader.version(url)
            except DownloadError as error:
                _log.warning("No newer %s is looked for: %s", model, error.cause)
                return False
            if now and now != version:
                return True
    return False


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
) -> tuple[Downloadable, ...]:
    """Return what to install to translate these pairs best.

    That is models of the catalogue as far as they fit into the memory together, those first that
    better the most, and Argos's packages for what is left. Models that may not be used for money
    are never proposed.
    """
    best = {package.pair: argos_quality(package.pair) or 0.0 for package in available}
    for package in installed:
        best[package.pair] = max(best.get(package.pair, 0.0), package.quality or _UNKNOWN_QUALITY)
    chosen: list[Downloadable] = []
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
