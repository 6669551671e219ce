"""Translations as a person in a chat sees them."""

import asyncio

from bot.playground import Chat, Person, bold
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import ask, next_after, once_answered, press_for, summary_of
from tests.waiting import until

FULL = "🌐 Повний переклад"


async def test_words_are_translated_and_from_russian_into_ukrainian_by_way_of_english(
    john: Person,
) -> None:
    assert (await ask(john, "/translate en кот")).text.endswith("\n\ncat")
    for pair in ("en ru", "en-ru", "en → ru"):
        assert (await ask(john, f"/translate {pair}\ncat")).text.endswith("\n\nкот")
    answer = (await ask(john, "/translate uk\nСтарый кот спит сегодня.")).text
    assert answer == "Russian → English → Ukrainian · 4 words\n\nСтарий кіт спить сьогодні."


async def test_the_whole_article_comes_once_and_then_its_button_goes(olena: Person) -> None:
    article = olena.forward(ENGLISH, hidden_name="Хтось")
    summary = await next_after(olena, article)
    answer = await press_for(olena, summary, FULL)

    title, _, body = answer.text.partition("\n\n")
    assert title == "Старий міст відкритий знову\nХтось · англійська → українська · 84 слова"
    assert answer.parts("bold") == ["Старий міст відкритий знову"]
    assert len(body.split("\n\n")) == 3
    assert answer.replied() is article
    await until(lambda: FULL not in summary.button_texts)
    assert "📄 Оригінал" in summary.button_texts


async def test_pressing_twice_translates_once(olena: Person) -> None:
    summary = await summary_of(olena, ENGLISH, by="Хтось")
    answers = await asyncio.gather(olena.press(summary, FULL), olena.press(summary, FULL))
    assert sorted(answers, key=str) == [None, "Уже працюю над цим."]
    await until(lambda: FULL not in summary.button_texts)
    assert len(olena.bot_messages()) == 2


async def test_an_article_in_ones_own_language_can_go_into_the_others(john: Person) -> None:
    summary = await summary_of(john, ENGLISH)
    assert [button.text for button in summary.buttons[-2]] == ["🌐 Russian", "🌐 Ukrainian"]
    assert "English → Ukrainian" in (await press_for(john, summary, "🌐 Ukrainian")).text


async def test_the_command_works_on_the_replied_to_message(john: Person, group: Chat) -> None:
    post = john.send(RUSSIAN, to=group)
    for command in ("/translate", "/translate en", "/translate English"):
        answer = await next_after(john, john.reply(post, command))
        assert answer.text.startswith("Old bridge unlocked again\nRussian → English · 58 words\n\n")
        assert answer.replied() is post


async def test_the_command_alone_takes_the_last_article(john: Person) -> None:
    await summary_of(john, RUSSIAN)
    assert "Russian → English → Ukrainian" in (await ask(john, "/translate uk")).text


async def test_lines_and_list_markers_stay_where_they_are(john: Person) -> None:
    john.send("/translate ru\nThe shop sold:\n\n• bread\n• milk and tea\n  — the cat\n\n\nThe end.")
    body = (await john.next_message()).text.partition("\n\n")[2]
    assert body == "Этот магазин продал:\n\n• хлеб\n• молоко и чай\n  — этот кот\n\n\nЭтот конец."


async def test_formatting_of_whole_sentences_survives(john: Person) -> None:
    text = bold("The cat sleeps.") + " The dog knows. The bird sleeps."
    answer = await ask(john, "/translate ru\n" + text)
    assert answer.parts("bold") == ["Этот кот спит."]


async def test_a_long_translation_comes_in_order_and_keeps_every_sentence(john: Person) -> None:
    lines = [f"Number {n} helps the city and the bus helps the market." for n in range(70)]
    john.send("/translate ru\n" + "\n".join(lines))
    await john.wait_for(lambda m: "69" in m.text)
    text = "\n".join(message.text for message in john.bot_messages())
    assert [int(word) for word in text.split() if word.isdecimal()][1:] == list(range(70))
    assert len(john.bot_messages()) == 2


async def test_the_same_language_is_answered_with_another_choice(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    answer = (await next_after(john, john.reply(article, "/translate en"))).text
    assert answer.startswith("This text is already in English.")
    assert "/translate uk" in answer


async def test_a_wrong_language_gets_a_usage_line(olena: Person) -> None:
    answer = (await ask(olena, "/translate абракадабра")).text
    assert answer.startswith("Не розумію «абракадабра».")
    assert "/translate en" in answer


async def test_a_half_translated_title_sentence_or_item_stays_as_it_was(olena: Person) -> None:
    text = (
        bold("Old Bridge and a wonderful river")
        + "\n\nThe old bridge is open today. The mayor opened the wonderful bridge on Monday.\n"
        + "• old river\n• wonderful bridge"
    )
    title, body, *notes = (await ask(olena, "/translate uk\n" + text)).text.split("\n\n")

    assert title.startswith("Old Bridge and a wonderful river ⚠\n")
    assert body.splitlines() == [
        "Цей старий міст є відкритий сьогодні. The mayor opened the wonderful bridge on Monday. ⚠",
        "• старий ріка",
        "• wonderful bridge ⚠",
    ]
    assert notes[0].startswith("⚠ Заголовок залишено мовою оригіналу")
    assert notes[1].startswith("⚠ 2 речення залишилися мовою оригіналу")
