"""Telegram refuses a call: by its flood control, for what stands in it, or for good."""

import asyncio

import pytest

from bot.botapi.rate_limiter import TELEGRAM
from bot.playground import Chat, Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, sentences_of
from tests.handlers.conversation import ask, next_after, press_until, summary_of, tap
from tests.handlers.test_documents import BOOK
from tests.waiting import until


async def test_a_formatted_answer_that_is_refused_comes_as_plain_text(
    telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.fail("sendMessage", 400, "Bad Request: can't parse entities")
    answer = await summary_of(john, ENGLISH)

    assert len(sentences_of(answer.text)) == 3
    assert not answer.entities
    assert "− Shorter" in answer.button_texts
    assert "Can't parse entities" in caplog.text
    assert "bridge" not in caplog.text


@pytest.mark.parametrize("status", [200, 400, 403, 404, 502])
async def test_an_answer_comes_though_a_page_was_returned_for_it(
    telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    telegram.answer_html("sendMessage", status)
    assert (await ask(john, "/help")).text.startswith("Forward an article")
    assert len(telegram.calls_of("sendMessage")) == 2
    assert "Traceback" not in caplog.text


async def test_an_edited_answer_that_is_refused_becomes_plain_text(
    telegram: Playground, john: Person
) -> None:
    answer = await summary_of(john, ENGLISH)
    telegram.fail("editMessageText", 400)
    await tap(john, answer, "− Shorter")
    assert len(sentences_of(answer.text)) == 2
    assert not answer.entities


async def test_a_refused_plain_text_is_followed_by_an_error_message(
    telegram: Playground, john: Person
) -> None:
    telegram.fail("sendMessage", 400, times=2)
    assert "Something went wrong" in (await summary_of(john, ENGLISH)).text


async def test_a_tap_acknowledged_too_late_still_works(telegram: Playground, john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")

    pressing = asyncio.create_task(john.press(answer, "− Shorter"))
    await john.wait_for(lambda m: m.id == answer.id and m.is_edited)
    pressing.cancel()

    assert len(john.bot_messages()) == 1


async def test_a_second_tap_on_a_page_of_chapters_is_no_error(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    async with run_bot():
        john.send_document(BOOK, "river.epub")
        await john.press(await john.next_message(), "📖 Chapters: 10")
        contents = await john.next_message()
        data = contents.buttons[-1][-1].data
        for _ in range(2):
            await john.press_data(contents, data)
        await until(lambda: len(telegram.calls_of("editMessageReplyMarkup")) == 2)

    assert telegram.calls_of("editMessageReplyMarkup")[-1].code == 400
    assert john.bot_messages()[-1] is contents


async def test_a_summary_that_is_deleted_while_it_is_translated_is_no_error(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    async with run_bot():
        summary = await summary_of(john, ENGLISH)
        held = telegram.hold("sendMessage")
        await john.press(summary, "🌐 Russian")
        await held.wait_until_carried_out()
        telegram.cloud.delete_message(summary)
        held.release()
        await until(lambda: telegram.calls_of("editMessageReplyMarkup"))

    assert len(john.bot_messages()) == 1


async def test_an_answer_to_a_question_that_is_answered_already_is_no_error(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    async with run_bot():
        question = await ask(john, "/translate en театр музей вода")
        data = [button.data for row in question.buttons for button in row]
        await john.press_data(question, data[0])
        await until(lambda: question.is_deleted)

        async def is_taken() -> bool:
            # Until the work on the first tap has ended, the bot is still on it.
            return "already on it" not in str(await john.press_data(question, data[1]))

        await until(is_taken)
        await until(lambda: len(telegram.calls_of("deleteMessage")) == 2)

    assert len(john.bot_messages()) == 1


async def test_forget_deletes_and_says_so_though_the_tap_is_acknowledged_too_late(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    async with run_bot():
        await summary_of(john, ENGLISH)
        question = await ask(john, "/forget")
        telegram.fail("answerCallbackQuery", 400, "Bad Request: query is too old")
        pressing = asyncio.create_task(john.press(question, question.button_texts[0]))
        await john.wait_for(lambda m: m is question and m.is_edited)
        pressing.cancel()

    assert john.bot_messages()[-1] is question
    assert not question.buttons


async def test_of_several_taps_at_once_the_last_one_counts(
    run_bot: RunBot, telegram: Playground, john: Person
) -> None:
    async with run_bot():
        page = await ask(john, "/settings")
        await press_until(john, page, "Summary length", lambda m: "1" in m.button_texts)
        telegram.drop("editMessageText")
        await asyncio.gather(*(john.press(page, label) for label in ("1", "2", "8")))
        await until(lambda: len(telegram.calls_of("editMessageText")) == 5)

    assert "✓ 8" in page.button_texts


@pytest.mark.slow
async def test_who_blocks_the_bot_gets_none_of_the_waiting_answers(
    telegram: Playground, john: Person, olena: Person
) -> None:
    file = ENGLISH.text.encode()
    summaries = [
        await next_after(john, john.send_document(file, f"article-{n}.txt")) for n in range(3)
    ]
    hers = await next_after(olena, olena.send_document(file, "article.txt"))
    telegram.fail("sendDocument", 403)

    await asyncio.gather(*(john.press(summary, "🌐 Russian") for summary in summaries))
    await until(lambda: telegram.calls_of("sendDocument"))
    await olena.press(hers, "🌐 Повний переклад")
    await olena.wait_for(lambda m: bool(m.file_name))

    calls = telegram.calls_of("sendDocument")
    assert [(c.parameters["chat_id"], c.code) for c in calls] == [(john.id, 403), (olena.id, 200)]


async def test_flood_control_in_one_chat_keeps_no_other_waiting(
    telegram: Playground, john: Person, olena: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=3)
    john.send("/help")
    await until(lambda: telegram.calls_of("sendMessage"))

    await ask(olena, "/help")
    assert not john.bot_messages()
    await john.next_message()


@pytest.mark.slow
@pytest.mark.parametrize("pace", [TELEGRAM])
async def test_flood_control_hardly_has_to_intervene(
    run_bot: RunBot, telegram: Playground, john: Person, olena: Person, group: Chat
) -> None:
    telegram.flood_control = True
    async with run_bot():
        for where in (None, group):
            summary = await ask(john, "/summary " + ENGLISH.text, to=where)
            await john.press(summary, "🌐 Russian")
            await john.press(summary, "− Shorter")
            john.send("/help", to=where)
        for _ in range(3):
            olena.send("/help")
        for _ in range(3):
            await olena.next_message()
        for where in (None, group):
            await john.wait_for(lambda m: "→" in m.text and not m.buttons, where=where)

    # One may come late on a busy machine, and the next of its chat is too early then.
    assert sum(call.code != 200 for call in telegram.calls) <= 1


@pytest.mark.parametrize(
    "reason",
    [
        "BUTTON_COPY_TEXT_INVALID",
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
)
async def test_a_summary_comes_without_the_buttons_that_a_server_refuses(
    telegram: Playground, john: Person, reason: str
) -> None:
    telegram.fail("sendMessage", 400, f"Bad Request: {reason}")
    john.forward(ENGLISH, from_channel=telegram.channel("News", username="news"))
    answer = await john.next_message()

    assert len(sentences_of(answer.text)) == 3
    assert answer.entities
    assert answer.button_texts[-1] == "🔎 Where it stands"
    assert "📤 Share" not in answer.button_texts
