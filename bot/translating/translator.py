"""Translates articles off the event loop, by whatever packages are installed at that moment."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.article import Pair, Sentence, Translation
from bot.errors import SameLanguage
from bot.text import RichText
from bot.translating.conversation import Translated
from bot.translating.engine import BATCH_TOKENS, Engine
from bot.translating.packages import InstalledPackage, PackageFolder
from bot.translating.routes import Route, find_route, reachable
from bot.translating.sentences import translate_sentences
from bot.translating.steps import Step
from bot.translating.tally import Tally

# One batch for each thread, some seconds of work: then progress is told and others have their turn.
_SLICE_CHARACTERS_PER_THREAD = 4 * BATCH_TOKENS
# While one slice is with the model another can be tokenized; the cores are the engines' own.
_WORKERS = 2


class Translator:
    """Keeps the models that have been used in memory until it is closed.

    `tally` counts what the checks found, since the start.
    """

    def __init__(self, packages: PackageFolder, threads: int) -> None:
        self.tally = Tally()
        self._packages = packages
        self._threads = threads
        self._engines: dict[InstalledPackage, Engine] = {}
        self._executor = ThreadPoolExecutor(_WORKERS, thread_name_prefix="translating")

    def route(self, source: str, target: str) -> Route:
        """How a text gets from one language to the other. Raises SameLanguage and ModelMissing."""
        if source == target:
            raise SameLanguage(language=source)
        return find_route(self._packages.installed(), source, target)

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
        loop = asyncio.get_running_loop()
        route = await loop.run_in_executor(self._executor, self.route, source, target)
        # An article is finished with the packages that it was begun with.
        steps = await loop.run_in_executor(self._executor, self._steps, route)
        done: list[Translated] = []
        for part in self._slices([title, *(sentence.text for sentence in sentences)]):
            done += await translate_sentences(part, steps, self.tally)
            if progress is not None:
                progress(len(done) - 1, len(sentences))
        return Translation(
            source_language=source,
            target_language=target,
            title=done[0].text,
            sentences=tuple(
                Pair(sentence, one.text, one.problem, one.retries)
                for sentence, one in zip(sentences, done[1:], strict=True)
            ),
            route=tuple(map(str, route.packages)),
            pivots=route.pivots,
            title_problem=done[0].problem,
        )

    def close(self) -> None:
        """Finish what is being translated right now, and let go of the models."""
        self._executor.shutdown(cancel_futures=True)
        self._engines.clear()

    def _steps(self, route: Route) -> list[Step]:
        installed = set(self._packages.installed())
        self._engines = {
            package: engine for package, engine in self._engines.items() if package in installed
        }
        engines = [
            self._engines.setdefault(package, Engine(package, self._threads))
            for package in route.packages
        ]
        return [
            Step(package, engine.tokenizer(), engine, self._executor)
            for package, engine in zip(route.packages, engines, strict=True)
        ]

    def _slices(self, texts: Sequence[RichText]) -> Iterator[list[RichText]]:
        limit = self._threads * _SLICE_CHARACTERS_PER_THREAD
        part: list[RichText] = []
        length = 0
        for text in texts:
            if part and length + len(text) > limit:
                yield part
                part, length = [], 0
            part.append(text)
            length += len(text)
        yield part
