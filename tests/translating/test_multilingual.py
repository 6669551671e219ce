"""Texts in several languages, with a translator that only names the languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Sentence
from bot.domain.glossary import Glossary
from bot.domain.rich_text import RichText
from bot.domain.translation import Pair, Translation
from bot.errors import ModelMissing, SameLanguage
from bot.translating import Translator
from bot.translating.multilingual import translate_mixed


@dataclass
class FakeTranslator:
    """Puts "[uk→en]" in front of what it translates."""

    sources: tuple[str, ...] = ("en", "ru", "uk")
    calls: list[tuple[str, int]] = field(default_factory=list)

    async def translate(
        self,
        sentences: Sequence[Sentence],
        title: RichText,
        source: str,
        target: str,
        progress: Callable[[int, int], None] | None = None,
        glossary: Glossary = (),
    ) -> Translation:
        if source not in self.sources:
            raise ModelMissing(source=source, target=target)
        self.calls.append((source, len(sentences)))
        mark = f"[{source}→{target}] "
        if progress is not None:
            progress(len(sentences), len(sentences))
        return Translation(
            source,
            target,
            Pair(Sentence.of_title(title), RichText(mark + title.text) if title else RichText()),
            tuple(Pair(s, RichText(mark + s.text.text)) for s in sentences),
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
    progress: Callable[[int, int], None] | None = None,
) -> Translation:
    return await translate_mixed(
        cast(Translator, translator), article, title_language, sentences, "en", progress
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
    await translated(
        FakeTranslator(), article, sentences, progress=lambda *done: reported.append(done)
    )
    assert reported == [(3, 5), (5, 5)]
