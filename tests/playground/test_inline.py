"""Inline mode: from the words that somebody types in any chat to the message that they send."""

import asyncio

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    MessageEntity,
)
from telegram.error import BadRequest

from bot.playground import Chat, InlineAnswer, Message, Person, Playground
from tests.playground.conftest import asked, refused

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBUserWarning")

BUTTONS = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Longer", callback_data="longer"))


def article(
    title: str = "Summary", text: str = "A summary", *, id: str = "1", buttons: bool = True
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, entities=[MessageEntity("bold", 0, 1)])
    return InlineQueryResultArticle(
        id, title, content, reply_markup=BUTTONS if buttons else None, description="Short"
    )


async def ask(
    bot: Bot, person: Person, words: str = "An article", where: Chat | None = None
) -> tuple["asyncio.Task[InlineAnswer]", InlineQuery]:
    """Start an inline query, and return it with the update that the bot gets."""
    answer, update = await asked(bot, person.query_inline(words, where=where))
    assert update.inline_query is not None
    return answer, update.inline_query


@pytest.fixture
def friends(playground: Playground, olena: Person) -> Chat:
    """Return a group that the bot is not in."""
    return playground.group("Friends", members=[olena], with_bot=False)


@pytest.fixture
async def chosen(bot: Bot, olena: Person, friends: Chat) -> Message:
    """Return a message with a button that was sent through the bot."""
    answer, query = await ask(bot, olena, where=friends)
    await query.answer([article()])
    return olena.choose(await answer, "Summary", to=friends)


async def test_inline_queries_get_results(bot: Bot, olena: Person, friends: Chat) -> None:
    answer, query = await ask(bot, olena, "Привіт", friends)
    assert (query.query, query.offset, query.chat_type) == ("Привіт", "", "supergroup")
    assert query.from_user.language_code == "uk"
    open_chat = InlineQueryResultsButton("Settings", start_parameter="inline")
    await query.answer(
        [article("First"), article("Second", id="2")],
        button=open_chat,
        next_offset="2",
        cache_time=5,
        is_personal=True,
    )
    given = await answer
    assert given.titles == ["First", "Second"]
    assert (given.next_offset, given.cache_time, given.is_personal) == ("2", 5, True)
    assert given.button == {"text": "Settings", "start_parameter": "inline"}
    assert (given.results[0].description, given.results[0].content.text) == ("Short", "A summary")


async def test_a_query_to_the_bot_alone_has_at_most_256_characters(bot: Bot, olena: Person) -> None:
    answer, query = await ask(bot, olena, "a" * 300)
    assert (query.chat_type, query.query) == ("sender", "a" * 256)
    await query.answer([])
    assert (await answer).results == ()


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(id=str(number)) for number in range(51)], "Too many inline query results"),
        ([article(), article()], "Result_id_duplicate"),
        ([article(id="a" * 65)], "Result_id_invalid"),
        ([article(id="")], "Result_id_invalid"),
        ([article(" ")], "Article_title_empty"),
        ([article(text="a" * 4097)], "message is too long"),
        ([article(text="  ")], "text must be non-empty"),
    ],
)
async def test_results_that_break_a_rule_are_refused(
    bot: Bot, olena: Person, results: list[InlineQueryResultArticle], reason: str
) -> None:
    answer, query = await ask(bot, olena)
    await refused(bot.answer_inline_query(query.id, results), reason)
    await query.answer([article()])
    assert (await answer).titles == ["Summary"]


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"next_offset": "a" * 65}, "Next_offset_invalid"),
        ({"button": {"text": "Go"}}, "exactly one optional field"),
        ({"button": {"text": "Go", "start_parameter": "no spaces"}}, "Start_param_invalid"),
        ({"results": {}}, "Expected an Array"),
        ({"results": [{"type": "photo", "id": "1", "title": "A"}]}, 'type "photo" is unsupported'),
        ({"results": [{"type": "article", "id": "1", "title": "A"}]}, "input_message_content"),
    ],
)
async def test_answers_that_break_a_rule_are_refused(
    bot: Bot, olena: Person, parameters: dict[str, object], reason: str
) -> None:
    answer, query = await ask(bot, olena)
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.do_api_request(
            "answerInlineQuery", {"inline_query_id": query.id, "results": [], **parameters}
        )
    answer.cancel()


