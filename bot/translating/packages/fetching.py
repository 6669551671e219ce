"""Which packages to download, and downloading and installing one of them."""

import asyncio
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from urllib.parse import urlsplit

from bot.errors import NoDirectPackage, NoPackage, PackageBroken, PackageDownloadFailed
from bot.translating.packages.changing import Change
from bot.translating.packages.downloading import Downloader, Progress, Unobtainable
from bot.translating.packages.folder import InstalledPackage
from bot.translating.packages.index import AvailablePackage
from bot.translating.packages.pairs import LanguagePair, newness
from bot.translating.packages.routes import ways


@dataclass(frozen=True, slots=True)
class Needed:
    """What lets every language be translated into every other, and the pairs that nothing does."""

    packages: tuple[AvailablePackage, ...]
    impossible: tuple[LanguagePair, ...]


async def fetch(
    change: Change, downloader: Downloader, package: AvailablePackage, progress: Progress
) -> InstalledPackage:
    """Download and install a package, from the first of its links that gives a good one.

    Raises PackageDownloadFailed; OSError where the folder of packages is the trouble.
    """
    place = change.download(f"{package.source}_{package.target}-{package.version}")
    problems = []
    for link in package.links:
        try:
            file = await downloader.download(link, place, progress)
            installed = await asyncio.to_thread(change.install, file, package.pair)
        except Unobtainable as error:
            problems.append(f"{urlsplit(link).netloc}: {error}")
        except PackageBroken as error:
            # Whatever arrived there, more of it would make nothing better.
            shutil.rmtree(place)
            place.mkdir()
            problems.append(f"{urlsplit(link).netloc}: {error.details['reason']}")
        else:
            shutil.rmtree(place)
            return installed
    raise PackageDownloadFailed(package=str(package), reason="; ".join(problems))


def packages_for(
    wanted: Iterable[Sequence[LanguagePair]], available: Sequence[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """A package for each thing that is wanted, by the pairs that it can mean.

    Raises NoDirectPackage and NoPackage.
    """
    by_pair = {package.pair: package for package in available}
    found: list[AvailablePackage] = []
    for pairs in wanted:
        package = next((by_pair[pair] for pair in pairs if pair in by_pair), None)
        if package is None:
            source, target = pairs[0]
            way = ways(by_pair.keys(), source).get(target)
            if way is None:
                raise NoPackage(source=source, target=target)
            steps = " ".join("-".join(step) for step in way)
            raise NoDirectPackage(source=source, target=target, pairs=steps)
        found.append(package)
    return tuple(dict.fromkeys(found))


def not_yet_installed(
    packages: Iterable[AvailablePackage], installed: Iterable[InstalledPackage]
) -> tuple[AvailablePackage, ...]:
    """Those of which there is not the same version yet, or a newer one."""
    versions = {package.pair: newness(package.version) for package in installed}
    return tuple(p for p in packages if newness(p.version) > versions.get(p.pair, (-1,)))


def updates(
    installed: Iterable[InstalledPackage], available: Iterable[AvailablePackage]
) -> tuple[AvailablePackage, ...]:
    """Newer versions of what is installed."""
    installed = tuple(installed)
    pairs = {package.pair for package in installed}
    return not_yet_installed((p for p in available if p.pair in pairs), installed)


def untranslatable(
    languages: Sequence[str], installed: Iterable[InstalledPackage]
) -> tuple[LanguagePair, ...]:
    """The pairs of these languages between which no installed packages lead."""
    languages = tuple(dict.fromkeys(languages))
    pairs = {package.pair for package in installed}
    found = {source: ways(pairs, source) for source in languages}
    return tuple(pair for pair in permutations(languages, 2) if pair[1] not in found[pair[0]])


def needed(
    languages: Sequence[str],
    installed: Sequence[InstalledPackage],
    available: Sequence[AvailablePackage],
) -> Needed:
    """What to install so that each of the languages can be translated into each other one."""
    present = {package.pair for package in installed}
    by_pair = {package.pair: package for package in available}
    packages: dict[AvailablePackage, None] = {}
    impossible = []
    for source, target in untranslatable(languages, installed):
        way = ways(present | by_pair.keys(), source).get(target)
        if way is None:
            impossible.append((source, target))
        else:
            packages |= dict.fromkeys(by_pair[step] for step in way if step not in present)
    return Needed(tuple(packages), tuple(impossible))
