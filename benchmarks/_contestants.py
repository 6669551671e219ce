"""The sides of the translation benchmark, each run in a fresh process of its own.

Reads a task from standard input and writes what was measured to standard output, both as JSON. All
sides are given the same sentences, so that neither has to split any.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partialmethod
from itertools import chain
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Protocol

from benchmarks._figures import peak_megabytes

Article = list[list[str]]
"""Paragraphs of sentences."""


@dataclass(frozen=True)
class Task:
    """Rounds of articles; all articles of a round are asked for at once.

    Without a `beam_size` it is the package's own.
    """

    package: str
    source: str
    target: str
    rounds: list[list[Article]]
    database: str = ""
    unchecked: bool = False
    beam_size: int = 0


@dataclass
class Measured:
    """Seconds for each round, and peak memory in megabytes. `tokens` are what the model wrote for
    each piece that it was given, `texts` what became of each sentence in the last round;
    `check_seconds` of a processor went into the checks of them all; `retried` and `rejected` count
    by their problems how often a model was asked again, and what stayed in the original.
    """

    start_seconds: float = 0.0
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    tokens: dict[str, str] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    source_tokens: int = 0
    retried: dict[str, int] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    check_seconds: float = 0.0

    @contextmanager
    def round(self) -> Iterator[None]:
        began, cpu_began = time.perf_counter(), time.process_time()
        yield
        self.seconds.append(time.perf_counter() - began)
        self.cpu_seconds.append(time.process_time() - cpu_began)

    def note(self, source: Sequence[str], target: Sequence[str]) -> None:
        self.tokens[" ".join(source)] = " ".join(target)
        self.source_tokens += len(source)


class _Translates(Protocol):
    def translate_batch(self, source: list[list[str]], **options: Any) -> list[Any]: ...


@dataclass
class _Watched:
    """Argos's CTranslate2 translator, with notes of what it writes."""

    translator: _Translates
    measured: Measured

    def translate_batch(self, source: list[list[str]], **options: Any) -> list[Any]:
        results = self.translator.translate_batch(source, **options)
        # The model's output begins with the prefix, which is no word of the translation.
        prefixes = options.get("target_prefix") or [[]] * len(source)
        for tokens, result, prefix in zip(source, results, prefixes, strict=True):
            self.measured.note(tokens, result.hypotheses[0][len(prefix) :])
        return results


def run_argos(task: Task, measured: Measured) -> None:
    """Run `argostranslate.translate` as it is, but for its splitters, which need PyTorch."""
    for name in ("stanza", "spacy", "minisbd"):
        sys.modules[name] = ModuleType(name)
    vars(sys.modules["minisbd"]).update(SBDetect=None, models=SimpleNamespace(list_models=list))
    from argostranslate import translate

    sentences = {
        " ".join(paragraph): paragraph
        for articles in task.rounds
        for article in articles
        for paragraph in article
    }

    class Splitter:
        def split_sentences(self, paragraph: str) -> list[str]:
            return sentences.get(paragraph, [paragraph])

    packaged = translate.get_translation_from_codes(task.source, task.target).underlying
    packaged.sentencizer = Splitter()
    translate.translate("Yes.", task.source, task.target)
    packaged.translator = _Watched(packaged.translator, measured)
    measured.start_seconds = time.perf_counter() - STARTED
    for articles in task.rounds:
        with measured.round():
            for article in articles:
                text = "\n".join(" ".join(paragraph) for paragraph in article)
                translate.translate(text, task.source, task.target)


