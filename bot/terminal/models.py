"""`dragoman models`: shows, installs and removes translation packages."""

from pathlib import Path

from rich.filesize import decimal

from bot.config import Settings
from bot.errors import DragomanError
from bot.terminal.exits import explanation
from bot.terminal.screen import Screen, words_here
from bot.translating import PackageFolder, changing


class NoSuchPackage(DragomanError):
    """There is no package that is called `name`."""

    message_id = "terminal-models-unknown"


def list_packages(settings: Settings) -> None:
    """Print a row for each package, and what is wrong with those that cannot be used."""
    folder, words, screen = PackageFolder(settings.packages_folder), words_here(), Screen()
    packages, broken = folder.installed(), folder.broken()
    if packages:
        columns = ("name", "languages", "version", "size", "folder")
        screen.show_table(
            [words.say(f"terminal-column-{column}") for column in columns],
            (
                (p.name, f"{p.source} → {p.target}", p.version, decimal(p.size), str(p.path))
                for p in packages
            ),
        )
    for error in broken:
        screen.show_line(f"✗ {explanation(error, words)}", "red")
    if not packages and not broken:
        screen.show_line(words.say("terminal-models-none", path=str(folder.path)))


def install_package(settings: Settings, file: Path) -> None:
    """Raises PackageBroken."""
    with changing(PackageFolder(settings.packages_folder)) as change:
        package = change.install(file)
    Screen().show_line(words_here().say("terminal-models-installed", package=str(package)))


def remove_package(settings: Settings, name: str) -> None:
    """Raises NoSuchPackage."""
    with changing(PackageFolder(settings.packages_folder)) as change:
        removed = change.remove(name)
    if not removed:
        raise NoSuchPackage(name=name)
    for package in removed:
        Screen().show_line(words_here().say("terminal-models-removed", package=package))
