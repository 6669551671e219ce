"""A server of packages, and short ways to change a folder of packages and to see what is in it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.translating import InstalledPackage, PackageFolder, open_installer
from tests.translating.packages.package_server import PackageServer


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[PackageServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    async with PackageServer() as server:
        yield server


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Record the pauses that servers ask for; a downloader makes none of them."""
    made: list[float] = []

    class NoPauses:
        def __init__(self, *_: float) -> None: ...

        async def pause(self, at_least: float) -> None:
            made.append(at_least)

        def reset(self) -> None: ...

    monkeypatch.setattr("bot.translating.packages.downloading.Backoff", NoPauses)
    return made


def installed(*pairs: str, version: str = "1.9") -> list[InstalledPackage]:
    """Return packages for pairs such as "en-ru"."""
    return [
        InstalledPackage(source, target, version, pair, Path("/packages", pair), size=1)
        for pair in pairs
        for source, target in [pair.split("-")]
    ]


def install(folder: PackageFolder, file: Path) -> InstalledPackage:
    with open_installer(folder) as installer:
        (package,) = installer.install(file)
        return package


def remove(folder: PackageFolder, name: str) -> tuple[str, ...]:
    with open_installer(folder) as installer:
        return installer.remove(name)


def pairs(folder: PackageFolder) -> list[str]:
    return [f"{package.source}{package.target}" for package in folder.installed()]


def names(path: Path) -> list[str]:
    """Return what is in the folder but for the lock."""
    return sorted(entry.name for entry in path.iterdir() if entry.name != ".dragoman.lock")


def state_version(package: Path, version: str) -> None:
    metadata = json.loads((package / "metadata.json").read_text())
    (package / "metadata.json").write_text(json.dumps(metadata | {"package_version": version}))
