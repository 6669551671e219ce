"""Data of buttons that no button has, or that a button had once: refused and acknowledged."""

import pytest

from bot.playground import Chat, Person, Playground
from tests.conftest import RunBot
from tests.databases import on_both_databases
from tests.handlers.articles import ENGLISH
from tests.handlers.conversation import ask, next_after, press_for
from tests.handlers.test_documents import BOOK
from tests.waiting import until

NUMBERS = ("", "-1", "00", "77", "٣", "2147483648", "9" * 18, "9" * 19, "1.5", "x")
LANGUAGES = ("", "zz", "zzz", "EN", "auto", "english")
LENGTHS = ("", "0", "-5", "999999", "0%", "999%", "shor", "readers")


SETTINGS = ("language", "target", "read", "length", "mode", "details", "group", "all", "nothing")


def forged_for(article: str, person: int) -> list[str]:
    """Return data of every kind for an article and a person, each with one value that is wrong."""
    data = ["", ":", "s", "s:", "z:1", "s:1:2:3:4:5:6:7", "k:1:2:3", "\n", "ж:1", f"s:{article}"]
    for number in NUMBERS:
        data += [f"{kind}:{number}:3:en" for kind in "sn"]
        data += [f"t:{number}:en", f"c:{number}:0", f"k:{number}:0", f"l:en:t:{number}:en"]
        data += [f"c:{article}:{number}", f"k:{article}:{number}", f"l:en:k:{number}:0"]
        data += [f"p:{person}:{number}", f"p:{number}:uk", f"f:{number}:delete"]
        data += [f"p:{person}:{number}:length:1", f"p:{number}:0:length:1"]
        data += [f"p:{person}:0:length:{number}", f"p:{person}:0:read:{number}"]
        data += [f"g:l:{number}", f"g:p:{number}", f"g:t:{number}", f"g:r:{number}"]
    for language in LANGUAGES:
        data += [f"s:{article}:3:{language}", f"t:{article}:{language}"]
        data += [f"l:{language}:s:{article}:3:en", f"l:en:t:{article}:{language}"]
        data += [f"p:{person}:0:{page}:{language}x" for page in SETTINGS]
    data += [f"s:{article}:{length}:en" for length in LENGTHS]
    data += [f"s:{article}:3:en:{method}" for method in ("", "nothing", "READER")]
    data += [f"p:{person}:c:length:1", f"p:{person}:0:mode", f"p:{person}:0:mode:foreign"]
    data += [f"p:{person}:0:group", f"p:{person}:0:details", f"p:{person}:0:length:auto"]
    data += ["g:", "g:x", "g:a", "g:c", "g:z", "g:x:0", f"g:r:{'0' * 16}"]
    data += [f"l:en:l:en:t:{article}:en", f"f:{person}:", f"f:{person}:DELETE"]
    return [each for each in dict.fromkeys(data) if len(each.encode()) <= 64]


@pytest.mark.slow
@on_both_databases
async def test_forged_buttons_are_refused_and_acknowledged(
    run_bot: RunBot, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with run_bot():
        summary = await next_after(john, john.send_document(BOOK, "river.epub"))
        contents = await press_for(john, summary, "📖 Chapters: 10")
        page = await ask(john, "/settings")
        messages = (summary, contents, page)
        texts = [message.text for message in messages]
        article = str(summary.buttons[0][0].data).split(":")[1]
        for data in forged_for(article, john.id):
            for message in messages:
                answer = await john.press_data(message, data)
                assert answer.text, data
                assert "went wrong" not in answer.text
                assert len(answer.text) <= 200

    assert [message.text for message in messages] == texts
    assert john.bot_messages() == list(messages)
    assert "Traceback" not in caplog.text
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_buttons_that_no_page_or_book_has_are_refused(run_bot: RunBot, john: Person) -> None:
    async with run_bot():
        page = await ask(john, "/settings")
        refusals = [await john.press_data(page, f"p:{john.id}:77")]
        summary = await next_after(john, john.send_document(ENGLISH.text.encode(), "bridge.txt"))
        article = str(summary.buttons[0][0].data).split(":")[1]
        refusals.append(await john.press_data(summary, f"k:{article}:7"))
        refusals.append(await john.press_data(summary, f"c:{article}:0"))

    assert all(refusal.text for refusal in refusals)
    assert not page.is_edited
    assert john.bot_messages() == [page, summary]


async def test_nobody_puts_another_article_into_an_answer_or_deletes_it(
    run_bot: RunBot, john: Person, olena: Person, group: Chat
) -> None:
    async with run_bot():
        hers = await ask(olena, "/summary " + ENGLISH.text, to=group)
        john.send("/summary " + ENGLISH.text, to=group)
        own = await john.wait_for(lambda m: m is not hers, where=group)
        article = str(own.buttons[0][0].data).split(":")[1]
        for data in (f"s:{article}:1:en", f"l:en:s:{article}:1:en", f"n:{article}:1:en"):
            assert (await john.press_data(hers, data)).text
        await john.press_data(own, f"l:en:s:{article}:1:en")

    assert not hers.is_deleted
    assert not hers.is_edited
    assert not own.is_deleted


async def test_an_answer_that_the_question_does_not_offer_is_refused(john: Person) -> None:
    question = await ask(john, "/translate en театр музей вода")
    data = str(question.buttons[0][0].data)
    for forged in ("en", "de", "zz"):
        assert (await john.press_data(question, f"l:{forged}{data[4:]}")).text
    assert not question.is_deleted

    async def is_taken() -> bool:
        # Until the work on the forged taps has ended, the bot is still on it.
        return not (await john.press_data(question, data)).text

    await until(is_taken)
    assert "theatre" in (await john.next_message()).text


async def test_a_press_that_cannot_be_understood_is_acknowledged(
    run_bot: RunBot, telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    async with run_bot():
        page = await ask(john, "/settings")
        for changes in ({"date": 10**20}, {"message_id": 10**30}, {"chat": {"id": 10**30}}):
            query = {"id": "77", "from": john.user.to_json(), "data": "s:1:3:en"}
            message = page.to_json() | changes
            telegram.post_update({"callback_query": query | {"message": message}})
        await until(lambda: len(telegram.calls_of("answerCallbackQuery")) == 3)

    assert all(call.parameters["text"] for call in telegram.calls_of("answerCallbackQuery"))
    assert "Traceback" not in caplog.text
