"""Every command of the README and the documentation does what it is shown to do.

A page's commands run one after the other in a folder that has what a checkout has, as a person
would type them. A server of packages and a Bot API server on this machine stand for the network.
"""

import asyncio
import os
import pty
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, main
from bot.playground import Playground
from testkit.argos.marian import build_opus_archive
from tests.documentation.pages import PAGES, ROOT, blocks, commands, inline_commands
from tests.translating.packages.package_server import PackageServer, file, index
from tests.waiting import in_a_thread

NOT_RUN = {
    "pip install uv": "installs from a package index",
    "uv run pytest": "runs the tests, of which this is one",
    "bash .ci/run": "runs the tests, of which this is one",
    "uvx pre-commit install": "installs from a package index, into the checkout's git",
    "uv run dragoman setup": "asks; tests/cli/test_first_start_questions.py answers",
    "docker ": "needs Docker, and images from the network",
}
"""Beginnings of the commands that no test runs, and why."""

LANGUAGES = {"sh", "console", "text", "toml", "csv", "nginx", "mermaid"}
CATALOGUE = """
[[models]]
name = "opus:en-zle"
links = ["{url}"]
megabytes = 9
memory_megabytes = 9
[models.description]
family = "OPUS-MT big"
version = "2022.3.13"
licence = "CC-BY-4.0"
sources = ["en"]
targets = ["uk"]
[models.description.quality]
en-uk = 32.1
"""
_SERVES = re.compile(r"\bdragoman (run|demo|receive|work)\b")
_PORT = re.compile(r"(?<=127\.0\.0\.1:)\d+")
_LONG_NUMBER = re.compile(r"\d+\.\d{4,}")


def parts_to_run(command: str) -> list[str]:
    """Return what of "one && other" a test can run."""
    parts = command.split(" && ")
    return [part for part in parts if not part.startswith(tuple(NOT_RUN))]


PAGES_WITH_COMMANDS = [
    name
    for name, page in PAGES.items()
    if any(parts_to_run(command.text) for command in commands(page))
]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with what a checkout has, for commands that may write there."""
    folder = tmp_path / "checkout"
    for name in ("examples", "deploy"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "config.example.toml", folder)
    for name in ("benchmarks", "bot", "testkit"):
        (folder / name).symlink_to(ROOT / name)
    return folder


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Return a folder with a `uv` whose `uv run` uses the environment of these tests."""
    folder = tmp_path / "bin"
    folder.mkdir()
    uv = folder / "uv"
    uv.write_text('#!/bin/sh\n[ "$1" = run ] || exit 2\nshift\nexec "$@"\n', encoding="utf-8")
    uv.chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def index_and_catalogue(
    archives: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve an index of the test packages; its address, beside which is a catalogue."""
    folder = tmp_path_factory.mktemp("catalogue")
    with in_a_thread(PackageServer()) as server:
        yield _with_model(
            server, folder, server.answer("/index.json", index(*server.offer(archives, *archives)))
        )


def _with_model(server: PackageServer, folder: Path, url: str) -> str:
    model = build_opus_archive(folder / "en-zle.zip", [("en", "uk")])
    text = CATALOGUE.format(url=server.answer("/en-zle.zip", file(model)))
    (folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return f"{url} {folder / 'catalogue.toml'}"


@pytest.fixture
def environment(
    checkout: Path,
    programs: Path,
    index_and_catalogue: str,
    argos_packages: Path,
    telegram: Playground,
) -> Mapping[str, str]:
    package_index, catalogue = index_and_catalogue.split(" ")
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DRAGOMAN_", "LC_", "LANG"))
    }
    shutil.copytree(argos_packages, checkout / "packages")
    return {
        **inherited,
        "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(checkout),
        "LANG": "en_GB.UTF-8",
        "DRAGOMAN_PACKAGES_FOLDER": str(checkout / "packages"),
        "DRAGOMAN_PACKAGE_INDEX": package_index,
        "DRAGOMAN_MODEL_CATALOGUE": catalogue,
        "DRAGOMAN_TOKEN": telegram.token,
        "DRAGOMAN_API_URL": telegram.base_url,
        "DRAGOMAN_API_FILE_URL": telegram.base_file_url,
        "no_proxy": "127.0.0.1",
    }


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PAGES_WITH_COMMANDS)
async def test_every_command_does_what_the_page_shows(
    name: str, checkout: Path, environment: Mapping[str, str]
) -> None:
    if "dragoman models install" in PAGES[name]:
        shutil.rmtree(checkout / "packages")
    for command in commands(PAGES[name]):
        text = " && ".join(parts_to_run(command.text))
        if not text:
            continue
        code, output, log = await run(text, checkout, environment)
        assert code == 0, f"{text}\n{output}\n{log}"
        if command.output:
            assert comparable(output) == comparable(command.output), text


async def run(text: str, folder: Path, environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Run a command at a terminal where somebody says yes; a server until it serves."""
    serves = _SERVES.search(text)
    # Others may use the port that is usual.
    text = f"{text} --port 0" if serves and serves[1] == "demo" else text
    ours, theirs = pty.openpty()
    os.write(ours, b"y\n")
    process = await asyncio.create_subprocess_exec(
        *("bash", "-c", text),
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(120):
            log = b""
            if serves:
                assert process.stderr is not None
                while b"Receiving messages" not in log:
                    line = await process.stderr.readline()
                    assert line, log.decode()
                    log += line
                process.send_signal(signal.SIGTERM)
            output, rest = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(ours)
        os.close(theirs)
    return process.returncode or 0, output.decode(), (log + rest).decode()


def comparable(output: str) -> str:
    """Return the output without what is another on each machine."""
    rounded = _LONG_NUMBER.sub(lambda number: f"{float(number[0]):.3f}", output)
    lines = _PORT.sub("8800", rounded).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


@pytest.mark.parametrize("beginning", NOT_RUN)
def test_what_is_not_run_is_on_a_page(beginning: str) -> None:
    parts = [
        part
        for page in PAGES.values()
        for command in commands(page)
        for part in command.text.split(" && ")
    ]
    assert any(part.startswith(beginning) for part in parts)


@pytest.mark.parametrize("name", PAGES)
def test_every_block_says_what_it_is(name: str) -> None:
    assert {block.language for block in blocks(PAGES[name])} <= LANGUAGES


@pytest.mark.parametrize("name", PAGES)
def test_commands_and_options_in_the_text_exist(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for command in inline_commands(PAGES[name]):
        words = command.split()[1:]
        if words[0].startswith("-"):
            words, known = [*words, ""], ""
        else:
            two = " ".join(words[:2])
            known = two if two in COMMANDS else words[0]
            assert known in COMMANDS, command
        with pytest.raises(SystemExit):
            main([*known.split(), "--help"])
        explained = capsys.readouterr().out
        for option in re.findall(r"--[a-z]+", command):
            assert option in explained, command
