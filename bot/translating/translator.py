"""Translate articles off the event loop, with the packages installed at that moment.

In a text in several languages each sentence is translated from its own.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import accumulate, chain
from typing import Any

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Glossary, Pair, Progress, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating.engine.batching import Engine
from bot.translating.engine.memory import TranslationMemory
from bot.translating.engine.models import DEFAULT_LIMITS, ModelLimits, Models
from bot.translating.formatting.terms import TermFinder
from bot.translating.packages.folder import PackageFolder
from bot.translating.packages.package import Tokenizer
from bot.translating.packages.routes import InstalledPackage, Route, find_route, reachable
from bot.translating.sentences import Step, run_in, translate_sentences

_SLICE_CHARACTERS = 4_000
"""About forty sentences; progress is reported slice by slice."""
# While the engine works on one slice others wait in its queue, so that it is never idle.
_SLICES_AT_ONCE = 4
# Each character of a text makes it due so much later. That is several times slower than a machine
# translates, so short texts overtake longer ones.
_SECONDS_PER_CHARACTER = 0.002
# For tokenizing and the like; the engine has threads of its own.
_WORKERS = 2


class Translator:
    """Translates on `threads` cores until it is closed."""

    def __init__(
        self,
        packages: PackageFolder,
        threads: int,
        limits: ModelLimits = DEFAULT_LIMITS,
        memory: TranslationMemory | None = None,
    ) -> None:
        self._packages = packages
        self._memory = memory
        self._models = Models(threads, limits)
        self._engine = Engine(self._models, threads)
        self.tally = self._engine.tally
        self._executor = ThreadPoolExecutor(_WORKERS, thread_name_prefix="translating")

    def route(self, source: str, target: str) -> Route:
        """Return the route between two languages. Raises SameLanguage and ModelMissing."""
        if source == target:
            raise SameLanguage(language=source)
        return find_route(self._packages.installed(), source, target)

    @property
    def loaded(self) -> frozenset[InstalledPackage]:
        """The packages whose models are in memory."""
        return self._models.loaded

    def targets(self, source: str) -> tuple[str, ...]:
        """Return the languages that a text in `source` can be translated into."""
        return reachable(self._packages.installed(), source)

    async def translate(
        self,
        sentences: Sequence[Sentence],
        title: RichText,
        source: str,
        target: str,
        progress: Progress | None = None,
        glossary: Glossary = (),
        stop: asyncio.Event | None = None,
    ) -> Translation:
        """Translate the sentences of an article, and its title, with the terms of a glossary.

        `progress` is called on the event loop. Once `stop` is set, what was reported by then is
        returned, and no model works for the rest any more. Raises SameLanguage, ModelMissing and
        PackageBroken.
        """
        route = await run_in(self._executor, self.route, source, target)
        # An article is finished with the packages that it was begun with.
        tokenizers = await run_in(
            self._executor, lambda: [*map(self._models.tokenizer, route.packages)]
        )
        terms = await run_in(self._executor, TermFinder, glossary, source, target)

        first = Sentence.of_title(title)
        done: list[Pair] = []

        def report(pairs: Sequence[Pair]) -> None:
            new = pairs if done else pairs[1:]
            done.extend(pairs)
            if progress is not None:
                progress(len(done) - 1, len(sentences), new)

        await self._translate_slices(
            [first, *sentences], route, tokenizers, terms, report, stop or asyncio.Event()
        )
        title_pair, *pairs = done or [Pair(first, title)]
        return Translation(
            source_language=route.source,
            target_language=route.target,
            title=title_pair,
            sentences=tuple(pairs),
            route=tuple(map(str, route.packages)),
            models=tuple(dict.fromkeys(package.family for package in route.packages)),
            pivots=route.pivots,
        )

    def close(self) -> None:
        """Finish the batches in progress and unload the models."""
        self._executor.shutdown(cancel_futures=True)
        self._engine.close()

    async def _translate_slices(
        self,
        sentences: Sequence[Sentence],
        route: Route,
        tokenizers: Sequence[Tokenizer],
        glossary: TermFinder,
        report: Callable[[Sequence[Pair]], None],
        stop: asyncio.Event,
    ) -> None:
        """Translate sentences, and report them in their order, slice by slice, until `stop`."""
        started = time.monotonic()
        slices = list(_slices(sentences))
        ends = list(accumulate(sum(len(sentence.text) for sentence in part) for part in slices))
        numbers, upcoming = iter(range(len(slices))), 0
        pairs: dict[int, list[Pair]] = {}

        async def work() -> None:
            nonlocal upcoming
            for number in numbers:
                due = started + _SECONDS_PER_CHARACTER * ends[number]
                steps = [
                    Step(package, tokenizer, self._engine, self._executor, due, self._memory)
                    for package, tokenizer in zip(route.packages, tokenizers, strict=True)
                ]
                pairs[number] = await translate_sentences(
                    slices[number], steps, self.tally, glossary
                )
                while upcoming in pairs and not stop.is_set():
                    report(pairs.pop(upcoming))
                    upcoming += 1

        await _wait_for_all([work() for _ in range(_SLICES_AT_ONCE)], stop)


async def translate_mixed(
    translator: Translator,
    article: Article,
    title_language: str,
    sentences: Sequence[Sentence],
    target: str,
    progress: Progress | None = None,
    glossary: Glossary = (),
    stop: asyncio.Event | None = None,
) -> Translation:
    """Translate sentences and title of an article; what is in `target` already stays as it is.

    So does what is in another language than the article's and cannot be translated: the result's
    `untranslated` names these languages. `stop` is as for `Translator.translate`. Raises
    SameLanguage, ModelMissing and PackageBroken.
    """
    assert article.language is not None
    groups: dict[str, list[Sentence]] = {article.language: []}
    for sentence in sentences:
        groups.setdefault(sentence.language or article.language, []).append(sentence)
    if article.title:
        groups.setdefault(title_language, [])
    translations: dict[str, Translation] = {}
    untranslated: list[str] = []
    missing: ModelMissing | None = None
    done = 0
    for source, group in groups.items():
        title = article.title if source == title_language else RichText()
        if source == target or not (group or title):
            continue
        if stop is not None and stop.is_set() and translations:
            break
        report = _offset(progress, done, len(sentences))
        try:
            translations[source] = await translator.translate(
                group, title, source, target, report, glossary, stop
            )
        except ModelMissing as error:
            if source == article.language:
                raise
            untranslated.append(source)
            missing = missing or error
        else:
            done += len(group)
    if not translations:
        raise missing or SameLanguage(language=target)
    pairs = {pair.source.index: pair for made in translations.values() for pair in made.sentences}
    routes = chain.from_iterable(made.route for made in translations.values())
    models = chain.from_iterable(made.models for made in translations.values())
    titled = translations.get(title_language)
    left = {
        sentence.index: source
        for source, group in groups.items()
        for sentence in group
        if source not in (target, *untranslated) and sentence.index not in pairs
    }
    first = next(iter(translations))
    end = next((n for n, s in enumerate(sentences) if left.get(s.index) == first), None)
    original_title = Pair(Sentence.of_title(article.title), article.title)
    return replace(
        translations[first],
        source_language=article.language,
        title=titled.title if titled else original_title,
        sentences=tuple(pairs.get(s.index) or Pair(s, s.text) for s in sentences[:end]),
        route=tuple(dict.fromkeys(routes)),
        models=tuple(dict.fromkeys(models)),
        untranslated=tuple(untranslated),
        left=len(left),
    )


def _offset(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Return a callback that counts from `before`, of the `total` of all languages."""
    if progress is None:
        return None
    return lambda done, _, new: progress(before + done, total, new)


async def _wait_for_all(
    coroutines: Iterable[Coroutine[Any, Any, None]], stop: asyncio.Event
) -> None:
    """Wait for all; at `stop`, where one fails, or the caller is cancelled, cancel the others."""
    tasks = [asyncio.create_task(coroutine) for coroutine in coroutines]
    ended = asyncio.create_task(asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for each in (*tasks, ended, stopped):
            each.cancel()


def _slices(sentences: Iterable[Sentence]) -> Iterator[Sequence[Sentence]]:
    part: list[Sentence] = []
    length = 0
    for sentence in sentences:
        if part and length + len(sentence.text) > _SLICE_CHARACTERS:
            yield part
            part, length = [], 0
        part.append(sentence)
        length += len(sentence.text)
    yield part
