import asyncio
import time
from pathlib import Path

import ctranslate2
import pytest

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Translation
from bot.errors import ModelMissing, PackageBroken, SameLanguage
from bot.translating import PackageFolder, Translator, translated_body
from bot.translating.packages import argos
from tests.translating.conftest import OpenTranslator
from tests.translating.packages.conftest import install


def sentences(*texts: str | RichText) -> tuple[Sentence, ...]:
    """The sentences of a body in which each has a line of its own."""
    found: list[Sentence] = []
    for index, text in enumerate(texts):
        rich = text if isinstance(text, RichText) else RichText(text)
        start = found[-1].end + 1 if found else 0
        found.append(Sentence(index, index, start, rich))
    return tuple(found)


def targets(translation: Translation) -> list[str]:
    return [pair.target.text for pair in translation.sentences]


async def test_a_sentence_and_the_title_are_translated(translator: Translator) -> None:
    translation = await translator.translate(
        sentences("Кот спит.", "Город не спит."), RichText("Ночь"), "ru", "en"
    )

    assert targets(translation) == ["Cat sleeps.", "City not sleeps."]
    assert translation.title.target == RichText("Night")
    assert (translation.source_language, translation.target_language) == ("ru", "en")
    assert translation.route == ("ru→en 1.9",)


async def test_underscores_stay_around_their_words(translator: Translator) -> None:
    translation = await translator.translate(
        sentences("Кот _спит_ сегодня.", "_Кот спит._", "Это __кот__."), RichText(), "ru", "en"
    )

    assert targets(translation) == ["Cat _sleeps_ today.", "_Cat sleeps._", "This __cat__."]


async def test_russian_becomes_ukrainian_by_way_of_english(translator: Translator) -> None:
    translation = await translator.translate(sentences("кот"), RichText(), "ru", "uk")

    assert targets(translation) == ["кіт"]
    assert translation.route == ("ru→en 1.9", "en→uk 1.4")
    assert translator.route("ru", "uk").pivots == ("en",)


async def test_ukrainian_becomes_russian_through_a_bpe_package(translator: Translator) -> None:
    translation = await translator.translate(
        sentences("Кіт побачив міст."), RichText("Новини"), "uk", "ru"
    )

    assert targets(translation) == ["Кот увидел мост."]
    assert translation.title.target == RichText("Новости")


def test_the_languages_within_reach_are_known(translator: Translator) -> None:
    assert translator.targets("ru") == ("en", "uk")
    assert translator.targets("pl") == ()


async def test_an_article_without_sentences_has_its_title_translated(
    translator: Translator,
) -> None:
    translation = await translator.translate((), RichText("Winter"), "en", "ru")

    assert (translation.title.target.text, translation.sentences) == ("Зима", ())


async def test_blank_lines_and_list_markers_survive(translator: Translator) -> None:
    body = RichText("The cat sleeps.\n\n\n • Nobody knows.  Winter came!\n")
    article = Article(RichText("Cats"), body, "en")
    found = tuple(
        Sentence(index, index, body.text.index(text), RichText(text))
        for index, text in enumerate(("The cat sleeps.", "Nobody knows.", "Winter came!"))
    )

    translation = await translator.translate(found, article.title, "en", "ru")

    assert translated_body(article, translation).text == (
        "Этот кот спит.\n\n\n • Никто знает.  Зима пришёл!\n"
    )


async def test_addresses_names_and_formatting_come_through(translator: Translator) -> None:
    text = "Nobody asked @dr_who_bot today: https://example.org/old_city"
    rich = RichText(text, (Span(0, len(text), Kind.BOLD), Span(13, 24, Kind.MENTION)))

    translation = await translator.translate(sentences(rich), RichText(), "en", "ru")

    expected = "Никто спросил @dr_who_bot сегодня: https://example.org/old_city"
    assert translation.sentences[0].target == RichText(
        expected, (Span(0, len(expected), Kind.BOLD), Span(14, 25, Kind.MENTION))
    )
    assert translation.sentences[0].source.text == rich


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u00a0\t"])
async def test_what_holds_no_word_comes_back_as_it_is(translator: Translator, blank: str) -> None:
    translation = await translator.translate(sentences("cat", blank, "dog"), RichText(), "en", "ru")

    assert targets(translation) == ["кот", blank, "собака"]


async def test_progress_counts_the_sentences(translator: Translator) -> None:
    told: list[tuple[int, int]] = []
    many = sentences(*["The old engineer repaired the electric train yesterday."] * 200)

    await translator.translate(many, RichText("News"), "en", "ru", lambda *now: told.append(now))

    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (200, 200)
    assert all(total == 200 for _, total in told)


async def test_a_text_in_the_wanted_language_already_is_an_error(translator: Translator) -> None:
    with pytest.raises(SameLanguage) as same:
        await translator.translate(sentences("Cat"), RichText(), "en", "en")

    assert same.value.details == {"language": "en"}


