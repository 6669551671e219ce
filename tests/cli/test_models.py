"""`dragoman models`: what is installed, adding to it and taking away."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Dragoman
from tests.translating.packages.conftest import names


def test_without_packages_the_list_says_what_to_do(dragoman: Dragoman, tmp_path: Path) -> None:
    shown = dragoman("models", "list", packages_folder=tmp_path / "none").stdout
    assert str(tmp_path / "none") in shown
    assert "dragoman models install en-ru" in shown


def test_outside_a_terminal_the_list_is_a_line_a_package_with_tabs(
    dragoman: Dragoman, argos_packages: Path
) -> None:
    rows = [line.split("\t") for line in dragoman("models", "list").stdout.splitlines()]

    assert len(rows) == 4
    name, languages, version, size, path = rows[1]
    assert (name, languages, version) == ("translate-en_uk-1_4", "en → uk", "1.4")
    assert size.endswith("MB")
    assert Path(path) == argos_packages / name


def test_on_a_terminal_the_list_has_headings_and_where_packages_lead(dragoman: Dragoman) -> None:
    terminal = {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": "200"}
    shown = re.sub(r"\x1b\[\d*m", "", dragoman("models", "list", **terminal).stdout)
    packages, routes = shown.split("\n\n")

    assert packages.startswith("Name ")
    assert len(packages.splitlines()) == 5
    assert [re.split(r" {2,}", line.strip()) for line in routes.splitlines()] == [
        ["From (via)", "Into"],
        ["English →", "Russian, Ukrainian"],
        ["Russian →", "English"],
        ["Russian → English →", "Ukrainian"],
        ["Ukrainian →", "English"],
        ["Ukrainian → English →", "Russian"],
    ]


def test_a_package_that_cannot_be_used_is_listed_with_the_reason(
    dragoman: Dragoman, own_argos_packages: Path
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").write_text("{", encoding="utf-8")

    result = dragoman("models", "list", packages_folder=own_argos_packages)

    assert "en → uk" in result.stdout
    (broken,) = [line for line in result.stdout.splitlines() if line.startswith("✗")]
    assert "translate-en_ru-1_9" in broken
    assert result.stderr == ""


def test_an_installed_package_translates_until_it_is_removed(
    dragoman: Dragoman, argos_archive: Path, tmp_path: Path
) -> None:
    name, folder = "translate-en_ru-1_9", {"packages_folder": tmp_path / "packages"}
    translate = ("translate", "--from", "en", "--to", "ru")

    assert dragoman("models", "install", argos_archive, **folder).stdout == "Installed: en→ru 1.9\n"
    assert dragoman(*translate, given="cat", **folder).stdout.splitlines()[-1] == "кот"
    assert name in dragoman("models", "remove", name, **folder).stdout
    dragoman(*translate, given="cat", **folder, ends=1)


@pytest.mark.parametrize("name", ["en_uk", "en→uk", "translate-en_uk-1_4"])
def test_a_package_is_removed_by_its_name_or_its_pair_of_languages(
    dragoman: Dragoman, own_argos_packages: Path, name: str
) -> None:
    dragoman("models", "remove", name, packages_folder=own_argos_packages)
    assert len(names(own_argos_packages)) == 3
    assert not (own_argos_packages / "translate-en_uk-1_4").exists()


def test_a_file_that_is_no_package_changes_nothing(
    dragoman: Dragoman, own_argos_packages: Path, article: Path
) -> None:
    before = names(own_argos_packages)
    dragoman("models", "install", article, packages_folder=own_argos_packages, ends=1)
    assert names(own_argos_packages) == before


@pytest.mark.parametrize("words", [("translate", "--to", "ru"), ("summary", "-l", "ru")])
def test_a_translation_that_a_broken_package_prevents_names_it(
    dragoman: Dragoman, own_argos_packages: Path, article: Path, words: tuple[str, ...]
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "metadata.json").unlink()
    result = dragoman(*words, article, packages_folder=own_argos_packages, ends=1)
    assert "translate-en_ru-1_9" in result.stderr
    assert "metadata.json is missing" in result.stderr
    assert "dragoman models install en-ru" in result.output
