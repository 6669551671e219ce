"""Somebody at a terminal, in an empty folder, whose machine has the test packages."""

import gc
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.translating.packages.downloading import DownloadPolicy
from tests.translating.packages.package_server import PackageServer, index
from tests.waiting import in_a_thread


@dataclass(frozen=True, slots=True)
class Result:
    """What a command printed."""

    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        return self.stdout + self.stderr


Dragoman = Callable[..., Result]

TITLE = "The bridge and the bear"
ARTICLE = f"""{TITLE}

The bear saw the big bridge over the river. Nobody knows why the bear came to the city in winter. \
The mayor said that the police closed the bridge and the main road.

Children in the school saw the bear from the window. The teacher closed the door. After an hour \
the bear went to the forest again, and the mayor opened the bridge. Price of bread was not in the \
news today.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    file = tmp_path / "bridge.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def environment(
    argos_packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Mapping[str, str]:
    """Return what the commands see, and only they: no settings of whoever runs the tests."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(("DRAGOMAN_", "LC_", "LANG")) or name in ("FORCE_COLOR", "NO_COLOR"):
            monkeypatch.delenv(name)
    return {
        "HOME": str(tmp_path),
        "LANG": "en_GB.UTF-8",
        "DRAGOMAN_PACKAGES_FOLDER": str(argos_packages),
        "DRAGOMAN_DATABASE_URL": f"sqlite:///{tmp_path}/dragoman.sqlite3",
        "DRAGOMAN_THREADS": "1",
    }


@pytest.fixture
def dragoman(
    environment: Mapping[str, str], parsers_at_hand: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Dragoman]:
    """Run a command inside the tests, which ends with the exit code `ends`.

    `charset` is the encoding of the terminal; the article is given in UTF-8. More variables of the
    environment come by their names, settings in small letters by theirs.
    """
    # `run` and `demo` set the log up, for the process that they think is theirs.
    monkeypatch.setattr(logging.root, "handlers", [*logging.root.handlers])
    level = logging.root.level

    def invoke(
        *words: str | Path,
        given: str | bytes = b"",
        charset: str = "utf-8",
        ends: int = 0,
        **variables: object,
    ) -> Result:
        data = given.encode() if isinstance(given, str) else given
        streams = [io.TextIOWrapper(io.BytesIO(some), charset) for some in (data, b"", b"")]
        with monkeypatch.context() as patch:
            settings = {n: f"DRAGOMAN_{n.upper()}" if n.islower() else n for n in variables}
            changes = {settings[name]: str(value) for name, value in variables.items()}
            for name, value in {**environment, **changes}.items():
                patch.setenv(name, value)
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            try:
                main([str(word) for word in words])
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
            if "run" in words:
                gc.collect()  # what was left open is told of
        result = Result(*(_printed(stream) for stream in streams[1:]))
        assert code == ends, result.output
        return result

    yield invoke
    logging.root.setLevel(level)


def _printed(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode(stream.encoding, "replace")


@pytest.fixture
def full_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """For a process of its own."""
    root = Path(__file__).parent.parent.parent
    # Python writes to pipes in blocks, unless the environment says otherwise.
    inherited = {name: v for name, v in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**inherited, **environment, "PYTHONPATH": str(root)}


@pytest.fixture
def server(
    archives: dict[str, Path],
    environment: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[PackageServer]:
    """Serve an index of the test packages; the commands use it and an empty folder."""
    with in_a_thread(PackageServer()) as server:
        (tmp_path / "catalogue.toml").touch()
        url = server.answer(
            "/index.json", index(*server.offer(archives, *archives), {"nonsense": 1})
        )
        environment |= {
            "DRAGOMAN_PACKAGE_INDEX": url,
            "DRAGOMAN_PACKAGES_FOLDER": str(tmp_path / "packages"),
            "DRAGOMAN_MODEL_CATALOGUE": str(tmp_path / "catalogue.toml"),
            "no_proxy": "127.0.0.1",
        }
        quick = DownloadPolicy(attempts=2, first_pause=0.01, read_timeout=1)
        monkeypatch.setattr("bot.service.downloads.DOWNLOAD_POLICY", quick)
        yield server


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Return the folder that the commands install into."""
    folder = tmp_path / "packages"
    folder.mkdir()
    return folder
