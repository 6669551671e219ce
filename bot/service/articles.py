"""The use cases of articles: an article in, a summary or a translation out.

Slow work runs in the given executor, never on the event loop.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.article import Article, Ranking, Sentence, Summary
from bot.domain.rich_text import RichText
from bot.domain.trace import Stage, add_models, count_sentences, timed, timing
from bot.domain.translation import Glossary, Progress, Translation
from bot.errors import (
    DragomanError,
    LanguageUnclear,
    ModelMissing,
    PackageBroken,
    SameLanguage,
    UnsupportedLanguage,
)
from bot.languages import (
    SERVED,
    VARIANT_OF,
    Identified,
    language_of,
    load_model,
    main_language,
    split_sentences,
)
from bot.languages.data import sections
from bot.service.keywords import take_keywords, with_keywords
from bot.summarizing import Length, Method, RecentRankings, rank, shown, summary_of
from bot.translating import (
    DEFAULT_LIMITS,
    InstalledPackage,
    ModelLimits,
    PackageFolder,
    Tally,
    TranslationMemory,
    Translator,
    translate_mixed,
)

Result = TypeVar("Result")

# A language that is less likely than the first number is not offered as a choice, and a single one
# that is less likely than the second is not assumed.
_WORTH_ASKING = 0.1
_WORTH_TAKING = 0.25

# A text of which a smaller part is in another language is in the target language already.
_FOREIGN_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """A summary, and its translation where one was asked for and could be made.

    `obstacle` says why there is no translation although one was asked for.
    """

    summary: Summary
    translation: Translation | None = None
    obstacle: DragomanError | None = None


class ArticleService:
    """Summarises and translates articles with the installed packages."""

    def __init__(self, translator: Translator, executor: Executor, glossary: Glossary = ()) -> None:
        self._translator = translator
        self._executor = executor
        self._glossary = glossary
        self._rankings = RecentRankings()

    async def identified(self, article: Article, target: str | None = None) -> Article:
        """Return the article with its language, which is identified where it is not known yet.

        `target` is the language that it will be translated into, and so hardly its own. Raises
        LanguageUnclear where the text is too short, with the languages to choose from.
        """
        if article.language is not None:
            return article
        with timing(Stage.SUMMARISE):
            article, ranking = await self._off_loop(self._read, article, target)
        if ranking is not None:
            self._rankings.keep(ranking, Method.READER)
        return article

    def _read(self, article: Article, target: str | None) -> tuple[Article, Ranking | None]:
        """Identify an article and, unless it is to be translated, rank it: in one thread."""
        found = main_language(f"{article.title}\n{article.body}")
        if found is None:
            raise LanguageUnclear
        article = replace(article, language=self._with_packages(self._settled(found, target)))
        if target is not None or article.language not in SERVED:
            return article, None
        return article, _ranked(article, Method.READER)

    def _settled(self, found: Identified, target: str | None) -> str:
        """Return the one language that is likely and can be used. Raises LanguageUnclear."""
        if found.confident:
            return found.code
        usable = [(code, chance) for code, chance in found.chances if self._is_usable(code, target)]
        choice = [code for code, chance in usable if chance >= _WORTH_ASKING]
        if len(choice) > 1:
            raise LanguageUnclear(*choice)
        if choice and dict(usable)[choice[0]] >= _WORTH_TAKING:
            return choice[0]
        if found.score >= 1 - _WORTH_TAKING:
            return found.code
        raise LanguageUnclear

    def _is_usable(self, code: str, target: str | None) -> bool:
        source = self._with_packages(code)
        return code != target and (code in SERVED or target in self._translator.targets(source))

    def _with_packages(self, code: str) -> str:
        """Return the language itself, or the variant of it that there are packages for."""
        variants = (variant for variant, language in VARIANT_OF.items() if language == code)
        return next((c for c in (code, *variants) if self._translator.targets(c)), code)

    async def summarize(
        self,
        article: Article,
        length: Length,
        language: str | None = None,
        method: Method = Method.READER,
        medium: int | None = None,
        glossary: Glossary = (),
    ) -> SummaryResult:
        """Return the best sentences, in `language` or, where that is None, as they are.

        `medium` is how many sentences Extent.MEDIUM means here, as in DefaultLength. The terms of
        the `glossary` win over the service's own.
        Raises LanguageUnclear, UnsupportedLanguage and MethodTooSlow; a translation that cannot be
        made is no error, since the summary in the article's own words is still worth having.
        """
        article = await self.identified(article)
        ranking = await self._ranking(article, method)
        summary = summary_of(ranking, length, medium)
        if language is None or language == article.language:
            return SummaryResult(summary)
        try:
            translation = await self._translated(
                article,
                shown(summary.sentences),
                language,
                keywords=summary.keywords,
                glossary=glossary,
            )
        except SameLanguage:
            return SummaryResult(summary)
        except (ModelMissing, PackageBroken) as obstacle:
            return SummaryResult(summary, obstacle=obstacle)
        return SummaryResult(summary, translation)

    async def translate(
        self,
        article: Article,
        language: str,
        progress: Progress | None = None,
        glossary: Glossary = (),
        stop: asyncio.Event | None = None,
    ) -> tuple[Article, Translation]:
        """Return the article with its own language filled in, and all of it in `language`.

        Once `stop` is set, only what is translated by then; the result says how much is `left`. The
        terms of the `glossary` win over the service's own.

        Raises LanguageUnclear, SameLanguage, ModelMissing, UnsupportedLanguage and PackageBroken.
        """
        article = await self.identified(article, language)
        assert article.language is not None
        sentences = await self._off_loop(split_sentences, article.body, article.language)
        if article.language == language and not _is_partly_foreign(sentences):
            raise SameLanguage(language=language)
        translation = await self._translated(
            article, sentences, language, progress, glossary=glossary, stop=stop
        )
        return article, translation

    async def warm_up(self) -> None:
        """Load libraries, tables and packages, for which the first article would have to wait."""
        await self._off_loop(load_model)
        for each in sections("writing"):
            if text := each.get("trial_text"):
                await self.summarize(Article(RichText(), RichText(text)), 1)
        await self._off_loop(lambda: self.languages)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that somebody may ask for here."""
        reachable = (self._translator.targets(language) for language in SERVED)
        return frozenset(SERVED).union(*reachable)

    def targets(self, language: str) -> tuple[str, ...]:
        """Return the languages that an article in `language` can be translated into."""
        return self._translator.targets(language)

    @property
    def tally(self) -> Tally:
        """What was translated so far."""
        return self._translator.tally

    @property
    def loaded(self) -> frozenset[InstalledPackage]:
        """The packages whose models are in memory."""
        return self._translator.loaded

    @timed(Stage.SUMMARISE)
    async def _ranking(self, article: Article, method: Method) -> Ranking:
        ranking = self._rankings.get(article, method)
        if ranking is None:
            ranking = await self._off_loop(_ranked, article, method)
            self._rankings.keep(ranking, method)
        return ranking

    @timed(Stage.TRANSLATE)
    async def _translated(
        self,
        article: Article,
        sentences: tuple[Sentence, ...],
        language: str,
        progress: Progress | None = None,
        keywords: Sequence[str] = (),
        glossary: Glossary = (),
        stop: asyncio.Event | None = None,
    ) -> Translation:
        assert article.language is not None
        count_sentences(len(sentences))
        title_language = await self._off_loop(language_of, article.title.text, article.language)
        texts = with_keywords(article, sentences, keywords)
        try:
            translation = await translate_mixed(
                self._translator,
                article,
                title_language,
                texts,
                language,
                progress,
                self._glossary + glossary,
                stop,
            )
        except ModelMissing:
            if article.language not in SERVED:
                raise UnsupportedLanguage(language=article.language) from None
            raise
        add_models((*translation.models, *translation.route))
        return take_keywords(translation, len(sentences))

    async def _off_loop(self, work: Callable[..., Result], *arguments: object) -> Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, work, *arguments)


@contextmanager
def open_article_service(
    packages: PackageFolder,
    threads: int,
    limits: ModelLimits = DEFAULT_LIMITS,
    memory: TranslationMemory | None = None,
    glossary: Glossary = (),
) -> Iterator[ArticleService]:
    """Open an ArticleService that works on `threads` cores, and close it at the end."""
    translator = Translator(packages, threads, limits, memory)
    with ThreadPoolExecutor(threads, thread_name_prefix="articles") as executor:
        try:
            yield ArticleService(translator, executor, glossary)
        finally:
            translator.close()


def _is_partly_foreign(sentences: Sequence[Sentence]) -> bool:
    """Return whether enough of an article is in another language than the rest."""
    foreign = sum(len(s.text) for s in sentences if s.language is not None)
    return foreign > _FOREIGN_SHARE * sum(len(s.text) for s in sentences)


def _ranked(article: Article, method: Method) -> Ranking:
    assert article.language is not None
    if article.language not in SERVED:
        raise UnsupportedLanguage(language=article.language)
    return rank(article, split_sentences(article.body, article.language), method)
