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


async def test_a_fault_happens_as_often_as_asked(
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


async def test_a_fault_may_concern_one_chat_only(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    petro = playground.person("Petro")
    petro.send("/start")
    playground.fail("sendMessage", 429, retry_after=30, chat=petro)
    playground.fail("*", 403, chat=petro)
    await bot.send_message(olena.id, "Hello")
    with pytest.raises(RetryAfter):
        await bot.send_message(petro.id, "Hello")
    with pytest.raises(Forbidden):
        await bot.send_chat_action(petro.id, "typing")
    await bot.send_message(petro.id, "Hello")


async def test_a_bot_may_fail_at_its_first_call(playground: Playground, bot: Bot) -> None:
    playground.fail("getMe", 502)
    playground.fail("getMe", 401, "Unauthorized")
    with pytest.raises(NetworkError):
        await bot.get_me()
    with pytest.raises(InvalidToken):
        await bot.get_me()
    assert (await bot.get_me()).username == "dragoman_bot"


async def test_a_proxy_may_answer_with_a_page_instead_of_json(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    playground.answer_html("sendMessage")
    with pytest.raises(TelegramError, match="Invalid server response"):
        await bot.send_message(olena.id, "Hello")
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
    with pytest.raises(TimedOut):
        await bot.send_message(olena.id, "Hello", read_timeout=0.1)
    assert [message.text for message in olena.bot_messages()] == ["Hello"]
    assert playground.calls_of("sendMessage")[0].ok


async def test_faults_can_be_cleared(playground: Playground, bot: Bot, olena: Person) -> None:
    playground.fail("*", 502, times=1000)
    playground.clear_faults()
    await bot.send_message(olena.id, "Hello")


async def test_with_flood_control_a_chat_gets_one_message_a_second(
    playground: Playground, bot: Bot, olena: Person
) -> None:
    petro = playground.person("Petro")
    petro.send("/start")
    now = 0.0
    playground.cloud.flood.clock = lambda: now
    playground.flood_control = True
    await bot.send_message(olena.id, "One")
    await bot.send_message(petro.id, "One")
    with pytest.raises(RetryAfter, match="Retry in 0:00:01"):
        await bot.send_message(olena.id, "Two")
    now = 1.0
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
