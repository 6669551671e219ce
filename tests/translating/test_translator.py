"""Articles are translated by small real packages."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread, current_thread

import pytest

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Pair
from bot.errors import ModelMissing, PackageBroken, SameLanguage
from bot.translating import PackageFolder, Translator, translated_body
from tests.translating.conftest import OpenTranslator, sentences, targets
from tests.translating.packages.conftest import install


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


async def test_russian_is_translated_to_ukrainian_over_english(translator: Translator) -> None:
    translation = await translator.translate(sentences("кот"), RichText(), "ru", "uk")

    assert targets(translation) == ["кіт"]
    assert translation.route == ("ru→en 1.9", "en→uk 1.4")
    assert translator.route("ru", "uk").pivots == ("en",)


async def test_ukrainian_is_translated_by_a_bpe_package(translator: Translator) -> None:
    translation = await translator.translate(
        sentences("Кіт побачив міст."), RichText("Новини"), "uk", "ru"
    )

    assert targets(translation) == ["Кот увидел мост."]
    assert translation.title.target == RichText("Новости")


def test_reachable_languages_are_known(translator: Translator) -> None:
    assert translator.targets("ru") == ("en", "uk")
    assert translator.targets("pl") == ()


async def test_the_title_of_an_article_without_sentences_is_translated(
    translator: Translator,
) -> None:
    translation = await translator.translate((), RichText("Winter"), "en", "ru")

    assert (translation.title.target.text, translation.sentences) == ("Зима", ())


async def test_blank_lines_and_list_markers_stay(translator: Translator) -> None:
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


async def test_addresses_names_and_formatting_are_kept(translator: Translator) -> None:
    text = "Nobody asked @dr_who_bot today: https://example.org/old_city"
    rich = RichText(text, (Span(0, len(text), Kind.BOLD), Span(13, 24, Kind.MENTION)))

    translation = await translator.translate(sentences(rich), RichText(), "en", "ru")

    expected = "Никто спросил @dr_who_bot сегодня: https://example.org/old_city"
    assert translation.sentences[0].target == RichText(
        expected, (Span(0, len(expected), Kind.BOLD), Span(14, 25, Kind.MENTION))
    )
    assert translation.sentences[0].source.text == rich


@pytest.mark.parametrize("blank", ["", " ", "\n\n", "\u00a0\t"])
async def test_a_sentence_without_words_stays(translator: Translator, blank: str) -> None:
    translation = await translator.translate(sentences("cat", blank, "dog"), RichText(), "en", "ru")

    assert targets(translation) == ["кот", blank, "собака"]


async def test_progress_counts_the_sentences(translator: Translator) -> None:
    reported: list[tuple[int, int]] = []
    many = sentences(*["The old engineer repaired the electric train yesterday."] * 200)

    done: list[Pair] = []

    def report(count: int, total: int, new: Sequence[Pair]) -> None:
        done.extend(new)
        assert len(done) == count
        reported.append((count, total))

    translation = await translator.translate(many, RichText("News"), "en", "ru", report)

    assert translation.sentences == tuple(done)
    assert len(reported) > 2
    assert reported == sorted(reported)
    assert reported[-1] == (200, 200)
    assert all(total == 200 for _, total in reported)


async def test_what_is_stopped_before_it_begins_has_its_title_as_it_is(
    translator: Translator,
) -> None:
    stop = asyncio.Event()
    stop.set()
    translation = await translator.translate(
        sentences("cat", "dog"), RichText("News"), "en", "ru", stop=stop
    )
    assert (translation.title.target.text, translation.sentences) == ("News", ())


async def test_a_text_in_the_target_language_is_an_error(translator: Translator) -> None:
    with pytest.raises(SameLanguage) as same:
        await translator.translate(sentences("Cat"), RichText(), "en", "en")

    assert same.value.details == {"language": "en"}


async def test_a_language_without_a_package_is_an_error(translator: Translator) -> None:
    with pytest.raises(ModelMissing) as missing:
        await translator.translate(sentences("Kot"), RichText(), "pl", "uk")

    assert missing.value.details == {"source": "pl", "target": "uk", "pairs": "pl-en"}


async def test_a_broken_model_fails_only_its_own_route(
    open_translator: OpenTranslator, own_argos_packages: Path
) -> None:
    (own_argos_packages / "translate-en_ru-1_9" / "model" / "model.bin").write_bytes(b"rubbish")
    translator = open_translator(own_argos_packages)

    with pytest.raises(PackageBroken, match="its model cannot be loaded"):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")

    assert targets(await translator.translate(sentences("cat"), RichText(), "en", "uk")) == ["кіт"]


async def test_a_newly_installed_package_is_used(
    open_translator: OpenTranslator, argos_archive: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "packages"
    translator = open_translator(folder)
    with pytest.raises(ModelMissing):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")

    install(PackageFolder(folder), argos_archive)

    assert targets(await translator.translate(sentences("cat"), RichText(), "en", "ru")) == ["кот"]


async def test_slow_work_runs_off_the_event_loop(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: dict[str, set[Thread]] = {}

    def watched(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            threads.setdefault(name, set()).add(current_thread())
            return function(*args)

        return call

    slow = {
        "bot.translating.translator": ["find_route"],
        "bot.translating.engine.models": ["open_package", "load_tokenizer", "load_model"],
        "bot.translating.engine.batching": ["pack_attention"],
        "bot.translating.sentences": ["cut", "find_names"],
        "bot.translating.retrying": ["clean", "find_problem", "apply_formatting"],
    }
    for module, names in slow.items():
        for name in names:
            function = getattr(sys.modules[module], name)
            monkeypatch.setattr(f"{module}.{name}", watched(name, function))

    await translator.translate(sentences("The cat sleeps."), RichText("Cat"), "en", "ru")

    assert sorted(threads) == sorted(name for names in slow.values() for name in names)
    assert all(current_thread() not in used for used in threads.values())


async def test_a_closed_translator_refuses_to_translate(translator: Translator) -> None:
    translator.close()

    with pytest.raises(RuntimeError):
        await translator.translate(sentences("cat"), RichText(), "en", "ru")


TRANSLATE = """
import asyncio, sys
from contextlib import closing
from pathlib import Path
from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.translating import PackageFolder, Translator

async def main():
    with closing(Translator(PackageFolder(Path(sys.argv[1])), threads=1)) as translator:
        text = RichText("The engineer reported that the old bridge over the river was closed.")
        await translator.translate([Sentence(0, 0, 0, text)], RichText(), "en", "ru")

asyncio.run(main())
print(*sys.modules)
"""


def test_plain_sentences_load_no_large_library(argos_packages: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-c", TRANSLATE, str(argos_packages)),
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = set(done.stdout.split())
    assert "ctranslate2" in loaded
    assert loaded.isdisjoint({"numpy", "requests", "aiohttp", "sqlalchemy", "pydantic", "telegram"})
