"""How fast articles are translated, beside `argostranslate.translate` with the same package.

    uv run python -m benchmarks.translation [--package DIR] [--only article articles lengths memory]

Without a package it builds one of the real shape. The texts are made of words in a row: a model's
time depends on how long a sentence is, not on what it says. Each measurement is a process of its
own; run it on a machine that does nothing else. Argos is spared its sentence splitters, and
PyTorch with them.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks._contestants import Article, Measured, Task
from benchmarks.packages import build_real_sized_package
from testkit.argos.words import LANGUAGES, dictionary

SENTENCES = 14
ARTICLES = 8
LENGTHS = 1, 10, 100, 500, 2000
ARGOS_LENGTHS = 1, 10, 100
_SENTENCES_IN_PARAGRAPH = 3


class Texts:
    """Sentences of 6 to 50 words, no two alike."""

    def __init__(self, language: str) -> None:
        other = next(code for code in LANGUAGES if code != language)
        self._words = [word for word in dictionary(language, other) if word.islower()]
        self._random = random.Random(2)

    def sentence(self) -> str:
        count = round(self._random.triangular(6, 50, 22))
        words = self._random.sample(self._words, count)
        for place in range(5, count - 3, 8):
            words[place] += ","
        return " ".join(words).capitalize() + "."

    def article(self, count: int = SENTENCES) -> Article:
        found = [self.sentence() for _ in range(count)]
        step = _SENTENCES_IN_PARAGRAPH
        return [found[start : start + step] for start in range(0, count, step)]


class Benchmark:
    def __init__(self, package: Path, unchecked: bool) -> None:
        metadata = json.loads((package / "metadata.json").read_text(encoding="utf-8"))
        self._package, self._unchecked = package, unchecked
        self._source, self._target = metadata["from_code"], metadata["to_code"]
        self._texts = Texts(self._source)

    def article(self) -> None:
        """One article of 14 sentences."""
        self._compare("one article", [[self._texts.article()]])

    def articles(self) -> None:
        """Eight articles at once."""
        self._compare("8 at once", [[self._texts.article() for _ in range(ARTICLES)]])

    def lengths(self) -> None:
        """How the time grows with the length."""
        rounds = [[self._texts.article(length)] for length in LENGTHS]
        ours = self.measure("dragoman", rounds)
        argos = self.measure("argos", rounds[: len(ARGOS_LENGTHS)])
        print(f"\n{'sentences':>10} {'Argos':>10} {'Dragoman':>10} {'a sentence':>12}")
        for number, length in enumerate(LENGTHS):
            beside = f"{argos.seconds[number]:8.2f} s" if number < len(ARGOS_LENGTHS) else ""
            seconds = ours.seconds[number]
            per_sentence = 1000 * seconds / length
            print(f"{length:>10} {beside:>10} {seconds:8.2f} s {per_sentence:9.1f} ms")
        print(f"peak memory: {argos.megabytes:.0f} MB and {ours.megabytes:.0f} MB")

    def memory(self) -> None:
        """Measure what was translated before, and again after a restart."""
        articles = [self._texts.article() for _ in range(ARTICLES)]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "memory.sqlite3")
            database = f"sqlite:///{file}"
            first = self.measure("dragoman", [articles, articles[:1]], database)
            again = self.measure("dragoman", [articles[:1], articles], database)
            size = sum(part.stat().st_size for part in Path(folder).iterdir())
        print("\nwith the translation memory")
        print(f"{ARTICLES} new articles, model loaded for them: {first.seconds[0]:8.2f} s")
        print(f"one of them again:                      {1000 * first.seconds[1]:6.1f} ms")
        print(f"one of them after a restart:            {1000 * again.seconds[0]:6.1f} ms")
        print(f"all of them after a restart:            {1000 * again.seconds[1]:6.1f} ms")
        print(f"on the disk: {size / (ARTICLES * SENTENCES):.0f} bytes a sentence")

    def _compare(self, name: str, rounds: list[list[Article]]) -> None:
        argos, ours = self.measure("argos", rounds), self.measure("dragoman", rounds)
        count = sum(len(paragraph) for article in rounds[0] for paragraph in article)
        same = sum(ours.tokens.get(source) == target for source, target in argos.tokens.items())
        print(f"\n{name}: {count} sentences, {argos.source_tokens} tokens")
        print(f"{'':24} {'Argos':>10} {'Dragoman':>10} {'ratio':>8}")
        for row, theirs, mine in (
            ("seconds", argos.seconds[0], ours.seconds[0]),
            ("seconds of processors", argos.cpu_seconds[0], ours.cpu_seconds[0]),
            ("seconds to be ready", argos.start_seconds, ours.start_seconds),
            ("peak memory, MB", argos.megabytes, ours.megabytes),
        ):
            print(f"{row:24} {theirs:>10.2f} {mine:>10.2f} {theirs / mine:>7.1f}×")
        speeds = count / argos.seconds[0], count / ours.seconds[0]
        print(f"{'sentences a second':24} {speeds[0]:>10.1f} {speeds[1]:>10.1f}")
        print(f"the same tokens: {100 * same / len(argos.tokens):.1f} % of sentences")
        share = 100 * ours.check_seconds / ours.cpu_seconds[0]
        print(f"checks: {share:.2f} % of Dragoman's seconds of processors")
        if ours.retried:
            print(f"(Dragoman rejected and asked again for {ours.retried} sentences)")

    def measure(self, side: str, rounds: list[list[Article]], database: str = "") -> Measured:
        """Let one side translate the rounds, in a process of its own."""
        task = Task(
            str(self._package), self._source, self._target, rounds, database, self._unchecked
        )
        done = subprocess.run(
            (sys.executable, "-m", "benchmarks._contestants", side),
            input=json.dumps(asdict(task)),
            env=os.environ | {"ARGOS_PACKAGES_DIR": str(self._package.parent)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return Measured(**json.loads(done.stdout))


PARTS: dict[str, Callable[[Benchmark], None]] = {
    "article": Benchmark.article,
    "articles": Benchmark.articles,
    "lengths": Benchmark.lengths,
    "memory": Benchmark.memory,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--package", type=Path, help="an installed package's directory")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--unchecked", action="store_true", help="for a package whose output is no translation"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        package = options.package or build_real_sized_package(Path(folder))
        benchmark = Benchmark(package.resolve(), options.unchecked)
        for name in options.only:
            PARTS[name](benchmark)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\nload average {load} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
