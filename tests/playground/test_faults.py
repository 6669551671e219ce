"""Faults on demand, flood control, and the record of calls."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import (
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.playground import Person, Playground
from tests.playground.conftest import refused


async def test_a_fault_happens_as_often_as_asked(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.fail("sendMessage", 429, retry_after=7, times=2)
    for _ in range(2):
        await refused(bot.send_message(olena.id, "Hello"), "Retry in 0:00:07", RetryAfter)
    await bot.send_message(olena.id, "Hello")
    assert [call.code for call in playground.calls_of("sendMessage")] == [429, 429, 200]
    assert len(olena.bot_messages()) == 1


async def test_any_call_can_be_made_to_fail(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    for code, error in ((500, NetworkError), (502, NetworkError), (403, Forbidden)):
        playground.fail("*", code)
        await refused(bot.send_chat_action(olena.id, "typing"), error=error)
        await bot.send_chat_action(olena.id, "typing")
    playground.fail("*", 502, times=1000)
    playground.clear_faults()
    await bot.send_message(olena.id, "Hello")


@pytest.mark.parametrize("after", [False, True])
async def test_a_dropped_call_is_carried_out_where_only_its_answer_is_lost(
    playground: Playground, bot: Bot, olena: Person, after: bool
) -> None:
    playground.drop("sendMessage", after=after)
    await refused(bot.send_message(olena.id, "Hello"), error=NetworkError)
    assert [message.text for message in olena.bot_messages()] == ["Hello"] * after
    assert playground.calls[-1].code == 0


async def test_a_call_that_hangs_times_out(playground: Playground, bot: Bot, olena: Person) -> None:
    playground.hang("sendMessage")
    await refused(bot.send_message(olena.id, "Hello", read_timeout=0.1), error=TimedOut)
    assert not olena.bot_messages()


async def test_a_fault_may_concern_one_chat_only(
    playground: Playground, bot: Bot, olena: Person, petro: Person
) -> None:
    petro.send("/start")
    playground.fail("sendMessage", 429, retry_after=30, chat=petro)
    playground.fail("*", 403, chat=petro)
    await bot.send_message(olena.id, "Hello")
    await refused(bot.send_message(petro.id, "Hello"), error=RetryAfter)
    await refused(bot.send_chat_action(petro.id, "typing"), error=Forbidden)
    await bot.send_message(petro.id, "Hello")


async def test_a_bot_may_fail_at_its_first_call(playground: Playground, bot: Bot) -> None:
    playground.fail("getMe", 502)
    playground.fail("getMe", 401, "Unauthorized")
    await refused(bot.get_me(), error=NetworkError)
    await refused(bot.get_me(), error=InvalidToken)
    assert (await bot.get_me()).username == "dragoman_bot"


async def test_a_proxy_may_answer_with_a_page_instead_of_json(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.answer_html("sendMessage")
    await refused(bot.send_message(olena.id, "Hello"), "Invalid server response", TelegramError)
    assert not olena.bot_messages()
    (call,) = playground.calls_of("sendMessage")
    assert (call.code, call.ok) == (200, False)


async def test_a_held_answer_comes_after_its_release(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    held = playground.hold("sendMessage")
    sending = asyncio.create_task(bot.send_message(olena.id, "Hello"))
    await held.wait_until_carried_out()
    message = await olena.next_message()
    assert not sending.done()
    held.release()
    assert (await sending).message_id == message.id


async def test_a_message_is_sent_even_if_the_bot_gives_up_on_a_held_answer(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.hold("sendMessage")
    await refused(bot.send_message(olena.id, "Hello", read_timeout=0.1), error=TimedOut)
    assert [message.text for message in olena.bot_messages()] == ["Hello"]
    assert playground.calls_of("sendMessage")[0].ok


async def test_flood_control_allows_a_message_a_second_and_in_groups_twenty_a_minute(
    playground: Playground, bot: Bot, olena: Person, petro: Person
) -> None:
    petro.send("/start")
    now = 0.0
    playground.cloud.flood.clock = lambda: now
    playground.flood_control = True
    await bot.send_message(olena.id, "One")
    await bot.send_message(petro.id, "One")
    await refused(bot.send_message(olena.id, "Two"), "Retry in 0:00:01", RetryAfter)
    now = 1.0
    await bot.send_message(olena.id, "Two")

    group = playground.group("Family", members=[olena])
    for number in range(20):
        now = number * 2.0
        await bot.send_message(group.id, str(number))
    now = 50.0
    await refused(bot.send_message(group.id, "20"), "Retry in 0:00:10", RetryAfter)
    now = 60.0
    await bot.send_message(group.id, "20")


async def test_calls_are_recorded_with_what_was_asked_and_answered(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    await bot.send_message(olena.id, "[1]", entities=[])
    await bot.send_document(olena.id, b"text", filename="a.txt")
    message, document = playground.calls_of("sendmessage", "sendDocument")
    asked = message.parameters
    assert (asked["text"], asked["chat_id"]) == ("[1]", olena.id)
    assert message.response["result"]["text"] == "[1]"
    assert document.files == ("a.txt",)
