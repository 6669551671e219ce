"""Summaries and translations need no network, and no home directory that can be written."""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE

# Every way out of Python passes these events. The process ends at once, lest the attempt be caught.
GUARDED = """
import os, runpy, sys

def guard(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        os.write(2, f"network: {event} {arguments[-1]}".encode())
        os._exit(99)

sys.addaudithook(guard)
sys.argv[0] = "bot"
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""


def guarded(environment: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", GUARDED, *words],
        input=ARTICLE,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "words",
    [
        ("summary", "--language", "uk"),
        ("translate", "--to", "uk", "--json"),
        ("models", "remove", "en_ru"),
    ],
    ids=" ".join,
)
def test_only_commands_that_say_so_touch_the_network_or_need_a_home(
    full_environment: Mapping[str, str], own_argos_packages: Path, words: tuple[str, ...]
) -> None:
    folder = {"DRAGOMAN_PACKAGES_FOLDER": str(own_argos_packages)}
    nowhere = {"HOME": "/proc/nonexistent", "XDG_CACHE_HOME": "/dev/null"}
    result = guarded({**full_environment, **folder, **nowhere}, *words)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_the_guard_would_notice(full_environment: Mapping[str, str]) -> None:
    index = {"DRAGOMAN_PACKAGE_INDEX": "http://127.0.0.1:9/index.json"}
    result = guarded({**full_environment, **index}, "models", "available")
    assert result.returncode == 99
    assert result.stderr.startswith("network: ")
