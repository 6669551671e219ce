"""What only a process of its own shows: terminals, pipes, imports, encodings."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.cli.conftest import ARTICLE, Process

HEAVY = {
    *("telegram", "sqlalchemy", "bot.playground", "aiohttp", "ctranslate2", "argostranslate"),
    *("requests", "pycountry"),
}


def test_json_is_utf_8_whatever_the_terminal_is(process: Process) -> None:
    result = process(
        "summary", "-l", "uk", "--json", given=ARTICLE, LC_ALL="C", PYTHONIOENCODING="latin-1"
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert json.loads(result.stdout)["title_translation"] == "Цей міст і цей ведмідь"


@pytest.mark.parametrize("words", [("--help",), ("summary", "bridge.txt")])
@pytest.mark.usefixtures("article")
def test_help_and_summaries_do_not_wait_for_the_libraries_of_the_bot(
    full_environment: Mapping[str, str], words: tuple[str, ...]
) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "bot", *words]
    result = subprocess.run(
        command, env=full_environment, capture_output=True, text=True, timeout=60, check=True
    )

    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    assert "argparse" in imported
    assert not imported & HEAVY


def test_the_demo_shows_its_page_before_it_loads_the_bot() -> None:
    program = "import sys, bot.cli.demo; print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert not set(shown.stdout.decode().split()) & {"bot.app", "telegram", "sqlalchemy"}


def test_nobody_complains_of_a_reader_that_goes_away(full_environment: Mapping[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "bot", "models", "list"]
    result = subprocess.run(
        command,
        env=full_environment,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)

    assert result.stderr == b""


def test_on_a_terminal_it_says_what_it_waits_for(full_environment: Mapping[str, str]) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "summary"]
    with subprocess.Popen(
        command, env=full_environment, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as waiting:
        assert waiting.stderr is not None
        assert b"Ctrl+D" in waiting.stderr.readline()
        os.write(ours, ARTICLE.encode() + b"\n\x04")
        output, _ = waiting.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert "→ 3 sentences".encode() in output
