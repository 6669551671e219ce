"""Which packages are downloaded, and what becomes of good, bad and broken ones."""

import errno
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.errors import DiskFull, NoDirectPackage, NoPackage, PackageDownloadFailed
from bot.translating import InstalledPackage, PackageFolder, changing
from bot.translating.packages.downloading import Downloader, Patience
from bot.translating.packages.fetching import (
    fetch,
    needed,
    not_yet_installed,
    packages_for,
    untranslatable,
    updates,
)
from bot.translating.packages.index import AvailablePackage
from bot.translating.packages.parts import Part
from tests.argos.package import archive
from tests.translating.packages.folders import names
from tests.translating.packages.package_server import (
    PackageServer,
    endless,
    file,
    half_of,
    status,
    whole,
)


def available(*pairs: str, version: str = "1.9") -> list[AvailablePackage]:
    """Packages for pairs such as "en-ru"."""
    return [
        AvailablePackage(source, target, version, ("https://packages.example/",))
        for pair in pairs
        for source, target in [pair.split("-")]
    ]


def installed(*pairs: str, version: str = "1.9") -> list[InstalledPackage]:
    return [
        InstalledPackage(pair, source, target, version, Path("/packages", pair), size=1)
        for pair in pairs
        for source, target in [pair.split("-")]
    ]


def pairs(packages: tuple[AvailablePackage, ...]) -> list[str]:
    return ["-".join(package.pair) for package in packages]


ARGOS = available("en-ru", "ru-en", "en-uk", "uk-en", "en-de", "es-pt")


def test_a_pair_that_the_index_has_is_found() -> None:
    assert pairs(packages_for([(("en", "uk"),), (("ru", "en"),)], ARGOS)) == ["en-uk", "ru-en"]


def test_of_the_pairs_that_a_word_can_mean_the_one_that_there_is_counts() -> None:
    assert pairs(packages_for([(("pt", "br"), ("en", "ru"))], ARGOS)) == ["en-ru"]


def test_a_pair_asked_for_twice_is_fetched_once() -> None:
    assert len(packages_for([(("en", "uk"),), (("en", "uk"),)], ARGOS)) == 1


def test_a_pair_without_a_package_names_those_that_lead_there() -> None:
    with pytest.raises(NoDirectPackage) as missing:
        packages_for([(("ru", "uk"),)], ARGOS)

    assert missing.value.details == {"source": "ru", "target": "uk", "pairs": "ru-en en-uk"}


def test_a_pair_that_nothing_leads_to_is_refused() -> None:
    with pytest.raises(NoPackage):
        packages_for([(("de", "en"),)], ARGOS)


def test_languages_need_each_pair_or_its_pivot() -> None:
    need = needed(["en", "ru", "uk"], [], ARGOS)

    assert sorted(pairs(need.packages)) == ["en-ru", "en-uk", "ru-en", "uk-en"]
    assert need.impossible == ()


def test_a_direct_package_is_fetched_where_the_index_has_one() -> None:
    need = needed(["ru", "uk"], [], [*ARGOS, *available("ru-uk", "uk-ru")])

    assert pairs(need.packages) == ["ru-uk", "uk-ru"]


def test_what_is_installed_is_not_needed_again() -> None:
    present = installed("ru-en", "en-ru", "uk-en")

    assert pairs(needed(["en", "ru", "uk"], present, ARGOS).packages) == ["en-uk"]
    assert untranslatable(["en", "ru", "uk"], present) == (("en", "uk"), ("ru", "uk"))


def test_nothing_is_needed_where_packages_lead_everywhere() -> None:
    present = installed("ru-en", "en-ru", "uk-en", "en-uk")

    assert untranslatable(["en", "ru", "uk", "en"], present) == ()


def test_pairs_that_nothing_can_do_are_named() -> None:
    need = needed(["en", "de"], [], ARGOS)

    assert pairs(need.packages) == ["en-de"]
    assert need.impossible == (("de", "en"),)


