"""Any chat, where somebody types the bot's name and some words, and sends what it offers."""

import asyncio

import pytest
from aiohttp import web as server

from bot.playground import Chat, Message, Person, Playground
from bot.rendering.words import words_in
from bot.storage import Preferences, Store
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, PAGE, sentences_of
from tests.handlers.conversation import ask
from tests.handlers.test_guests import completed
from tests.waiting import until
from tests.web import Web

SHORT = "The city repaired the old bridge over the river."
ADDRESS = "http://news.example/bridge"


async def sent(person: Person, address: str, title: str, where: Chat) -> Message:
    """Return the message that somebody sends of what is offered for a link."""
    return person.choose(await person.query_inline(address, where=where), title, to=where)


async def test_short_words_are_translated_into_the_language_of_the_person_and_others(
    olena: Person, john: Person, friends: Chat
) -> None:
    answer = await olena.query_inline(SHORT, where=friends)
    assert answer.titles[0] == "Цей місто полагодив цей старий міст над цей ріка."
    assert [result.description for result in answer.results] == [
        "англійська → українська",
        "англійська → російська",
    ]
    assert (answer.is_personal, answer.button) == (True, None)
    message = olena.choose(answer, answer.titles[0], to=friends)
    assert (message.text, message.buttons) == (answer.titles[0], [])
    answer = await john.query_inline(SHORT)
    assert [result.description for result in answer.results] == [
        "English → Russian",
        "English → Ukrainian",
    ]


async def test_what_is_sent_through_the_bot_is_not_sent_to_it(john: Person) -> None:
    answer = await john.query_inline(SHORT)
    john.choose(answer, answer.titles[0])
    assert "/translate [language]" in (await ask(john, "/help")).text


async def test_settings_hold_in_all_chats(store: Store, olena: Person, friends: Chat) -> None:
    await store.prefer(olena.id, Preferences(language="en", target="ru"))
    answer = await olena.query_inline(SHORT, where=friends)
    assert answer.results[0].description == "English → Russian"


async def test_a_button_says_why_nothing_is_offered(olena: Person, friends: Chat) -> None:
    for words, reason in (
        ("", "inline-empty"),
        ("  ", "inline-empty"),
        ((SHORT + " ") * 6, "inline-too-long"),
        ("12 + 3 = 15", "inline-unclear"),
    ):
        answer = await olena.query_inline(words, where=friends)
        assert answer.results == ()
        assert answer.button == {"text": words_in("uk").say(reason), "start_parameter": "inline"}
        assert answer.cache_time == 0


async def test_without_packages_a_button_says_so(
    run_bot: RunBot, olena: Person, tmp_path: object
) -> None:
    async with run_bot(packages_folder=tmp_path):
        answer = await olena.query_inline(SHORT)
    assert answer.results == ()
    assert answer.button is not None
    assert answer.button["text"] == "Немає пакета перекладу: англійська"


async def test_a_link_is_read_once_its_result_was_sent(
    web: Web, john: Person, olena: Person, friends: Chat
) -> None:
    answer = await john.query_inline(ADDRESS, where=friends)
    assert answer.titles == ["Summary of this page", "Translation of this page: English"]
    assert web.asked == []
    message = john.choose(answer, "Summary of this page", to=friends)
    assert message.text == f"{ADDRESS}\n\nReading…"
    await until(lambda: message.is_edited)
    assert len(sentences_of(message.text)) == 3
    assert message.parts("text_link") == ["Bridge News"]
    assert await olena.press(message, "− Shorter") == words_in("uk").say("not-your-button")
    await john.press(message, "− Shorter")
    await until(lambda: len(sentences_of(message.text)) == 2)
    await john.press(message, "🌐 Ukrainian")
    await until(lambda: "полагодив" in message.text)
    await john.press(message, "📄 Original") if "📄 Original" in message.button_texts else None


async def test_a_link_is_translated_where_that_was_chosen(
    web: Web, olena: Person, friends: Chat
) -> None:
    message = await sent(olena, ADDRESS, "Переклад цієї сторінки: українська", friends)
    await until(lambda: message.is_edited)
    assert "полагодив" in message.text
    assert message.button_texts == ["🌐 Російська"]


async def test_a_result_may_be_sent_twice(web: Web, john: Person, friends: Chat) -> None:
    answer = await john.query_inline(f"{ADDRESS} 2", where=friends)
    messages = [john.choose(answer, answer.titles[0], to=friends) for _ in range(2)]
    await until(lambda: all(message.is_edited for message in messages))
    assert messages[0].text == messages[1].text
    assert "84 words" in messages[0].text


@pytest.mark.parametrize("way", ["inline", "guest"])
async def test_what_is_begun_is_completed_once_after_a_restart(
    telegram: Playground, run_bot: RunBot, web: Web, john: Person, friends: Chat, way: str
) -> None:
    asked, may_answer = asyncio.Event(), asyncio.Event()

    async def slow(request: server.Request) -> server.Response:
        asked.set()
        await may_answer.wait()
        return server.Response(text=PAGE, content_type="text/html")

    web.pages["news.example/bridge"] = slow
    async with run_bot(stop_seconds=0.0):
        if way == "inline":
            message = await sent(john, ADDRESS, "Summary of this page", friends)
        else:
            john.send(f"@dragoman_bot {ADDRESS}", to=friends)
        await asked.wait()
    may_answer.set()
    async with run_bot():
        if way == "guest":
            message = await completed(john, friends)
        await until(lambda: message.is_edited)
    assert len(sentences_of(message.text)) == 3
    assert len(telegram.calls_of("editMessageText")) == 1
    assert len(telegram.calls_of("answerGuestQuery")) == (way == "guest")


