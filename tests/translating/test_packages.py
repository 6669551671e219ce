import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import PackageBroken
from bot.translating import PackageFolder
from tests.argos.package import archive


def pairs(folder: PackageFolder) -> list[str]:
    return [f"{package.source}{package.target}" for package in folder.installed()]


def state_version(package: Path, version: str) -> None:
    metadata = json.loads((package / "metadata.json").read_text())
    (package / "metadata.json").write_text(json.dumps(metadata | {"package_version": version}))


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


def test_a_folder_that_does_not_exist_has_no_packages(tmp_path: Path) -> None:
    assert PackageFolder(tmp_path / "nowhere").installed() == ()


def test_of_two_versions_the_newest_counts(own_argos_packages: Path) -> None:
    newer = own_argos_packages / "a_newer_one"
    shutil.copytree(own_argos_packages / "translate-en_ru-1_9", newer)
    state_version(newer, "1.10")

    assert str(PackageFolder(own_argos_packages).installed()[0]) == "en→ru 1.10"


def test_a_package_that_is_copied_in_later_is_seen(argos_packages: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path)
    assert pairs(folder) == []

    shutil.copytree(argos_packages / "translate-ru_en-1_9", tmp_path / "by_hand")

    assert pairs(folder) == ["ruen"]


def test_a_package_whose_model_is_copied_last_is_seen(own_argos_packages: Path) -> None:
    model = own_argos_packages / "translate-ru_en-1_9" / "model" / "model.bin"
    weights = model.read_bytes()
    model.unlink()
    folder = PackageFolder(own_argos_packages)
    assert pairs(folder) == ["enru", "enuk", "uken"]

    model.write_bytes(weights)

    assert pairs(folder) == ["enru", "enuk", "ruen", "uken"]


def test_a_package_that_is_no_translation_is_passed_over(own_argos_packages: Path) -> None:
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
        (metadata('{"from_code": "../..", "to_code": "ru"}'), "'../..' is no language code"),
        (metadata('{"from_code": "en", "to_code": "ru"}'), "'' is no version"),
        (lambda package: (package / "sentencepiece.model").unlink(), "it has no tokenizer"),
        (lambda package: shutil.rmtree(package / "model"), "model.bin is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_directory_is_reported_and_does_not_hide_the_others(
    own_argos_packages: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    spoil(package)
    folder = PackageFolder(own_argos_packages)

    assert pairs(folder) == ["enuk", "ruen", "uken"]
    (error,) = folder.broken()
    assert error.details["path"] == str(package)
    assert reason in str(error.details["reason"])


def test_an_archive_is_installed(argos_archive: Path, tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path / "packages")

    package = folder.install(argos_archive)

    assert folder.installed() == (package,)
    assert package.path == tmp_path / "packages" / "translate-en_ru-1_9"
    assert [path.name for path in folder.path.iterdir()] == [package.name]


def test_an_archive_without_a_directory_of_its_own_is_installed(
    argos_packages: Path, tmp_path: Path
) -> None:
    package = argos_packages / "translate-en_ru-1_9"
    flat = Path(shutil.make_archive(str(tmp_path / "flat"), "zip", package))

    assert str(PackageFolder(tmp_path / "packages").install(flat)) == "en→ru 1.9"


def test_installing_replaces_the_package_of_the_same_pair(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    old = own_argos_packages / "translate-en_ru-1_9"
    file = archive(old, tmp_path / "new.argosmodel")
    state_version(old, "1.7")
    folder = PackageFolder(own_argos_packages)
    assert "en→ru 1.7" in map(str, folder.installed())

    folder.install(file)

    assert [str(package) for package in folder.installed() if package.target == "ru"] == [
        "en→ru 1.9"
    ]
    assert len(list(own_argos_packages.iterdir())) == 4


def test_installing_an_older_version_is_taken_at_its_word(
    own_argos_packages: Path, tmp_path: Path
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    state_version(package, "1.2")
    file = archive(package, tmp_path / "old.argosmodel")
    state_version(package, "1.9")
    folder = PackageFolder(own_argos_packages)

    assert str(folder.install(file)) == "en→ru 1.2"
    assert "en→ru 1.2" in map(str, folder.installed())


@pytest.mark.parametrize("which", ["translate-en_ru-1_9", "en_ru", "en→ru", "en-ru"])
def test_a_package_is_removed_by_its_name_or_its_pair(own_argos_packages: Path, which: str) -> None:
    folder = PackageFolder(own_argos_packages)

    assert folder.remove(which) == ("translate-en_ru-1_9",)
    assert pairs(folder) == ["enuk", "ruen", "uken"]


def test_a_broken_package_is_removed_by_its_name(own_argos_packages: Path) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    folder = PackageFolder(own_argos_packages)

    assert folder.remove("translate-en_ru-1_9") == ("translate-en_ru-1_9",)
    assert folder.broken() == ()


@pytest.mark.parametrize("which", ["", ".", "..", "../outside", "en_pl", "model"])
def test_what_is_not_there_is_not_removed(own_argos_packages: Path, which: str) -> None:
    (own_argos_packages.parent / "outside").mkdir()

    assert PackageFolder(own_argos_packages).remove(which) == ()
    assert (own_argos_packages.parent / "outside").exists()
    assert len(list(own_argos_packages.iterdir())) == 4


def test_removing_a_package_that_is_a_link_leaves_what_it_leads_to(
    argos_packages: Path, tmp_path: Path
) -> None:
    target = argos_packages / "translate-en_ru-1_9"
    (tmp_path / "linked").symlink_to(target)

    PackageFolder(tmp_path).remove("en_ru")

    assert list(tmp_path.iterdir()) == []
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
        folder.install(file)

    assert broken.value.details["path"] == str(file)
    assert "its model cannot be loaded" in str(broken.value.details["reason"])
    assert folder.installed() == before
    assert len(list(own_argos_packages.iterdir())) == 4


def test_argos_itself_finds_the_folder_when_none_is_given() -> None:
    from argostranslate import settings

    assert PackageFolder().path == settings.package_data_dir
