"""Translates articles off the event loop, by whatever packages are installed at that moment."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar, TypeVarTuple

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation
from bot.errors import SameLanguage
from bot.translating.conversation import Translated
from bot.translating.engine.batching import Engine
from bot.translating.engine.memory import TranslationMemory
from bot.translating.engine.models import DEFAULT_LIMITS, ModelLimits, Models
from bot.translating.engine.steps import Step
from bot.translating.packages.argos import Tokenizer
from bot.translating.packages.folder import PackageFolder
from bot.translating.packages.routes import InstalledPackage, Route, find_route, reachable
from bot.translating.sentences import translate_sentences
from bot.translating.tally import Tally

_Arguments = TypeVarTuple("_Arguments")
_Result = TypeVar("_Result")

# About forty sentences: so many are done before progress is told.
_SLICE_CHARACTERS = 4_000
# While the engine works on one slice others wait in line, so that it is never idle.
_SLICES_AT_ONCE = 4
# How urgent a text is: each of its characters adds so much to the time in which it is due. That is
# several times slower than what a machine can do, so short texts overtake longer ones.
_SECONDS_PER_CHARACTER = 0.002
# For tokenizing and the like; the cores are the engine's own.
_WORKERS = 2


class Translator:
    """Translates on `threads` cores until it is closed. `tally` counts what was done."""

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
        self.tally = Tally(self._engine.work)
        self._executor = ThreadPoolExecutor(_WORKERS, thread_name_prefix="translating")

    def route(self, source: str, target: str) -> Route:
        """How a text gets from one language to the other. Raises SameLanguage and ModelMissing."""
        if source == target:
            raise SameLanguage(language=source)
        return find_route(self._packages.installed(), source, target)

    @property
    def loaded(self) -> frozenset[InstalledPackage]:
        """The packages whose models are in memory."""
        return self._models.loaded

    def targets(self, source: str) -> tuple[str, ...]:
        """The languages that a text in `source` can be translated into."""
        return reachable(self._packages.installed(), source)

    async def translate(
        self,
        sentences: Sequence[Sentence],
        title: RichText,
        source: str,
        target: str,
        progress: Callable[[int, int], None] | None = None,
    ) -> Translation:
        """Translate the sentences of an article, and its title.

        `progress` is called, on the event loop, with how many sentences are done and how many
        there are. Raises SameLanguage, ModelMissing and PackageBroken.
        """
        route = await self._off_loop(self.route, source, target)
        # An article is finished with the packages that it was begun with.
        tokenizers = await self._off_loop(self._tokenizers, route)

        def tell(done: int) -> None:
            if progress is not None:
                progress(done - 1, len(sentences))

        texts = [title, *(sentence.text for sentence in sentences)]
        translated = await self._translated(texts, route, tokenizers, tell)
        return _translation(route, [Sentence.of_title(title), *sentences], translated)

    def close(self) -> None:
        """Finish what is being translated right now, and let go of the models."""
        self._executor.shutdown(cancel_futures=True)
        self._engine.close()

    async def _translated(
        self,
        texts: Sequence[RichText],
        route: Route,
        tokenizers: Sequence[Tokenizer],
        tell: Callable[[int], None],
    ) -> list[Translated]:
        """The texts through the packages of a route; how many are done is told again and again."""
        started = time.monotonic()
        slices = list(_slices(texts))
        translated: list[list[Translated]] = [[] for _ in slices]
        numbers = iter(range(len(slices)))

        async def work() -> None:
            for number in numbers:
                due = started + _SECONDS_PER_CHARACTER * slices[number].end
                steps = [
                    Step(package, tokenizer, self._engine, self._executor, due, self._memory)
                    for package, tokenizer in zip(route.packages, tokenizers, strict=True)
                ]
                translated[number] = await translate_sentences(
                    slices[number].texts, steps, self.tally
                )
                tell(sum(map(len, translated)))

        await _all_of([work() for _ in range(_SLICES_AT_ONCE)])
        return [*chain.from_iterable(translated)]

    def _tokenizers(self, route: Route) -> list[Tokenizer]:
        return [self._models.tokenizer(package) for package in route.packages]

    async def _off_loop(
        self, function: Callable[[*_Arguments], _Result], *args: *_Arguments
    ) -> _Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, function, *args)


async def _all_of(works: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Wait for all; where one fails, or nobody waits any more, all end."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


def _translation(
    route: Route, sentences: Sequence[Sentence], translated: Sequence[Translated]
) -> Translation:
    """Return the translation of the title, which is the first, and the sentences."""
    title, *pairs = (
        Pair(sentence, one.text, one.problem, one.retries)
        for sentence, one in zip(sentences, translated, strict=True)
    )
    return Translation(
        source_language=route.source,
        target_language=route.target,
        title=title,
        sentences=tuple(pairs),
        route=tuple(map(str, route.packages)),
        pivots=route.pivots,
    )


@dataclass(frozen=True, slots=True)
class _Slice:
    """A part of a text, which ends after so many characters of it."""

    texts: Sequence[RichText]
    end: int


def _slices(texts: Sequence[RichText]) -> Iterator[_Slice]:
    part: list[RichText] = []
    start = end = 0
    for text in texts:
        if part and end + len(text) - start > _SLICE_CHARACTERS:
            yield _Slice(part, end)
            part, start = [], end
        part.append(text)
        end += len(text)
    yield _Slice(part, end)
