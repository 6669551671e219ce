"""`dragoman models list` and `remove`: what is installed, and removing it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.filesize import decimal

from bot.cli.exits import explanation
from bot.cli.screen import Screen, words_here
from bot.config import Settings
from bot.errors import DragomanError
from bot.rendering.words import Words
from bot.translating import InstalledPackage, PackageFolder, open_installer
from bot.translating.packages.routes import LanguagePair, hops_from, version_key


class NoSuchPackage(DragomanError):
    """There is no package that is called `name`."""


def list_packages(settings: Settings) -> None:
    """Print a row for each package, what is wrong with those that cannot be used, and on a terminal
    where they lead."""
    folder, words, screen = PackageFolder(settings.packages_folder), words_here(), Screen()
    packages, broken = folder.installed(), folder.broken()
    if packages:
        screen.show_table(
            headings(words, "name", "languages", "version", "size", "folder"),
            (
                (
                    *(own[0].name, show_pairs([p.pair for p in own]), own[0].version),
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


def show_pairs(pairs: Sequence[LanguagePair], name: Callable[[str], str] = str) -> str:
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
        headings(words, "from", "into"),
        (
            (" → ".join([*map(name, through), ""]).rstrip(), ", ".join(sorted(map(name, into))))
            for through, into in targets.items()
        ),
    )


def headings(words: Words, *columns: str) -> list[str]:
    """Return the headings of a table."""
    return [words.say(f"terminal-column-{column}") for column in columns]
