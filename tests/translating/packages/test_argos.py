"""Where Argos's packages are, and that reading them makes no folders."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from argostranslate import tokenizer

from bot.errors import BadConfiguration
from bot.translating import PackageFolder
from bot.translating.packages import argos

LIST_PACKAGES = """
import sys
from pathlib import Path
from bot.translating import PackageFolder

folder = PackageFolder(Path(sys.argv[1]) if sys.argv[1:] else None)
print(*folder.installed(), sep="\\n")
"""

PACKAGES = ["en→ru 1.9", "en→uk 1.4", "ru→en 1.9", "uk→en 1.9"]


@pytest.fixture
def run() -> Callable[..., "subprocess.CompletedProcess[str]"]:
    def run_once(*arguments: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("XDG_", "ARGOS_", "HOME"))
        }
        return subprocess.run(
            [sys.executable, "-c", LIST_PACKAGES, *map(str, arguments)],
            env={**kept, "PYTHONIOENCODING": "utf-8", **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=60,
        )

    return run_once


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.mark.parametrize(
    "variables",
    [
        {"HOME": "/proc/nonexistent"},
        {"HOME": "/dev/null"},
        {"HOME": "/proc/nonexistent", "XDG_DATA_HOME": "/dev/null"},
        {"HOME": "/proc/nonexistent", "ARGOS_PACKAGES_DIR": "/proc/nonexistent"},
    ],
)
def test_a_given_folder_works_without_a_writable_home(
    run: Run, argos_packages: Path, tmp_path: Path, variables: dict[str, str]
) -> None:
    result = run(argos_packages, TMPDIR=str(tmp_path), **variables)

    assert (result.stdout.splitlines(), result.stderr) == (PACKAGES, "")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_argos_works_without_a_writable_home(run: Run, argos_packages: Path) -> None:
    result = run(HOME="/proc/nonexistent", ARGOS_PACKAGES_DIR=str(argos_packages))

    assert (result.stdout.splitlines(), result.stderr) == (PACKAGES, "")


def test_a_home_with_packages_only_is_enough(
    run: Run, argos_packages: Path, tmp_path: Path
) -> None:
    place = tmp_path / ".local" / "share" / "argos-translate"
    place.mkdir(parents=True)
    (place / "packages").symlink_to(argos_packages)
    (tmp_path / ".config").write_text("no folder")

    assert run(HOME=str(tmp_path)).stdout.splitlines() == PACKAGES


def test_without_a_home_the_error_names_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)

    with pytest.raises(BadConfiguration) as caught:
        PackageFolder()

    assert "packages_folder" in str(caught.value)


def test_looking_for_packages_makes_no_folders(run: Run, tmp_path: Path) -> None:
    result = run(HOME=str(tmp_path))

    assert (result.stdout.strip(), result.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_a_bpe_tokenizer_caches_a_limited_number_of_words(
    argos_packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(argos, "MAX_CACHED_WORDS", 10)
    folder = argos_packages / "translate-uk_en-1_9"
    theirs = tokenizer.BPETokenizer(folder / "bpe.model", "uk", "en")
    monkeypatch.setattr(tokenizer, "BPETokenizer", lambda *_: theirs)
    content = argos.open_argos_package(folder)
    assert content is not None

    pieces = [content.tokenizer.encode(f"слово{number}") for number in range(50)]

    assert len(theirs.bpe_source.cache) == 10
    assert pieces == [content.tokenizer.encode(f"слово{number}") for number in range(50)]


def test_without_argostranslate_packages_are_read_all_the_same(
    argos_packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argostranslate", None)

    for folder in argos_packages.glob("translate-*"):
        content = argos.open_argos_package(folder)
        assert content is not None
        tokens = content.tokenizer.encode("Слово, a word.")
        assert content.tokenizer.decode(tokens).split() == ["Слово,", "a", "word."]
