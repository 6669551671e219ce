"""`dragoman models` with OPUS-MT: a Marian archive from a server, converted and used here."""

import shutil
from pathlib import Path

import pytest

from bot.translating import PackageFolder
from testkit.argos.marian import build_opus_archive
from tests.cli.conftest import Dragoman
from tests.translating.packages.conftest import names
from tests.translating.packages.package_server import PackageServer, file

pytestmark = pytest.mark.usefixtures("offered")

CATALOGUE = """
[[models]]
name = "opus:ru-uk"
links = ["{url}"]
megabytes = 9
memory_megabytes = {memory}
[models.description]
family = "OPUS-MT"
version = "2021.2"
licence = "{licence}"
sources = ["ru"]
targets = ["uk"]
[models.description.quality]
ru-uk = 25.5
"""


@pytest.fixture(scope="module")
def opus_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_opus_archive(tmp_path_factory.mktemp("opus") / "ru-uk.zip", [("ru", "uk")])


def write_catalogue(folder: Path, url: str, licence: str = "CC-BY-4.0", memory: int = 20) -> None:
    text = CATALOGUE.format(url=url, licence=licence, memory=memory)
    (folder / "catalogue.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def offered(server: PackageServer, opus_archive: Path, tmp_path: Path) -> PackageServer:
    """Return a server that has the archive, which the catalogue names."""
    write_catalogue(tmp_path, server.answer("/ru-uk.zip", file(opus_archive)))
    return server


def test_a_model_of_the_catalogue_is_converted_and_translates_without_a_detour(
    dragoman: Dragoman, packages: Path
) -> None:
    installed = dragoman("models", "install", "opus:ru-uk", "ru-en", "en-uk")
    translated = dragoman("translate", "-f", "ru", "-t", "uk", given="Старый кот спит.").stdout
    again = dragoman("models", "install", "opus:ru-uk")

    assert installed.stderr == ""
    assert installed.stdout.startswith("Downloading opus:ru-uk\nInstalled: ru→uk 2021.2\n")
    assert "opus-mt-ru_uk-2021_2" in names(packages)
    assert translated.startswith("Russian → Ukrainian")
    assert translated.splitlines()[-1] == "Старий кіт спить."
    assert again.stdout == "Already installed: opus:ru-uk\n"


def test_an_archive_for_which_the_disk_has_no_room_is_not_downloaded(
    dragoman: Dragoman, packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(packages)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert "disk" in dragoman("models", "install", "opus:ru-uk", ends=1).stderr
    assert PackageFolder(packages).entries() == ()


def test_models_stand_beside_the_packages_of_argos(dragoman: Dragoman) -> None:
    rows = [line.split("\t") for line in dragoman("models", "available", "uk").stdout.splitlines()]

    assert [row[0] for row in rows] == ["en-uk", "uk-en", "opus:ru-uk"]
    assert rows[-1] == [
        *("opus:ru-uk", "2021.2", "", "Russian → Ukrainian"),
        *("9 MB", "25.5", "CC-BY-4.0", "fast"),
    ]


def test_for_a_language_the_best_set_is_proposed_and_installed_when_agreed(
    dragoman: Dragoman, packages: Path
) -> None:
    asked = dragoman("models", "install", "uk", ends=1)
    dragoman("models", "install", "uk", "--yes")

    proposed = [line.partition("\t")[0] for line in asked.stdout.splitlines()[1:]]
    assert proposed == ["opus:ru-uk", "uk-en", "en-uk"]
    assert "dragoman models install uk --yes" in asked.stderr
    assert len(names(packages)) == 3


@pytest.mark.parametrize(("licence", "memory"), [("CC-BY-NC-4.0", 20), ("CC-BY-4.0", 20_000_000)])
def test_what_may_not_be_sold_or_does_not_fit_is_not_proposed(
    dragoman: Dragoman, offered: PackageServer, tmp_path: Path, licence: str, memory: int
) -> None:
    write_catalogue(tmp_path, f"{offered.url}/ru-uk.zip", licence, memory)

    shown = dragoman("models", "available", "ru").stdout
    asked = dragoman("models", "install", "uk", ends=1).stdout

    assert "opus:ru-uk" in shown
    assert ("not for commercial use" in shown) == ("NC" in licence)
    assert "opus:ru-uk" not in asked


@pytest.mark.parametrize(
    ("catalogue", "complaint"),
    [
        ("[[models]]\nname = 3", "models.0.name"),
        ("models = ", "catalogue.toml"),
        (CATALOGUE.format(url="file:///etc/passwd", licence="-", memory=1), "models.0.links"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_named(
    dragoman: Dragoman, tmp_path: Path, catalogue: str, complaint: str
) -> None:
    (tmp_path / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    assert complaint in dragoman("models", "available", ends=3).stderr


def test_a_folder_with_a_description_is_installed_as_it_is(
    dragoman: Dragoman, packages: Path, tmp_path: Path
) -> None:
    dragoman("models", "install", "opus:ru-uk")
    (converted,) = packages.glob("opus*")
    folder = converted.rename(tmp_path / "given")

    assert dragoman("models", "install", folder).stdout == "Installed: ru→uk 2021.2\n"
    assert dragoman("translate", "-f", "ru", "-t", "uk", given="кот").stdout.endswith("кіт\n")
    assert folder.is_dir()
