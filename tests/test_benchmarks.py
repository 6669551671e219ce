"""Benchmarks are not timed here; they only have to start."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import answers
from benchmarks.scale import environment, member
from benchmarks.translation import Benchmark, Options
from bot.playground import Playground
from testkit.argos.package import build_package

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
NAMES = [file.stem for file in sorted((ROOT / "benchmarks").glob("[a-z]*.py"))]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_starts_and_says_what_it_measures(name: str) -> None:
    command = [sys.executable, "-m", f"benchmarks.{name}", "--help"]
    started = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert started.returncode == 0, started.stderr
    assert "usage:" in started.stdout


def test_the_words_of_both_translators_are_compared_without_a_target_prefix(tmp_path: Path) -> None:
    package = build_package(tmp_path, "en", "uk", target_prefix=">>ukr<<")
    benchmark = Benchmark(package, Options())
    rounds = [[[["The old cat."]]]]

    argos, ours = (benchmark.measure(side, rounds).tokens for side in ("argos", "dragoman"))

    assert argos
    assert argos.items() <= ours.items()


async def test_the_bot_answers_with_its_work_in_memory_too(tmp_path: Path) -> None:
    """The reference of what durable work costs."""
    async with Playground() as telegram:
        settings = environment(telegram, f"sqlite:///{tmp_path}/bot.sqlite3", tmp_path)
        async with member(settings, "run", "--memory"):
            reader = telegram.person("Reader")
            reader.send("/help")
            assert await reader.next_message(within=30)


async def test_both_bots_answer_every_article(capsys: pytest.CaptureFixture[str]) -> None:
    await answers.compare(chats=2, articles=2, rate=10)
    rows = capsys.readouterr().out.splitlines()
    assert len([row for row in rows if " 4/4 " in row]) == 4, rows
