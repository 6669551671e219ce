"""`dragoman models available`, `install` and `update`, and `dragoman run --install`.

Other commands speak with nobody but Telegram, and import this only where they download something.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.progress import Progress as ProgressBar

from bot.cli.exits import ExitCode, complain
from bot.cli.models import headings, show_pairs
from bot.cli.screen import Screen, agrees, remark, words_here
from bot.config import Settings
from bot.errors import DragomanError, NoPackage, PackageDownloadFailed, UnknownLanguage
from bot.languages import SERVED, language_code
from bot.rendering.words import Words
from bot.service.downloads import (
    best_packages,
    downloader_of,
    installer_of,
    read_available,
    served_pairs,
)
from bot.translating import InstalledPackage, Installer, PackageFolder
from bot.translating.packages.argos import ARGOS
from bot.translating.packages.catalogue import (
    AvailablePackage,
    Downloadable,
    ListedModel,
    read_catalogue,
)
from bot.translating.packages.downloading import Progress
from bot.translating.packages.fetching import (
    fetch_package,
    find_model_updates,
    find_packages,
    find_updates,
    not_yet_installed,
    plan_installation,
    unconnected_pairs,
)
from bot.translating.packages.folder import ARCHIVE_SUFFIX
from bot.translating.packages.routes import (
    LanguagePair,
    hops_from,
    parse_pairs,
    title,
    version_key,
)

# Models that take more memory translate several times slower than Argos's.
_LARGE_MEGABYTES = 150


class NotAPackage(DragomanError):
    """`name` is neither a file, a language, a pair of languages nor a model of the catalogue."""


def install(settings: Settings, names: Sequence[str], *, agreed: bool = False) -> None:
    """Install files and folders, models of the catalogue, and pairs of languages from the index.

    For a language, propose the best packages that there are, and install them if the person, who
    may have `agreed` before, wants it. Raises NotAPackage, NoPackage, NoDirectPackage,
    IndexUnavailable, PackageBroken, FolderUnusable and DiskFull; SystemExit where a download
    failed, after the others have been tried.
    """
    catalogue = read_catalogue(settings.model_catalogue)
    folder = PackageFolder(settings.packages_folder)
    unlisted = [name for name in names if name not in catalogue]
    files = [Path(name) for name in unlisted if _is_file(name)]
    rest = [name for name in unlisted if not _is_file(name)]
    languages = [code for name in rest if (code := _language(name))]
    wanted = [_pairs(name) for name in rest if not _language(name)]
    available = available_packages(settings) if rest else ()
    asked: list[Downloadable] = [
        *(catalogue[name] for name in names if name in catalogue),
        *find_packages(wanted, available),
    ]
    for language in languages:
        pairs = _pairs_with(language, folder.usable(), settings)
        proposed = _proposal(pairs, available, folder.usable(), settings)
        if agreed or _agrees([language], proposed):
            asked += [package for package in proposed if package not in asked]
            continue
        if not sys.stdin.isatty():
            remark(words_here().say("terminal-models-agree", language=language))
        raise SystemExit(ExitCode.NOT_DONE)
    with installer_of(settings, folder, _say_waiting) as installer:
        for file in files:
            install_given = installer.install_folder if file.is_dir() else installer.install
            _say("installed", package=title(install_given(file)))
        present = folder.usable()
        missing = not_yet_installed(asked, present)
        for package in asked:
            if package not in missing:
                _say("present", package=_name_of(package, present))
        _require(_fetch_all(installer, missing, settings))


def _name_of(asked: Downloadable, installed: Iterable[InstalledPackage]) -> str:
    """Return the name of a package that is installed already, perhaps in a newer version."""
    if isinstance(asked, AvailablePackage):
        return next(str(p) for p in installed if p.pair == asked.pair and p.family == ARGOS)
    return str(asked)


def choose(settings: Settings, languages: Sequence[str]) -> tuple[Downloadable, ...]:
    """Propose the best packages for translating the languages into each other.

    Return them if the person at the terminal wants them, else none. Raises IndexUnavailable.
    """
    installed = PackageFolder(settings.packages_folder).usable()
    pairs = tuple(permutations(languages, 2))
    proposed = _proposal(pairs, available_packages(settings), installed, settings)
    return proposed if _agrees(languages, proposed) else ()


def fetch(settings: Settings, packages: Sequence[Downloadable]) -> None:
    """Download and install packages. Raises as `install` does."""
    with installer_of(settings, PackageFolder(settings.packages_folder), _say_waiting) as installer:
        _require(_fetch_all(installer, packages, settings))


def _pairs_with(
    language: str, installed: Sequence[InstalledPackage], settings: Settings
) -> list[LanguagePair]:
    """Return the pairs between a language and those that are used here."""
    used = settings.install_languages or tuple({p.source for p in installed}) or SERVED
    others = sorted({*used} - {language})
    return [pair for other in others for pair in ((language, other), (other, language))]


def _proposal(
    pairs: Sequence[LanguagePair],
    available: Sequence[AvailablePackage],
    installed: Sequence[InstalledPackage],
    settings: Settings,
) -> tuple[Downloadable, ...]:
    """Return the best packages for some pairs that fit into the memory.

    Pairs that nobody has a package for are printed.
    """
    proposed = best_packages(settings, pairs, available, installed)
    served = served_pairs(proposed, installed)
    for source, target in pairs:
        if target not in hops_from(source, served):
            complain(NoPackage(source=source, target=target))
    return proposed


def _agrees(languages: Sequence[str], proposed: Sequence[Downloadable]) -> bool:
    """Show what is proposed, and return whether the person at the terminal wants it."""
    words = words_here()
    names = ", ".join(map(words.language_name, languages))
    if not proposed:
        _say("nothing-more", language=names)
        return True
    _say("proposal", language=names)
    _show_packages(proposed, ())
    return sys.stdin.isatty() and agrees(words.say("terminal-models-question"))


def update(settings: Settings) -> None:
    """Install newer versions of what is installed. Raises as `install` does."""
    folder = PackageFolder(settings.packages_folder)
    has_argos = any(package.family == ARGOS for package in folder.usable())
    available = available_packages(settings) if has_argos else ()
    with installer_of(settings, folder, _say_waiting) as installer:
        packages = folder.usable()
        models = asyncio.run(_newer_models(packages, settings))
        for model in models:
            present = max((p.version for p in model.installed(packages)), key=version_key)
            version = model.description.version
            _say("newer", package=str(model), version=version, installed=present)
        newer: list[Downloadable] = [*find_updates(folder.installed(), available), *models]
        if not newer:
            _say("up-to-date")
        _require(_fetch_all(installer, newer, settings))


async def _newer_models(
    packages: Sequence[InstalledPackage], settings: Settings
) -> tuple[ListedModel, ...]:
    listed = read_catalogue(settings.model_catalogue).values()
    async with downloader_of(settings) as downloader:
        return await find_model_updates(packages, listed, downloader)


def install_needed(settings: Settings, languages: Sequence[str]) -> None:
    """Install the packages for translating the languages into each other.

    What cannot be installed is printed and is no error, since the bot can still make summaries.
    """
    words = words_here()
    names = ", ".join(words.language_name(code) for code in languages)
    folder = PackageFolder(settings.packages_folder)
    if not unconnected_pairs(languages, folder.installed()):
        _say("complete", languages=names)
        return
    _say("needed", languages=names)
    try:
        available = available_packages(settings)
        with installer_of(settings, folder, _say_waiting) as installer:
            plan = plan_installation(languages, folder.installed(), available)
            for source, target in plan.impossible:
                complain(NoPackage(source=source, target=target))
            _fetch_all(installer, plan.packages, settings)
    except DragomanError as error:
        complain(error)


def list_available(settings: Settings, language: str | None) -> None:
    """Print a row for each package of the index, or for those from or into a language.

    Raises UnknownLanguage and IndexUnavailable.
    """
    code = language_code(language) if language is not None else None
    installed = PackageFolder(settings.packages_folder).usable()
    listed = read_catalogue(settings.model_catalogue).values()
    packages: list[Downloadable] = [
        *(p for p in available_packages(settings) if code is None or code in p.pair),
        *(m for m in listed if code is None or any(code in pair for pair in m.quality)),
    ]
    _show_packages(packages, installed)


def _show_packages(packages: Iterable[Downloadable], installed: Sequence[InstalledPackage]) -> None:
    """Print a row for each package that can be downloaded."""
    words = words_here()
    Screen().show_table(
        headings(
            *(words, "name", "version", "installed", "languages"),
            *("size", "quality", "licence", "speed"),
        ),
        (_row(package, installed, words) for package in packages),
    )


def _row(
    package: Downloadable, installed: Sequence[InstalledPackage], words: Words
) -> tuple[str, ...]:
    if isinstance(package, AvailablePackage):
        family, version, licence = ARGOS, package.version, ""
        name, size, is_large = "-".join(package.pair), "", False
    else:
        family, version = package.description.family, package.description.version
        licence = package.description.licence
        name, size = package.name, f"{package.megabytes} MB"
        is_large = package.memory_megabytes > _LARGE_MEGABYTES
        if not package.may_be_sold:
            licence = words.say("terminal-licence-non-commercial", licence=licence)
    quality = package.quality
    present = [p.version for p in installed if p.family == family and p.pair in quality]
    known = [(pair, value) for pair, value in quality.items() if value is not None]
    return (
        name,
        version,
        max(present, key=version_key, default=""),
        show_pairs(list(quality), words.language_name),
        size,
        ", ".join(
            f"{value}" if len(quality) == 1 else f"{'-'.join(pair)} {value}"
            for pair, value in known
        ),
        licence,
        words.say("terminal-speed-slow" if is_large else "terminal-speed-fast"),
    )


def available_packages(settings: Settings) -> tuple[AvailablePackage, ...]:
    """Return what there is to download, and say that this is being read."""

    async def read() -> tuple[AvailablePackage, ...]:
        async with downloader_of(settings) as downloader:
            return await read_available(settings, downloader)

    with Console(stderr=True).status(words_here().say("terminal-models-reading-index")):
        return asyncio.run(read())


def _language(name: str) -> str | None:
    """Return the code of the one language that a name means, if it is no pair."""
    try:
        if parse_pairs(name):
            return None
        return language_code(name)
    except UnknownLanguage:
        return None


def _is_file(name: str) -> bool:
    return name.endswith(ARCHIVE_SUFFIX) or os.sep in name or Path(name).exists()


def _pairs(name: str) -> tuple[LanguagePair, ...]:
    pairs = parse_pairs(name)
    if not pairs:
        raise NotAPackage(name=name)
    return pairs


def _say_waiting() -> None:
    remark(words_here().say("terminal-models-waiting"))


def _require(all_installed: bool) -> None:
    if not all_installed:
        raise SystemExit(ExitCode.NOT_DONE)


def _fetch_all(installer: Installer, packages: Iterable[Downloadable], settings: Settings) -> bool:
    """Download and install packages, print what failed, and return whether nothing did."""
    return asyncio.run(_fetched(installer, packages, settings))


async def _fetched(
    installer: Installer, packages: Iterable[Downloadable], settings: Settings
) -> bool:
    all_installed = True
    async with downloader_of(settings) as downloader:
        for package in packages:
            _say("downloading", package=str(package))
            try:
                with _progress_bar(str(package)) as progress:
                    installed = await fetch_package(installer, downloader, package, progress)
            except PackageDownloadFailed as error:
                complain(error)
                all_installed = False
            else:
                _say("installed", package=title(installed))
    return all_installed


@contextmanager
def _progress_bar(title: str) -> Iterator[Progress]:
    """Show a progress bar while this is open; nothing where there is no terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with ProgressBar(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _say(what: str, **values: str) -> None:
    Screen().show_line(words_here().say(f"terminal-models-{what}", **values))
