import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Settings
from bot.domain.preferences import Automatic
from bot.playground import Chat, Person, Playground
from bot.storage import Preferences, Store
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.dbos_tables import break_tables
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import (
    answer_to,
    ask,
    forget,
    next_after,
    press_for,
    summary_of,
    tap,
)
from tests.waiting import until


@pytest.mark.parametrize(
    ("language", "days", "expected"),
    [
        ("en", 1, ["message: 1 day,", "21 days after", "for 48 hours after", "/forget"]),
        ("ru", 21, ["сообщения: 21 день,", "предложения: 21 день", "ещё 48 часов", "/forget"]),
        ("ru", 2, ["сообщения: 2 дня,"]),
        ("ru", 14, ["сообщения: 14 дней,"]),
        ("uk", 3, ["повідомлення: 3 дні,", "речення: 21 день", "ще 48 годин", "/forget"]),
        ("uk", 30, ["повідомлення: 30 днів,"]),
    ],
)
async def test_privacy_says_what_is_kept_for_how_long_as_it_is_configured(
    telegram: Playground, run_bot: RunBot, language: str, days: int, expected: list[str]
) -> None:
    person = telegram.person("Somebody", language_code=language)
    async with run_bot(keep_articles_days=days, translation_memory_days=21):
        text = (await ask(person, "/privacy")).text
    for words in expected:
        assert words in text
    assert "Contact" not in text
    assert "Владелец бота" not in text


@pytest.mark.parametrize(("language", "most"), [("en", 105), ("ru", 90), ("uk", 90)])
async def test_privacy_is_read_in_half_a_minute(
    telegram: Playground, language: str, most: int
) -> None:
    person = telegram.person("Somebody", language_code=language)
    assert len((await ask(person, "/privacy")).text.split()) <= most


async def test_privacy_says_who_runs_the_bot_and_only_what_is_true(
    run_bot: RunBot, john: Person
) -> None:
    named = {"operator": "Reading Club <3", "contact": "@reading_club"}
    async with run_bot(**named, translation_memory_sentences=0, open_links=False):
        text = (await ask(john, "/privacy")).text

    assert "Run by: Reading Club <3" in text
    assert "Contact: @reading_club" in text
    assert "Translated sentences: 2 hours after" in text
    assert "link" not in text


@on_both_databases
async def test_forget_asks_once_and_then_deletes_all_of_one_person(
    bot: None, john: Person, olena: Person, group: Chat
) -> None:
    summary = await summary_of(john, ENGLISH)
    hers = await summary_of(olena, ENGLISH)
    post = olena.forward(RUSSIAN, hidden_name="Somebody", to=group)
    in_group = await next_after(john, john.reply(post, "/summary"))
    await tap(john, await ask(john, "/settings"), "Summary length", "5")

    question = await ask(john, "/forget")
    assert question.button_texts == ["Delete", "Keep"]
    await tap(john, question, "Delete")

    assert question.text.startswith("Deleted:\n• 2 articles\n• your settings\n")
    assert "record of this request for 48 hours" in question.text
    assert question.buttons == []
    for message in (summary, in_group):
        answer = await john.press(message, message.button_texts[0])
        assert "no longer have this article" in str(answer)
    assert "Which article?" in (await ask(john, "/summary")).text
    await tap(olena, hers, "− Коротше")


async def test_the_keep_button_deletes_nothing(john: Person) -> None:
    summary = await summary_of(john, ENGLISH)
    question = await tap(john, await ask(john, "/forget"), "Keep")
    assert (question.text, question.buttons) == ("OK, nothing has been deleted.", [])
    await tap(john, summary, "− Shorter")


async def test_forget_with_nothing_stored_says_so(olena: Person) -> None:
    question = await ask(olena, "/forget")
    answer = await olena.press(question, "Видалити")
    assert str(answer).startswith("Видаляти більше нема чого. Запис про цей запит")
    await until(lambda: not question.buttons)


async def test_nobody_deletes_for_somebody_else(john: Person, olena: Person, group: Chat) -> None:
    summary = await summary_of(john, ENGLISH)
    question = await ask(john, "/forget", to=group)
    assert "/forget" in str(await olena.press(question, "Delete"))
    await tap(john, summary, "− Shorter")