async def test_a_language_without_a_package_is_an_error(translator: Translator) -> None:
    with pytest.raises(ModelMissing) as missing:
        await translator.translate(sentences("Kot"), RichText(), "pl", "uk")

    assert missing.value.details == {"source": "pl", "target": "uk"}


async def test_a_broken_model_stops_only_what_needs_it(
    open_translator: OpenTranslator, own_argos_packages: Path
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "model" / "model.bin").write_bytes(b"rubbish")
    translator = open_translator(own_argos_packages)

    with pytest.raises(PackageBroken, match="its model cannot be loaded"):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")

    assert targets(await translator.translate(sentences("cat"), RichText(), "en", "uk")) == ["кіт"]


async def test_a_package_that_is_installed_while_the_bot_runs_is_used(
    open_translator: OpenTranslator, argos_archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "packages"
    translator = open_translator(folder)
    with pytest.raises(ModelMissing):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")

    install(PackageFolder(folder), argos_archive)

    assert targets(await translator.translate(sentences("cat"), RichText(), "en", "ru")) == ["кот"]


async def test_two_first_requests_at_once_load_one_model(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    load_model = argos.load_model

    def slow_load_model(folder: Path, threads: int) -> object:
        loaded.append(folder)
        time.sleep(0.1)
        return load_model(folder, threads)

    monkeypatch.setattr("bot.translating.engine.models.load_model", slow_load_model)

    both = await asyncio.gather(
        *(translator.translate(sentences("cat"), RichText(), "en", "ru") for _ in range(2))
    )

    assert [targets(translation) for translation in both] == [["кот"], ["кот"]]
    assert len(loaded) == 1


async def test_requests_at_once_get_each_their_own_answer(translator: Translator) -> None:
    words = {"cat": "кот", "dog": "собака", "river": "река", "bridge": "мост"}

    answers = await asyncio.gather(
        *(
            translator.translate(sentences(*[word] * 40), RichText(word), "en", "ru")
            for word in words
        )
    )

    assert [answer.title.target.text for answer in answers] == list(words.values())
    assert [set(targets(answer)) for answer in answers] == [{word} for word in words.values()]


class Watched:
    """A model that notes what it is asked for, and takes its time."""

    def __init__(self, model: ctranslate2.Translator, asked: list[str]) -> None:
        self._model, self._asked = model, asked

    def translate_batch(self, source: list[list[str]], **options: object) -> list[object]:
        self._asked += map(" ".join, source)
        time.sleep(0.05)
        return self._model.translate_batch(source, **options)


async def test_what_two_people_want_at_once_is_translated_once(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    load_model = argos.load_model
    monkeypatch.setattr(
        "bot.translating.engine.models.load_model",
        lambda *args: Watched(load_model(*args), asked),
    )
    article = sentences(*(f"The cat saw {number} old bridges." for number in range(1000, 1020)))
    tasks = [
        asyncio.create_task(translator.translate(article, RichText("News"), "en", "ru"))
        for _ in range(3)
    ]
    while not asked:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    tasks[0].cancel()

    second, third = await asyncio.gather(*tasks[1:])

    assert targets(second) == targets(third)
    assert targets(second)[-1] == "Этот кот увидел 1019 старый bridges."
    assert len(asked) == len(set(asked)) == 21
    assert translator.tally.from_models == 21
    assert translator.tally.shared >= 21
    assert translator.tally.model_seconds > 0.05


async def test_a_short_article_does_not_wait_for_a_long_one(translator: Translator) -> None:
    finished: list[str] = []

    async def translate(name: str, *texts: str) -> None:
        await translator.translate(sentences(*texts), RichText(), "en", "ru")
        finished.append(name)

    long = asyncio.create_task(
        translate("long", *(f"The old city sleeps {n}." for n in range(4000)))
    )
    await asyncio.sleep(0.05)
    await translate("short", "cat")
    long.cancel()

    assert finished == ["short"]


async def test_the_event_loop_goes_on_during_a_translation(translator: Translator) -> None:
    many = sentences(*(f"The old engineer repaired the electric train {n}." for n in range(400)))
    # The first use imports CTranslate2, which a running bot has done long ago.
    await translator.translate(many[:1], RichText(), "en", "uk")
    work = asyncio.create_task(translator.translate(many, RichText(), "en", "ru"))

    pauses: list[float] = []
    while not work.done():
        before = time.perf_counter()
        await asyncio.sleep(0.001)
        pauses.append(time.perf_counter() - before)

    assert len(pauses) > 10
    assert sorted(pauses)[int(len(pauses) * 0.99)] < 0.05


async def test_nothing_is_translated_after_closing(translator: Translator) -> None:
    translator.close()

    with pytest.raises(RuntimeError):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")
