"""Texts whose language does not show, and texts in several languages, as a person meets them."""

import asyncio

from bot.playground import Chat, Message, Person
from tests.conftest import RunBot
from tests.handlers.conversation import ask, next_after, press_for

UNCLEAR = "театр музей вода"
MIXED = (
    "Місто полагодив старий міст через ріка, і це добрий. Мер сказав, що міст допомагає місто.\n"
    "Старый мост открыт снова, и это помогает город.\n"
    "The weather was good on Monday and the river was quiet."
)


def is_question(message: Message) -> bool:
    return message.text in ("What language is this text in?", "Якою мовою написано цей текст?")


async def test_a_tap_says_the_language_and_the_translation_comes(john: Person) -> None:
    asked = john.send(f"/translate en {UNCLEAR}")
    question = await john.next_message()
    assert question.text == "What language is this text in?"
    assert sorted(question.button_texts) == ["Russian", "Ukrainian"]
    assert question.replied() is asked

    answer = await press_for(john, question, "Ukrainian")
    assert answer.text == "Ukrainian → English · 3 words\n\ntheatre museum water"
    assert answer.replied() is asked
    await john.wait_for(lambda _: question.is_deleted)


async def test_the_question_is_in_the_words_of_the_person(olena: Person) -> None:
    question = await ask(olena, f"/translate en {UNCLEAR}")
    assert question.text == "Якою мовою написано цей текст?"
    assert sorted(question.button_texts) == ["Російська", "Українська"]


async def test_a_summary_goes_on_with_its_length_and_language(john: Person) -> None:
    question = await ask(john, "/summary 2 en Вода. Молоко. Театр. Музей. Вода.")
    answer = await press_for(john, question, "Russian")
    assert "Russian → English" in answer.text
    assert answer.text.count("\n\n") == 2


async def test_a_text_without_a_command_is_asked_about_and_its_language_remembered(
    john: Person,
) -> None:
    question = await ask(john, UNCLEAR)
    assert is_question(question)
    assert "theatre museum water" in (await press_for(john, question, "Russian")).text
    assert (await ask(john, "/translate uk")).text.startswith("Russian → English → Ukrainian")


async def test_the_tap_works_after_a_restart(run_bot: RunBot, john: Person) -> None:
    async with run_bot():
        question = await ask(john, f"/translate en {UNCLEAR}")
    async with run_bot():
        assert "theatre museum water" in (await press_for(john, question, "Russian")).text


async def test_only_the_person_who_asked_can_say(john: Person, olena: Person, group: Chat) -> None:
    question = await next_after(john, john.reply(olena.send(UNCLEAR, to=group), "/translate en"))
    assert await olena.press(question, "Russian") is not None
    assert is_question(question)
    assert len(john.bot_messages(group)) == 1


async def test_tapping_twice_answers_once(john: Person) -> None:
    question = await ask(john, f"/translate en {UNCLEAR}")
    data = question.buttons[0][0].data
    assert data
    await asyncio.gather(john.press_data(question, data), john.press_data(question, data))
    await john.wait_for(lambda _: question.is_deleted)
    await john.press_data(question, data)
    assert len(john.bot_messages()) == 1


async def test_a_tap_on_a_deleted_article_is_told_so(john: Person) -> None:
    question = await ask(john, f"/translate en {UNCLEAR}")
    answer = await john.press_data(question, "l:ru:t:999999:en")
    assert answer.text == "I no longer have this article. Please send it again."


async def test_a_forged_tap_is_answered_and_changes_nothing(john: Person) -> None:
    question = await ask(john, f"/translate en {UNCLEAR}")
    for data in ("l:ru", "l:ru:", "l:ru:x:1:en", "l:RU:t:1:en", "l:ru:l:ru:t:1:en"):
        assert (await john.press_data(question, data)).text is not None
        assert is_question(question)


async def test_an_error_after_the_tap_is_told_and_the_question_goes(john: Person) -> None:
    question = await ask(john, f"/translate de\n{UNCLEAR}")
    answer = await press_for(john, question, "Russian")
    assert answer.text.startswith("I can’t translate Russian → German")
    await john.wait_for(lambda _: question.is_deleted)


async def test_the_target_language_can_leave_only_one_reading(john: Person) -> None:
    answer = await ask(john, f"/translate uk {UNCLEAR}")
    assert answer.text.startswith("Russian → English → Ukrainian")


async def test_words_of_one_language_only_are_not_asked_about(john: Person) -> None:
    for text in ("кот", "как дела", "старый мост"):
        assert (await ask(john, f"/translate en {text}")).text.startswith("Russian → English")


async def test_each_paragraph_is_translated_from_its_own_language(john: Person) -> None:
    header, _, body = (await ask(john, f"/translate en\n{MIXED}")).text.partition("\n\n")
    assert header.startswith("Ukrainian, Russian → English")
    first, second, third = body.split("\n")
    assert "city" in first.lower()
    assert second.startswith("Old bridge")
    assert third == "The weather was good on Monday and the river was quiet."


async def test_a_language_that_nothing_leads_from_stays_and_is_named(john: Person) -> None:
    german = "Das Wetter war am Montag schön und der Fluss war am Morgen ganz ruhig."
    ukrainian = "Місто полагодило старий міст через річку.\nМер сказав, що міст допомагає місту."
    answer = (await ask(john, f"/translate en\n{ukrainian}\n{german}")).text
    assert german in answer
    assert answer.endswith("no translation package is installed for: German.")


async def test_paragraphs_in_other_languages_than_the_target_are_translated(john: Person) -> None:
    english = MIXED.splitlines()[-1]
    answer = (await ask(john, "/translate en\n" + 4 * f"{english}\n" + MIXED)).text
    assert answer.startswith("Ukrainian, Russian → English")
    assert answer.count(english) == 5
    assert "Old bridge" in answer
