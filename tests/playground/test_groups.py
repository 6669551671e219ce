"""What a bot sees of a group, and what it may do there."""

import pytest
from telegram import Bot, ChatMemberUpdated
from telegram.error import BadRequest, Forbidden

from bot.playground import Chat, Person, Playground


@pytest.fixture
def petro(playground: Playground) -> Person:
    return playground.person("Petro")


@pytest.fixture
def family(playground: Playground, olena: Person, petro: Person) -> Chat:
    return playground.group("Family", members=[olena, petro])


async def seen(bot: Bot) -> list[str]:
    """Texts of the group that the bot has been sent."""
    messages = [update.message for update in await bot.get_updates()]
    return [
        message.text or "" for message in messages if message and message.chat.type != "private"
    ]


async def test_the_bot_is_told_that_it_was_added(bot: Bot, family: Chat, olena: Person) -> None:
    (added,) = (u.my_chat_member for u in await bot.get_updates() if u.my_chat_member)
    assert isinstance(added, ChatMemberUpdated)
    assert (added.chat.title, added.from_user.id) == ("Family", olena.id)
    assert (added.old_chat_member.status, added.new_chat_member.status) == ("left", "member")


async def test_in_privacy_mode_it_sees_only_what_is_meant_for_it(
    bot: Bot, family: Chat, petro: Person
) -> None:
    posted = await bot.send_message(family.id, "I am here")
    answer = await petro.next_message(where=family)
    assert answer.id == posted.message_id
    petro.send("What a day", to=family)
    petro.send("/summary", to=family)
    petro.send("/summary@dragoman_bot", to=family)
    petro.send("/summary@another_bot", to=family)
    petro.send("later /summary", to=family)
    petro.send("Look, @dragoman_bot, read this", to=family)
    petro.send("Look, @dragoman_bot_too, read this", to=family)
    petro.forward("An article", hidden_name="Somebody", to=family)
    petro.reply(answer, "Thank you")
    assert await seen(bot) == [
        "/summary",
        "/summary@dragoman_bot",
        "Look, @dragoman_bot, read this",
        "Thank you",
    ]


async def test_without_privacy_mode_or_as_admin_it_sees_everything(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    watched = playground.group("Watched", members=[olena], bot_is_admin=True)
    olena.send("as admin", to=watched)
    other = playground.group("Other", members=[olena])
    playground.privacy_mode = False
    olena.send("without privacy", to=other)
    assert await seen(bot) == ["as admin", "without privacy"]


async def test_members_and_administrators_are_known(
    bot: Bot, family: Chat, olena: Person, petro: Person
) -> None:
    administrators = await bot.get_chat_administrators(family.id)
    assert [(member.user.id, member.status) for member in administrators] == [(olena.id, "creator")]
    assert (await bot.get_chat_member(family.id, petro.id)).status == "member"
    assert (await bot.get_chat(family.id)).title == "Family"
    with pytest.raises(BadRequest, match="There are no administrators in the private chat"):
        await bot.get_chat_administrators(olena.id)


async def test_messages_of_others_can_be_deleted_only_by_an_admin(
    playground: Playground, bot: Bot, family: Chat, petro: Person
) -> None:
    message = petro.send("Oops", to=family)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(family.id, message.id)
    admin_of = playground.group("Watched", members=[petro], bot_is_admin=True)
    message = petro.send("Oops", to=admin_of)
    await bot.delete_message(admin_of.id, message.id)
    assert message.is_deleted


async def test_a_bot_that_has_left_can_neither_write_nor_read(
    bot: Bot, family: Chat, petro: Person
) -> None:
    await bot.leave_chat(family.id)
    petro.send("/summary", to=family)
    assert await seen(bot) == []
    with pytest.raises(Forbidden, match="is not a member of the supergroup chat"):
        await bot.send_message(family.id, "Hello?")


async def test_a_bot_that_was_thrown_out_is_told_and_cannot_write(
    bot: Bot, family: Chat, olena: Person
) -> None:
    olena.remove_bot(family)
    assert (await bot.get_updates())[-1].my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="was kicked from the supergroup chat"):
        await bot.send_message(family.id, "Hello?")
