"""Channels that the bot runs as an administrator."""

import pytest
from telegram import Bot, ChatMemberAdministrator, ReplyParameters, Update
from telegram.error import Forbidden

from bot.playground import Chat, Person, Playground
from tests.playground.conftest import refused


@pytest.fixture
def news(playground: Playground, olena: Person) -> Chat:
    """Return a channel of Olena's with the bot as an administrator."""
    news = playground.channel("Riverside News", username="riverside_news", owner=olena)
    olena.add_bot(news, as_admin=True)
    return news


async def test_the_bot_is_told_that_it_runs_a_channel(bot: Bot, news: Chat, olena: Person) -> None:
    change = (await bot.get_updates())[-1].my_chat_member
    assert (change.chat.type, change.from_user.id) == ("channel", olena.id)
    assert change.old_chat_member.status == "left"
    member = change.new_chat_member
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_post_messages, member.can_pin_messages) == (True, None)


async def test_posts_and_edits_come_from_the_channel(bot: Bot, news: Chat, olena: Person) -> None:
    post = olena.send("The mill has closed.", to=news, signature="Olena")
    olena.edit(post, "The mill has opened.")
    new, edited = (await bot.get_updates())[-2:]
    assert new.channel_post.text == "The mill has closed."
    assert edited.edited_channel_post.text == "The mill has opened."
    for message in (new.channel_post, edited.edited_channel_post):
        assert message.from_user is None
        assert message.sender_chat.id == message.chat.id == news.id
        assert message.author_signature == "Olena"


async def test_the_bot_posts_and_edits_as_the_channel(bot: Bot, news: Chat, olena: Person) -> None:
    sent = await bot.send_message("@riverside_news", "Summary")
    assert (sent.from_user, sent.sender_chat.title) == (None, "Riverside News")
    assert [message.text for message in olena.bot_messages(news)] == ["Summary"]
    await sent.edit_text("A longer summary")
    post = olena.send("The mill has closed.", to=news)
    await bot.edit_message_text("The mill has closed. (en)", news.id, post.id)
    assert post.text == "The mill has closed. (en)"
    (update,) = await bot.get_updates(offset=-1)
    assert update.channel_post.text == "The mill has closed."


async def test_a_bot_without_rights_posts_nothing(
    playground: Playground, bot: Bot, news: Chat, olena: Person
) -> None:
    olena.add_bot(news)
    await refused(bot.send_message(news.id, "Summary"), "Need administrator rights in the channel")
    olena.remove_bot(news)
    await refused(bot.send_message(news.id, "Summary"), "was kicked from the channel", Forbidden)
    other = playground.channel("Elsewhere", username="elsewhere")
    await refused(bot.send_message("@elsewhere", "Summary"), "Chat not found")
    with pytest.raises(ValueError, match="only administrators post"):
        olena.send("Mine", to=other)


async def test_reactions_in_a_channel_are_reported_as_counts(
    playground: Playground, bot: Bot, news: Chat, olena: Person
) -> None:
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    post = olena.send("The mill has closed.", to=news)
    for person in (olena, playground.person("Petro")):
        person.react(post, "👍")
    counted = (await bot.get_updates())[-1].message_reaction_count
    assert (counted.message_id, counted.chat.id) == (post.id, news.id)
    assert [(r.type.emoji, r.total_count) for r in counted.reactions] == [("👍", 2)]


@pytest.fixture
def readers(playground: Playground, olena: Person, news: Chat) -> Chat:
    """Return the discussion group of the channel, where the bot sees everything."""
    readers = playground.group("Readers", members=[olena], bot_is_admin=True)
    olena.discuss_in(readers, news)
    return readers


async def test_posts_and_their_edits_are_forwarded_into_the_discussion_group(
    bot: Bot, news: Chat, readers: Chat, olena: Person
) -> None:
    assert (await bot.get_chat(news.id)).linked_chat_id == readers.id
    post = olena.send("The mill has closed.", to=news, signature="Olena")
    olena.edit(post, "The mill has opened.")
    posted, copied, edited, changed = (await bot.get_updates())[-4:]
    assert posted.channel_post.text == copied.message.text == "The mill has closed."
    assert edited.edited_channel_post.text == changed.edited_message.text == "The mill has opened."
    copy = copied.message
    assert copy.is_automatic_forward
    assert (copy.chat.id, copy.sender_chat.id, copy.from_user.id) == (readers.id, news.id, 777000)
    origin = copy.forward_origin
    assert (origin.type, origin.chat.id, origin.message_id) == ("channel", news.id, post.id)
    assert origin.author_signature == "Olena"
    assert changed.edited_message.message_id == copy.message_id
    comment = await bot.send_message(
        readers.id, "Why?", reply_parameters=ReplyParameters(copy.message_id)
    )
    assert comment.reply_to_message.is_automatic_forward


async def test_the_bots_own_posts_come_back_from_the_discussion_group(
    bot: Bot, news: Chat, readers: Chat
) -> None:
    await bot.send_message(news.id, "Summary")
    update = (await bot.get_updates())[-1]
    assert (update.channel_post, update.message.text) == (None, "Summary")


async def test_with_privacy_mode_a_member_of_the_discussion_group_sees_no_posts_there(
    playground: Playground, bot: Bot, news: Chat, olena: Person
) -> None:
    olena.discuss_in(playground.group("Readers", members=[olena]), news)
    olena.send("The mill has closed.", to=news)
    assert (await bot.get_updates())[-1].channel_post.text == "The mill has closed."


async def test_only_who_runs_a_channel_links_a_group(playground: Playground, news: Chat) -> None:
    petro = playground.person("Petro")
    with pytest.raises(ValueError, match="who runs both"):
        petro.discuss_in(playground.group("Readers", members=[petro]), news)


async def test_roles_of_members_change(
    playground: Playground, bot: Bot, news: Chat, olena: Person
) -> None:
    petro = playground.person("Petro")
    news.members[petro.id] = "member"
    olena.set_role(petro, news, "administrator")
    assert (await bot.get_chat_member(news.id, petro.id)).status == "administrator"
    olena.set_role(petro, news, "member")
    assert (await bot.get_chat_member(news.id, petro.id)).status == "member"
    with pytest.raises(ValueError, match="only administrators"):
        petro.set_role(olena, news, "administrator")
    updates = await bot.get_updates(allowed_updates=["chat_member"])
    assert not any(update.chat_member for update in updates)  # asked for only now
    olena.set_role(petro, news, "administrator")
    change = (await bot.get_updates())[-1].chat_member
    statuses = (change.old_chat_member.status, change.new_chat_member.status)
    assert statuses == ("member", "administrator")