def run_plain(task: Task, measured: Measured) -> None:
    """Run `Translator.translate_batch` as its documentation shows it, sentence by sentence."""
    import ctranslate2

    from bot.translating.packages.folder import open_package

    content = open_package(Path(task.package))
    assert content is not None
    direction = content.direction(task.source, task.target)
    model = ctranslate2.Translator(str(content.model), device="cpu")

    def translate(sentence: str) -> str:
        tokens = content.tokenizer.encode(sentence)
        (result,) = model.translate_batch(
            [[*direction.before, *tokens, *direction.after]],
            target_prefix=[list(direction.target_prefix)],
            beam_size=task.beam_size or content.decoding.beam_size,
            length_penalty=content.decoding.length_penalty,
        )
        output = result.hypotheses[0][len(direction.target_prefix) :]
        measured.note(tokens, output)
        return content.tokenizer.decode(output)

    translate("Yes.")
    measured.start_seconds = time.perf_counter() - STARTED
    for articles in task.rounds:
        with measured.round():
            sentences = chain.from_iterable(chain.from_iterable(articles))
            measured.texts = [translate(sentence) for sentence in sentences]


def run_dragoman(task: Task, measured: Measured) -> None:
    """Run the bot's translator, with everything that it does for a sentence around the model."""
    asyncio.run(_run_dragoman(task, measured))


async def _run_dragoman(task: Task, measured: Measured) -> None:
    from bot.domain.article import Sentence
    from bot.domain.rich_text import RichText
    from bot.translating import (
        PackageFolder,
        TranslationMemory,
        Translator,
        checks,
        retrying,
    )
    from bot.translating.engine.batching import Engine

    original = Engine.translate

    async def watched(self: Engine, package: Any, pieces: Any, *rest: Any) -> Any:
        outputs = await original(self, package, pieces, *rest)
        for output in outputs:
            measured.tokens.setdefault(" ".join(output.source), " ".join(output.target))
            measured.source_tokens += len(output.source)
        return outputs

    check = (lambda *_: None) if task.unchecked else checks.find_problem

    def timed_check(*pair: Any) -> Any:
        began = time.thread_time()
        problem = check(*pair)
        measured.check_seconds += time.thread_time() - began
        return problem

    vars(retrying)["find_problem"] = timed_check
    Engine.translate = watched  # type: ignore[method-assign, assignment]
    store = memory = None
    if task.database:
        from bot.storage import Store

        store = Store(task.database)
        await store.open()
        memory = TranslationMemory(store.translations)
    if task.beam_size:
        Translator.route = partialmethod(_with_beam, Translator.route, task.beam_size)  # type: ignore[method-assign, assignment]
    packages = PackageFolder(Path(task.package).parent)
    with closing(Translator(packages, os.cpu_count() or 1, memory=memory)) as translator:

        async def translate(article: Article) -> list[str]:
            numbered = enumerate(sentence for paragraph in article for sentence in paragraph)
            sentences = [Sentence(n, n, 0, RichText(text)) for n, text in numbered]
            made = await translator.translate(sentences, RichText(), task.source, task.target)
            return [pair.target.text for pair in made.sentences]

        if memory is None:
            await translate([["Yes."]])
        measured.start_seconds = time.perf_counter() - STARTED
        for articles in task.rounds:
            with measured.round():
                made = await asyncio.gather(*map(translate, articles))
            measured.texts = [*chain.from_iterable(made)]
        tally = translator.tally
        measured.retried = {str(problem): count for problem, count in tally.retried.items()}
        measured.rejected = {str(problem): count for problem, count in tally.rejected.items()}
    if memory is not None and store is not None:
        await memory.close()
        await store.close()


def _with_beam(translator: Any, route: Callable[..., Any], beam_size: int, *pair: str) -> Any:
    """Return a route whose packages search with another beam."""
    found = route(translator, *pair)
    packages = tuple(
        replace(package, decoding=replace(package.decoding, beam_size=beam_size))
        for package in found.packages
    )
    return replace(found, packages=packages)


CONTESTANTS: dict[str, Callable[[Task, Measured], None]] = {
    "argos": run_argos,
    "plain": run_plain,
    "dragoman": run_dragoman,
}


def main() -> None:
    measured = Measured()
    CONTESTANTS[sys.argv[1]](Task(**json.load(sys.stdin)), measured)
    measured.megabytes = peak_megabytes(os.getpid())
    json.dump(asdict(measured), sys.stdout)


if __name__ == "__main__":
    STARTED = time.perf_counter()
    main()
