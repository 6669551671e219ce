"""Benchmarks are not timed here; they only have to start."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NAMES = [file.stem for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_starts_and_says_what_it_measures(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    started = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert started.returncode == 0, started.stderr
    assert "usage:" in started.stdout
