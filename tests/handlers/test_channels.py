"""Channels whose posts are answered, as their administrators have chosen."""

import pytest

from bot.domain.preferences import Automatic
from bot.playground import Chat, Message, Person, Playground
from bot.storage import Preferences, Store
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import answer_to, ask, tap
from tests.waiting import until

SHORT = "The city repaired the old bridge over the river."
TRANSLATED = "Цей місто полагодив цей старий міст над цей ріка."


@pytest.fixture
def channel(telegram: Playground, olena: Person) -> Chat:
    """Return a channel of Olena's that the bot is an administrator of."""
    olena.send("/start")
    channel = telegram.channel("Новини", username="news", owner=olena)
    channel.bot_status = "administrator"
    telegram.cloud.chats[channel.id] = channel
    return channel


@pytest.fixture
def readers(telegram: Playground, olena: Person, john: Person, channel: Chat) -> Chat:
    """Return the discussion group of the channel."""
    readers = telegram.group("Читачі", members=[olena, john], bot_is_admin=True)
    olena.discuss_in(readers, channel)
    return readers


async def choose(store: Store, channel: Chat, mode: Automatic) -> None:
    await store.prefer(channel.id, Preferences(target="uk", automatic=mode))


def copy_of(post: Message) -> Message:
    """Return the copy of a post in the discussion group."""
    assert post.automatic_forward is not None
    return post.automatic_forward


async def settle(person: Person) -> None:
    """Wait until the bot has seen all that was sent so far."""
    await answer_to(person, person.send("/help"))


async def test_nothing_is_done_until_an_administrator_turns_it_on_in_the_private_chat(
    telegram: Playground, olena: Person
) -> None:
    await ask(olena, "/start")
    channel = telegram.channel("Новини", owner=olena)
    olena.add_bot(channel, as_admin=True)
    page = await olena.next_message()
    assert page.text.startswith("Тепер я адміністратор вашого каналу")
    assert "Налаштування каналу «Новини»" in page.text
    assert "До кожного допису: нічого" in page.text
    olena.send(SHORT, to=channel)
    await settle(olena)
    assert not olena.bot_messages(channel)

    await tap(olena, page, "На що відповідати", "переклад наступним дописом")
    assert page.text.splitlines()[:2] == [
        "Налаштування каналу «Новини»",
        "До кожного допису: переклад наступним дописом",
    ]
    answer = await answer_to(olena, olena.send(SHORT, to=channel))
    assert answer.text == TRANSLATED
    assert not answer.buttons


async def test_settings_in_the_channel_are_for_its_administrators(
    john: Person, olena: Person, channel: Chat
) -> None:
    channel.members[john.id] = "member"
    olena.send("/settings", to=channel)
    page = await olena.wait_for(lambda m: "Новини" in m.text, where=channel)
    assert "administrators" in str(await john.press(page, "What I reply to"))
    assert len((await tap(olena, page, "What I reply to")).buttons) == 6


async def test_who_has_never_written_to_the_bot_finds_the_settings_in_the_channel(
    telegram: Playground, john: Person
) -> None:
    channel = telegram.channel("News", owner=john)
    john.add_bot(channel, as_admin=True)
    john.send("/settings", to=channel)
    await john.wait_for(lambda m: "News" in m.text, where=channel)


async def test_a_post_is_summarised_in_the_comments_and_its_edit_changes_the_comment(
    store: Store, olena: Person, channel: Chat, readers: Chat
) -> None:
    await choose(store, channel, Automatic.SUMMARY_IN_COMMENTS)
    post = olena.send(ENGLISH, to=channel)
    copy = copy_of(post)
    comment = await answer_to(olena, copy)
    assert len(comment.text.split("\n\n")) == 3
    assert comment.text.startswith("Цей місто полагодив")
    assert not comment.buttons
    assert not olena.bot_messages(channel)

    olena.edit(post, ENGLISH.text.replace("bridge", "market"))
    await until(lambda: "ринок" in comment.text)
    assert [m for m in olena.bot_messages(readers) if m.reply_to == copy.id] == [comment]


