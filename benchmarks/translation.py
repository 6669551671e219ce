"""How fast articles are translated, beside a reference runner with the same package.

    uv run python -m benchmarks.translation [--shape tc-big] [--only article articles]
    uv run python -m benchmarks.translation --package DIR --pair en-ru --texts PREFIX

The reference of an Argos package is `argostranslate.translate`, which is spared its sentence
splitters, and PyTorch with them. That of any other is a plain `Translator.translate_batch`,
sentence by sentence. Without a package one is built, of the shape of Argos's or OPUS-MT's tc-big.

The texts are made of words in a row: a model's time depends on how long a sentence is, not on what
it says. With `--texts` they are the lines of PREFIX.en, PREFIX.ru and so on, which say the same;
then `--only beams` shows the speed and the chrF of beams of 1, 2, 4 and 6, in every direction
unless there is a `--pair`. Each measurement is a process of its own; run it on a machine that does
nothing else.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path

from benchmarks._contestants import Article, Measured, Task
from benchmarks._figures import command_line, machine
from benchmarks.packages import BUILDERS
from bot.translating.packages.argos import ARGOS
from bot.translating.packages.folder import open_package
from testkit.argos.words import LANGUAGES, dictionary

SENTENCES = 14
ARTICLES = 8
LENGTHS = 1, 10, 100, 500, 2000
REFERENCE_LENGTHS = 1, 10, 100
BEAMS = 1, 2, 4, 6
_SENTENCES_IN_PARAGRAPH = 3


class Texts:
    """Sentences of 6 to 50 words, no two alike."""

    def __init__(self, language: str) -> None:
        other = next(code for code in LANGUAGES if code != language)
        self._words = [word for word in dictionary(language, other) if word.islower()]
        self._random = random.Random(2)

    def sentence(self) -> str:
        """Return the next sentence."""
        count = round(self._random.triangular(6, 50, 22))
        words = self._random.sample(self._words, count)
        for place in range(5, count - 3, 8):
            words[place] += ","
        return " ".join(words).capitalize() + "."

    def article(self, count: int = SENTENCES) -> Article:
        found = [self.sentence() for _ in range(count)]
        step = _SENTENCES_IN_PARAGRAPH
        return [found[start : start + step] for start in range(0, count, step)]


class Lines(Texts):
    """Sentences that were given, over and over again."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = cycle(lines)

    def sentence(self) -> str:
        return next(self._lines)


@dataclass(frozen=True)
class Options:
    """How to measure."""

    unchecked: bool = False
    pair: tuple[str, str] | None = None
    texts: Path | None = None
    sentences: int = 100

    def lines(self, language: str) -> list[str]:
        """Return the sentences of the given texts in a language."""
        assert self.texts is not None
        file = self.texts.with_name(f"{self.texts.name}.{language}")
        return file.read_text(encoding="utf-8").splitlines()


