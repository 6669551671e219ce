"""`dragoman models available`, `install` and `update`, and `dragoman run --install`."""

import asyncio
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.playground import Playground
from bot.terminal import installing
from bot.translating.downloading import Patience
from tests.argos.package import archive
from tests.terminal.conftest import Dragoman
from tests.terminal.test_serving import TOKEN, started
from tests.translating.folders import names, state_version
from tests.translating.package_server import (
    PackageServer,
    entry,
    file,
    half_of,
    in_a_thread,
    index,
    status,
    whole,
)

PACKAGES = {"en_ru": "1.9", "ru_en": "1.9", "en_uk": "1.4", "uk_en": "1.9"}


@pytest.fixture(scope="module")
def archives(argos_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An archive of each test package, by its pair."""
    folder = tmp_path_factory.mktemp("archives")
    return {
        pair: archive(
            argos_packages / f"translate-{pair}-{version}".replace(".", "_"), folder / pair
        )
        for pair, version in PACKAGES.items()
    }


@pytest.fixture
def server(
    archives: dict[str, Path],
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[PackageServer]:
    """An index like Argos's, of the test packages; the commands use it and an empty folder."""
    with in_a_thread() as server:
        links = {
            pair: server.answer(f"/{pair}.argosmodel", file(path))
            for pair, path in archives.items()
        }
        entries = [
            entry(*pair.split("_"), version, f"ipfs://{pair}", links[pair])
            for pair, version in PACKAGES.items()
        ]
        url = server.answer("/index.json", index(*entries, {"nonsense": 1}))
        environment |= {
            "DRAGOMAN_PACKAGE_INDEX": url,
            "DRAGOMAN_PACKAGES_FOLDER": str(tmp_path / "packages"),
            "no_proxy": "127.0.0.1",
        }
        quick = Patience(attempts=2, first_pause=0.01, silence=1)
        monkeypatch.setattr(installing, "PATIENCE", quick)
        yield server


@pytest.fixture
def full_environment(
    full_environment: dict[str, str], environment: dict[str, str], server: PackageServer
) -> dict[str, str]:
    """With the settings that lead to the server, for processes too."""
    return {**full_environment, **environment}


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """The folder that the commands install into."""
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder


def paths(server: PackageServer) -> list[str]:
    return [path for path, _ in server.requests]


@pytest.mark.usefixtures("server")
def test_what_is_available_is_listed_with_what_is_installed(
    dragoman: Dragoman, packages: Path, argos_packages: Path
) -> None:
    shutil.copytree(argos_packages / "translate-en_uk-1_4", packages / "en_uk")

    result = dragoman("models", "available")

    assert result.exit_code == 0
    assert [line.split("\t") for line in result.stdout.splitlines()] == [
        ["en-ru", "1.9", "", "English → Russian"],
        ["en-uk", "1.4", "1.4", "English → Ukrainian"],
        ["ru-en", "1.9", "", "Russian → English"],
        ["uk-en", "1.9", "", "Ukrainian → English"],
    ]
    assert result.stderr == ""


@pytest.mark.usefixtures("server")
def test_what_is_available_can_be_narrowed_to_a_language(dragoman: Dragoman) -> None:
    rows = dragoman("models", "available", "Ukrainian").stdout.splitlines()

    assert [row.partition("\t")[0] for row in rows] == ["en-uk", "uk-en"]


def test_pairs_and_files_are_installed_and_translate(
    dragoman: Dragoman, server: PackageServer, packages: Path, archives: dict[str, Path]
) -> None:
    result = dragoman("models", "install", "ru-en", archives["en_ru"], "en→uk")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Installed: en→ru 1.9",
        "Downloading ru→en 1.9",
        "Installed: ru→en 1.9",
        "Downloading en→uk 1.4",
        "Installed: en→uk 1.4",
    ]
    assert paths(server) == ["/index.json", "/ru_en.argosmodel", "/en_uk.argosmodel"]
    assert len(names(packages)) == 3
    translated = dragoman("translate", "--from", "ru", "--to", "uk", given="кот")
    assert translated.stdout.splitlines() == ["Russian → English → Ukrainian · 1 word", "", "кіт"]


