"""What a bot sees of a group, and what it may do there."""

from collections.abc import Sequence

import pytest
from telegram import Bot, ReactionType, ReactionTypeEmoji, ReplyParameters, Update
from telegram.error import BadRequest, Forbidden

from bot.playground import Chat, Person, Playground
from tests.playground.conftest import refused


@pytest.fixture
def family(playground: Playground, olena: Person, petro: Person) -> Chat:
    return playground.group("Family", members=[olena, petro])


async def seen(bot: Bot) -> list[str]:
    """Texts of the group that the bot has been sent."""
    messages = [update.message for update in await bot.get_updates()]
    return [each.text or "" for each in messages if each and each.chat.type != "private"]


async def test_the_bot_hears_it_was_added_and_promoted(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    family = playground.group("Family", members=[olena], with_bot=False)
    olena.add_bot(family)
    olena.add_bot(family, as_admin=True)
    changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert {(each.chat.title, each.from_user.id) for each in changes} == {("Family", olena.id)}
    statuses = [(each.old_chat_member.status, each.new_chat_member.status) for each in changes]
    assert statuses == [("left", "member"), ("member", "administrator")]


async def test_privacy_mode_hides_what_is_for_others(bot: Bot, family: Chat, petro: Person) -> None:
    posted = await bot.send_message(family.id, "I am here")
    answer = await petro.next_message(where=family)
    assert answer.id == posted.message_id
    to_the_bot = ["/summary", "/summary@dragoman_bot", "Look, @dragoman_bot, read this"]
    hidden = ["What a day", "/summary@another_bot", "later /summary", "Look, @dragoman_bot_too, hi"]
    for text in (*to_the_bot, *hidden):
        petro.send(text, to=family)
    petro.forward("An article", hidden_name="Somebody", to=family)
    petro.reply(answer, "Thank you")
    assert await seen(bot) == [*to_the_bot, "Thank you"]


async def test_an_admin_and_a_bot_without_privacy_mode_see_everything(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    watched = playground.group("Watched", members=[olena], bot_is_admin=True)
    olena.send("as admin", to=watched)
    other = playground.group("Other", members=[olena])
    playground.privacy_mode = False
    olena.send("without privacy", to=other)
    assert await seen(bot) == ["as admin", "without privacy"]


async def test_the_bot_can_look_up_members_and_administrators(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    administrators = await bot.get_chat_administrators(family.id)
    assert [(member.user.id, member.status) for member in administrators] == [(olena.id, "creator")]
    assert (await bot.get_chat_member(family.id, petro.id)).status == "member"
    assert (await bot.get_chat(family.id)).title == "Family"
    no_group = bot.get_chat_administrators(olena.id)
    await refused(no_group, "There are no administrators in the private chat")


async def test_messages_of_others_can_be_deleted_only_by_an_admin(
    playground: Playground, bot: Bot, family: Chat, petro: Person
) -> None:
    message = petro.send("Oops", to=family)
    await refused(bot.delete_message(family.id, message.id), "can't be deleted")
    admin_of = playground.group("Watched", members=[petro], bot_is_admin=True)
    message = petro.send("Oops", to=admin_of)
    await bot.delete_message(admin_of.id, message.id)
    assert message.is_deleted


async def test_a_bot_that_has_left_can_neither_write_nor_read(
    bot: Bot, family: Chat, petro: Person
) -> None:
    family.bot_status = "left"
    petro.send("/summary", to=family)
    assert await seen(bot) == []
    not_a_member = "is not a member of the supergroup chat"
    await refused(bot.send_message(family.id, "Hello?"), not_a_member, Forbidden)


async def test_a_removed_bot_hears_and_cannot_write(bot: Bot, family: Chat, olena: Person) -> None:
    olena.remove_bot(family)
    assert (await bot.get_updates())[-1].my_chat_member.new_chat_member.status == "kicked"
    await refused(bot.send_message(family.id, "Hello?"), "was kicked from the", Forbidden)


async def test_a_muted_bot_reads_and_cannot_write(bot: Bot, family: Chat, olena: Person) -> None:
    olena.mute_bot(family)
    olena.send("/summary", to=family)
    assert await seen(bot) == ["/summary"]
    assert (await bot.get_chat_member(family.id, bot.id)).status == "restricted"
    await refused(bot.send_message(family.id, "Hello?"), "Not enough rights to send text messages")


async def test_unknown_people_and_chats_have_no_membership(
    playground: Playground, bot: Bot, family: Chat, olena: Person
) -> None:
    stranger = playground.person("Stranger")
    assert (await bot.get_chat_member(family.id, stranger.id)).status == "left"
    assert (await bot.get_chat_member(family.id, bot.id)).status == "member"
    for user_id, reason in ((0, "Invalid user_id"), (-7, "Invalid user_id"), (7, "User not found")):
        await refused(bot.get_chat_member(family.id, user_id), reason)
    await refused(bot.get_chat_member(-100, olena.id), "Chat not found")


async def test_an_anonymous_admin_writes_in_the_name_of_the_group(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    olena.send("/settings", to=family, sender_chat=family, signature="Boss")
    received = (await bot.get_updates())[-1].message
    assert received.from_user.username == "GroupAnonymousBot"
    assert (received.sender_chat.id, received.author_signature) == (family.id, "Boss")
    with pytest.raises(ValueError, match="only administrators"):
        petro.send("/settings", to=family, sender_chat=family)


async def test_a_person_writes_in_the_name_of_their_channel(
    playground: Playground, bot: Bot, family: Chat, olena: Person
) -> None:
    news = playground.channel("Riverside News", owner=olena)
    olena.send("/summary", to=family, sender_chat=news)
    received = (await bot.get_updates())[-1].message
    assert received.from_user.username == "Channel_Bot"
    assert received.sender_chat.title == "Riverside News"


async def test_reactions_reach_only_an_administrator_who_asked_for_them(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    message = petro.send("/summary", to=family)

    def emoji(given: Sequence[ReactionType]) -> list[str]:
        return [reaction.emoji for reaction in given if isinstance(reaction, ReactionTypeEmoji)]

    async def reactions() -> list[tuple[list[str], list[str]]]:
        changes = [u.message_reaction for u in await bot.get_updates() if u.message_reaction]
        assert all(change.user.id == olena.id for change in changes)
        return [(emoji(change.old_reaction), emoji(change.new_reaction)) for change in changes]

    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    olena.react(message, "👍")
    assert await reactions() == []
    olena.add_bot(family, as_admin=True)
    olena.react(message, "❤")
    olena.react(message)
    assert await reactions() == [(["👍"], ["❤"]), (["❤"], [])]
    await bot.get_updates(allowed_updates=[])
    olena.react(message, "👍")
    assert len(await reactions()) == 2


async def test_an_anonymous_reaction_is_in_the_name_of_the_chat(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    olena.add_bot(family, as_admin=True)
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    olena.react(olena.send("An article", to=family), "👍", sender_chat=family)
    reaction = (await bot.get_updates())[-1].message_reaction
    assert reaction is not None
    assert (reaction.user, reaction.actor_chat.id) == (None, family.id)
    with pytest.raises(ValueError, match="only administrators"):
        petro.react(olena.send("Another", to=family), "👍", sender_chat=family)


async def test_the_bot_reacts_with_one_known_emoji(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    message = petro.send("/summary", to=family)
    olena.react(message, "👍")
    await bot.set_message_reaction(family.id, message.id, "👀", is_big=True)
    assert sorted(message.emoji) == ["👀", "👍"]
    two = [ReactionTypeEmoji("👀"), ReactionTypeEmoji("👌")]
    await refused(bot.set_message_reaction(family.id, message.id, two), "Reactions_too_many")
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(family.id, message.id + 1, "👀")


@pytest.fixture
def forum(playground: Playground, olena: Person, petro: Person) -> Chat:
    return playground.group("Forum", members=[olena, petro], is_forum=True)


async def test_messages_of_a_topic_name_it(bot: Bot, forum: Chat, olena: Person) -> None:
    topic = olena.create_topic(forum, "News")
    olena.send("/summary", to=forum, topic_id=topic)
    olena.send("/summary", to=forum)
    created, inside, outside = (u.message for u in (await bot.get_updates())[-3:])
    assert created.forum_topic_created.name == "News"
    for message in (created, inside):
        assert (message.message_thread_id, message.is_topic_message) == (topic, True)
        assert message.chat.is_forum
    assert (outside.message_thread_id, outside.is_topic_message) == (None, None)


async def test_the_bot_answers_in_the_topic(bot: Bot, forum: Chat, olena: Person) -> None:
    topic = olena.create_topic(forum, "News")
    asked = olena.send("/summary", to=forum, topic_id=topic)
    await bot.send_message(
        forum.id, "A summary", message_thread_id=topic, reply_parameters=ReplyParameters(asked.id)
    )
    answer = await olena.next_message(where=forum)
    assert (answer.topic_id, answer.replied()) == (topic, asked)
    assert olena.reply(answer, "Thank you").topic_id == topic


async def test_a_topic_that_does_not_exist_is_refused(
    bot: Bot, forum: Chat, family: Chat, olena: Person
) -> None:
    for chat_id, topic in ((forum.id, 1), (forum.id, 77), (olena.id, 77)):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(chat_id, "A summary", message_thread_id=topic)
    # A group without topics ignores it, as on Telegram.
    sent = await bot.send_message(family.id, "A summary", message_thread_id=77)
    assert sent.message_thread_id is None


async def test_nothing_can_be_sent_to_a_topic_that_is_closed_or_deleted(
    bot: Bot, forum: Chat, olena: Person
) -> None:
    closed, deleted = (olena.create_topic(forum, name) for name in ("Closed", "Deleted"))
    gone = olena.send("/summary", to=forum, topic_id=deleted)
    olena.close_topic(forum, closed)
    olena.delete_topic(forum, deleted)
    assert gone.is_deleted
    await refused(bot.send_message(forum.id, "A summary", message_thread_id=closed), "Topic_closed")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "A summary", message_thread_id=deleted)
    olena.add_bot(forum, as_admin=True)
    assert (await bot.send_message(forum.id, "A summary", message_thread_id=closed)).text
