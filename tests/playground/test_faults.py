"""Faults on demand, flood control, and the record of calls."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut

from bot.playground import Person, Playground


async def test_a_call_fails_as_often_as_was_asked_and_then_works(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.fail("sendMessage", 429, retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
            await bot.send_message(olena.id, "Hello")
    await bot.send_message(olena.id, "Hello")
    assert [call.code for call in playground.calls_of("sendMessage")] == [429, 429, 200]
    assert len(olena.bot_messages()) == 1


@pytest.mark.parametrize(
    ("code", "error"), [(500, NetworkError), (502, NetworkError), (403, Forbidden)]
)
async def test_any_call_can_be_made_to_fail(
    playground: Playground, bot: Bot, olena: Person, code: int, error: type[Exception]
) -> None:
    playground.fail("*", code)
    with pytest.raises(error):
        await bot.send_chat_action(olena.id, "typing")
    await bot.send_chat_action(olena.id, "typing")


async def test_a_dropped_call_is_not_carried_out(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.drop("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(olena.id, "Hello")
    assert not olena.bot_messages()


async def test_a_call_whose_answer_is_lost_was_carried_out(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.drop("sendMessage", after=True)
    with pytest.raises(NetworkError):
        await bot.send_message(olena.id, "Hello")
    assert [message.text for message in olena.bot_messages()] == ["Hello"]
    assert playground.calls[-1].code == 0


async def test_a_call_that_hangs_times_out(playground: Playground, bot: Bot, olena: Person) -> None:
    playground.hang("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(olena.id, "Hello", read_timeout=0.1)
    assert not olena.bot_messages()


async def test_with_flood_control_a_chat_gets_one_message_a_second(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    petro = playground.person("Petro")
    petro.send("/start")
    playground.flood_control = True
    await bot.send_message(olena.id, "One")
    await bot.send_message(petro.id, "One")
    with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
        await bot.send_message(olena.id, "Two")
    await asyncio.sleep(1.01)
    await bot.send_message(olena.id, "Two")


async def test_with_flood_control_a_group_gets_twenty_messages_a_minute(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    group = playground.group("Family", members=[olena])
    now = 0.0
    playground.cloud.flood.clock = lambda: now
    playground.flood_control = True
    for number in range(20):
        now = number * 2.0
        await bot.send_message(group.id, str(number))
    now = 50.0
    with pytest.raises(RetryAfter, match="Retry in 0:00:10"):
        await bot.send_message(group.id, "20")
    now = 60.0
    await bot.send_message(group.id, "20")


async def test_calls_are_recorded_with_what_was_asked_and_answered(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    await bot.send_message(olena.id, "[1]", entities=[])
    await bot.send_document(olena.id, b"text", filename="a.txt")
    message, document = playground.calls_of("sendmessage", "sendDocument")
    assert message.parameters["text"] == "[1]"
    assert message.parameters["chat_id"] == olena.id
    assert message.response["result"]["text"] == "[1]"
    assert document.files == ("a.txt",)
