"""Telegram refuses a call: by its flood control, for what stands in it, or for good."""

import asyncio

import pytest

from bot.botapi.rate_limiter import TELEGRAM
from bot.playground import Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, sentences_of
from tests.waiting import until


@pytest.mark.usefixtures("bot")
async def test_a_formatted_answer_that_is_refused_comes_as_plain_text(
    telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("sendMessage", 400, "Bad Request: can't parse entities")
    john.forward(ENGLISH, hidden_name="Somebody")

    answer = await john.next_message()

    assert len(sentences_of(answer.text)) == 3
    assert not answer.entities
    assert "− Shorter" in answer.button_texts
    assert "Can't parse entities" in caplog.text
    assert "bridge" not in caplog.text


@pytest.mark.usefixtures("bot")
async def test_an_edited_answer_that_is_refused_becomes_plain_text(
    telegram: Playground, john: Person
) -> None:
    john.forward(ENGLISH, hidden_name="Somebody")
    answer = await john.next_message()
    telegram.fail("editMessageText", 400)

    await john.press(answer, "− Shorter")

    await john.wait_for(lambda m: m.id == answer.id and m.is_edited)
    assert len(sentences_of(answer.text)) == 2
    assert not answer.entities


@pytest.mark.usefixtures("bot")
async def test_a_refused_plain_text_is_followed_by_an_error_message(
    telegram: Playground, john: Person
) -> None:
    telegram.fail("sendMessage", 400, times=2)
    john.forward(ENGLISH, hidden_name="Somebody")

    assert "Something went wrong" in (await john.next_message()).text


@pytest.mark.usefixtures("bot")
async def test_a_tap_acknowledged_too_late_still_works(telegram: Playground, john: Person) -> None:
    john.forward(ENGLISH, hidden_name="Somebody")
    answer = await john.next_message()
    telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")

    pressing = asyncio.create_task(john.press(answer, "− Shorter"))
    await john.wait_for(lambda m: m.id == answer.id and m.is_edited)
    pressing.cancel()

    assert len(john.bot_messages()) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("bot")
async def test_who_blocks_the_bot_gets_none_of_the_waiting_answers(
    telegram: Playground, john: Person, olena: Person
) -> None:
    file = ENGLISH.text.encode()
    summaries = []
    for number in range(3):
        john.send_document(file, f"article-{number}.txt")
        summaries.append(await john.next_message())
    olena.send_document(file, "article.txt")
    hers = await olena.next_message()
    telegram.fail("sendDocument", 403)

    for summary in summaries:
        await john.press(summary, "🌐 Russian")
    await until(lambda: telegram.calls_of("sendDocument"))
    await olena.press(hers, "🌐 Повний переклад")
    await olena.wait_for(lambda m: bool(m.file_name))

    calls = telegram.calls_of("sendDocument")
    assert [(c.parameters["chat_id"], c.code) for c in calls] == [(john.id, 403), (olena.id, 200)]


@pytest.mark.usefixtures("bot")
async def test_flood_control_in_one_chat_keeps_no_other_waiting(
    telegram: Playground, john: Person, olena: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=3)
    john.send("/help")
    await until(lambda: telegram.calls_of("sendMessage"))

    olena.send("/help")
    await olena.next_message(within=2.5)
    assert not john.bot_messages()
    await john.next_message()


@pytest.mark.slow
@pytest.mark.parametrize("pace", [TELEGRAM])
async def test_flood_control_never_has_to_intervene(
    run_bot: RunBot, telegram: Playground, john: Person, olena: Person
) -> None:
    group = telegram.group("Readers", members=[john, olena])
    telegram.flood_control = True
    async with run_bot():
        for where in (None, group):
            john.send("/summary " + ENGLISH.text, to=where)
            summary = await john.next_message(where=where)
            await john.press(summary, "🌐 Russian")
            await john.press(summary, "− Shorter")
            john.send("/help", to=where)
        for _ in range(3):
            olena.send("/help")
        for _ in range(3):
            await olena.next_message()
        for where in (None, group):
            await john.wait_for(lambda m: "→" in m.text and not m.buttons, where=where)

    assert all(call.code == 200 for call in telegram.calls)
