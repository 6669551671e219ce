"""Whether formatting lands on the right words, what the checks catch, and what both cost.

    uv run python -m benchmarks.formatting

The models are the small ones that the tests build. They translate word for word; here their answers
are also put in another order (adjective after noun, "in the evening" first) and their attention is
spoilt, as that of trained models is: smeared over the sentence, drawn to its end, late by a token.
A span counts as right if it holds all the words that its words became, and no other.
"""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._figures import command_line
from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Translation
from bot.translating import PackageFolder, Tally, Translator
from bot.translating.checks import find_problem
from bot.translating.engine.tokens import Output, pack_attention
from bot.translating.formatting.words import word_ranges
from bot.translating.packages.folder import open_package
from bot.translating.packages.package import ARGOS_DECODING, Decoding, load_model, load_tokenizer
from bot.translating.sentences import translate_sentences
from testkit.argos.package import build_package
from testkit.argos.words import LANGUAGES, dictionary

MARKED = Path(__file__).with_name("marked_sentences.txt")
ROUTES = ("en-ru", "en-uk", "ru-en", "uk-en", "ru-en-uk", "uk-en-ru")


# Rows of testkit/argos/words.txt by their English words.
ADJECTIVES = (
    *("new", "old", "big", "small", "long", "short", "high", "low", "good", "bad", "young"),
    *("strong", "quiet", "loud", "warm", "cold", "free", "open", "red", "white", "black", "green"),
    *("blue", "local", "national", "main", "important", "rare", "electric"),
)
PREPOSITIONS = (
    *("in", "on", "at", "to", "from", "with", "without", "after", "before", "about"),
    *("under", "over", "through"),
)

Spoil = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def smeared(share: float) -> Spoil:
    """Give part of each row to tokens drawn by lot, to a few of them much of it."""

    def spoil(attention: np.ndarray, random: np.random.Generator) -> np.ndarray:
        noise = random.dirichlet(np.full(attention.shape[1], 0.3), len(attention))
        return (1 - share) * attention + share * noise

    return spoil


