"""Which packages are downloaded, and what happens to working and to broken ones."""

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import DiskFull, NoDirectPackage, NoPackage, PackageDownloadFailed
from bot.rendering.words import words_in
from bot.translating import InstalledPackage, PackageFolder, open_installer
from bot.translating.packages.catalogue import AvailablePackage
from bot.translating.packages.downloading import DownloadPolicy, PartialFile, open_downloader
from bot.translating.packages.fetching import (
    fetch_package,
    find_packages,
    find_updates,
    not_yet_installed,
    plan_installation,
    unconnected_pairs,
)
from testkit.argos.package import archive
from tests.translating.packages.conftest import installed, names
from tests.translating.packages.package_server import (
    PackageServer,
    endless,
    file,
    half_of,
    status,
    whole,
)


def available(*pairs: str, version: str = "1.9") -> list[AvailablePackage]:
    """Return packages for pairs such as "en-ru"."""
    return [
        AvailablePackage(source, target, version, ("https://packages.example/",))
        for pair in pairs
        for source, target in [pair.split("-")]
    ]


def pairs(packages: tuple[AvailablePackage, ...]) -> list[str]:
    return ["-".join(package.pair) for package in packages]


ARGOS = available("en-ru", "ru-en", "en-uk", "uk-en", "en-de", "es-pt")


def test_a_pair_in_the_index_is_found() -> None:
    assert pairs(find_packages([(("en", "uk"),), (("ru", "en"),)], ARGOS)) == ["en-uk", "ru-en"]


def test_the_first_available_meaning_of_a_word_is_taken() -> None:
    assert pairs(find_packages([(("pt", "br"), ("en", "ru"))], ARGOS)) == ["en-ru"]


def test_a_pair_that_is_named_twice_is_found_once() -> None:
    assert len(find_packages([(("en", "uk"),), (("en", "uk"),)], ARGOS)) == 1


def test_a_pair_without_a_direct_package_names_the_pairs_that_connect_it() -> None:
    with pytest.raises(NoDirectPackage) as missing:
        find_packages([(("ru", "uk"),)], ARGOS)

    assert missing.value.details == {"source": "ru", "target": "uk", "pairs": "ru-en en-uk"}


def test_a_pair_that_no_packages_connect_is_refused() -> None:
    with pytest.raises(NoPackage):
        find_packages([(("de", "en"),)], ARGOS)


def test_a_plan_connects_each_pair_directly_or_over_a_pivot() -> None:
    plan = plan_installation(["en", "ru", "uk"], [], ARGOS)

    assert sorted(pairs(plan.packages)) == ["en-ru", "en-uk", "ru-en", "uk-en"]
    assert plan.impossible == ()


def test_a_plan_prefers_direct_packages() -> None:
    plan = plan_installation(["ru", "uk"], [], [*ARGOS, *available("ru-uk", "uk-ru")])

    assert pairs(plan.packages) == ["ru-uk", "uk-ru"]


def test_a_plan_leaves_out_what_is_installed() -> None:
    present = installed("ru-en", "en-ru", "uk-en")

    assert pairs(plan_installation(["en", "ru", "uk"], present, ARGOS).packages) == ["en-uk"]
    assert unconnected_pairs(["en", "ru", "uk"], present) == (("en", "uk"), ("ru", "uk"))


def test_nothing_is_unconnected_where_packages_lead_everywhere() -> None:
    present = installed("ru-en", "en-ru", "uk-en", "en-uk")

    assert unconnected_pairs(["en", "ru", "uk", "en"], present) == ()


def test_a_plan_names_impossible_pairs() -> None:
    plan = plan_installation(["en", "de"], [], ARGOS)

    assert pairs(plan.packages) == ["en-de"]
    assert plan.impossible == (("de", "en"),)


def test_updates_are_newer_versions_of_installed_packages() -> None:
    present = [*installed("en-ru", version="1.10"), *installed("ru-en", "uk-en", version="1.8")]

    assert pairs(find_updates(present, ARGOS)) == ["ru-en", "uk-en"]
    assert pairs(not_yet_installed(ARGOS[:3], present)) == ["ru-en", "en-uk"]


def test_an_update_brings_no_package_of_argos_for_a_pair_of_another_family() -> None:
    (other,) = installed("en-ru", version="1.8")

    assert find_updates([replace(other, family="OPUS-MT")], ARGOS) == ()


@pytest.fixture
def folder(tmp_path: Path) -> PackageFolder:
    return PackageFolder(tmp_path / "packages")


async def fetched(folder: PackageFolder, *links: str, limit: int = 50_000_000) -> InstalledPackage:
    policy = DownloadPolicy(attempts=2, first_pause=0.01, read_timeout=0.5)
    with open_installer(folder) as installer:
        async with open_downloader(limit, policy) as downloader:
            package = AvailablePackage("en", "ru", "1.9", links)
            (installed,) = await fetch_package(installer, downloader, package, lambda *_: None)
            return installed


async def test_a_package_is_downloaded_and_installed(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    package = await fetched(folder, server.answer("/good", file(argos_archive)))

    assert folder.installed() == (package,)
    assert names(folder.path) == ["translate-en_ru-1_9"]


async def test_the_next_mirror_is_tried_after_a_failure(
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


async def test_mirrors_are_tried_in_order(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    good = server.answer("/good", file(argos_archive))

    await fetched(folder, good, server.answer("/unused", status(500)))

    assert [path for path, _ in server.requests] == ["/good"]


async def test_the_error_names_the_reason_of_each_mirror(
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
    for reason in ("answers 404", "not a whole zip archive", "larger than"):
        assert reason in words_in("en").explain(failed.value)
    assert names(folder.path) == []


async def test_a_package_for_other_languages_than_the_index_states_is_refused(
    server: PackageServer, folder: PackageFolder, argos_packages: Path, tmp_path: Path
) -> None:
    other = archive(argos_packages / "translate-ru_en-1_9", tmp_path / "other.argosmodel")

    with pytest.raises(PackageDownloadFailed, match="it is for ru→en"):
        await fetched(folder, server.answer("/other", file(other)))
    assert names(folder.path) == []


async def test_a_failed_download_is_continued_later(
    server: PackageServer, folder: PackageFolder, argos_archive: Path
) -> None:
    link = server.answer("/file", half_of(argos_archive), status(404))
    with pytest.raises(PackageDownloadFailed):
        await fetched(folder, link)
    server.answer("/file", file(argos_archive))

    await fetched(folder, link)

    assert server.ranges("/file")[-1] == "bytes=100000-"
    assert names(folder.path) == ["translate-en_ru-1_9"]


async def test_a_full_disk_ends_the_download(
    server: PackageServer,
    folder: PackageFolder,
    argos_archive: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def append(file: PartialFile, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(PartialFile, "append", append)
    links = [server.answer(path, file(argos_archive)) for path in ("/one", "/two")]

    with pytest.raises(DiskFull) as full:
        await fetched(folder, *links)

    assert full.value.details == {"path": str(folder.path)}
    assert len(server.requests) == 1


async def test_a_full_disk_while_unpacking_keeps_installed_packages(
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
