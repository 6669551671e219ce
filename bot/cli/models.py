"""`dragoman models list`, `available` and `remove`: what there is, and taking it away."""

from rich.filesize import decimal

from bot.cli.exits import explanation
from bot.cli.screen import Screen, words_here
from bot.config import Settings
from bot.errors import DragomanError
from bot.languages import language_code
from bot.rendering.words import Words
from bot.translating import InstalledPackage, PackageFolder, open_installer
from bot.translating.packages.routes import hops_from


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
                (p.name, f"{p.source} → {p.target}", p.version, decimal(p.size), str(p.path))
                for p in packages
            ),
        )
    for error in broken:
        screen.show_line(f"✗ {explanation(error, words)}", "red")
    if not packages and not broken:
        screen.show_line(words.say("terminal-models-none", path=str(folder.path)))
    if packages and screen.is_terminal:
        screen.show_line("")
        _show_routes(packages, words, screen)


def list_available(settings: Settings, language: str | None) -> None:
    """Print a row for each package of the index, or for those from or into a language.

    Raises UnknownLanguage and IndexUnavailable.
    """
    from bot.cli.installing import read_available

    code = language_code(language) if language is not None else None
    words, screen = words_here(), Screen()
    available = [p for p in read_available(settings) if code is None or code in p.pair]
    installed = {p.pair: p.version for p in PackageFolder(settings.packages_folder).installed()}
    screen.show_table(
        _headings(words, "pair", "version", "installed", "languages"),
        (
            (
                "-".join(package.pair),
                package.version,
                installed.get(package.pair, ""),
                " → ".join(words.language_name(code) for code in package.pair),
            )
            for package in available
        ),
    )


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
