"""`dragoman run --install`, and installing in processes that are killed or two at once."""

import asyncio
import signal
from pathlib import Path

import pytest

from bot.cli import installing
from bot.config import Settings, load_settings
from bot.playground import Playground
from tests.cli.test_serving import TOKEN
from tests.processes import started
from tests.translating.packages.conftest import names
from tests.translating.packages.package_server import PackageServer, file, half_of, status
from tests.waiting import until


@pytest.fixture
def full_environment(
    full_environment: dict[str, str], environment: dict[str, str], server: PackageServer
) -> dict[str, str]:
    """With the settings that lead to the server, for processes too."""
    return {**full_environment, **environment}


@pytest.fixture
def settings(
    environment: dict[str, str], server: PackageServer, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Return the settings of a process that finds the server."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return load_settings()


async def served(environment: dict[str, str], *words: str) -> tuple[str, str]:
    """Return what the bot says on standard output, and its log, until it has started."""
    async with Playground(token=TOKEN) as telegram:
        variables = {**environment, "DRAGOMAN_TOKEN": TOKEN, "DRAGOMAN_API_URL": telegram.base_url}
        async with asyncio.timeout(60), started(variables, "run", *words) as process:
            person = telegram.person("Olena")
            person.send("/start")
            await person.next_message(within=40)
            process.send_signal(signal.SIGTERM)
            output, log = await process.communicate()
    assert process.returncode == 0
    return output.decode(), log.decode()


@pytest.mark.slow
async def test_a_first_start_downloads_what_is_missing_and_the_next_one_nothing(
    full_environment: dict[str, str], server: PackageServer, packages: Path
) -> None:
    output, _ = await served(full_environment, "--install")

    assert "English, Russian, Ukrainian" in output
    assert output.count("Installed: ") == 4
    assert len(names(packages)) == 4
    asked = len(server.requests)

    output, _ = await served({**full_environment, "DRAGOMAN_INSTALL_LANGUAGES": "en,ru,uk"})

    assert output.startswith("Translation packages for these languages are installed")
    assert len(server.requests) == asked


def test_pairs_that_nobody_has_are_named_and_the_others_installed(
    settings: Settings, packages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    installing.install_needed(settings, ["en", "ru", "de"])
    output, errors = capsys.readouterr()
    assert "Installed: en→ru 1.9" in output
    assert "English → German" in errors
    assert len(names(packages)) == 2


def test_what_cannot_be_downloaded_at_the_start_is_told_and_no_error(
    settings: Settings, server: PackageServer, packages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for pair in ("en_uk", "uk_en"):
        server.answer(f"/{pair}.argosmodel", status(404))

    installing.install_needed(settings, ["en", "uk"])
    server.answer("/index.json", status(404))
    installing.install_needed(settings, ["en", "uk"])

    lines = capsys.readouterr().err.splitlines()
    errors, sections = lines[::2], lines[1::2]
    assert sections == ["How to fix it: docs/translations.md#a-download-that-fails"] * 3
    assert [error.partition(":")[0] for error in errors] == ["dragoman"] * 3
    assert "en→uk 1.4" in errors[0]
    assert server.url in errors[2]
    assert names(packages) == []


def largest_size(folder: Path) -> int:
    return max(each.stat().st_size for each in folder.rglob("*") if each.is_file())


@pytest.mark.slow
async def test_a_download_that_was_killed_goes_on_at_the_next_command(
    full_environment: dict[str, str],
    server: PackageServer,
    packages: Path,
    archives: dict[str, Path],
) -> None:
    server.answer("/en_ru.argosmodel", half_of(archives["en_ru"]), status(503))
    async with asyncio.timeout(60):
        async with started(full_environment, "models", "install", "en-ru") as process:
            await until(lambda: len(server.ranges("/en_ru.argosmodel")) >= 2)
            process.kill()
            await process.wait()
        # What has arrived and is not read before the break is lost with the connection.
        kept = largest_size(packages)
        assert 0 < kept <= 100_000
        server.answer("/en_ru.argosmodel", file(archives["en_ru"]))
        async with started(full_environment, "models", "install", "en-ru") as process:
            assert await process.wait() == 0

    assert server.ranges("/en_ru.argosmodel")[-1] == f"bytes={kept}-"
    assert names(packages) == ["translate-en_ru-1_9"]


@pytest.mark.slow
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
