"""Articles are translated by small real packages."""

import asyncio
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread, current_thread

import ctranslate2
import pytest

from bot.domain.article import Article, Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Pair, Translation
from bot.errors import ModelMissing, PackageBroken, SameLanguage
from bot.translating import PackageFolder, Translator, translated_body
from bot.translating.engine.batching import Engine
from bot.translating.packages import package
from tests.translating.conftest import OpenTranslator
from tests.translating.packages.conftest import install


def sentences(*texts: str | RichText) -> tuple[Sentence, ...]:
    """Return the sentences of a body in which each has a line of its own."""
    found: list[Sentence] = []
    for index, text in enumerate(texts):
        rich = text if isinstance(text, RichText) else RichText(text)
        start = found[-1].end + 1 if found else 0
        found.append(Sentence(index, index, start, rich))
    return tuple(found)


def targets(translation: Translation) -> list[str]:
    return [pair.target.text for pair in translation.sentences]


class Requests:
    """Counts the requests to the engine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._changed = asyncio.Event()
        translate = Engine.translate

        async def watched(*args: object) -> object:
            self.count += 1
            self._changed.set()
            return await translate(*args)  # type: ignore[arg-type]

        monkeypatch.setattr(Engine, "translate", watched)

    async def reach(self, count: int) -> None:
        """Wait until there have been so many requests."""
        async with asyncio.timeout(10):
            while self.count < count:
                self._changed.clear()
                await self._changed.wait()


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


async def test_a_stopped_translation_is_what_was_reported_and_no_model_goes_on(
    translator: Translator, requests: Requests
) -> None:
    stop = asyncio.Event()
    many = sentences(*[f"The cat number {n} saw {n} old cities and a bird." for n in range(800)])
    done: list[Pair] = []

    def report(count: int, total: int, new: Sequence[Pair]) -> None:
        done.extend(new)
        stop.set()

    translation = await translator.translate(many, RichText("News"), "en", "ru", report, stop=stop)

    assert translation.title.target.text == "Новости"
    assert translation.sentences == tuple(done)
    assert 0 < len(done) < 100
    asked = requests.count
    await translator.translate(sentences("cat"), RichText(), "en", "ru")
    assert requests.count - asked < 5
    assert translator.tally.from_models < 400


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


@pytest.fixture
async def requests(monkeypatch: pytest.MonkeyPatch) -> Requests:
    return Requests(monkeypatch)


async def test_two_first_requests_load_one_model(
    translator: Translator, requests: Requests, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[Path] = []
    released = Event()
    load_model = package.load_model

    def slow_load_model(folder: Path, content: package.PackageContent, threads: int) -> object:
        loaded.append(folder)
        assert released.wait(10)
        return load_model(folder, content, threads)

    monkeypatch.setattr("bot.translating.engine.models.load_model", slow_load_model)
    # A request waits for a model that is being loaded before it comes to the engine.
    both_here = asyncio.Barrier(2)
    translate = Engine.translate

    async def together(*args: object) -> object:
        await both_here.wait()
        return await translate(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(Engine, "translate", together)
    tasks = [
        asyncio.create_task(translator.translate(sentences("cat"), RichText(), "en", "ru"))
        for _ in range(2)
    ]
    await requests.reach(2)
    released.set()

    both = await asyncio.gather(*tasks)

    assert [targets(translation) for translation in both] == [["кот"], ["кот"]]
    assert len(loaded) == 1


async def test_concurrent_requests_get_their_own_translations(translator: Translator) -> None:
    words = {"cat": "кот", "dog": "собака", "river": "река", "bridge": "мост"}

    answers = await asyncio.gather(
        *(
            translator.translate(sentences(*[word] * 40), RichText(word), "en", "ru")
            for word in words
        )
    )

    assert [answer.title.target.text for answer in answers] == list(words.values())
    assert [set(targets(answer)) for answer in answers] == [{word} for word in words.values()]


class WatchedModel:
    """A model that notes what it is asked for, and waits until it is released."""

    def __init__(
        self, model: ctranslate2.Translator, asked: list[str], begun: Event, released: Event
    ) -> None:
        self._model, self._asked, self._begun, self._released = model, asked, begun, released

    def translate_batch(self, source: list[list[str]], **options: object) -> object:
        self._asked += map(" ".join, source)
        self._begun.set()
        assert self._released.wait(10)
        return self._model.translate_batch(source, **options)


async def test_concurrent_requests_share_equal_sentences(
    translator: Translator, requests: Requests, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    begun, released = Event(), Event()
    load_model = package.load_model
    monkeypatch.setattr(
        "bot.translating.engine.models.load_model",
        lambda *args: WatchedModel(load_model(*args), asked, begun, released),
    )
    article = sentences(*(f"The cat saw {number} old bridges." for number in range(1000, 1020)))
    tasks = [
        asyncio.create_task(translator.translate(article, RichText("News"), "en", "ru"))
        for _ in range(3)
    ]
    await requests.reach(3)
    assert await asyncio.to_thread(begun.wait, 10)
    tasks[0].cancel()
    await asyncio.wait(tasks[:1])
    released.set()

    second, third = await asyncio.gather(*tasks[1:])

    assert targets(second) == targets(third)
    assert targets(second)[-1] == "Этот кот увидел 1019 старый мосты."
    assert len(asked) == len(set(asked)) == 21
    assert translator.tally.from_models == 21
    assert translator.tally.shared >= 21
    assert translator.tally.model_seconds > 0


async def test_a_short_article_does_not_wait_for_a_long_one(
    translator: Translator, requests: Requests
) -> None:
    finished: list[str] = []

    async def translate(name: str, *texts: str) -> None:
        await translator.translate(sentences(*texts), RichText(), "en", "ru")
        finished.append(name)

    long = asyncio.create_task(
        translate("long", *(f"The old city sleeps {n}." for n in range(4000)))
    )
    await requests.reach(1)
    await translate("short", "cat")
    long.cancel()

    assert finished == ["short"]


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
