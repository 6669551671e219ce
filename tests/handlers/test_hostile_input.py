"""Whatever arrives gets a clear answer in the person's language, and the bot goes on."""

import asyncio
from pathlib import Path

import pytest

from bot.playground import Person, Playground
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import (
    answer_to,
    ask,
    expect_silence,
    next_after,
    once_answered,
    summary_of,
)
from tests.waiting import until

GERMAN = (
    "Die alte Brücke über den Fluss ist seit Montag wieder geöffnet. Die Stadt hat drei Jahre lang "
    "daran gearbeitet. Viele Menschen kamen am Morgen und sahen sich die neue Brücke an."
)
BELARUSIAN = (
    "Стары мост праз раку зноў адкрылі ў панядзелак. Горад рамантаваў яго тры гады, і цяпер людзі "
    "зноў ходзяць па ім да рынку. Надвор’е было добрае, а рака ціхая."
)
BULGARIAN = (
    "Старият мост над реката отново е отворен от понеделник. Градът го ремонтира три години, а "
    "хората вече минават по него към пазара. Времето беше хубаво, а реката тиха."
)

OUT_OF_RANGE: list[dict[str, object]] = [
    {"date": 10**20},
    {"date": -(10**20)},
    {"message_id": 10**30},
    {"from": {"id": 10**30, "is_bot": False, "first_name": "Nobody"}},
    {"chat": {"id": -(10**30), "type": "private"}},
    {"forward_origin": {"type": "hidden_user", "date": 10**13, "sender_user_name": "Nobody"}},
]


UNREADABLE = [
    ("🎉🎉🎉", "I can’t find any text here"),
    ("... !!! 12345", "I can’t find any text here"),
    ("http://localhost/news/5", "I don’t open links to localhost"),
    ("@somebody", "I can’t open this link"),
    ("Good morning everybody", "This text is already short (3 words)"),
    (GERMAN, "This looks like German"),
    (BELARUSIAN, "This looks like Belarusian"),
    (BULGARIAN, "This looks like Bulgarian"),
    ("/nonsense", "I don’t know the command /nonsense.\n\nForward an article"),
    ("/summary 🎉🎉 🎉 🎉🎉🎉", "I can’t find any text here"),
    ("/translate xyz", "I didn’t understand “xyz”"),
]


async def test_an_unreadable_message_is_answered_with_what_to_do(john: Person) -> None:
    for text, answer in UNREADABLE:
        assert (await ask(john, text)).text.startswith(answer)


async def test_stickers_get_a_friendly_line(olena: Person) -> None:
    assert (await next_after(olena, olena.send_sticker())).text.startswith("Я читаю статті")
    await next_after(olena, olena.reply(olena.send_sticker(), "/translate en"))
    assert (await olena.next_message()).text.startswith("Не бачу тут тексту")


async def test_a_mixed_text_counts_as_its_main_language(john: Person) -> None:
    answer = await ask(john, RUSSIAN.text + "\n\nThe mayor said: good morning.")
    assert "Russian → English" in answer.text
    assert len(sentences_of(answer.text)) == 3


async def test_a_megabyte_of_text_is_refused_and_others_are_served(
    telegram: Playground, john: Person, olena: Person
) -> None:
    message = await once_answered(john, john.send("placeholder that makes a chat"))
    raw = message.to_json() | {"text": "Слово " * 170_000}
    telegram.post_update({"message": raw})
    olena.send("/help")

    assert (await olena.next_message()).text.startswith("Перешліть статтю")
    refusal = (await john.next_message()).text
    assert refusal.startswith("This text is too long: 1,020,000 characters")
    assert "300,000" in refusal


@pytest.mark.slow
async def test_30000_characters_are_translated_whole(telegram: Playground, john: Person) -> None:
    message = await once_answered(john, john.send("placeholder that makes a chat"))
    raw = message.to_json() | {"text": "the cat sleeps and " * 1578 + "the dog knows"}
    telegram.post_update({"message": raw})
    await john.wait_for(lambda m: "6,315 words → 1 sentence" in m.text)
    john.send("/translate ru")
    await john.wait_for(lambda m: m.text.endswith("этот собака знает"), within=60)
    assert " ".join(m.text for m in john.bot_messages()).split().count("кот") == 1578


async def test_wrong_entity_offsets_do_no_harm(telegram: Playground, john: Person) -> None:
    message = await once_answered(john, john.send(ENGLISH.text))
    lies = [
        {"type": "bold", "offset": -5, "length": 9},
        {"type": "italic", "offset": 3, "length": 10**9},
        {"type": "text_link", "offset": 10**9, "length": 5, "url": "https://example.org"},
        {"type": "custom_emoji", "offset": 3, "length": 0, "custom_emoji_id": "5"},
        {"type": "from_the_future", "offset": 0, "length": 9},
    ]
    telegram.post_update({"message": message.to_json() | {"entities": lies}})
    assert len(sentences_of((await john.next_message()).text)) == 3