async def test_an_inline_query_is_answered_once_and_in_time(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    answer, query = await ask(bot, olena)
    await refused(bot.answer_callback_query(query.id), "query id is invalid")
    await query.answer([])
    await refused(query.answer([]), "Query is too old")
    await answer
    answer, query = await ask(bot, olena)
    playground.cloud.queries.lifetime = 0
    await refused(query.answer([]), "Query is too old")
    answer.cancel()


async def test_the_bot_is_told_which_result_was_chosen(
    bot: Bot, olena: Person, chosen: Message
) -> None:
    result = (await bot.get_updates())[-1].chosen_inline_result
    assert (result.result_id, result.query, result.from_user.id) == ("1", "An article", olena.id)
    assert result.inline_message_id == chosen.inline_message_id
    assert (chosen.text, chosen.parts("bold")) == ("A summary", ["A"])
    assert chosen.via_bot.username == "dragoman_bot"


async def test_only_a_message_with_buttons_can_be_edited_later(
    bot: Bot, olena: Person, friends: Chat
) -> None:
    answer, query = await ask(bot, olena)
    await query.answer([article(buttons=False)])
    message = olena.choose(await answer, "Summary", to=friends)
    assert (await bot.get_updates())[-1].chosen_inline_result.inline_message_id is None
    assert message.inline_message_id == ""


async def test_a_chosen_message_is_edited_by_its_inline_id(bot: Bot, chosen: Message) -> None:
    identifier = chosen.inline_message_id
    assert await bot.edit_message_text("Longer", inline_message_id=identifier, reply_markup=BUTTONS)
    assert (chosen.text, chosen.is_edited, chosen.button_texts) == ("Longer", True, ["Longer"])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Longer", inline_message_id=identifier, reply_markup=BUTTONS)
    assert await bot.edit_message_reply_markup(inline_message_id=identifier)
    assert chosen.button_texts == []


async def test_an_unknown_or_missing_inline_id_is_refused(bot: Bot, chosen: Message) -> None:
    with pytest.raises(BadRequest, match="Message_id_invalid"):
        await bot.edit_message_text("Longer", inline_message_id="AgAAAMmade_up")
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await bot.do_api_request("editMessageText", {"text": "Longer"})


async def test_a_button_of_a_chosen_message_brings_its_inline_id(
    bot: Bot, olena: Person, chosen: Message
) -> None:
    press, update = await asked(bot, olena.press(chosen, "Longer"))
    query = update.callback_query
    assert (query.data, query.message) == ("longer", None)
    assert query.inline_message_id == chosen.inline_message_id
    await query.edit_message_text("A longer summary")
    await query.answer("Made longer")
    assert await press == "Made longer"
    assert chosen.text == "A longer summary"


async def test_a_chosen_message_reaches_the_bot_where_it_is_a_member(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    family = playground.group("Family", members=[olena])
    answer, query = await ask(bot, olena, where=family)
    await query.answer([article()])
    olena.choose(await answer, "Summary", to=family)
    message = (await bot.get_updates())[-1].message
    assert message.text == "A summary"
    assert (message.via_bot.id, message.from_user.id) == (bot.id, olena.id)


async def test_the_bot_turns_its_modes_on_and_off(bot: Bot, olena: Person) -> None:
    modes = {"supports_inline_queries": False, "supports_guest_queries": False}
    assert await bot.do_api_request("setMySettings", modes)
    me = await bot.get_me()
    assert (me.supports_inline_queries, me.supports_guest_queries) == (False, False)
    with pytest.raises(LookupError, match="no inline mode"):
        await olena.query_inline("An article")
    assert await bot.do_api_request("setMySettings", {"supports_inline_queries": True})
    me = await bot.get_me()
    assert (me.supports_inline_queries, me.supports_guest_queries) == (True, False)
