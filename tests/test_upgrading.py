"""A bot that is started on the database of any earlier version has lost nothing of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.domain.preferences import Automatic, Extent, Preferences, Reactions
from bot.domain.rich_text import Kind
from bot.domain.translation import Term
from bot.jobs.work import Work
from bot.playground import Message, Person, Playground
from bot.storage import KeptDocument, Store
from bot.storage.migrating import latest_step, steps
from bot.storage.tables import Base
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.dbos_tables import engine_of
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, sent_file
from tests.storage.old_databases import (
    Row,
    first_rows,
    insert,
    leave_work,
    make_first_tables,
    upgrade,
)

PERSON, OTHER, GROUP = 7_100_000_007, 7_100_000_008, -1_002_300_000_001

NOW = datetime.now(UTC)
_MAYOR = {"chat_id": PERSON, "key": "мер", "language": "", "term": "Мер", "forms": "mayor"}


def _topic(number: int, **preferences: str) -> Row:
    return {"chat_id": GROUP, "topic_id": number, **preferences}


# What is in tables and columns that came later, by the step that they came with.
_LATER_ROWS: Sequence[tuple[str, str, Row]] = [
    ("0003", "flow", {"key": "all", "free_at": 1.5}),
    ("0003", "usage", {"person_id": PERSON, "kind": "articles", "began": 3600, "amount": 59}),
    ("0004", "processes", {"name": "dead", "role": "run", "seen_at": NOW}),
    ("0005", "counted", {"name": "articles update-7", "person_id": PERSON, "began": 3600}),
    ("0006", "people", {"person_id": GROUP, "summary_extent": "long"}),
    ("0008", "preferences", _topic(5, target="uk", read="en ru", automatic="articles")),
    ("0009", "answers", {"chat_id": GROUP, "message_id": 3, "stored_at": NOW, "answer_ids": "4 5"}),
    ("0010", "terms", _MAYOR),
    ("0011", "preferences", _topic(6, summary_reaction="⚡", translation_reaction="")),
]


def make_at_step(url: str, last: str) -> None:
    """Make a database that has lived through all steps up to this one, with rows in each table."""
    make_first_tables(url)
    for table, rows in first_rows(PERSON, OTHER, "BQACAgIAAxkBAAIB").items():
        insert(url, table, *rows)
    engine = engine_of(url)
    for step in steps():
        if "0001" < step <= last:
            with engine.begin() as connection:
                upgrade(connection, step)
            for came_with, table, row in _LATER_ROWS:
                if came_with == step:
                    insert(url, table, row)
    engine.dispose()


def test_the_databases_of_these_tests_have_rows_in_every_table(empty_database: str) -> None:
    make_at_step(empty_database, latest_step())

    engine = engine_of(empty_database)
    with engine.connect() as connection:
        empty = {
            name
            for name, table in Base.metadata.tables.items()
            if connection.execute(table.select()).first() is None
        }
    engine.dispose()
    assert not empty


@pytest.mark.slow
@on_both_databases
@pytest.mark.parametrize("step", steps())
async def test_from_every_step_all_comes_to_the_last(empty_database: str, step: str) -> None:
    make_at_step(empty_database, step)
    store = Store(empty_database)
    await store.open()

    article, book, others = [await store.article(id) for id in (1, 2, 3)]
    assert article
    assert book
    assert others
    assert article.article.title.text == "The old bridge"
    assert [span.kind for span in article.article.title.spans] == [Kind.BOLD]
    assert article.article.source.link == "https://t.me/news/5"
    assert (others.chat_id, others.person_id, others.message_id) == (OTHER, OTHER, 1)
    assert book.document == KeptDocument("BQACAgIAAxkBAAIB", "book.txt", [])
    assert article.document is None
    assert await store.preferences(PERSON) == Preferences("uk", 2)
    assert await store.preferences(OTHER) == Preferences()
    assert await store.translations.recall([b"0123456789abcdef"]) == {
        b"0123456789abcdef": b"remembered"
    }
    assert (await store.keep(PERSON, PERSON, 9, article.article)).id == 4
    if step >= "0005":
        # Counted by its name already; the next one would be over the limit.
        assert await store.usage.add(PERSON, "articles", 3600, 1, 59, "update-7")
    if step >= "0003":
        assert not await store.usage.add(PERSON, "articles", 3600, 1, 59, "update-8")
    if step >= "0006":
        assert await store.preferences(GROUP) == Preferences(None, Extent.LONG)
    if step >= "0008":
        expected = Preferences(target="uk", read=("en", "ru"), automatic=Automatic.ARTICLES)
        assert await store.preferences(GROUP, 5) == expected
    if step >= "0009":
        assert await store.answers(GROUP, 3) == [4, 5]
    if step >= "0010":
        assert await store.glossaries.of(PERSON) == (Term("Мер", None, ("mayor",)),)
    if step >= "0011":
        assert await store.preferences(GROUP, 6) == Preferences(reactions=Reactions("⚡"))
    await store.close()
    assert differences(empty_database) == []


def differences(url: str) -> Sequence[object]:
    """Return what is other in the database's own tables than in those of the code."""
    engine = engine_of(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    return list(found)


@on_both_databases
async def test_the_bot_goes_on_where_the_oldest_version_was_stopped(
    telegram: Playground, run_bot: RunBot, john: Person, empty_database: str
) -> None:
    olena = telegram.person("Олена", language_code="en")
    john.send("/start")
    olena.send_document(b"The old cat sleeps today.", "book.txt")
    olena.forward(ENGLISH, hidden_name="Somebody")
    _, of_file, of_article = taken_updates(telegram)
    old_summary = await send(telegram, olena, "Старий міст", "🌐 Повний переклад", "t:1:uk")

    make_first_tables(empty_database)
    file_id = of_file["message"]["document"]["file_id"]
    for table, rows in first_rows(olena.id, john.id, file_id).items():
        insert(empty_database, table, *rows)
    person, job = str(olena.id), {"update": of_file, "task": "t:2:uk", "language": "en"}
    article = Work("update-000000000007", person, person, 7, of_article)
    await leave_work(empty_database, "updates", article)
    await leave_work(empty_database, "jobs", Work("job-000000000008", person, person, 7, job))

    async with run_bot(database_url=empty_database):
        # In the language and the length that she had chosen.
        summary = await olena.wait_for(lambda m: "→ 2 речення" in m.text)
        assert len(sentences_of(summary.text)) == 2
        book = await olena.wait_for(lambda m: m.file_name == "book.uk.txt")
        assert sent_file(telegram, book) == (
            "book.uk.txt",
            "Цей старий кіт спить сьогодні.".encode(),
        )

        await olena.press(old_summary, "🌐 Повний переклад")
        translation = await olena.wait_for(lambda m: "John Gray" in m.text)
        assert "Цей кіт побачив цей старий міст." in translation.text

        assert "Этот кот увидел этот старый мост." in (await ask(john, "/translate ru")).text


def taken_updates(telegram: Playground) -> list[Any]:
    """Return what people have sent, as Telegram has given it to a bot that was stopped then."""
    waiting = telegram.cloud.updates.waiting
    taken = list(waiting)
    waiting.clear()
    return taken


async def send(telegram: Playground, person: Person, text: str, button: str, data: str) -> Message:
    """Send what a bot has sent some time ago: a message with a button below it."""
    keyboard = {"inline_keyboard": [[{"text": button, "callback_data": data}]]}
    content = {"chat_id": person.id, "text": text, "reply_markup": keyboard}
    async with aiohttp.ClientSession() as session:
        url = f"{telegram.base_url}{telegram.token}/sendMessage"
        async with session.post(url, json=content) as response:
            assert response.ok
    return person.bot_messages()[-1]
