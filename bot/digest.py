"""The use cases, free of Telegram: an article in, a summary or a translation out.

Slow work runs in the given executor, never on the event loop.
"""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.article import Article, Ranking, Sentence, Summary, Translation
from bot.errors import (
    DragomanError,
    LanguageUnclear,
    ModelMissing,
    PackageBroken,
    SameLanguage,
    UnsupportedLanguage,
)
from bot.language import SERVED, identify, split_sentences
from bot.summarizing import rank
from bot.text import RichText
from bot.translating import (
    DEFAULT_LIMITS,
    ModelLimits,
    PackageFolder,
    TranslationMemory,
    Translator,
)

_SAMPLES = (
    "The old bridge is open again. The weather is good today.",
    "Старый мост снова открыт. Сегодня хорошая погода, ёлки зелёные.",
    "Старий міст знову відкрито. Сьогодні їхня погода добра.",
)
"""Something in each language that `bot.summarizing` has tables for."""

Progress = Callable[[int, int], None]
"""Called with how many sentences are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Digested:
    """A summary, and its translation where one was asked for and could be made.

    `obstacle` says why there is no translation although one was asked for.
    """

    summary: Summary
    translation: Translation | None = None
    obstacle: DragomanError | None = None


class Digest:
    """Summarises and translates articles with the installed packages."""

    def __init__(self, translator: Translator, executor: Executor) -> None:
        self._translator = translator
        self._executor = executor

    async def identified(self, article: Article) -> Article:
        """The article with its language, which is identified where it is not known yet.

        Raises LanguageUnclear where the text is too short to tell.
        """
        if article.language is not None:
            return article
        text = f"{article.title}\n{article.body}"
        found = await asyncio.get_running_loop().run_in_executor(self._executor, identify, text)
        # A guess at a language that we serve is shown in the answer; any other would be a puzzle.
        if found is None or not (found.confident or found.code in SERVED):
            raise LanguageUnclear
        return replace(article, language=found.code)

    async def summarize(
        self, article: Article, count: int, language: str | None = None
    ) -> Digested:
        """The `count` best sentences, in `language` or, where that is None, as they are.

        Raises LanguageUnclear and UnsupportedLanguage; a translation that cannot be made is no
        error, since the summary in the article's own words is still worth having.
        """
        article = await self.identified(article)
        ranking = await asyncio.get_running_loop().run_in_executor(self._executor, _ranked, article)
        summary = ranking.best(count)
        if language is None or language == article.language:
            return Digested(summary)
        try:
            translation = await self._translated(article, summary.sentences, language)
        except (ModelMissing, PackageBroken) as obstacle:
            return Digested(summary, obstacle=obstacle)
        return Digested(summary, translation)

    async def translate(
        self, article: Article, language: str, progress: Progress | None = None
    ) -> tuple[Article, Translation]:
        """The whole article in `language`, and the article with its own language filled in.

        Raises LanguageUnclear, SameLanguage, ModelMissing, UnsupportedLanguage and PackageBroken.
        """
        article = await self.identified(article)
        assert article.language is not None
        if article.language == language:
            raise SameLanguage(language=language)
        sentences = await asyncio.get_running_loop().run_in_executor(
            self._executor, split_sentences, article.body, article.language
        )
        return article, await self._translated(article, sentences, language, progress)

    async def warm_up(self) -> None:
        """Load what the first article would otherwise wait for: libraries, tables, packages."""
        for text in _SAMPLES:
            await self.summarize(Article(RichText(), RichText(text)), 1)
        await asyncio.get_running_loop().run_in_executor(self._executor, lambda: self.languages)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that somebody may ask for here."""
        reachable = (self._translator.targets(language) for language in SERVED)
        return frozenset(SERVED).union(*reachable)

    def targets(self, language: str) -> tuple[str, ...]:
        """The languages that an article in `language` can be translated into."""
        return self._translator.targets(language)

    async def _translated(
        self,
        article: Article,
        sentences: tuple[Sentence, ...],
        language: str,
        progress: Progress | None = None,
    ) -> Translation:
        assert article.language is not None
        try:
            return await self._translator.translate(
                sentences, article.title, article.language, language, progress
            )
        except ModelMissing:
            if article.language not in SERVED:
                raise UnsupportedLanguage(language=article.language) from None
            raise


@contextmanager
def open_digest(
    packages: PackageFolder,
    threads: int,
    limits: ModelLimits = DEFAULT_LIMITS,
    memory: TranslationMemory | None = None,
) -> Iterator[Digest]:
    """A Digest that works on `threads` cores, and is closed at the end."""
    translator = Translator(packages, threads, limits, memory)
    with ThreadPoolExecutor(threads, thread_name_prefix="digest") as executor:
        try:
            yield Digest(translator, executor)
        finally:
            translator.close()


def _ranked(article: Article) -> Ranking:
    assert article.language is not None
    if article.language not in SERVED:
        raise UnsupportedLanguage(language=article.language)
    return rank(article, split_sentences(article.body, article.language))
