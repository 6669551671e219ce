"""The button that downloads the models which an answer lacks, and then translates."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.config import EVERYBODY
from bot.playground import Message, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import next_after, summary_of
from tests.translating.packages.conftest import names
from tests.translating.packages.package_server import (
    PackageServer,
    file,
    half_of,
    index,
    silent,
    status,
)
from tests.waiting import in_a_thread, until


@pytest.fixture
def server(archives: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[PackageServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with in_a_thread(PackageServer()) as server:
        server.answer("/index.json", index(*server.offer(archives, "en_uk", "uk_en")))
        yield server


@pytest.fixture
def wanted(server: PackageServer, tmp_path: Path) -> dict[str, Any]:
    """Return the settings of a bot without models, which everybody runs."""
    (tmp_path / "catalogue.toml").touch()
    return {
        "packages_folder": tmp_path / "packages",
        "package_index": f"{server.url}/index.json",
        "model_catalogue": tmp_path / "catalogue.toml",
        "admins": (EVERYBODY,),
    }


def downloading(message: Message) -> str | None:
    """Return the label of the button below a message, if it has one."""
    labels = [button.text for row in message.buttons for button in row]
    return next((label for label in labels if "⬇" in label), None)


@pytest.fixture
async def bot(run_bot: RunBot, wanted: dict[str, Any]) -> AsyncIterator[None]:
    async with run_bot(**wanted, stop_seconds=0.1):  # a download may never end
        yield


async def translated_after(person: Person, summary: Message) -> Message:
    return await person.wait_for(
        lambda m: m.id > summary.id and "англійська → українська" in m.text, within=30
    )


async def pressed(person: Person, message: Message) -> None:
    label = downloading(message)
    assert label is not None
    await person.press(message, label)


async def test_a_summary_that_lacks_its_translation_gets_it_with_one_tap(
    olena: Person, tmp_path: Path
) -> None:
    summary = await summary_of(olena, ENGLISH)

    assert downloading(summary) == "⬇ Завантажити переклад (близько 200\u00a0МБ)"
    await pressed(olena, summary)
    assert downloading(await translated_after(olena, summary)) is None
    both = ["translate-en_uk-1_4", "translate-uk_en-1_9"]
    await until(lambda: names(tmp_path / "packages") == both)
    # What said how far it was is gone.
    assert not any("Завантажую моделі" in m.text for m in olena.bot_messages())


async def test_the_translation_does_not_wait_for_the_way_back(
    olena: Person, tmp_path: Path, server: PackageServer
) -> None:
    server.answer("/uk_en.argosmodel", silent())
    summary = await summary_of(olena, ENGLISH)
    await pressed(olena, summary)
    await translated_after(olena, summary)
    assert names(tmp_path / "packages") == ["translate-en_uk-1_4"]


async def test_where_there_is_no_way_back_nothing_is_said_of_it(
    olena: Person,
    server: PackageServer,
    archives: dict[str, Path],
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.answer("/index.json", index(*server.offer(archives, "en_uk")))
    summary = await summary_of(olena, ENGLISH)

    await pressed(olena, summary)
    translated = await translated_after(olena, summary)

    await until(lambda: "way back" in caplog.text)
    assert olena.bot_messages()[-1] == translated


async def test_a_wanted_translation_comes_once_the_models_are_there(john: Person) -> None:
    summary = await summary_of(john, ENGLISH)
    assert downloading(summary) is None
    refused = await next_after(john, john.reply(summary, "/translate uk"))
    await pressed(john, refused)
    await john.wait_for(lambda m: "English → Ukrainian" in m.text and m.id > refused.id)


async def test_pressed_twice_it_downloads_once(olena: Person, server: PackageServer) -> None:
    summary = await summary_of(olena, ENGLISH)
    await asyncio.gather(pressed(olena, summary), pressed(olena, summary))
    await translated_after(olena, summary)
    assert len(server.ranges("/en_uk.argosmodel")) == 1


async def test_what_cannot_be_downloaded_is_explained_and_can_be_tried_again(
    olena: Person, server: PackageServer
) -> None:
    server.answer("/index.json", status(404))
    summary = await summary_of(olena, ENGLISH)

    await pressed(olena, summary)
    explained = await olena.wait_for(lambda m: f"{server.url}/index.json" in m.text)

    assert "Не вдалося прочитати список пакетів" in explained.text
    assert downloading(summary)


async def test_who_does_not_run_the_bot_is_offered_nothing(
    olena: Person, run_bot: RunBot, wanted: dict[str, Any], server: PackageServer
) -> None:
    async with run_bot(**wanted | {"admins": (17,)}):
        summary = await summary_of(olena, ENGLISH)
        assert downloading(summary) is None
        refused = await next_after(olena, olena.reply(summary, "/translate"))

    assert refused.buttons in (None, [])
    assert server.requests == []


async def test_who_runs_the_bot_no_longer_downloads_nothing(
    telegram: Playground, olena: Person, run_bot: RunBot, wanted: dict[str, Any]
) -> None:
    async with run_bot(**wanted):
        summary = await summary_of(olena, ENGLISH)
    async with run_bot(**wanted | {"admins": ()}):
        await pressed(olena, summary)

    assert telegram.calls_of("answerCallbackQuery")[-1].parameters["text"]
    assert not wanted["packages_folder"].exists()


async def test_a_stopped_bot_goes_on_downloading_when_it_starts_again(
    olena: Person,
    run_bot: RunBot,
    wanted: dict[str, Any],
    server: PackageServer,
    archives: dict[str, Path],
) -> None:
    server.answer("/en_uk.argosmodel", half_of(archives["en_uk"]), status(503))
    async with run_bot(**wanted, stop_seconds=0.1):
        summary = await summary_of(olena, ENGLISH)
        await pressed(olena, summary)
        await olena.wait_for(lambda m: "Завантажую моделі" in m.text)
        await until(lambda: len(server.ranges("/en_uk.argosmodel")) >= 2)
    assert any("Завантажую моделі" in m.text for m in olena.bot_messages())
    server.answer("/en_uk.argosmodel", file(archives["en_uk"]))
    async with run_bot(**wanted):
        await translated_after(olena, summary)