async def test_an_edited_post_has_its_translation_edited(
    store: Store, olena: Person, channel: Chat
) -> None:
    await choose(store, channel, Automatic.TRANSLATION_IN_CHANNEL)
    post = olena.send(SHORT, to=channel)
    answer = await olena.wait_for(lambda m: m.text == TRANSLATED, where=channel)
    olena.edit(post, "The city repaired the old market.")
    await until(lambda: answer.text == "Цей місто полагодив цей старий ринок.")
    # Longer than a message, and short again.
    olena.edit(post, " ".join([SHORT] * 83))
    await olena.wait_for(lambda m: m is not answer, where=channel)
    olena.edit(post, SHORT)
    await until(lambda: olena.bot_messages(channel) == [answer])
    assert answer.text == TRANSLATED


async def test_a_post_that_needs_no_answer_gets_none(
    run_bot: RunBot, store: Store, olena: Person, channel: Chat
) -> None:
    own = "Місто полагодив старий міст."
    for mode in (Automatic.TRANSLATION_IN_CHANNEL, Automatic.SUMMARY_IN_CHANNEL):
        await choose(store, channel, mode)
        async with run_bot():
            olena.send(own, to=channel)
            olena.send_photo(to=channel)
            await settle(olena)
            olena.edit(olena.send(own, to=channel), own + " Міст відкрито.")
            await settle(olena)
            assert not olena.bot_messages(channel)


async def test_a_post_in_a_language_that_is_read_there_is_not_translated(
    store: Store, olena: Person, channel: Chat
) -> None:
    mode = Automatic.TRANSLATION_IN_CHANNEL
    await store.prefer(channel.id, Preferences(target="uk", read=("en",), automatic=mode))
    olena.send(SHORT, to=channel)
    other = olena.send("Город починил старый мост над река.", to=channel)
    answer = await answer_to(olena, other)
    assert olena.bot_messages(channel) == [answer]


async def test_an_album_is_one_post(
    store: Store, olena: Person, channel: Chat, readers: Chat
) -> None:
    await choose(store, channel, Automatic.TRANSLATION_IN_COMMENTS)
    first, second, _ = (
        olena.send_photo(caption=caption, media_group_id="7", to=channel)
        for caption in ("", SHORT, "")
    )
    comment = await answer_to(olena, copy_of(first))
    assert comment.text == TRANSLATED
    olena.edit(second, "The city repaired the old market.")
    await until(lambda: "ринок" in comment.text)
    assert olena.bot_messages(readers) == [comment]


async def test_the_bots_own_posts_are_nothing_to_answer(
    store: Store, olena: Person, channel: Chat, readers: Chat
) -> None:
    """They come back from the discussion group, and by who mirrors the channel into itself."""
    await choose(store, channel, Automatic.TRANSLATION_IN_CHANNEL)
    await store.prefer(readers.id, Preferences(target="en", automatic=Automatic.FOREIGN))
    olena.send(SHORT, to=channel)
    answer = await olena.wait_for(lambda m: m.text == TRANSLATED, where=channel)
    olena.send(answer.content, to=channel)
    olena.forward(answer.content, from_channel=channel, to=channel)
    await settle(olena)
    assert olena.bot_messages(channel) == [answer]
    assert not olena.bot_messages(readers)


async def test_nothing_that_the_bot_posts_is_answered_in_the_discussion_group(
    store: Store, olena: Person, channel: Chat, readers: Chat
) -> None:
    await store.prefer(readers.id, Preferences(target="uk", automatic=Automatic.FOREIGN))
    summary = await answer_to(olena, olena.send("/summary 1\n" + ENGLISH.text, to=channel))
    assert "English" in summary.text
    copy = copy_of(summary).id
    olena.send(SHORT, to=channel)  # what people post is
    await olena.wait_for(lambda m: m.text == TRANSLATED, where=readers)
    assert not [m for m in olena.bot_messages(readers) if m.reply_to == copy]
