"""Anonymous administrators, and people who write as a channel."""

import pytest

from bot.playground import Chat, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import ask, next_after, press_for

SHORTER = "− Shorter"


@pytest.fixture
def channel(telegram: Playground, olena: Person) -> Chat:
    return telegram.channel("News", username="news", owner=olena)


async def test_the_buttons_of_an_anonymous_administrator_are_for_all_administrators(
    telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    marge = telegram.person("Marge")
    group.members[marge.id] = "administrator"
    john.send("/summary " + ENGLISH.text, to=group, sender_chat=group)
    summary = await john.next_message(where=group)
    assert "only work for the person who asked" not in str(await marge.press(summary, SHORTER))
    await marge.wait_for(lambda m: m is summary and m.is_edited, where=group)
    assert len(sentences_of(summary.text)) == 2
    assert "автора запиту" in str(await olena.press(summary, SHORTER))
    assert "English → Russian" in (await press_for(john, summary, "🌐 Russian", where=group)).text


async def test_the_settings_of_an_anonymous_administrator_are_the_groups(
    john: Person, olena: Person, group: Chat
) -> None:
    page = await next_after(john, john.send("/settings", to=group, sender_chat=group))
    assert "/settings" in str(await olena.press(page, "Summary length"))
    await john.press(page, "Summary length")
    await john.wait_for(lambda m: m is page and "1" in m.button_texts, where=group)
    await john.press(page, "1")
    await john.wait_for(lambda m: m is page and "1 sentence" in m.text, where=group)
    john.send("/summary " + ENGLISH.text, to=group, sender_chat=group)
    assert len(sentences_of((await john.next_message(where=group)).text)) == 1
    summary = await ask(john, "/summary " + ENGLISH.text, to=group)
    assert len(sentences_of(summary.text)) == 1

    question = await next_after(john, john.send("/forget", to=group, sender_chat=group))
    assert "/forget" in str(await olena.press(question, "Delete"))
    await john.press(question, "Delete")
    await john.wait_for(lambda m: m is question and m.is_edited, where=group)
    assert question.text.startswith("Deleted:\n• 1 article\n• your settings\n")
    await john.press(summary, "+ Longer")
    await john.wait_for(lambda m: m is summary and m.is_edited, where=group)


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
    olena.send("/summary " + ENGLISH.text, to=group, sender_chat=channel)
    summary = await olena.next_message(where=group)
    assert "автора запиту" not in str(await olena.press(summary, SHORTER))
    await olena.wait_for(lambda m: m is summary and m.is_edited, where=group)
    assert "person who asked" in str(await john.press(summary, "+ Довше"))


async def test_a_channel_that_the_bot_does_not_know_is_told_to_write_as_a_person(
    john: Person, olena: Person, group: Chat, channel: Chat
) -> None:
    for command in ("/settings", "/forget"):
        answer = await next_after(olena, olena.send(command, to=group, sender_chat=channel))
        assert answer.text.startswith("You’re writing as a channel")
        assert f"Please send {command} as yourself" in answer.text
        assert not answer.buttons
    olena.add_bot(channel, as_admin=True)
    page = await next_after(olena, olena.send("/settings", to=group, sender_chat=channel))
    assert page.text.startswith("Settings of the channel “News”")
    await olena.press(page, "Summary length")
    await olena.wait_for(lambda m: m is page and "8" in m.button_texts, where=group)
    await olena.press(page, "8")
    await olena.wait_for(lambda m: m is page and "✓ 8" in m.button_texts, where=group)
    assert "/settings" in str(await john.press(page, "5"))


async def test_the_limits_of_who_writes_as_a_chat_are_those_of_the_chat(
    run_bot: RunBot, telegram: Playground, john: Person, olena: Person, group: Chat, channel: Chat
) -> None:
    others = telegram.group("Others", members=[olena])
    async with run_bot(articles_per_hour=1, characters_per_day=len(ENGLISH.text) + 100):
        john.send("/summary " + ENGLISH.text, to=group, sender_chat=group)
        summary = await john.next_message(where=group)
        assert len(sentences_of(summary.text)) == 3
        john.send("/summary " + RUSSIAN.text, to=group, sender_chat=group)
        assert "1 article an hour" in (await john.next_message(where=group)).text
        assert "limit" in (await press_for(john, summary, "🌐 Russian", where=group)).text
        for person, where, name in ((olena, others, others), (olena, group, channel)):
            person.send("/summary " + ENGLISH.text, to=where, sender_chat=name)
            answer = await person.wait_for(
                lambda m: m is not summary and "→" in m.text, where=where
            )
            assert len(sentences_of(answer.text)) == 3
        john.send("/summary " + RUSSIAN.text, to=group)
        await john.wait_for(lambda m: "Russian → English" in m.text, where=group)
