"""What is deleted is gone, all of it and nothing else."""

import os
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.storage import Forgotten, KeptDocument, Preferences, Store
from tests.databases import on_both_databases

ARTICLE = Article(RichText("Headline"), RichText("A sentence nobody else would write."), "en")
NOW = timedelta(seconds=-1)

people = st.integers(1, 3)
chats = st.integers(-2, 3)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    store = Store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def new_store(template: Path) -> AsyncIterator[Store]:
    with TemporaryDirectory() as folder:
        async with opened(f"sqlite:///{shutil.copy(template, folder)}") as store:
            yield store


async def document(store: Store, id: int) -> KeptDocument | None:
    recent = await store.article(id)
    return recent.document if recent else None


@pytest.fixture
def deleting_three_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.storage.store._ARTICLES_AT_ONCE", 3)
    monkeypatch.setattr("bot.storage.outages._PAUSE_BETWEEN_DELETIONS", 0)


@settings(max_examples=25, deadline=None)
@given(
    kept=st.lists(st.tuples(people, chats, st.booleans()), max_size=250),
    choosing=st.sets(people),
    person=people,
)
async def test_of_one_person_all_is_forgotten_and_of_the_others_nothing(
    sqlite_template: Path, kept: list[tuple[int, int, bool]], choosing: set[int], person: int
) -> None:
    async with new_store(sqlite_template) as store:
        ids = []
        for owner, chat, is_file in kept:
            book = KeptDocument("id", "book.epub") if is_file else None
            ids.append((await store.keep(chat, owner, 1, ARTICLE, book)).id)
        for chooser in choosing:
            await store.prefer(chooser, Preferences("uk"))

        forgotten = await store.forget_person(person)

        theirs = [id for id, (owner, _, _) in zip(ids, kept, strict=True) if owner == person]
        assert forgotten == Forgotten(len(theirs), settings=person in choosing)
        for id, (owner, _, is_file) in zip(ids, kept, strict=True):
            stays = owner != person
            assert (await store.article(id) is not None) == stays
            assert (await document(store, id) is not None) == (stays and is_file)
        for chooser in choosing:
            expected = Preferences() if chooser == person else Preferences("uk")
            assert await store.preferences(chooser) == expected


@pytest.mark.usefixtures("deleting_three_at_once")
@on_both_databases
@pytest.mark.parametrize("articles", [0, 2, 3, 7])
async def test_old_articles_go_with_their_documents_however_many_there_are(
    database_url: str, articles: int
) -> None:
    async with opened(database_url) as store:
        book = KeptDocument("id", "book.epub")
        ids = [(await store.keep(1, 7, 1, ARTICLE, book)).id for _ in range(articles)]

        await store.forget_articles(older_than=timedelta(days=1))
        assert [await document(store, id) for id in ids] == [
            KeptDocument("id", "book.epub", []) for _ in ids
        ]
        await store.forget_articles(older_than=NOW)

        assert [await store.article(id) for id in ids] == [None] * articles
        assert [await document(store, id) for id in ids] == [None] * articles


@settings(max_examples=30, deadline=None)
@given(batches=st.lists(st.integers(1, 90), max_size=6), most=st.integers(0, 300))
async def test_as_many_translations_stay_as_there_may_be_the_latest_ones(
    sqlite_template: Path, batches: list[int], most: int
) -> None:
    async with new_store(sqlite_template) as store:
        keys = [b"%016d" % number for number in range(sum(batches))]
        written = iter(keys)
        for size in batches:
            await store.translations.remember(
                dict.fromkeys(islice(written, size), b"content"), used=()
            )

        await store.translations.forget(timedelta(days=1), most)

        assert set(await store.translations.recall(keys)) == set(keys[max(0, len(keys) - most) :])


async def test_a_deleted_text_is_not_left_over_in_the_file(database_url: str) -> None:
    async with opened(database_url) as store:
        await store.keep(1, 7, 1, ARTICLE)
    assert b"nobody else would write" in files_of(database_url)

    async with opened(database_url) as store:
        await store.forget_person(7)

    assert b"nobody else would write" not in files_of(database_url)


def files_of(url: str) -> bytes:
    file = Path(url.removeprefix("sqlite:///"))
    return b"".join(path.read_bytes() for path in file.parent.iterdir())


@on_both_databases
async def test_no_error_of_the_database_shows_a_text(database_url: str) -> None:
    async with opened(database_url) as store:
        await break_table(store)
        with pytest.raises(SQLAlchemyError) as raised:
            await store.keep(1, 7, 1, ARTICLE)
    assert "nobody" not in str(raised.value)
    assert "nobody" not in repr(raised.value)


async def break_table(store: Store) -> None:
    with store._engine.begin() as connection:
        connection.execute(text("DROP TABLE articles"))


async def test_no_row_that_cannot_be_read_shows_its_text(database_url: str) -> None:
    async with opened(database_url) as store:
        kept = await store.keep(1, 7, 1, ARTICLE)
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
            connection.execute(
                "UPDATE articles SET content = replace(content, '\"body', '\"bodies')"
            )
        with pytest.raises(ValueError, match="cannot be read") as raised:
            await store.article(kept.id)
    assert "nobody" not in str(raised.value)


def modes_in(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_nobody_else_on_the_machine_may_read_an_sqlite_file(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        async with opened(f"sqlite:///{tmp_path}/dragoman.sqlite3") as store:
            await store.prefer(7, Preferences("uk"))
            modes = modes_in(tmp_path)
    finally:
        os.umask(former)
    assert "dragoman.sqlite3-wal" in modes
    assert set(modes.values()) == {0o600}
