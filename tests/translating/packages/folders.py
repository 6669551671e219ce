"""Short ways to change a folder of packages, and to see what is in it."""

import json
from pathlib import Path

from bot.translating import InstalledPackage, PackageFolder, changing


def install(folder: PackageFolder, file: Path) -> InstalledPackage:
    with changing(folder) as change:
        return change.install(file)


def remove(folder: PackageFolder, which: str) -> tuple[str, ...]:
    with changing(folder) as change:
        return change.remove(which)


def pairs(folder: PackageFolder) -> list[str]:
    return [f"{package.source}{package.target}" for package in folder.installed()]


def names(path: Path) -> list[str]:
    """What is in the folder, but for the file that stands for the lock."""
    return sorted(entry.name for entry in path.iterdir() if entry.name != ".dragoman.lock")


def state_version(package: Path, version: str) -> None:
    metadata = json.loads((package / "metadata.json").read_text())
    (package / "metadata.json").write_text(json.dumps(metadata | {"package_version": version}))
