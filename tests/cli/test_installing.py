"""`dragoman models available`, `install` and `update`: packages from an index."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Dragoman
from tests.translating.packages.conftest import names, state_version
from tests.translating.packages.package_server import PackageServer, status, whole

pytestmark = pytest.mark.usefixtures("server")


def paths(server: PackageServer) -> list[str]:
    return [path for path, _ in server.requests]


def test_what_is_available_is_listed_with_what_is_installed(
    dragoman: Dragoman, packages: Path, argos_packages: Path
) -> None:
    shutil.copytree(argos_packages / "translate-en_uk-1_4", packages / "en_uk")

    result = dragoman("models", "available")
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["en-ru", "1.9", "", "English → Russian", "", "27.6", "", "fast"],
        ["en-uk", "1.4", "1.4", "English → Ukrainian", "", "15.8", "", "fast"],
        ["ru-en", "1.9", "", "Russian → English", "", "26.4", "", "fast"],
        ["uk-en", "1.9", "", "Ukrainian → English", "", "28.2", "", "fast"],
    ]
    assert result.stderr == ""


def test_what_is_available_can_be_narrowed_to_a_language(dragoman: Dragoman) -> None:
    rows = dragoman("models", "available", "Ukrainian").stdout.splitlines()
    assert [row.partition("\t")[0] for row in rows] == ["en-uk", "uk-en"]


def test_pairs_and_files_are_installed_and_translate(
    dragoman: Dragoman, server: PackageServer, packages: Path, archives: dict[str, Path]
) -> None:
    result = dragoman("models", "install", "ru-en", archives["en_ru"], "en→uk")

    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "Installed: en→ru 1.9",
        "Downloading ru→en 1.9",
        "Installed: ru→en 1.9",
        "Downloading en→uk 1.4",
        "Installed: en→uk 1.4",
    ]
    assert paths(server) == ["/index.json", "/ru_en.argosmodel", "/en_uk.argosmodel"]
    assert len(names(packages)) == 3
    translated = dragoman("translate", "--from", "ru", "--to", "uk", given="кот").stdout
    assert translated.splitlines() == ["Russian → English → Ukrainian · 1 word", "", "кіт"]


def test_what_is_installed_already_is_not_downloaded(
    dragoman: Dragoman, server: PackageServer, packages: Path, argos_packages: Path
) -> None:
    shutil.copytree(argos_packages / "translate-en_uk-1_4", packages / "en_uk")
    assert dragoman("models", "install", "en-uk").stdout == "Already installed: en→uk 1.4\n"
    assert paths(server) == ["/index.json"]
    assert names(packages) == ["en_uk"]


def test_a_pair_without_a_package_says_which_lead_there(
    dragoman: Dragoman, server: PackageServer, packages: Path
) -> None:
    result = dragoman("models", "install", "en-ru", "ru-uk", ends=1)
    assert result.stdout == ""
    assert "dragoman models install ru-en en-uk" in result.stderr
    assert paths(server) == ["/index.json"]
    assert names(packages) == []


@pytest.mark.parametrize(
    ("name", "explanation"),
    [
        ("de-fr", "German → French"),
        ("klingonese", "klingonese"),
        ("missing.argosmodel", "missing.argosmodel"),
        ("./en-ru", "en-ru"),
    ],
)
def test_what_there_is_not_is_refused(dragoman: Dragoman, name: str, explanation: str) -> None:
    result = dragoman("models", "install", name, ends=1)
    assert result.stdout == ""
    assert explanation in result.stderr


def test_one_download_that_fails_does_not_keep_the_others_back(
    dragoman: Dragoman, server: PackageServer, packages: Path
) -> None:
    server.answer("/en_ru.argosmodel", whole(b"<html>Sorry</html>"))

    result = dragoman("models", "install", "en-ru", "ru-en", ends=1)

    assert "Installed: ru→en 1.9" in result.stdout
    assert "en→ru 1.9" in result.stderr
    assert "not a whole zip archive" in result.stderr
    assert names(packages) == ["translate-ru_en-1_9"]


def test_the_limits_of_the_settings_hold(
    dragoman: Dragoman, server: PackageServer, packages: Path, archives: dict[str, Path]
) -> None:
    for name in (archives["en_ru"], "en-ru"):
        refused = dragoman("models", "install", name, package_unpacked_megabytes="1", ends=1)
        assert "it would take 4\N{NO-BREAK SPACE}MB" in refused.stderr
    server.answer("/en_ru.argosmodel", whole(bytes(1_000_001)))
    arrived = dragoman("models", "install", "en-ru", package_megabytes="1", ends=1)

    assert "larger than 1\N{NO-BREAK SPACE}MB" in arrived.stderr
    assert names(packages) == []


def test_an_index_that_cannot_be_had_is_named_with_the_reason(
    dragoman: Dragoman, server: PackageServer
) -> None:
    url = server.answer("/index.json", status(404))

    for words in (("available",), ("install", "en-ru")):
        result = dragoman("models", *words, ends=1)
        assert result.stdout == ""
        assert url in result.stderr
        assert "the server answers 404" in result.stderr


def test_newer_versions_are_installed_in_place_of_older_ones(
    dragoman: Dragoman, server: PackageServer, packages: Path, argos_packages: Path
) -> None:
    for name in ("translate-en_ru-1_9", "translate-en_uk-1_4"):
        shutil.copytree(argos_packages / name, packages / name)
    state_version(packages / "translate-en_ru-1_9", "1.8")

    result = dragoman("models", "update")

    assert result.stderr == ""
    assert result.stdout.splitlines() == ["Downloading en→ru 1.9", "Installed: en→ru 1.9"]
    assert len(names(packages)) == 2
    assert dragoman("models", "update").stdout.startswith("All packages are up to date")
    assert paths(server) == ["/index.json", "/en_ru.argosmodel", "/index.json"]


def test_nobody_is_asked_for_a_file_or_where_there_is_nothing_to_update(
    dragoman: Dragoman, server: PackageServer, archives: dict[str, Path]
) -> None:
    dragoman("models", "update")
    dragoman("models", "install", archives["en_ru"])
    assert server.requests == []
