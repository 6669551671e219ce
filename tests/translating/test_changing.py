import shutil
from pathlib import Path

import pytest

from bot.errors import PackageBroken
from bot.translating import PackageFolder
from tests.argos.package import archive
from tests.translating.folders import install, names, pairs, remove, state_version


def test_an_archive_is_installed(argos_archive: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path / "packages")

    package = install(folder, argos_archive)

    assert folder.installed() == (package,)
    assert package.path == tmp_path / "packages" / "translate-en_ru-1_9"
    assert names(folder.path) == [package.name]


def test_an_archive_without_a_directory_of_its_own_is_installed(
    argos_packages: Path, tmp_path: Path
) -> None:
    package = argos_packages / "translate-en_ru-1_9"
    flat = Path(shutil.make_archive(str(tmp_path / "flat"), "zip", package))

    assert str(install(PackageFolder(tmp_path / "packages"), flat)) == "en→ru 1.9"


def test_installing_replaces_the_package_of_the_same_pair(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    old = own_argos_packages / "translate-en_ru-1_9"
    file = archive(old, tmp_path / "new.argosmodel")
    state_version(old, "1.7")
    folder = PackageFolder(own_argos_packages)
    assert "en→ru 1.7" in map(str, folder.installed())

    install(folder, file)

    assert [str(package) for package in folder.installed() if package.target == "ru"] == [
        "en→ru 1.9"
    ]
    assert len(names(own_argos_packages)) == 4


def test_installing_an_older_version_is_taken_at_its_word(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    state_version(package, "1.2")
    file = archive(package, tmp_path / "old.argosmodel")
    state_version(package, "1.9")
    folder = PackageFolder(own_argos_packages)

    assert str(install(folder, file)) == "en→ru 1.2"
    assert "en→ru 1.2" in map(str, folder.installed())


@pytest.mark.parametrize("which", ["translate-en_ru-1_9", "en_ru", "en→ru", "en-ru"])
def test_a_package_is_removed_by_its_name_or_its_pair(own_argos_packages: Path, which: str) -> None:
    folder = PackageFolder(own_argos_packages)

    assert remove(folder, which) == ("translate-en_ru-1_9",)
    assert pairs(folder) == ["enuk", "ruen", "uken"]


def test_a_broken_package_is_removed_by_its_name(own_argos_packages: Path) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    folder = PackageFolder(own_argos_packages)

    assert remove(folder, "translate-en_ru-1_9") == ("translate-en_ru-1_9",)
    assert folder.broken() == ()


@pytest.mark.parametrize("which", ["", ".", "..", "../outside", "en_pl", "model"])
def test_what_is_not_there_is_not_removed(own_argos_packages: Path, which: str) -> None:
    (own_argos_packages.parent / "outside").mkdir()

    assert remove(PackageFolder(own_argos_packages), which) == ()
    assert (own_argos_packages.parent / "outside").exists()
    assert len(names(own_argos_packages)) == 4


def test_removing_a_package_that_is_a_link_leaves_what_it_leads_to(
    argos_packages: Path, tmp_path: Path
) -> None:
    target = argos_packages / "translate-en_ru-1_9"
    (tmp_path / "linked").symlink_to(target)

    remove(PackageFolder(tmp_path), "en_ru")

    assert names(tmp_path) == []
    assert (target / "metadata.json").exists()


def test_a_damaged_package_is_not_installed_and_the_installed_one_stays(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged" / "translate-en_ru-2_0"
    shutil.copytree(own_argos_packages / "translate-en_ru-1_9", damaged)
    (damaged / "model" / "model.bin").write_bytes(b"not a model")
    file = archive(damaged, tmp_path / "damaged.argosmodel")
    folder = PackageFolder(own_argos_packages)
    before = folder.installed()

    with pytest.raises(PackageBroken) as broken:
        install(folder, file)

    assert broken.value.details["path"] == str(file)
    assert "its model cannot be loaded" in str(broken.value.details["reason"])
    assert folder.installed() == before
    assert len(names(own_argos_packages)) == 4
