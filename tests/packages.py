"""The test packages as pytest fixtures, built once in a test run."""

import shutil
from pathlib import Path

import pytest

from testkit.argos.package import archive, build_package

VERSIONS = {"en_ru": "1.9", "ru_en": "1.9", "en_uk": "1.4", "uk_en": "1.9"}


@pytest.fixture(scope="session")
def argos_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the packages en→ru, ru→en, en→uk and uk→en (BPE). Do not change it.

    Nothing leads straight from Russian to Ukrainian, so "кот" becomes "кіт" by way of "cat".
    """
    folder = tmp_path_factory.mktemp("argos")
    build_package(folder, "en", "ru")
    build_package(folder, "ru", "en")
    build_package(folder, "en", "uk", version="1.4")
    build_package(folder, "uk", "en", bpe=True)
    return folder


@pytest.fixture(scope="session")
def archives(argos_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return an archive of each test package, by its pair."""
    folder = tmp_path_factory.mktemp("archives")
    return {
        pair: archive(
            argos_packages / f"translate-{pair}-{version}".replace(".", "_"), folder / pair
        )
        for pair, version in VERSIONS.items()
    }


@pytest.fixture
def own_argos_packages(argos_packages: Path, tmp_path: Path) -> Path:
    """Return a copy of `argos_packages` that the test may break."""
    return Path(shutil.copytree(argos_packages, tmp_path / "packages"))


@pytest.fixture(scope="session")
def argos_archive(argos_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the en→ru package as an `.argosmodel` file."""
    file = tmp_path_factory.mktemp("argos_archive") / "translate-en_ru-1_9.argosmodel"
    return archive(argos_packages / "translate-en_ru-1_9", file)
