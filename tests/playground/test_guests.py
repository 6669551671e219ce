"""Guest mode: the bot is mentioned in a chat that it is not in."""

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Message,
    SentGuestMessage,
)
from telegram.error import BadRequest

from bot.playground import Chat, Person, Playground
from tests.playground.conftest import refused

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBUserWarning")


@pytest.fixture
def friends(playground: Playground, olena: Person, petro: Person) -> Chat:
    """Return a group that the bot is not in."""
    return playground.group("Friends", members=[olena, petro], with_bot=False)


def article(text: str = "Reading…", title: str = "Answer") -> InlineQueryResultArticle:
    buttons = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Longer", callback_data="l"))
    content = InputTextMessageContent(text)
    return InlineQueryResultArticle("1", title, content, reply_markup=buttons)


async def guest_messages(bot: Bot) -> list[Message]:
    return [u.guest_message for u in await bot.get_updates() if u.guest_message]


async def answer(bot: Bot, message: Message, result: InlineQueryResultArticle) -> SentGuestMessage:
    assert message.guest_query_id is not None
    return await bot.answer_guest_query(message.guest_query_id, result)


async def test_only_the_mention_and_what_it_answers_reach_the_bot(
    bot: Bot, friends: Chat, olena: Person, petro: Person
) -> None:
    post = petro.send("The old mill has closed.", to=friends)
    petro.send("Sad.", to=friends)
    olena.reply(post, "@Dragoman_bot, translate this")
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["/start"]
    (message,) = await guest_messages(bot)
    assert message.guest_query_id
    assert message.text == "@Dragoman_bot, translate this"
    assert message.reply_to_message.text == "The old mill has closed."
    assert (message.chat.title, message.from_user.id) == ("Friends", olena.id)


async def test_a_guest_edits_what_it_has_answered(bot: Bot, friends: Chat, olena: Person) -> None:
    olena.send("@dragoman_bot https://riverside.example/a", to=friends)
    (message,) = await guest_messages(bot)
    sent = await answer(bot, message, article())
    shown = await olena.next_message(where=friends)
    assert (shown.text, shown.button_texts) == ("Reading…", ["Longer"])
    assert shown.to_json()["guest_bot_caller_user"]["id"] == olena.id
    assert await bot.edit_message_text("A summary", inline_message_id=sent.inline_message_id)
    assert (shown.text, shown.is_edited) == ("A summary", True)


async def test_a_guest_query_is_answered_once_and_in_time(
    playground: Playground, bot: Bot, friends: Chat, olena: Person
) -> None:
    for _ in range(2):
        olena.send("@dragoman_bot", to=friends)
    first, second = await guest_messages(bot)
    await answer(bot, first, article())
    playground.cloud.queries.lifetime = 0
    for message in (first, second):
        await refused(answer(bot, message, article()), "Query is too old")
    assert len(olena.bot_messages(friends)) == 1


async def test_a_guest_can_do_nothing_else_there(bot: Bot, friends: Chat, olena: Person) -> None:
    olena.send("@dragoman_bot", to=friends)
    await refused(bot.send_message(friends.id, "Hello"), "Chat not found")


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        ({"result": article(title="")}, "Article_title_empty"),
        ({"result": article("a" * 4097)}, "message is too long"),
        ({}, "Result isn't specified"),
        ({"result": {"type": "photo", "id": "1", "title": "A"}}, "is unsupported"),
    ],
)
async def test_a_guest_answer_that_breaks_a_rule_is_refused(
    bot: Bot, friends: Chat, olena: Person, result: dict[str, object], reason: str
) -> None:
    olena.send("@dragoman_bot", to=friends)
    (message,) = await guest_messages(bot)
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.do_api_request(
            "answerGuestQuery", {"guest_query_id": message.guest_query_id, **result}
        )
    assert not olena.bot_messages(friends)


async def test_without_guest_mode_a_mention_reaches_nobody(
    playground: Playground, bot: Bot, friends: Chat, olena: Person
) -> None:
    assert (await bot.get_me()).supports_guest_queries
    playground.cloud.guest_mode = False
    olena.send("@dragoman_bot", to=friends)
    assert await guest_messages(bot) == []
    assert not (await bot.get_me()).supports_guest_queries


async def test_who_was_removed_is_no_guest(playground: Playground, bot: Bot, olena: Person) -> None:
    family = playground.group("Family", members=[olena])
    olena.remove_bot(family)
    olena.send("@dragoman_bot", to=family)
    assert await guest_messages(bot) == []