async def test_without_packages_a_person_learns_once_that_nothing_is_translated(
    run_bot: RunBot, tmp_path: Path, olena: Person, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    nothing = {"packages_folder": tmp_path / "no packages here"}
    async with run_bot(**nothing):
        summary = await summary_of(olena, ENGLISH, by="Хтось")
        of_john = await summary_of(john, RUSSIAN)
    async with run_bot(**nothing):
        again = await summary_of(olena, ENGLISH, by="Хтось")
        asked_for = await ask(olena, "/summary 2 uk")
        refusal = await ask(olena, "/translate uk")
    assert "англійська · 84 слова → 3 речення" in summary.text
    assert "🌐 Повний переклад" not in summary.button_texts
    note = "Переклад англійська → українська у цьому боті поки що не налаштовано."
    assert summary.text.endswith(f"Показано мовою оригіналу. {note}")
    assert "Translation Russian → English isn’t set up in this bot yet." in of_john.text
    assert "→ 3 речення" in again.text
    assert "Показано мовою оригіналу" not in again.text
    assert "Показано мовою оригіналу. Не можу перекласти англійська → українська:" in asked_for.text
    assert "dragoman models install en-ru ru-en en-uk uk-en" in caplog.text
    assert refusal.text.startswith("Не можу перекласти англійська → українська:")
    assert "dragoman models install" in refusal.text


async def test_a_package_with_a_broken_model_is_named_and_others_go_on(
    run_bot: RunBot, own_argos_packages: Path, john: Person, olena: Person
) -> None:
    model = own_argos_packages / "translate-en_uk-1_4" / "model" / "model.bin"
    model.write_bytes(model.read_bytes()[:1000])
    async with run_bot(packages_folder=own_argos_packages):
        summary = await summary_of(olena, ENGLISH, by="Хтось")
        assert "Показано мовою оригіналу. Пакет перекладу" in summary.text
        assert "Russian → English" in (await summary_of(john, RUSSIAN)).text


async def test_a_person_who_blocked_the_bot_costs_nobody_else(john: Person, olena: Person) -> None:
    await ask(john, "/help")
    john.forward(ENGLISH, hidden_name="Somebody")
    john.block()
    assert (await ask(olena, "/help")).text.startswith("Перешліть статтю")


async def test_an_article_deleted_meanwhile_is_answered_without_the_reply(
    telegram: Playground, john: Person
) -> None:
    message = await once_answered(john, john.send(ENGLISH))
    telegram.post_update({"message": message.to_json() | {"message_id": 424242}})
    answer = await john.next_message()
    assert len(sentences_of(answer.text)) == 3
    assert answer.replied() is None


async def test_an_answer_comes_once_after_flood_control_or_a_server_error(
    telegram: Playground, john: Person
) -> None:
    telegram.fail("sendMessage", 429, retry_after=1)
    telegram.fail("sendMessage", 500, times=2)
    for _ in range(2):
        assert (await ask(john, "/help")).text.startswith("Forward an article")
    assert len(john.bot_messages()) == 2


async def test_messages_of_a_chat_are_answered_in_their_order(john: Person) -> None:
    posts = [john.forward(ENGLISH, hidden_name=f"Source {n}") for n in range(5)]
    await john.wait_for(lambda m: m.replied() is posts[-1])
    assert [m.replied() for m in john.bot_messages()] == posts


async def test_many_people_are_served_at_once(telegram: Playground) -> None:
    people = [telegram.person(f"Reader {n}", language_code="uk") for n in range(20)]
    for person in people:
        person.forward(ENGLISH, hidden_name="Somebody")
    answers = await asyncio.gather(*(person.next_message() for person in people))
    assert all("англійська → українська" in answer.text for answer in answers)


@pytest.mark.parametrize("button", ["Longer", "🌐"])
async def test_a_button_below_a_message_that_telegram_no_longer_gives_out_is_answered(
    telegram: Playground, john: Person, button: str
) -> None:
    summary = await ask(john, RUSSIAN)
    data, *_ = (each.data for row in summary.buttons for each in row if button in each.text)
    message = {"chat": summary.to_json()["chat"], "message_id": summary.id, "date": 0}
    query = {"id": "77", "from": john.user.to_json(), "chat_instance": "1", "data": data}
    telegram.post_update({"callback_query": query | {"message": message}})
    answers = await until(lambda: telegram.calls_of("answerCallbackQuery"))

    assert answers[0].parameters["show_alert"]
    assert "too old" in answers[0].parameters["text"]
    await expect_silence(john)


async def test_numbers_out_of_range_are_logged_once_and_end_nothing(
    telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = {
        "message_id": 1,
        "date": 1,
        "text": "Hello",
        "chat": {"id": john.id, "type": "private"},
        "from": john.user.to_json(),
    }
    await ask(john, "/help")
    for number, changes in enumerate(OUT_OF_RANGE, 1):
        telegram.post_update({"message": message | changes})
        await answer_to(john, john.send("/help"))
        assert caplog.text.count("cannot be understood") == number, changes
    assert "Traceback" not in caplog.text


async def test_a_chat_where_the_bot_may_not_write_costs_one_call_and_one_line(
    run_bot: RunBot, telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    refusals = [
        "not enough rights to send text messages to the chat",
        "need administrator rights in the channel chat",
        "group chat was deactivated",
        "CHAT_ADMIN_REQUIRED",
        "CHAT_GUEST_SEND_FORBIDDEN",
        "CHANNEL_PRIVATE",
        "PEER_ID_INVALID",
        "USER_BANNED_IN_CHANNEL",
        "USER_IS_BLOCKED",
    ]
    caplog.set_level("INFO")
    async with run_bot():
        for refusal in refusals:
            group = telegram.group("Readers", members=[john])
            telegram.fail("sendMessage", 400, f"Bad Request: {refusal}", times=9, chat=group)
            john.send("/summary " + ENGLISH.text, to=group)
        await until(lambda: caplog.text.count("cannot be written to") == len(refusals))

    assert len(telegram.calls_of("sendMessage")) == len(refusals)
    for refusal in refusals:
        lines = [r for r in caplog.records if refusal.lower() in r.getMessage().lower()]
        assert [line.exc_info for line in lines] == [None]
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize(
    "refusal", ["not enough rights to send documents to the chat", "CHAT_SEND_DOCS_FORBIDDEN"]
)
async def test_where_no_files_may_be_sent_a_message_says_so(
    run_bot: RunBot,
    telegram: Playground,
    john: Person,
    caplog: pytest.LogCaptureFixture,
    refusal: str,
) -> None:
    group = telegram.group("Readers", members=[john])
    async with run_bot():
        telegram.fail("sendDocument", 400, f"Bad Request: {refusal}", times=9)
        file = john.send_document(ENGLISH.text.encode(), "bridge.txt", to=group)
        john.reply(file, "/translate ru")
        answer = await john.wait_for(lambda m: "files" in m.text, where=group)

    assert answer.text.startswith(
        "I’m not allowed to send files in this chat, so bridge.ru.txt can’t be sent."
    )
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("typing_after", [0.0, 60.0])
@pytest.mark.parametrize("how", ["kicked", "muted", "closed", "deleted"])
async def test_where_the_bot_may_not_write_one_call_is_refused_and_one_line_logged(
    run_bot: RunBot,
    telegram: Playground,
    john: Person,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    typing_after: float,
) -> None:
    monkeypatch.setattr("bot.botapi.sending._FIRST_AFTER_SECONDS", typing_after)
    group = telegram.group("Readers", members=[john], is_forum=True)
    topic = john.create_topic(group, "Bridges")
    john.send("/summary " + ENGLISH.text, to=group, topic_id=topic)
    match how:
        case "kicked":
            john.remove_bot(group)
        case "muted":
            john.mute_bot(group)
        case "closed":
            john.close_topic(group, topic)
        case "deleted":
            john.delete_topic(group, topic)
    caplog.set_level("INFO")
    async with run_bot():
        await until(lambda: "cannot be written to" in caplog.text)
        await ask(john, "/help")

    assert [call.code for call in telegram.calls if call.code >= 400] in ([400], [403])
    assert caplog.text.count("cannot be written to") == 1
    assert "refused sendMessage" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_who_was_not_asked_says_nothing_of_a_message_that_cannot_be_read(
    run_bot: RunBot, telegram: Playground, john: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.privacy_mode = False
    group = telegram.group("Readers", members=[john])
    message = john.send("Good morning", to=group).to_json() | {"date": 10**20}
    texts = ["Good morning", "/summary@other_bot 5", "/nonsense", "/summary 5"]
    async with run_bot():
        for text in texts:
            telegram.post_update({"message": message | {"text": text}})
        answer = await john.next_message(where=group)
        await ask(john, "/help")

    assert answer.text.startswith("I can’t read this kind of message yet")
    assert john.bot_messages(where=group) == [answer]
    # The others were not even looked at.
    assert caplog.text.count("cannot be understood") == 1