async def test_a_second_tap_leaves_the_first_answer(john: Person) -> None:
    await summary_of(john, ENGLISH)
    question = await ask(john, "/forget")
    data = question.buttons[0][0].data
    # Which of the two is answered is nobody's business.
    taps = [asyncio.create_task(john.press_data(question, data)) for _ in range(2)]
    await john.wait_for(lambda m: m.id == question.id and m.is_edited)
    for each in taps:
        each.cancel()

    async def nothing_is_left() -> bool:
        return "nothing left to delete" in str(await john.press_data(question, data))

    # Until the work on the first taps has ended, the bot is still on it.
    await until(nothing_is_left)

    assert question.text.startswith("Deleted:\n• 1 article\n")


async def let_be_kept(person: Person) -> None:
    """Forward an article, and return when all that is done with it has ended."""
    await summary_of(person, ENGLISH)
    await ask(person, "/start")


def files_of(settings: Settings) -> bytes:
    """Return all that is in the folder of the database."""
    folder = Path(settings.database_url.removeprefix("sqlite:///")).parent
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_nothing_of_what_was_forgotten_is_left_in_the_file(
    run_bot: RunBot, settings: Settings, john: Person
) -> None:
    async with run_bot():
        await let_be_kept(john)
    assert b"quiet in the morning" in files_of(settings)

    async with run_bot():
        await forget(john)
        assert b"quiet in the morning" not in files_of(settings)
    assert b"quiet in the morning" not in files_of(settings)


async def test_what_is_forgotten_while_it_is_worked_on_is_in_no_file(
    settings: Settings, telegram: Playground, john: Person, olena: Person
) -> None:
    hers = await summary_of(olena, RUSSIAN)
    his = await summary_of(john, ENGLISH)
    held = telegram.hold("sendMessage", times=2)
    await olena.press(hers, "🌐 Повний переклад")
    await press_for(john, his, "🌐 Ukrainian")
    await until(lambda: not telegram.cloud.faults.waiting)
    await forget(john)

    assert b"quiet in the morning" not in files_of(settings)
    held.release()


async def test_what_is_older_than_it_is_kept_is_in_no_file(
    run_bot: RunBot, settings: Settings, john: Person
) -> None:
    async with run_bot():
        await let_be_kept(john)
    async with run_bot(keep_articles_days=0, keep_updates_hours=0):
        await until(lambda: b"quiet in the morning" not in files_of(settings))


async def test_nothing_is_called_deleted_while_somebody_reads_what_was(
    settings: Settings, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await let_be_kept(john)
    with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        answer = asyncio.create_task(forget(john))
        await until(lambda: "still holds" in caplog.text)
        assert not answer.done()
        assert b"quiet in the morning" in files_of(settings)
    await answer

    assert b"quiet in the morning" not in files_of(settings)


async def test_no_text_reaches_the_log_when_the_database_fails(
    run_bot: RunBot, settings: Settings, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with run_bot():
        await ask(john, "/start")
        break_tables(settings.database_url)
        john.forward(ENGLISH, hidden_name="Somebody")
        await until(lambda: any(r.levelno >= logging.WARNING for r in caplog.records))
    assert "bridge" not in caplog.text


async def test_an_administrator_may_delete_what_is_kept_about_the_group(
    telegram: Playground, store: Store, john: Person, olena: Person
) -> None:
    group = telegram.group("Readers", members=[john, olena], bot_is_admin=True)
    await store.prefer(group.id, Preferences(target="en", automatic=Automatic.FOREIGN))
    await store.prefer(john.id, Preferences(length=5))
    hers = await ask(olena, "/forget", to=group)
    assert len(hers.button_texts) == 2
    assert "/forget" in (await olena.press_data(hers, f"f:{group.id}:delete")).text

    question = await answer_to(john, john.send("/forget", to=group))
    await tap(john, question, "Delete what I keep about this group")
    assert question.text.startswith("Deleted:\n• your settings\n")
    assert await store.preferences(group.id) == Preferences()
    assert await store.preferences(john.id) == Preferences(length=5)
    olena.send("Місто полагодив старий міст через ріка.", to=group)
    said = (await answer_to(john, john.send("/privacy", to=group))).text
    assert "What I keep" in said
    assert "This chat’s settings" in said