def test_a_file_is_installed_without_asking_anybody(
    dragoman: Dragoman, server: PackageServer, archives: dict[str, Path]
) -> None:
    assert dragoman("models", "install", archives["en_ru"]).exit_code == 0
    assert server.requests == []


def test_what_is_installed_already_is_not_downloaded(
    dragoman: Dragoman, server: PackageServer, packages: Path, argos_packages: Path
) -> None:
    shutil.copytree(argos_packages / "translate-en_uk-1_4", packages / "en_uk")

    result = dragoman("models", "install", "en-uk")

    assert (result.exit_code, result.stdout) == (0, "Installed already: en→uk 1.4\n")
    assert paths(server) == ["/index.json"]
    assert names(packages) == ["en_uk"]


def test_a_pair_without_a_package_says_which_lead_there(
    dragoman: Dragoman, server: PackageServer, packages: Path
) -> None:
    result = dragoman("models", "install", "en-ru", "ru-uk")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "dragoman models install ru-en en-uk" in result.stderr
    assert paths(server) == ["/index.json"]
    assert names(packages) == []


@pytest.mark.usefixtures("server")
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
    result = dragoman("models", "install", name)

    assert (result.exit_code, result.stdout) == (1, "")
    assert explanation in result.stderr


def test_one_download_that_fails_does_not_keep_the_others_back(
    dragoman: Dragoman, server: PackageServer, packages: Path
) -> None:
    server.answer("/en_ru.argosmodel", whole(b"<html>Sorry</html>"))

    result = dragoman("models", "install", "en-ru", "ru-en")

    assert result.exit_code == 1
    assert "Installed: ru→en 1.9" in result.stdout
    assert "en→ru 1.9" in result.stderr
    assert "not a whole zip archive" in result.stderr
    assert names(packages) == ["translate-ru_en-1_9"]


def test_the_limits_of_the_settings_hold(
    dragoman: Dragoman, server: PackageServer, packages: Path, archives: dict[str, Path]
) -> None:
    small = {"DRAGOMAN_PACKAGE_UNPACKED_MEGABYTES": "1"}
    unpacked = dragoman("models", "install", archives["en_ru"], **small)
    downloaded = dragoman("models", "install", "en-ru", **small)
    server.answer("/en_ru.argosmodel", whole(bytes(1_000_001)))
    arrived = dragoman("models", "install", "en-ru", DRAGOMAN_PACKAGE_MEGABYTES="1")

    assert "it would take 4 MB" in unpacked.stderr
    assert "it would take 4 MB" in downloaded.stderr
    assert "larger than 1 MB" in arrived.stderr
    assert names(packages) == []


