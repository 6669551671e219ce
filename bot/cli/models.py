"""`dragoman models list`, `available` and `remove`: what there is, and taking it away."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.filesize import decimal

from bot.cli.exits import explanation
from bot.cli.screen import Screen, words_here
from bot.config import Settings
from bot.errors import DragomanError
from bot.languages import language_code
from bot.rendering.words import Words
from bot.translating import InstalledPackage, PackageFolder, open_installer
from bot.translating.packages.argos import ARGOS, argos_quality
from bot.translating.packages.routes import LanguagePair, hops_from, version_key

if TYPE_CHECKING:
    from bot.translating.packages.catalogue import ListedModel
    from bot.translating.packages.index import AvailablePackage

# Models that take more memory translate several times slower than Argos's.
_LARGE_MEGABYTES = 150


class NoSuchPackage(DragomanError):
    """There is no package that is called `name`."""


def list_packages(settings: Settings) -> None:
    """Print a row for each package, what is wrong with those that cannot be used, and on a terminal
    where they lead."""
    folder, words, screen = PackageFolder(settings.packages_folder), words_here(), Screen()
    packages, broken = folder.installed(), folder.broken()
    if packages:
        screen.show_table(
            _headings(words, "name", "languages", "version", "size", "folder"),
            (
                (
                    *(own[0].name, _ways([p.pair for p in own]), own[0].version),
                    *(decimal(own[0].size), str(own[0].path)),
                )
                for own in _by_folder(folder.usable())
            ),
        )
    for error in broken:
        screen.show_line(f"✗ {explanation(error, words)}", "red")
    if not packages and not broken:
        screen.show_line(words.say("terminal-models-none", path=str(folder.path)))
    if packages and screen.is_terminal:
        screen.show_line("")
        _show_routes(packages, words, screen)


def _by_folder(packages: Iterable[InstalledPackage]) -> list[list[InstalledPackage]]:
    """Return the directions of each folder together, sorted by the first of them."""
    folders: dict[Path, list[InstalledPackage]] = {}
    for package in sorted(packages, key=lambda p: (p.pair, version_key(p.version))):
        folders.setdefault(package.path, []).append(package)
    return list(folders.values())


def list_available(settings: Settings, language: str | None) -> None:
    """Print a row for each package of the index, or for those from or into a language.

    Raises UnknownLanguage and IndexUnavailable.
    """
    from bot.cli.installing import read_available
    from bot.translating.packages.catalogue import read_catalogue

    code = language_code(language) if language is not None else None
    words, screen = words_here(), Screen()
    installed = PackageFolder(settings.packages_folder).usable()
    listed = read_catalogue(settings.model_catalogue).values()
    packages: list[AvailablePackage | ListedModel] = [
        *(p for p in read_available(settings) if code is None or code in p.pair),
        *(m for m in listed if code is None or any(code in pair for pair in m.quality)),
    ]
    show_packages(packages, installed, words, screen)


def show_packages(
    packages: Iterable["AvailablePackage | ListedModel"],
    installed: Sequence[InstalledPackage],
    words: Words,
    screen: Screen,
) -> None:
    """Print a row for each package that can be downloaded."""
    screen.show_table(
        _headings(
            *(words, "name", "version", "installed", "languages"),
            *("size", "quality", "licence", "speed"),
        ),
        (_row(package, installed, words) for package in packages),
    )


def _row(
    package: "AvailablePackage | ListedModel", installed: Sequence[InstalledPackage], words: Words
) -> tuple[str, ...]:
    from bot.translating.packages.index import AvailablePackage

    if isinstance(package, AvailablePackage):
        family, version, licence = ARGOS, package.version, ""
        name, size, is_large = "-".join(package.pair), "", False
        quality = {package.pair: argos_quality(package.pair)}
    else:
        family, version = package.description.family, package.description.version
        licence = package.description.licence
        name, size = package.name, f"{package.megabytes} MB"
        is_large = package.memory_megabytes > _LARGE_MEGABYTES
        quality = dict(package.quality)
        if not package.may_be_sold:
            licence = words.say("terminal-licence-non-commercial", licence=licence)
    present = [p.version for p in installed if p.family == family and p.pair in quality]
    known = [(pair, value) for pair, value in quality.items() if value is not None]
    return (
        name,
        version,
        max(present, key=version_key, default=""),
        _ways(list(quality), words.language_name),
        size,
        ", ".join(
            f"{value}" if len(quality) == 1 else f"{'-'.join(pair)} {value}"
            for pair, value in known
        ),
        licence,
        words.say("terminal-speed-slow" if is_large else "terminal-speed-fast"),
    )


def _ways(pairs: Sequence[LanguagePair], name: Callable[[str], str] = str) -> str:
    """Return "English → Russian, Ukrainian" for pairs of languages."""
    sources = list(dict.fromkeys(source for source, _ in pairs))
    targets = list(dict.fromkeys(target for _, target in pairs))
    return f"{', '.join(map(name, sources))} → {', '.join(map(name, targets))}"


def remove_package(settings: Settings, name: str) -> None:
    """Remove a package, or all of a pair. Raises NoSuchPackage, FolderUnusable and DiskFull."""
    with open_installer(PackageFolder(settings.packages_folder)) as installer:
        removed = installer.remove(name)
    if not removed:
        raise NoSuchPackage(name=name)
    for package in removed:
        Screen().show_line(words_here().say("terminal-models-removed", package=package))


def _show_routes(packages: tuple[InstalledPackage, ...], words: Words, screen: Screen) -> None:
    """Show where each language, and each detour from it, leads to."""
    pairs = {package.pair for package in packages}
    targets: dict[tuple[str, ...], list[str]] = {}
    for source in sorted({source for source, _ in pairs}):
        for target, hops in hops_from(source, pairs).items():
            targets.setdefault(tuple(start for start, _ in hops), []).append(target)
    name = words.language_name
    screen.show_table(
        _headings(words, "from", "into"),
        (
            (" → ".join([*map(name, through), ""]).rstrip(), ", ".join(sorted(map(name, into))))
            for through, into in targets.items()
        ),
    )


def _headings(words: Words, *columns: str) -> list[str]:
    return [words.say(f"terminal-column-{column}") for column in columns]
