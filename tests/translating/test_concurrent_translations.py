"""Articles that are translated at the same time share models, and leave no work behind."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import ctranslate2
import pytest

from bot.domain.rich_text import RichText
from bot.domain.translation import Pair
from bot.translating import Translator
from bot.translating.engine.batching import Engine
from bot.translating.packages import package
from tests.translating.conftest import sentences, targets


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
