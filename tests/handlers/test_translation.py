"""Translations as a person in a chat sees them."""

import asyncio

import pytest

from bot.playground import Person, Playground, bold
from tests.handlers.articles import ENGLISH, RUSSIAN
from tests.handlers.conversation import ask, next_after, press_for, summary_of


async def test_a_word_is_really_translated(john: Person) -> None:
    assert (await ask(john, "/translate en кот")).text.endswith("\n\ncat")


@pytest.mark.parametrize("pair", ["en ru", "en-ru", "en → ru"])
async def test_two_languages_are_from_one_into_the_other(john: Person, pair: str) -> None:
    assert (await ask(john, f"/translate {pair}\ncat")).text.endswith("\n\nкот")


async def test_russian_reaches_ukrainian_by_way_of_english(john: Person) -> None:
    john.send("/translate uk\nСтарый кот спит сегодня.")
    answer = (await john.next_message()).text
    assert answer == "Russian → English → Ukrainian · 4 words\n\nСтарий кіт спить сьогодні."


async def test_the_whole_article_comes_with_its_title_and_paragraphs(olena: Person) -> None:
    article = olena.forward(ENGLISH, hidden_name="Хтось")
    summary = await olena.next_message()

    answer = await press_for(olena, summary, "🌐 Повний переклад")

    title, _, body = answer.text.partition("\n\n")
    assert title == "Старий міст відкритий знову\nХтось · англійська → українська · 84 слова"
    assert answer.parts("bold") == ["Старий міст відкритий знову"]
    assert len(body.split("\n\n")) == 3
    assert answer.replied() is article


async def test_the_button_goes_when_the_translation_has_come(olena: Person) -> None:
    summary = await summary_of(olena, ENGLISH, by="Хтось")
    await press_for(olena, summary, "🌐 Повний переклад")
    await olena.wait_for(lambda m: m is summary and "🌐 Повний переклад" not in m.button_texts)
    assert "📄 Оригінал" in summary.button_texts


async def test_pressing_twice_translates_once(telegram: Playground, olena: Person) -> None:
    summary = await summary_of(olena, ENGLISH, by="Хтось")
    answers = await asyncio.gather(
        olena.press(summary, "🌐 Повний переклад"), olena.press(summary, "🌐 Повний переклад")
    )
    assert sorted(answers, key=str) == [None, "Уже працюю над цим."]
    await olena.wait_for(lambda m: m is summary and "🌐 Повний переклад" not in m.button_texts)
    assert len(olena.bot_messages()) == 2


async def test_an_article_in_ones_own_language_can_go_into_the_others(john: Person) -> None:
    summary = await summary_of(john, ENGLISH)
    assert [button.text for button in summary.buttons[-2]] == ["🌐 Russian", "🌐 Ukrainian"]
    assert "English → Ukrainian" in (await press_for(john, summary, "🌐 Ukrainian")).text


@pytest.mark.parametrize("command", ["/translate", "/translate en", "/translate English"])
async def test_the_command_works_on_the_replied_to_message(
    telegram: Playground, john: Person, command: str
) -> None:
    group = telegram.group("Readers", members=[john])
    post = john.send(RUSSIAN, to=group)
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
    answer = await ask(
        john, "/translate ru\n" + bold("The cat sleeps.") + " The dog knows. The bird sleeps."
    )
    assert answer.parts("bold") == ["Этот кот спит."]


async def test_a_long_translation_comes_in_order_and_keeps_every_sentence(john: Person) -> None:
    lines = [f"Number {n} helps the city and the bus helps the market." for n in range(70)]
    john.send("/translate ru\n" + "\n".join(lines))
    await john.wait_for(lambda m: "69" in m.text)
    text = "\n".join(message.text for message in john.bot_messages())
    numbers = [int(word) for word in text.split() if word.isdecimal()][1:]
    assert numbers == list(range(70))
    assert len(john.bot_messages()) == 2


async def test_the_same_language_is_answered_with_another_choice(john: Person) -> None:
    await next_after(john, john.reply(john.send(ENGLISH), "/translate en"))
    answer = (await john.next_message()).text
    assert answer.startswith("This text is already in English.")
    assert "/translate uk" in answer


async def test_a_wrong_language_gets_a_usage_line(olena: Person) -> None:
    olena.send("/translate абракадабра")
    answer = (await olena.next_message()).text
    assert answer.startswith("Не розумію «абракадабра».")
    assert "/translate en" in answer


async def test_a_half_translated_title_sentence_or_item_stays_as_it_was(olena: Person) -> None:
    olena.send(
        "/translate uk\n"
        + bold("Old Bridge and a wonderful river")
        + "\n\nThe old bridge is open today. The mayor opened the wonderful bridge on Monday.\n"
        + "• old river\n• wonderful bridge"
    )

    title, body, *notes = (await olena.next_message()).text.split("\n\n")

    assert title.startswith("Old Bridge and a wonderful river ⚠\n")
    assert body.splitlines() == [
        "Цей старий міст є відкритий сьогодні. The mayor opened the wonderful bridge on Monday. ⚠",
        "• старий ріка",
        "• wonderful bridge ⚠",
    ]
    assert notes[0].startswith("⚠ Заголовок залишено мовою оригіналу")
    assert notes[1].startswith("⚠ 2 речення залишилися мовою оригіналу")
