"""Anonymous administrators, and people who write as a channel."""

import pytest

from bot.playground import Chat, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import ask, next_after, press_for, tap
from tests.waiting import until

SHORTER = "− Shorter"


@pytest.fixture
def channel(telegram: Playground, olena: Person) -> Chat:
    return telegram.channel("News", username="news", owner=olena)


async def test_the_buttons_of_an_anonymous_administrator_are_for_all_administrators(
    telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    marge = telegram.person("Marge")
    group.members[marge.id] = "administrator"
    summary = await ask(john, "/summary " + ENGLISH.text, to=group, sender_chat=group)
    assert "only work for the person who asked" not in str(await marge.press(summary, SHORTER))
    await until(lambda: summary.is_edited)
    assert len(sentences_of(summary.text)) == 2
    assert "автора запиту" in str(await olena.press(summary, SHORTER))
    assert "English → Russian" in (await press_for(john, summary, "🌐 Russian", where=group)).text


async def test_the_settings_of_an_anonymous_administrator_are_the_groups(
    john: Person, olena: Person, group: Chat
) -> None:
    page = await next_after(john, john.send("/settings", to=group, sender_chat=group))
    assert "/settings" in str(await olena.press(page, "Summary length"))
    assert "1 sentence" in (await tap(john, page, "Summary length", "1")).text
    for name in (group, None):
        summary = await ask(john, "/summary " + ENGLISH.text, to=group, sender_chat=name)
        assert len(sentences_of(summary.text)) == 1

    question = await next_after(john, john.send("/forget", to=group, sender_chat=group))
    assert "/forget" in str(await olena.press(question, "Delete"))
    await tap(john, question, "Delete")
    assert question.text.startswith("Deleted:\n• 1 article\n• your settings\n")
    await tap(john, summary, "+ Longer")


async def test_nobody_acts_for_a_group_that_others_run(
    telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    hers = telegram.group("Others", members=[olena])
    page = await next_after(john, john.send("/settings", to=group, sender_chat=group))
    for forged in (f"p:{hers.id}:0:length:1", f"f:{hers.id}:delete", f"p:{-(10**17)}:0:length:1"):
        assert (await john.press_data(page, forged)).text
    assert not page.is_edited


async def test_the_buttons_of_a_channel_are_for_who_presses_first(
    john: Person, olena: Person, group: Chat, channel: Chat
) -> None:
    summary = await ask(olena, "/summary " + ENGLISH.text, to=group, sender_chat=channel)
    assert "автора запиту" not in str(await olena.press(summary, SHORTER))
    await olena.wait_for(lambda m: m is summary and m.is_edited, where=group)
    assert "person who asked" in str(await john.press(summary, "+ Довше"))


async def test_a_channel_that_the_bot_does_not_know_is_told_to_write_as_a_person(
    john: Person, olena: Person, group: Chat, channel: Chat
) -> None:
    for command in ("/settings", "/forget", "/glossary"):
        text = f"{command} add bridge" if command == "/glossary" else command
        answer = await next_after(olena, olena.send(text, to=group, sender_chat=channel))
        assert answer.text.startswith("You’re writing as a channel")
        assert f"Please send {command} as yourself" in answer.text
        assert not answer.buttons
    olena.add_bot(channel, as_admin=True)
    page = await next_after(olena, olena.send("/settings", to=group, sender_chat=channel))
    assert page.text.startswith("Settings of the channel “News”")
    assert "✓ 8" in (await tap(olena, page, "Summary length", "8")).button_texts
    assert "/settings" in str(await john.press(page, "5"))


async def test_the_limits_of_who_writes_as_a_chat_are_those_of_the_chat(
    run_bot: RunBot, telegram: Playground, john: Person, olena: Person, group: Chat, channel: Chat
) -> None:
    others = telegram.group("Others", members=[olena])
    async with run_bot(articles_per_hour=1, characters_per_day=len(ENGLISH.text) + 100):
        summary = await ask(john, "/summary " + ENGLISH.text, to=group, sender_chat=group)
        assert len(sentences_of(summary.text)) == 3
        john.send("/summary " + RUSSIAN.text, to=group, sender_chat=group)
        assert "1 article an hour" in (await john.next_message(where=group)).text
        assert "limit" in (await press_for(john, summary, "🌐 Russian", where=group)).text
        for where, name in ((others, others), (group, channel)):
            olena.send("/summary " + ENGLISH.text, to=where, sender_chat=name)
            answer = await olena.wait_for(lambda m: m is not summary and "→" in m.text, where=where)
            assert len(sentences_of(answer.text)) == 3
        john.send("/summary " + RUSSIAN.text, to=group)
        await john.wait_for(lambda m: "Russian → English" in m.text, where=group)
