from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.article import Article, Origin, Source
from bot.domain.preferences import Automatic, Bilingual
from bot.domain.rich_text import Kind, RichText
from bot.storage import Preferences, Store
from bot.summarizing import Extent
from tests.databases import on_both_databases

ARTICLE = Article(
    RichText.styled("Міст відкрито 🎉", Kind.BOLD),
    RichText.styled("Рух відновили вранці.", Kind.TEXT_LINK, "https://example.org/міст"),
    "uk",
    Source(Origin.CHANNEL, "Новини", "https://t.me/novyny/5", datetime(2026, 3, 1, tzinfo=UTC)),
    "Іван Гай",
)


pytestmark = on_both_databases


async def test_an_article_comes_back_as_it_was_after_a_restart(
    store: Store, database_url: str
) -> None:
    kept = await store.keep(chat_id=-100, person_id=7, message_id=3, article=ARTICLE)
    await store.close()

    reopened = Store(database_url)
    await reopened.open()
    found = await reopened.article(kept.id)
    await reopened.close()

    assert found == kept
    assert found.article == ARTICLE


async def test_the_last_article_is_the_chats_own(store: Store) -> None:
    await store.keep(1, 7, 3, ARTICLE)
    newest = await store.keep(1, 8, 4, ARTICLE)
    await store.keep(2, 7, 5, ARTICLE)

    assert await store.last_article(1) == newest
    assert await store.last_article(3) is None


async def test_preferences_stay_until_they_are_changed(store: Store) -> None:
    assert await store.preferences(7) == Preferences()
    await store.prefer(7, Preferences("uk", 5))
    await store.prefer(7, Preferences("uk", Extent.LONG))
    assert await store.preferences(7) == Preferences("uk", Extent.LONG)
    await store.prefer(7, Preferences("uk", None))
    assert await store.preferences(7) == Preferences("uk", None)
    assert await store.preferences(8) == Preferences()


async def test_all_that_can_be_chosen_is_kept(store: Store) -> None:
    chosen = Preferences(
        "uk",
        3,
        "en",
        ("ru", "pl"),
        Bilingual.SENTENCES,
        Automatic.SUMMARY_IN_COMMENTS,
        details=True,
    )
    await store.prefer(7, chosen)
    assert await store.preferences(7) == chosen


async def test_a_topic_may_have_preferences_of_its_own(store: Store) -> None:
    group, person = -1_002_300_000_001, 7
    await store.prefer(group, Preferences("uk"))
    await store.prefer(group, Preferences(target="en"), topic_id=5)
    assert await store.preferences(group) == Preferences("uk")
    assert await store.preferences(group, 4) == Preferences("uk")
    assert await store.preferences(group, 5) == Preferences(target="en")

    await store.prefer(person, Preferences("ru", 8, details=True))
    assert await store.preferences_in(group, 4, person) == Preferences("uk", 8, details=True)
    assert await store.preferences_in(group, 5, person) == Preferences("ru", 8, "en", details=True)
    assert await store.preferences_in(person, 0, person) == await store.preferences(person)
    assert await store.preferences_in(8, 0, 8) == Preferences()

    assert (await store.forget_person(group)).settings
    assert await store.preferences(group, 5) == Preferences()
    assert await store.preferences(person) == Preferences("ru", 8, details=True)


async def test_old_articles_are_forgotten_and_their_ids_never_given_again(store: Store) -> None:
    old = await store.keep(1, 7, 3, ARTICLE)
    await store.forget_articles(older_than=timedelta(days=1))
    assert await store.article(old.id) == old

    await store.forget_articles(older_than=timedelta(seconds=-1))
    assert await store.article(old.id) is None
    assert (await store.keep(1, 7, 4, ARTICLE)).id > old.id


async def test_translations_are_remembered_and_the_latest_wins(store: Store) -> None:
    await store.translations.remember({b"one": b"1", b"two": b"2"}, used=())
    await store.translations.remember({b"two": b"zwei"}, used=[b"one", b"unknown"])

    assert await store.translations.recall([b"one", b"two", b"three"]) == {
        b"one": b"1",
        b"two": b"zwei",
    }
    assert await store.translations.recall([]) == {}


async def test_translations_that_were_of_no_use_for_long_are_forgotten(store: Store) -> None:
    await store.translations.remember({b"one": b"1"}, used=())
    await store.translations.forget(older_than=timedelta(days=1), most=10)
    assert await store.translations.recall([b"one"]) == {b"one": b"1"}

    await store.translations.forget(older_than=timedelta(seconds=-1), most=10)
    assert await store.translations.recall([b"one"]) == {}


async def test_beyond_the_limit_the_least_recently_used_translations_are_forgotten(
    store: Store,
) -> None:
    for number in range(6):
        await store.translations.remember({b"%d" % number: b"content"}, used=())

    await store.translations.forget(older_than=timedelta(days=1), most=2)

    assert set(await store.translations.recall([b"%d" % number for number in range(6)])) == {
        b"4",
        b"5",
    }


async def test_a_translation_that_is_of_use_again_outlives_newer_ones(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.translations._LEAST_AGE_TO_TOUCH", timedelta(0))
    await store.translations.remember({b"old": b"content"}, used=())
    await store.translations.remember({b"new": b"content"}, used=())
    await store.translations.remember({}, used=[b"old"])

    await store.translations.forget(older_than=timedelta(days=1), most=1)

    assert set(await store.translations.recall([b"old", b"new"])) == {b"old"}


async def test_the_language_of_an_article_can_be_learned_later(store: Store) -> None:
    kept = await store.keep(-100, 7, 3, replace(ARTICLE, language=None))
    await store.learn_language(kept.id, "uk")
    await store.learn_language(kept.id + 1, "ru")
    found = await store.article(kept.id)
    assert found is not None
    assert found.article == ARTICLE
