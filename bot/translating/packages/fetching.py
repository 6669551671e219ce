"""Chooses which packages to download, and downloads and installs them."""

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from urllib.parse import urlsplit

from bot.errors import (
    Cause,
    Detail,
    NoDirectPackage,
    NoPackage,
    PackageBroken,
    PackageDownloadFailed,
)
from bot.translating.packages.downloading import Downloader, DownloadError, Progress
from bot.translating.packages.index import AvailablePackage
from bot.translating.packages.installing import Installer
from bot.translating.packages.routes import InstalledPackage, LanguagePair, hops_from, version_key


@dataclass(frozen=True, slots=True)
class InstallPlan:
    """The packages that connect some languages, and the pairs that no package can connect."""

    packages: tuple[AvailablePackage, ...]
    impossible: tuple[LanguagePair, ...]


async def fetch_package(
    installer: Installer, downloader: Downloader, package: AvailablePackage, progress: Progress
) -> InstalledPackage:
    """Download and install a package, from the first of its links that gives a working one.

    Raises PackageDownloadFailed; OSError where the folder of packages is the problem.
    """
    folder = installer.download_folder(f"{package.source}_{package.target}-{package.version}")
    problems: list[Cause] = []
    for link in package.links:
        try:
            file = await downloader.download(link, folder, progress)
            installed = await asyncio.to_thread(installer.install, file, package.pair)
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


def not_yet_installed(
    packages: Iterable[AvailablePackage], installed: Iterable[InstalledPackage]
) -> tuple[AvailablePackage, ...]:
    """Return the packages of which neither this version nor a newer one is installed."""
    versions = {package.pair: version_key(package.version) for package in installed}
    return tuple(p for p in packages if version_key(p.version) > versions.get(p.pair, (-1,)))


def find_updates(
    installed: Iterable[InstalledPackage], available: Iterable[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """Return newer versions of installed packages."""
    installed = tuple(installed)
    pairs = {package.pair for package in installed}
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