async def test_links_are_not_offered_where_none_is_opened(run_bot: RunBot, john: Person) -> None:
    async with run_bot(open_links=False):
        answer = await john.query_inline(ADDRESS)
    assert answer.button is not None
    assert answer.button["text"] == "I don’t open links"


async def test_strangers_are_offered_nothing(
    telegram: Playground, run_bot: RunBot, john: Person, olena: Person, friends: Chat
) -> None:
    async with run_bot(allowed_people=(olena.id,)):
        answer = await john.query_inline(SHORT, where=friends)
        assert answer.results == ()
        assert answer.button is not None
        assert answer.button["text"] == "Not right now. See our own chat"
        assert (await olena.query_inline(SHORT, where=friends)).results
        telegram.person("Petro", language_code="en").send("@dragoman_bot", to=friends)
        said = await olena.next_message(where=friends)
    assert said.text == words_in("en").say("error-not-for-everybody")


async def test_limits_are_those_of_who_asks(
    run_bot: RunBot, john: Person, olena: Person, friends: Chat
) -> None:
    async with run_bot(articles_per_hour=1, characters_per_day=600):
        post = olena.send(ENGLISH, to=friends)
        john.reply(post, "@dragoman_bot")
        assert len(sentences_of((await completed(john, friends)).text)) == 3
        await john.next_message(where=friends)
        john.reply(olena.send(ENGLISH.text.upper(), to=friends), "@dragoman_bot")
        assert "1 article" in (await john.next_message(where=friends)).text
        assert (await john.query_inline(SHORT * 4)).results == ()
        assert (await olena.query_inline(SHORT)).results


async def test_of_what_somebody_types_only_the_last_is_answered(
    telegram: Playground, john: Person, olena: Person
) -> None:
    typed = [
        asyncio.create_task(john.query_inline(f"{SHORT} {number}", within=60))
        for number in range(500)
    ]
    await asyncio.sleep(0)
    assert (await olena.query_inline(SHORT)).results
    assert (await typed[-1]).results
    assert len(telegram.calls_of("answerInlineQuery")) <= 3
    for each in typed:
        each.cancel()
    await asyncio.gather(*typed, return_exceptions=True)


FORGED: list[dict[str, object]] = [
    {"inline_query": {}},
    {"inline_query": {"id": 7, "query": 8, "from": "me", "offset": []}},
    {"inline_query": {"id": "7", "query": "a" * 9_000, "from": {"id": -1}, "offset": ""}},
    {"chosen_inline_result": {"inline_message_id": "made up", "result_id": 5}},
    {
        "chosen_inline_result": {
            "inline_message_id": "made up",
            "result_id": "forget",
            "query": "/forget",
            "from": {"id": 5, "is_bot": False, "first_name": "A"},
        }
    },
    {"guest_message": {"text": "@dragoman_bot"}},
    {"callback_query": {"id": "1", "data": "s:1:3:en", "inline_message_id": "made up"}},
]


async def test_forged_queries_harm_nobody(telegram: Playground, john: Person) -> None:
    for forged in FORGED:
        telegram.post_update(forged)
        assert (await john.query_inline(SHORT)).results
        await ask(john, "/help")


async def test_modes_are_turned_on_if_possible(telegram: Playground, run_bot: RunBot) -> None:
    telegram.cloud.inline_mode = telegram.cloud.guest_mode = False
    async with run_bot():
        await until(lambda: telegram.calls_of("setMySettings"))
    assert (telegram.cloud.inline_mode, telegram.cloud.guest_mode) == (True, True)
    # The first may have been stopped before it had asked for all descriptions.
    before = len(telegram.calls_of("getMyShortDescription"))
    async with run_bot():
        await until(lambda: len(telegram.calls_of("getMyShortDescription")) == before + 3)
    assert len(telegram.calls_of("setMySettings")) == 1


async def test_a_server_that_cannot_is_asked_once(
    telegram: Playground, run_bot: RunBot, john: Person
) -> None:
    telegram.cloud.inline_mode = False
    telegram.lacking = {"setMySettings"}
    async with run_bot():
        await until(lambda: telegram.calls_of("setMySettings"))
        await ask(john, "/help")
    assert len(telegram.calls_of("setMySettings")) == 1


@pytest.mark.parametrize(
    ("off", "kinds"),
    [("guest_mode", {"guest_message"}), ("inline_mode", {"inline_query", "chosen_inline_result"})],
)
async def test_a_mode_can_be_turned_off(
    telegram: Playground, run_bot: RunBot, off: str, kinds: set[str]
) -> None:
    async with run_bot(**{off: False}):
        await until(lambda: telegram.calls_of("setMySettings"))
        await until(lambda: bool(telegram.cloud.updates.allowed))
    assert not getattr(telegram.cloud, off)
    all_kinds = {"guest_message", "inline_query", "chosen_inline_result"}
    assert all_kinds & set(telegram.cloud.updates.allowed) == all_kinds - kinds
