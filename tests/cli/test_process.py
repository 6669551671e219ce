"""What only a process of its own shows: terminals, pipes, imports, encodings."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from subprocess import PIPE
from typing import Any

import pytest

from tests.cli.conftest import ARTICLE

HEAVY = {
    *("telegram", "sqlalchemy", "bot.playground", "aiohttp", "ctranslate2", "argostranslate"),
    *("requests", "pycountry"),
}


def run(
    environment: Mapping[str, str], *words: str, **how: Any
) -> "subprocess.CompletedProcess[str]":
    """Run Python with these words."""
    how = {"stdout": PIPE, "stderr": PIPE, "encoding": "utf-8", "timeout": 60, **how}
    return subprocess.run([sys.executable, *words], env=environment, check=True, **how)


def test_json_is_utf_8_whatever_the_terminal_is(full_environment: Mapping[str, str]) -> None:
    environment = {**full_environment, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    words = ("-m", "bot", "summary", "-l", "uk", "--json")
    result = run(environment, *words, input=ARTICLE)
    assert result.stderr == ""
    assert json.loads(result.stdout)["title_translation"] == "Цей міст і цей ведмідь"


@pytest.mark.parametrize("words", [("--help",), ("summary", "bridge.txt")])
@pytest.mark.usefixtures("article")
def test_help_and_summaries_do_not_wait_for_the_libraries_of_the_bot(
    full_environment: Mapping[str, str], words: tuple[str, ...]
) -> None:
    result = run(full_environment, "-X", "importtime", "-m", "bot", *words)
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "argparse" in imported
    assert not imported & HEAVY


def test_the_demo_shows_its_page_before_it_loads_the_bot() -> None:
    shown = run(os.environ, "-c", "import sys, bot.cli.demo; print(*sys.modules)").stdout
    assert not set(shown.split()) & {"bot.app", "telegram", "sqlalchemy"}


def test_nobody_complains_of_a_reader_that_goes_away(full_environment: Mapping[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "bot", "models", "list"]
    result = subprocess.run(command, env=full_environment, stdout=writer, stderr=PIPE, timeout=60)
    os.close(writer)
    assert result.stderr == b""


def test_on_a_terminal_it_says_what_it_waits_for(full_environment: Mapping[str, str]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "summary"]
    with subprocess.Popen(
        command, env=full_environment, stdin=theirs, stdout=PIPE, stderr=PIPE
    ) as waiting:
        assert waiting.stderr is not None
        assert b"Ctrl+D" in waiting.stderr.readline()
        os.write(ours, ARTICLE.encode() + b"\n\x04")
        output, _ = waiting.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert "→ 3 sentences".encode() in output