def drawn_to_the_end(share: float) -> Spoil:
    """Give part of each row to the last token, which is the full stop."""

    def spoil(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
        spoilt = (1 - share) * attention
        spoilt[:, -1] += share
        return spoilt

    return spoil


def late(share: float) -> Spoil:
    """Give each row part of that of the token before."""

    def spoil(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
        return (1 - share) * attention + share * np.roll(attention, 1, axis=0)

    return spoil


def spoilt(*ways: Spoil) -> Spoil:
    def spoil(attention: np.ndarray, random: np.random.Generator) -> np.ndarray:
        for way in ways:
            attention = way(attention, random)
        return attention

    return spoil


SPOILS: dict[str, Spoil] = {
    "clean attention": smeared(0),
    "30 % smeared": smeared(0.3),
    "60 % smeared": smeared(0.6),
    "80 % smeared": smeared(0.8),
    "60 % to the full stop": drawn_to_the_end(0.6),
    "40 % late by a token": late(0.4),
    "40 % smeared, 40 % to the stop, 25 % late": spoilt(
        smeared(0.4), drawn_to_the_end(0.4), late(0.25)
    ),
}


def without_attention(attention: np.ndarray, _: np.random.Generator) -> np.ndarray:
    return np.zeros_like(attention)


@dataclass
class SpoilingStep:
    """A package of a route whose answers are put in another order, or whose attention is spoilt."""

    path: Path
    reorders: bool
    spoil: Spoil
    random: np.random.Generator = field(default_factory=lambda: np.random.default_rng(8))

    def __post_init__(self) -> None:
        package = open_package(self.path)
        assert package is not None
        self.package: Any = package.directions[0]
        self.tokenizer = package.tokenizer
        load_tokenizer(self.path, self.tokenizer)
        self._model = load_model(self.path, package, 2)
        column = dictionary("en", self.package.target) if self.package.target != "en" else {}
        self._adjectives = {column.get(word, word) for word in ADJECTIVES}
        self._prepositions = {column.get(word, word) for word in PREPOSITIONS}
        self._and = column.get("and", "and")

    async def off_loop(self, function: Callable[..., Any], *args: Any) -> Any:
        return function(*args)

    async def translate(
        self, pieces: Sequence[Sequence[str]], decoding: Decoding | None = None
    ) -> list[Output]:
        results = self._model.translate_batch(
            [list(piece) for piece in pieces],
            beam_size=(decoding or ARGOS_DECODING).beam_size,
            replace_unknowns=True,
            return_attention=True,
        )
        return [
            self._output(piece, result.hypotheses[0], np.array(result.attention[0]))
            for piece, result in zip(pieces, results, strict=True)
        ]

    def _output(
        self, source: Sequence[str], target: Sequence[str], attention: np.ndarray
    ) -> Output:
        if self.reorders:
            order = [*self._reordered(target)]
            target, attention = [target[place] for place in order], attention[order]
        spoilt = self.spoil(attention, self.random)
        return Output(tuple(source), tuple(target), pack_attention(spoilt.tolist()))

    def _reordered(self, tokens: Sequence[str]) -> Iterator[int]:
        words: list[list[int]] = []
        joined = False
        for place, token in enumerate(tokens):
            sentencepiece = not token.startswith("▁") and any("▁" in other for other in tokens)
            if words and (joined or (sentencepiece and token.isalnum())):
                words[-1].append(place)
            else:
                words.append([place])
            joined = token.endswith("@@")
        texts = [tokens[word[0]].strip("▁").lower() for word in words]
        place = 0
        while place + 1 < len(words):
            noun = texts[place + 1].isalpha() and texts[place + 1] != self._and
            if texts[place] in self._adjectives and noun:
                words[place : place + 2] = words[place + 1], words[place]
                place += 1
            place += 1
        last = max((n for n, text in enumerate(texts) if text in self._prepositions), default=0)
        words[:-1] = [*words[last:-1], *words[:last]]
        return (place for word in words for place in word)


@dataclass(frozen=True)
class Marked:
    """A sentence with its marked parts."""

    language: str
    text: RichText

    def words_of(self, span: Span) -> list[str]:
        part = self.text.text[span.start : span.end]
        return [part[a:b] for a, b in word_ranges(part) if part[a].isalnum()]


def marked_sentences() -> list[Marked]:
    found = []
    for line in MARKED.read_text(encoding="utf-8").splitlines():
        language, _, text = line.partition("|")
        plain, spans = "", []
        for number, part in enumerate(text.replace("]", "[").split("[")):
            if number % 2:
                start, end = len(plain), len(plain) + len(part)
                spans.append(Span(start, end, Kind.TEXT_LINK, str(number)))
            plain += part
        found.append(Marked(language, RichText(plain, tuple(spans))))
    return found


def right_spans(
    route: str, sentences: Sequence[Marked], results: Sequence[RichText]
) -> tuple[int, int]:
    """Return how many spans are on the right words, and how many there are."""
    source, target = route.split("-")[0], route.split("-")[-1]
    words = dictionary(source, target)
    right = total = 0
    for sentence, result in zip(sentences, results, strict=True):
        there = {span.data: span for span in result.spans}
        for span in sentence.text.spans:
            wanted = Counter(words.get(word, word).lower() for word in sentence.words_of(span))
            landed = there.get(span.data)
            on = Marked(target, result).words_of(landed) if landed else []
            right += Counter(word.lower() for word in on) == wanted
            total += 1
    return right, total


def measure_spans(packages: Path) -> None:
    sentences = marked_sentences()
    spans = sum(len(sentence.text.spans) for sentence in sentences)
    print(f"{len(sentences)} marked sentences, {spans} marks, {len(ROUTES)} routes")
    print(f"{'spans on the right words':46}{'same order':>12}{'reordered':>12}")
    nowhere = "without attention (by place only)"
    for name, spoil in {nowhere: without_attention, **SPOILS}.items():
        shares = []
        for reorders in (False, True):
            counts = np.zeros(2, int)
            for route in ROUTES:
                counts += spans_on_route(packages, route, sentences, reorders, spoil)
            shares.append(counts[0] / counts[1])
        print(f"{name:46}{shares[0]:12.1%}{shares[1]:12.1%}")


def spans_on_route(
    packages: Path, route: str, sentences: Sequence[Marked], reorders: bool, spoil: Spoil
) -> tuple[int, int]:
    codes = route.split("-")
    steps: list[Any] = []
    for number, (source, target) in enumerate(pairwise(codes)):
        (path,) = packages.glob(f"translate-{source}_{target}-*")
        steps.append(SpoilingStep(path, reorders and number == len(codes) - 2, spoil))
    mine = [sentence for sentence in sentences if sentence.language == codes[0]]
    texts = numbered(sentence.text for sentence in mine)
    done = asyncio.run(translate_sentences(texts, steps, Tally()))
    return right_spans(route, mine, [pair.target for pair in done])


def numbered(texts: Iterable[RichText]) -> list[Sentence]:
    return [Sentence(n, n, 0, text) for n, text in enumerate(texts)]


def measure_damage(workplace: Path) -> None:
    sentences = [sentence for sentence in marked_sentences() if sentence.language == "en"]
    damages: dict[str, dict[str, Any]] = {
        "a good one": {},
        "one that loops": {"loops": True},
        "one that copies": {"answers_in": "en"},
        "one that answers in Russian": {"answers_in": "ru"},
    }
    print(f"\n{len(sentences)} sentences through en→uk models: what the checks threw away, and why")
    for name, damage in damages.items():
        folder = workplace / name
        build_package(folder, "en", "uk", **damage)
        translation, tally = asyncio.run(translated(folder, sentences))
        rejected = sum(pair.problem is not None for pair in translation.sentences)
        reasons = ", ".join(f"{n} × {reason}" for reason, n in tally.rejected.most_common())
        print(f"{name:30}{rejected:4} of {len(sentences)}  {reasons or '–'}")


async def translated(folder: Path, sentences: Sequence[Marked]) -> tuple[Translation, Tally]:
    texts = numbered(sentence.text for sentence in sentences)
    with closing(Translator(PackageFolder(folder), threads=2)) as translator:
        translation = await translator.translate(texts, RichText(), "en", "uk")
        return translation, translator.tally


def measure_cost(packages: Path) -> None:
    sentences = numbered(s.text for s in marked_sentences() if s.language == "en")
    (path,) = packages.glob("translate-en_ru-*")
    step: Any = SpoilingStep(path, False, smeared(0))
    bare = numbered(sentence.text.without(Kind) for sentence in sentences)
    done = asyncio.run(translate_sentences(bare, [step], Tally()))
    pairs = [(pair.source.text.text, pair.target.text) for pair in done]

    checks = per_sentence(lambda: [find_problem(*pair, ("en", "ru")) for pair in pairs], len(pairs))
    model = step.translate
    answers: dict[tuple[str, ...], Output] = {}

    async def remembered(pieces: Any, decoding: Decoding = ARGOS_DECODING) -> list[Output]:
        new = [piece for piece in pieces if tuple(piece) not in answers]
        for output in await model(new, decoding) if new else []:
            answers[output.source] = output
        return [answers[tuple(piece)] for piece in pieces]

    step.translate = remembered
    plain = per_sentence(lambda: asyncio.run(translate_sentences(bare, [step], Tally())), len(bare))
    linked = per_sentence(
        lambda: asyncio.run(translate_sentences(sentences, [step], Tally())), len(sentences)
    )
    print("\nmilliseconds a sentence, the model's own time left out")
    print(f"checks {checks:.2f}; all around the model {plain:.2f}, with a link inside {linked:.2f}")


def per_sentence(work: Callable[[], object], sentences: int) -> float:
    work()
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return 1000 * best / sentences


def main() -> None:
    command_line(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder)
        packages = workplace / "packages"
        for source in LANGUAGES:
            for target in LANGUAGES:
                if source != target and "en" in (source, target):
                    build_package(packages, source, target, bpe=source == "uk")
        measure_spans(packages)
        measure_damage(workplace)
        measure_cost(packages)


if __name__ == "__main__":
    main()
