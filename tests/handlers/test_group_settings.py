"""The settings of groups and topics, which their administrators change."""

import pytest

from bot.playground import Chat, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import answer_to, press_until, settings_page, summary_of

SETTINGS = "Settings of this group"


async def test_what_an_administrator_chooses_holds_for_all_in_the_group(
    john: Person, olena: Person, group: Chat
) -> None:
    page = await settings_page(john, group)
    assert page.text.splitlines() == [
        SETTINGS,
        "Language: each person’s own",
        "Translate into: each person’s own",
        "Never translate: –",
        "Summary length: each person’s own",
        "Translations show: the translation only",
        "I reply to: commands only",
        "Reactions: none",
        "Model details: hidden",
    ]
    summary = await answer_to(john, olena.send("/summary " + ENGLISH.text, to=group))
    assert "англійська → українська" in summary.text

    await settings_page(john, group, "Summary length", "1")
    await settings_page(john, group, "Translate into", "Russian")
    await settings_page(john, group, "Language", "English")
    summary = await answer_to(john, olena.send("/summary " + ENGLISH.text, to=group))
    assert "English → Russian" in summary.text
    assert len(sentences_of(summary.text)) == 1
    # Elsewhere she is asked for nothing but her own wishes.
    assert "англійська → українська" in (await summary_of(olena, ENGLISH, by="Хтось")).text


async def test_only_administrators_change_the_settings_of_a_group(
    telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    refusal = await answer_to(olena, olena.send("/settings", to=group))
    assert refusal.text.startswith("Налаштування цього чату змінюють лише адміністратори")
    assert not refusal.buttons
    page = await settings_page(john, group)
    assert "лише адміністратори" in str(await olena.press(page, "Summary length"))
    stranger = telegram.person("Stranger")
    answer = await stranger.press_data(page, f"p:{group.id}:0:length:1")
    assert answer.text.startswith("Only administrators")
    assert not page.is_edited


async def test_who_is_no_administrator_any_more_changes_nothing(
    run_bot: RunBot, john: Person, olena: Person, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.botapi.administrators.LIFE_SECONDS", 0.0)
    john.set_role(olena, group, "administrator")
    async with run_bot():
        page = await settings_page(olena, group, "Довжина переказу")
        john.set_role(olena, group, "member")
        assert "лише адміністратори" in str(await olena.press(page, "1"))
        assert "1 sentence" not in (await settings_page(john, group)).text


async def test_telegram_is_asked_once_a_while_who_is_an_administrator(
    telegram: Playground, john: Person, group: Chat
) -> None:
    await settings_page(john, group, "Summary length", "1", "2", "3")
    assert len(telegram.calls_of("getChatMember")) == 1


async def test_a_refused_question_makes_nobody_an_administrator(
    telegram: Playground, john: Person, group: Chat
) -> None:
    for method in ("getChatMember", "getChatAdministrators"):
        telegram.fail(method, 400, "Bad Request: CHAT_ADMIN_REQUIRED")
    refusal = await answer_to(john, john.send("/settings", to=group))
    assert refusal.text.startswith("Only administrators")


async def test_a_group_that_hides_its_members_names_its_administrators(
    telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    telegram.fail("getChatMember", 400, "Bad Request: member list is inaccessible", times=2)
    assert (await settings_page(john, group)).text.startswith(SETTINGS)
    refusal = await answer_to(olena, olena.send("/settings", to=group))
    assert "лише адміністратори" in refusal.text


async def test_a_topic_may_have_settings_of_its_own(
    telegram: Playground, john: Person, olena: Person
) -> None:
    forum = telegram.group("Readers", members=[john, olena], is_forum=True)
    bridges, trains = (john.create_topic(forum, name) for name in ("Bridges", "Trains"))
    await settings_page(john, forum, "Summary length", "2")
    page = await settings_page(john, forum, "Summary length", topic_id=bridges)
    assert page.text.splitlines() == ["Settings of this topic", "Summary length: 2 sentences"]
    await press_until(john, page, "1", lambda m: "✓ 1" in m.button_texts)

    async def sentences(topic_id: int) -> int:
        command = john.send("/summary " + ENGLISH.text, to=forum, topic_id=topic_id)
        return len(sentences_of((await answer_to(john, command)).text))

    assert [await sentences(topic) for topic in (0, bridges, trains)] == [2, 1, 2]
    await settings_page(john, forum, "As in the whole group", topic_id=bridges)
    assert await sentences(bridges) == 2