def test_an_index_that_cannot_be_had_is_named_with_the_reason(
    dragoman: Dragoman, server: PackageServer
) -> None:
    url = server.answer("/index.json", status(404))

    for words in (("available",), ("install", "en-ru")):
        result = dragoman("models", *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert url in result.stderr
        assert "HTTP 404" in result.stderr


def test_newer_versions_are_installed_in_place_of_older_ones(
    dragoman: Dragoman, server: PackageServer, packages: Path, argos_packages: Path
) -> None:
    for name in ("translate-en_ru-1_9", "translate-en_uk-1_4"):
        shutil.copytree(argos_packages / name, packages / name)
    state_version(packages / "translate-en_ru-1_9", "1.8")

    result = dragoman("models", "update")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["Downloading en→ru 1.9", "Installed: en→ru 1.9"]
    assert len(names(packages)) == 2
    assert dragoman("models", "update").stdout.startswith("There is nothing newer")
    assert paths(server) == ["/index.json", "/en_ru.argosmodel", "/index.json"]


def test_without_packages_there_is_nothing_to_update_and_nobody_to_ask(
    dragoman: Dragoman, server: PackageServer
) -> None:
    assert dragoman("models", "update").exit_code == 0
    assert server.requests == []


async def served(environment: dict[str, str], *words: str) -> tuple[str, str]:
    """What the bot says on standard output, and its log, until it has started."""
    async with Playground(token=TOKEN) as telegram:
        variables = {
            **environment,
            "DRAGOMAN_TOKEN": TOKEN,
            "DRAGOMAN_API_URL": telegram.base_url,
        }
        async with asyncio.timeout(60), started(variables, "run", *words) as process:
            person = telegram.person("Olena")
            person.send("/start")
            await person.next_message(within=40)
            process.send_signal(signal.SIGTERM)
            output, log = await process.communicate()
    assert process.returncode == 0
    return output.decode(), log.decode()


@pytest.mark.usefixtures("server")
async def test_a_first_start_downloads_what_is_missing_and_the_next_one_nothing(
    full_environment: dict[str, str], server: PackageServer, packages: Path
) -> None:
    output, _ = await served(full_environment, "--install")

    assert "English, Russian, Ukrainian" in output
    assert output.count("Installed: ") == 4
    assert len(names(packages)) == 4
    asked = len(server.requests)

    output, _ = await served({**full_environment, "DRAGOMAN_INSTALL_LANGUAGES": "en,ru,uk"})

    assert output.startswith("The packages for translating between these languages are installed")
    assert len(server.requests) == asked


@pytest.mark.usefixtures("server")
def test_pairs_that_nobody_has_are_named_and_the_others_installed(
    environment: dict[str, str],
    packages: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    installing.install_needed(load_settings(), ["en", "ru", "de"])

    output, errors = capsys.readouterr()
    assert "Installed: en→ru 1.9" in output
    assert "English → German" in errors
    assert len(names(packages)) == 2


def test_what_cannot_be_downloaded_at_the_start_is_told_and_no_error(
    environment: dict[str, str],
    server: PackageServer,
    packages: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for pair in ("en_uk", "uk_en"):
        server.answer(f"/{pair}.argosmodel", status(404))

    installing.install_needed(load_settings(), ["en", "uk"])
    server.answer("/index.json", status(404))
    installing.install_needed(load_settings(), ["en", "uk"])

    errors = capsys.readouterr().err.splitlines()
    assert [error.partition(":")[0] for error in errors] == ["dragoman"] * 3
    assert "en→uk 1.4" in errors[0]
    assert server.url in errors[2]
    assert names(packages) == []


async def test_a_download_that_was_killed_goes_on_at_the_next_command(
    full_environment: dict[str, str],
    server: PackageServer,
    packages: Path,
    archives: dict[str, Path],
) -> None:
    server.answer("/en_ru.argosmodel", half_of(archives["en_ru"]), status(503))
    async with asyncio.timeout(60):
        async with started(full_environment, "models", "install", "en-ru") as process:
            while len(server.ranges("/en_ru.argosmodel")) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
            process.kill()
        server.answer("/en_ru.argosmodel", file(archives["en_ru"]))
        async with started(full_environment, "models", "install", "en-ru") as process:
            assert await process.wait() == 0

    assert server.ranges("/en_ru.argosmodel")[-1] == "bytes=100000-"
    assert names(packages) == ["translate-en_ru-1_9"]


async def test_two_installs_at_once_download_a_package_once(
    full_environment: dict[str, str], server: PackageServer, packages: Path
) -> None:
    command = ("models", "install", "en-ru")
    async with (
        asyncio.timeout(60),
        started(full_environment, *command) as one,
        started(full_environment, *command) as other,
    ):
        assert (await one.wait(), await other.wait()) == (0, 0)

    assert server.ranges("/en_ru.argosmodel") == [""]
    assert names(packages) == ["translate-en_ru-1_9"]
