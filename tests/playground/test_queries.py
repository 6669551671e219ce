"""Buttons that call the bot, from the press to the toast."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.playground import Message, Person, Playground
from tests.playground.conftest import asked, refused


async def message_with_button(bot: Bot, olena: Person) -> Message:
    button = InlineKeyboardButton("Longer", callback_data="longer:7")
    markup = InlineKeyboardMarkup.from_button(button)
    await bot.send_message(olena.id, "A summary", reply_markup=markup)
    return await olena.next_message()


async def test_a_press_waits_for_the_bots_answer(bot: Bot, olena: Person) -> None:
    message = await message_with_button(bot, olena)
    press, update = await asked(bot, olena.press(message, "Longer"))
    query = update.callback_query
    assert (query.data, query.message.text) == ("longer:7", "A summary")
    assert not press.done()
    await query.answer("That is all there is", show_alert=True)
    assert await press == "That is all there is"

    # An answer without text is None.
    press, update = await asked(bot, olena.press(message, "Longer"))
    await update.callback_query.answer()
    assert await press is None


async def test_a_query_is_answered_once_and_in_time(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    message = await message_with_button(bot, olena)
    presses = [asyncio.create_task(olena.press(message, "Longer")) for _ in range(2)]
    await asyncio.sleep(0)
    first, second = (u.callback_query for u in (await bot.get_updates())[-2:])
    await refused(first.answer("a" * 201), "Message_too_long")
    await first.answer("Yes")
    playground.cloud.queries.lifetime = 0
    for query in (first, second):
        await refused(query.answer("Again"), "Query is too old")
    presses[1].cancel()
    assert await presses[0] == "Yes"


async def test_a_press_without_an_answer_times_out(bot: Bot, olena: Person) -> None:
    message = await message_with_button(bot, olena)
    with pytest.raises(TimeoutError):
        await olena.press(message, "Longer", within=0.05)
    with pytest.raises(LookupError, match=r"\['Longer'\]"):
        await olena.press(message, "Shorter")
    # A timeout names the last messages.
    await bot.send_message(olena.id, "Something else")
    with pytest.raises(TimeoutError, match="Something else"):
        await olena.wait_for(lambda message: "translation" in message.text, within=0.05)
