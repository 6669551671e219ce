"""Texts in several languages, with a translator that only names the languages."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Glossary, Pair, Progress, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating import Translator, translate_mixed


@dataclass
class FakeTranslator:
    """Puts "[uk→en]" in front of what it translates; is stopped after `most` sentences."""

    sources: tuple[str, ...] = ("en", "ru", "uk")
    most: int | None = None
    calls: list[tuple[str, int]] = field(default_factory=list)

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
        if source not in self.sources:
            raise ModelMissing(source=source, target=target)
        self.calls.append((source, len(sentences)))
        mark = f"[{source}→{target}] "
        pairs = tuple(Pair(s, RichText(mark + s.text.text)) for s in sentences[: self.most])
        if progress is not None:
            progress(len(pairs), len(sentences), pairs)
        if stop is not None and len(pairs) < len(sentences):
            stop.set()
        return Translation(
            source,
            target,
            Pair(Sentence.of_title(title), RichText(mark + title.text) if title else RichText()),
            pairs,
            (f"{source}→{target} 1.0",),
        )


def article_in(*languages: str | None, main: str = "uk") -> tuple[Article, list[Sentence]]:
    sentences = [
        Sentence(index, 0, 3 * index, RichText(f"s{index}"), language)
        for index, language in enumerate(languages)
    ]
    body = RichText(" ".join(sentence.text.text for sentence in sentences))
    return Article(RichText("Title"), body, main), sentences


async def translated(
    translator: FakeTranslator,
    article: Article,
    sentences: list[Sentence],
    *,
    title_language: str = "uk",
    progress: Progress | None = None,
) -> Translation:
    return await translate_mixed(
        cast(Translator, translator),
        article,
        title_language,
        sentences,
        "en",
        progress,
        stop=asyncio.Event(),
    )


async def test_each_sentence_is_translated_from_its_own_language() -> None:
    article, sentences = article_in(None, "ru", "en", None)
    translator = FakeTranslator()
    translation = await translated(translator, article, sentences)
    assert [pair.target.text for pair in translation.sentences] == [
        "[uk→en] s0",
        "[ru→en] s1",
        "s2",
        "[uk→en] s3",
    ]
    assert translator.calls == [("uk", 2), ("ru", 1)]
    assert translation.source_language == "uk"
    assert translation.route == ("uk→en 1.0", "ru→en 1.0")
    assert translation.title.target.text == "[uk→en] Title"


@given(st.lists(st.sampled_from([None, "ru", "en", "de"]), max_size=20))
async def test_no_sentence_is_lost_or_moved(languages: list[str | None]) -> None:
    article, sentences = article_in(*languages)
    translation = await translated(FakeTranslator(), article, sentences)
    assert [pair.source for pair in translation.sentences] == sentences


async def test_a_title_in_another_language_is_translated_from_it() -> None:
    article, sentences = article_in(None)
    translation = await translated(FakeTranslator(), article, sentences, title_language="ru")
    assert translation.title.target.text == "[ru→en] Title"


async def test_a_title_in_the_target_language_stays() -> None:
    article, sentences = article_in(None)
    translation = await translated(FakeTranslator(), article, sentences, title_language="en")
    assert translation.title.target.text == "Title"


async def test_a_language_without_a_route_stays_and_is_named() -> None:
    article, sentences = article_in(None, "de")
    translation = await translated(FakeTranslator(), article, sentences)
    assert translation.sentences[1].target.text == "s1"
    assert translation.untranslated == ("de",)


async def test_an_article_in_a_language_without_a_route_is_refused() -> None:
    article, sentences = article_in(None, "ru")
    with pytest.raises(ModelMissing):
        await translated(FakeTranslator(sources=("ru",)), article, sentences)


async def test_a_text_in_the_target_language_is_refused() -> None:
    article, sentences = article_in(None, None, main="en")
    with pytest.raises(SameLanguage):
        await translated(FakeTranslator(), article, sentences, title_language="en")


async def test_progress_counts_all_sentences_and_never_goes_back() -> None:
    article, sentences = article_in(None, "ru", None, "ru", None)
    reported: list[tuple[int, int]] = []
    indices: list[int] = []

    def report(done: int, total: int, new: Sequence[Pair]) -> None:
        reported.append((done, total))
        indices.extend(pair.source.index for pair in new)

    await translated(FakeTranslator(), article, sentences, progress=report)
    assert reported == [(3, 5), (5, 5)]
    assert indices == [0, 2, 4, 1, 3]


async def test_a_stopped_text_ends_before_what_its_main_language_lacks() -> None:
    article, sentences = article_in(None, "ru", None, "en", None)
    translation = await translated(FakeTranslator(most=2), article, sentences)
    assert [pair.target.text for pair in translation.sentences] == [
        "[uk→en] s0",
        "s1",
        "[uk→en] s2",
        "s3",
    ]
    assert translation.left == 2


async def test_what_is_done_is_kept_where_another_language_is_stopped() -> None:
    article, sentences = article_in(None, "ru", "ru", None)
    translation = await translated(FakeTranslator(most=2), article, sentences)
    assert (len(translation.sentences), translation.left) == (4, 0)
    article, sentences = article_in(None, "ru", "ru", "ru", None)
    translation = await translated(FakeTranslator(most=2), article, sentences)
    assert [pair.target.text for pair in translation.sentences][2:] == [
        "[ru→en] s2",
        "s3",
        "[uk→en] s4",
    ]
    assert translation.left == 1