def test_only_newer_versions_of_what_is_installed_are_updates() -> None:
    present = [*installed("en-ru", version="1.10"), *installed("ru-en", "uk-en", version="1.8")]

    assert pairs(updates(present, ARGOS)) == ["ru-en", "uk-en"]
    assert pairs(not_yet_installed(ARGOS[:3], present)) == ["ru-en", "en-uk"]


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PackageServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with PackageServer() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> PackageFolder:
    return PackageFolder(tmp_path / "packages")


async def fetched(folder: PackageFolder, *links: str, limit: int = 50_000_000) -> InstalledPackage:
    patience = Patience(attempts=2, first_pause=0.01, silence=0.5)
    with changing(folder) as change:
        async with Downloader(limit, patience) as downloader:
            package = AvailablePackage("en", "ru", "1.9", links)
            return await fetch(change, downloader, package, lambda *_: None)


async def test_a_package_is_downloaded_and_installed_and_nothing_else_is_left(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    package = await fetched(folder, server.answer("/good", file(argos_archive)))

    assert folder.installed() == (package,)
    assert names(folder.path) == ["translate-en_ru-1_9"]


async def test_the_next_mirror_is_asked_where_one_has_nothing_or_something_bad(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    package = await fetched(
        folder,
        server.answer("/gone", status(404)),
        server.answer("/page", whole(b"<html>Not here</html>", ETag='"page"')),
        server.answer("/good", file(argos_archive)),
    )

    assert str(package) == "en→ru 1.9"
    assert [path for path, _ in server.requests] == ["/gone", "/page", "/good"]


async def test_mirrors_are_asked_in_order_until_one_is_good(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    good = server.answer("/good", file(argos_archive))

    await fetched(folder, good, server.answer("/unused", status(500)))

    assert [path for path, _ in server.requests] == ["/good"]


async def test_where_every_mirror_fails_each_says_why(
    server: PackageServer, folder: PackageFolder
) -> None:
    with pytest.raises(PackageDownloadFailed) as failed:
        await fetched(
            folder,
            server.answer("/gone", status(404)),
            server.answer("/page", whole(b"<html>")),
            server.answer("/endless", endless()),
            limit=300_000,
        )

    assert failed.value.details["package"] == "en→ru 1.9"
    for reason in ("HTTP 404", "not a whole zip archive", "larger than"):
        assert reason in str(failed.value.details["reason"])
    assert names(folder.path) == []


async def test_a_package_for_other_languages_than_the_index_says_is_refused(
    server: PackageServer, folder: PackageFolder, argos_packages: Path, tmp_path: Path
) -> None:
    other = archive(argos_packages / "translate-ru_en-1_9", tmp_path / "other.argosmodel")

    with pytest.raises(PackageDownloadFailed, match="it is for ru→en"):
        await fetched(folder, server.answer("/other", file(other)))
    assert names(folder.path) == []


async def test_after_a_failure_the_next_attempt_goes_on_where_it_stopped(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    link = server.answer("/file", half_of(argos_archive), status(404))
    with pytest.raises(PackageDownloadFailed):
        await fetched(folder, link)
    server.answer("/file", file(argos_archive))

    await fetched(folder, link)

    assert server.ranges("/file")[-1] == "bytes=100000-"
    assert names(folder.path) == ["translate-en_ru-1_9"]


async def test_a_full_disk_is_told_at_once_and_leaves_nothing(
    server: PackageServer,
    folder: PackageFolder,
    argos_archive: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def append(part: Part, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Part, "append", append)
    links = [server.answer(path, file(argos_archive)) for path in ("/one", "/two")]

    with pytest.raises(DiskFull) as full:
        await fetched(folder, *links)

    assert full.value.details == {"path": str(folder.path)}
    assert len(server.requests) == 1


async def test_a_disk_that_is_full_after_the_download_leaves_what_was_installed(
    server: PackageServer,
    own_argos_packages: Path,
    argos_archive: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = PackageFolder(own_argos_packages)
    before = folder.installed()

    def copy(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", copy)

    with pytest.raises(DiskFull):
        await fetched(folder, server.answer("/good", file(argos_archive)))

    assert folder.installed() == before
