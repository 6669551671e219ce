import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.rendering.words import words_in
from bot.translating import PackageFolder
from tests.translating.packages.conftest import pairs, state_version


def test_installed_packages_are_listed_by_pair(argos_packages: Path) -> None:
    packages = PackageFolder(argos_packages).installed()

    assert [str(package) for package in packages] == [
        "en→ru 1.9",
        "en→uk 1.4",
        "ru→en 1.9",
        "uk→en 1.9",
    ]
    assert packages[0].name == "translate-en_ru-1_9"
    assert packages[0].size == sum(
        file.stat().st_size for file in packages[0].path.rglob("*") if file.is_file()
    )


def test_a_missing_folder_has_no_packages(tmp_path: Path) -> None:
    assert PackageFolder(tmp_path / "nowhere").installed() == ()


def test_the_newer_of_two_versions_counts(own_argos_packages: Path) -> None:
    newer = own_argos_packages / "a_newer_one"
    shutil.copytree(own_argos_packages / "translate-en_ru-1_9", newer)
    state_version(newer, "1.10")

    assert str(PackageFolder(own_argos_packages).installed()[0]) == "en→ru 1.10"


def test_a_package_that_is_added_later_is_found(argos_packages: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path)
    assert pairs(folder) == []

    shutil.copytree(argos_packages / "translate-ru_en-1_9", tmp_path / "by_hand")

    assert pairs(folder) == ["ruen"]


def test_a_package_is_found_when_its_model_is_added_last(own_argos_packages: Path) -> None:
    model = own_argos_packages / "translate-ru_en-1_9" / "model" / "model.bin"
    weights = model.read_bytes()
    model.unlink()
    folder = PackageFolder(own_argos_packages)
    assert pairs(folder) == ["enru", "enuk", "uken"]

    model.write_bytes(weights)

    assert pairs(folder) == ["enru", "enuk", "ruen", "uken"]


def test_a_package_that_does_not_translate_is_ignored(own_argos_packages: Path) -> None:
    sentences = own_argos_packages / "sbd"
    sentences.mkdir()
    (sentences / "metadata.json").write_text('{"type": "sbd", "from_codes": ["en"]}')
    folder = PackageFolder(own_argos_packages)

    assert len(folder.installed()) == 4
    assert folder.broken() == ()


def metadata(text: str) -> Callable[[Path], object]:
    return lambda package: (package / "metadata.json").write_text(text)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda package: (package / "metadata.json").unlink(), "metadata.json is missing"),
        (metadata("{"), "metadata.json cannot be read"),
        (metadata("[]"), "metadata.json cannot be read"),
        (metadata("[" * 100_000), "metadata.json cannot be read"),
        (metadata("{}"), "does not say which languages"),
        (metadata('{"from_code": "../..", "to_code": "ru"}'), "“../..” is no language code"),
        (metadata('{"from_code": "en", "to_code": "ru"}'), "“” is no version"),
        (lambda package: (package / "sentencepiece.model").unlink(), "it has no tokenizer"),
        (lambda package: shutil.rmtree(package / "model"), "model.bin is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_package_is_reported_and_does_not_hide_the_others(
    own_argos_packages: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    spoil(package)
    folder = PackageFolder(own_argos_packages)

    assert pairs(folder) == ["enuk", "ruen", "uken"]
    (error,) = folder.broken()
    assert error.details["path"] == str(package)
    assert reason in words_in("en").explain(error)


def test_hidden_directories_and_plain_files_are_ignored(own_argos_packages: Path) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    shutil.copytree(package, own_argos_packages / ".installing-1" / "translate-en_ru-2_0")
    shutil.copytree(package, own_argos_packages / ".trash")
    (own_argos_packages / "README.txt").write_text("Packages")
    folder = PackageFolder(own_argos_packages)

    assert len(folder.usable()) == 4
    assert folder.broken() == ()


def test_archives_and_broken_links_are_reported(
    own_argos_packages: Path, argos_archive: Path
) -> None:
    shutil.copy(argos_archive, own_argos_packages / "en_ru.argosmodel")
    (own_argos_packages / "loop").symlink_to(own_argos_packages / "loop")
    (own_argos_packages / "nowhere").symlink_to(own_argos_packages.parent / "nowhere")
    folder = PackageFolder(own_argos_packages)

    assert len(folder.installed()) == 4
    assert [Path(str(error.details["path"])).name for error in folder.broken()] == [
        "en_ru.argosmodel",
        "loop",
        "nowhere",
    ]


def test_circular_links_in_a_package_do_no_harm(own_argos_packages: Path) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    size = PackageFolder(own_argos_packages).installed()[0].size
    (package / "circle").symlink_to(package)
    (package / "loop").symlink_to(package / "loop")

    assert PackageFolder(own_argos_packages).installed()[0].size == size


def test_a_broken_package_is_logged(
    own_argos_packages: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()

    PackageFolder(own_argos_packages).installed()

    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "translate-en_ru-1_9" in record.getMessage()


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "packages"
    file.write_text("no folder")
    folder = PackageFolder(file)

    assert folder.installed() == ()
    assert [error.details["path"] for error in folder.broken()] == [str(file)]


@pytest.fixture
def foreign_packages(argos_packages: Path) -> Iterator[Path]:
    """Copy the packages for root, for tests that run as another user."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    PackageFolder(argos_packages).installed()  # Import Argos while its files are readable.
    with TemporaryDirectory() as temporary:
        folder = Path(shutil.copytree(argos_packages, Path(temporary, "packages")))
        for parent in (folder, folder.parent):
            parent.chmod(0o755)
        yield folder


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("closed", ["", "metadata.json", "model"])
def test_an_unreadable_package_is_reported_and_the_others_work(
    foreign_packages: Path, closed: str
) -> None:
    (foreign_packages / "translate-en_ru-1_9" / closed).chmod(0)
    folder = PackageFolder(foreign_packages)

    with as_nobody():
        assert pairs(folder) == ["enuk", "ruen", "uken"]
        (error,) = folder.broken()

    assert "translate-en_ru-1_9" in str(error.details["path"])


def test_an_unreadable_folder_is_reported(foreign_packages: Path) -> None:
    foreign_packages.chmod(0)
    folder = PackageFolder(foreign_packages)

    with as_nobody():
        assert folder.installed() == ()
        (error,) = folder.broken()

    assert error.details["path"] == str(foreign_packages)


def test_without_a_path_the_folder_is_the_one_of_argos() -> None:
    from argostranslate import settings

    assert PackageFolder().path == settings.package_data_dir