class Benchmark:
    def __init__(self, package: Path, options: Options) -> None:
        content = open_package(package)
        assert content is not None, "the package is not for translating"
        self._package, self._options = package, options
        self._reference = "argos" if content.family == ARGOS else "plain"
        pairs = [(direction.source, direction.target) for direction in content.directions]
        self._pairs = [options.pair] if options.pair else pairs
        source = self._pairs[0][0]
        self._texts = Lines(options.lines(source)) if options.texts else Texts(source)

    def article(self) -> None:
        """Translate one article of 14 sentences."""
        self._compare("one article", [[self._texts.article()]])

    def articles(self) -> None:
        """Translate eight articles at once."""
        self._compare("8 at once", [[self._texts.article() for _ in range(ARTICLES)]])

    def lengths(self) -> None:
        """Show how the time grows with the length."""
        rounds = [[self._texts.article(length)] for length in LENGTHS]
        ours = self.measure("dragoman", rounds)
        reference = self.measure(self._reference, rounds[: len(REFERENCE_LENGTHS)])
        print(f"\n{'sentences':>10} {self._reference:>10} {'Dragoman':>10} {'a sentence':>12}")
        for number, length in enumerate(LENGTHS):
            is_short = number < len(REFERENCE_LENGTHS)
            beside = f"{reference.seconds[number]:8.2f} s" if is_short else ""
            seconds = ours.seconds[number]
            per_sentence = 1000 * seconds / length
            print(f"{length:>10} {beside:>10} {seconds:8.2f} s {per_sentence:9.1f} ms")
        print(f"peak memory: {reference.megabytes:.0f} MB and {ours.megabytes:.0f} MB")

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

    def beams(self) -> None:
        """Show what wider beams cost, and what they are worth."""
        from sacrebleu import corpus_chrf

        count = self._options.sentences
        if self._options.texts is None:
            print("\nbeams: --texts is missing, with which translations are compared")
            return
        print(f"\nchrF · sentences a second, {count} sentences in each direction")
        print(f"{'':10}" + "".join(f"{f'beam {beam}':>16}" for beam in BEAMS))
        for source, target in self._pairs:
            given, wanted = (self._options.lines(code)[:count] for code in (source, target))
            cells = []
            for beam in BEAMS:
                pair = source, target
                measured = self.measure("dragoman", [[[given]]], beam_size=beam, pair=pair)
                chrf = corpus_chrf(measured.texts, [wanted]).score
                cells.append(f"{chrf:8.1f} ·{count / measured.seconds[0]:6.1f}")
            print(f"{source + '-' + target:10}" + "".join(cells), flush=True)

    def _compare(self, name: str, rounds: list[list[Article]]) -> None:
        reference, ours = self.measure(self._reference, rounds), self.measure("dragoman", rounds)
        count = sum(len(paragraph) for article in rounds[0] for paragraph in article)
        wanted = reference.tokens.items()
        same = sum(ours.tokens.get(source) == target for source, target in wanted)
        print(f"\n{name}: {count} sentences, {reference.source_tokens} tokens")
        print(f"{'':24} {self._reference:>10} {'Dragoman':>10} {'ratio':>8}")
        for row, theirs, mine in (
            ("seconds", reference.seconds[0], ours.seconds[0]),
            ("seconds of processors", reference.cpu_seconds[0], ours.cpu_seconds[0]),
            ("seconds to be ready", reference.start_seconds, ours.start_seconds),
            ("peak memory, MB", reference.megabytes, ours.megabytes),
        ):
            print(f"{row:24} {theirs:>10.2f} {mine:>10.2f} {theirs / mine:>7.1f}×")
        speeds = count / reference.seconds[0], count / ours.seconds[0]
        print(f"{'sentences a second':24} {speeds[0]:>10.1f} {speeds[1]:>10.1f}")
        print(f"the same tokens: {100 * same / len(reference.tokens):.1f} % of sentences")
        share = 100 * ours.check_seconds / ours.cpu_seconds[0]
        print(f"checks: {share:.2f} % of Dragoman's seconds of processors")
        for what, problems in (("asked again", ours.retried), ("rejected", ours.rejected)):
            if problems:
                print(f"{what}: {', '.join(f'{n} {problem}' for problem, n in problems.items())}")

    def measure(
        self,
        side: str,
        rounds: list[list[Article]],
        database: str = "",
        beam_size: int = 0,
        pair: tuple[str, str] | None = None,
    ) -> Measured:
        """Let one side translate the rounds, in a process of its own."""
        source, target = pair or self._pairs[0]
        unchecked = self._options.unchecked
        task = Task(str(self._package), source, target, rounds, database, unchecked, beam_size)
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
    "beams": Benchmark.beams,
}


def _pair(word: str) -> tuple[str, str]:
    source, _, target = word.partition("-")
    return source, target


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--package", type=Path, help="an installed package's directory")
    parser.add_argument("--shape", choices=BUILDERS, default="argos", help="without a package")
    parser.add_argument("--pair", type=_pair, help="of a package of several, such as en-ru")
    parser.add_argument("--texts", type=Path, help="such as PREFIX, for PREFIX.en and PREFIX.ru")
    parser.add_argument("--sentences", type=int, default=100, help="of the texts, for beams")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument(
        "--unchecked", action="store_true", help="for a package whose output is no translation"
    )
    given = parser.parse_args()
    options = Options(given.unchecked, given.pair, given.texts, given.sentences)
    with tempfile.TemporaryDirectory() as folder:
        package = given.package or BUILDERS[given.shape](Path(folder))
        benchmark = Benchmark(package.resolve(), options)
        for name in given.only:
            PARTS[name](benchmark)
    print(f"\n{machine()}")


if __name__ == "__main__":
    main()
