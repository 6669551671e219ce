"""Summaries as a person in a chat sees them."""

from collections.abc import Sequence

import pytest

from bot.domain.article import Article, Ranking, Sentence
from bot.playground import FormattedText, Person, Playground
from bot.summarizing import Method, rank
from tests.handlers.articles import ENGLISH, RUSSIAN, UKRAINIAN, sentences_of
from tests.handlers.conversation import ask, next_after, once_answered, summary_of


@pytest.mark.parametrize(
    ("article", "language_code", "languages", "kept", "words"),
    [
        (ENGLISH, "en", "English", "84 words → 3 sentences", ["bridge", "river"]),
        (ENGLISH, "ru", "английский → русский", "84 слова → 3 предложения", ["мост", "река"]),
        (ENGLISH, "uk", "англійська → українська", "84 слова → 3 речення", ["міст", "місто"]),
        (RUSSIAN, "en", "Russian → English", "58 words → 3 sentences", ["bridge", "city"]),
        (
            RUSSIAN,
            "uk",
            "російська → англійська → українська",
            "58 слів → 3 речення",
            ["міст", "місто"],
        ),
        (UKRAINIAN, "uk", "українська", "59 слів → 3 речення", ["міст", "місто"]),
        (UKRAINIAN, "ru", "украинский → английский → русский", "59 слов → 3 предложения", ["мост"]),
    ],
)
async def test_a_forwarded_article_is_summarised_in_the_readers_language(
    telegram: Playground,
    article: FormattedText,
    language_code: str,
    languages: str,
    kept: str,
    words: list[str],
) -> None:
    reader = telegram.person("Reader", language_code=language_code)
    channel = telegram.channel("City News", username="citynews")

    forwarded = reader.forward(article, from_channel=channel, message_id=57)
    answer = await reader.next_message()

    facts = answer.text.splitlines()[1]
    assert facts == f"City News · {languages} · {kept}"
    assert answer.replied() is forwarded
    assert len(sentences_of(answer.text)) == 3
    assert all(word in answer.text.lower() for word in words)
    assert ("https://t.me/citynews/57", "City News") in links(answer.entities, answer.text)


async def test_a_summary_has_the_articles_sentences_word_for_word_and_in_order(
    john: Person,
) -> None:
    answer = await summary_of(john, ENGLISH)

    places = [ENGLISH.text.index(sentence) for sentence in sentences_of(answer.text)]
    assert places == sorted(places)
    assert answer.text.startswith("Old bridge open again\nSomebody · English · ")
    assert answer.parts("bold") == ["Old bridge open again"]


async def test_links_in_a_sentence_survive(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    linked = ("https://example.org/bridge", "The city repaired the old bridge")
    assert linked in links(answer.entities, answer.text)


async def test_shorter_and_longer_change_the_message_in_place(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    three = sentences_of(answer.text)

    await john.press(answer, "− Shorter")
    two = sentences_of((await john.wait_for(lambda m: m.is_edited)).text)
    await john.press(answer, "+ Longer")
    await john.wait_for(lambda m: sentences_of(m.text) == three)
    await john.press(answer, "+ Longer")
    await john.wait_for(lambda m: len(sentences_of(m.text)) == 5)

    assert len(two) == 2
    assert set(two) < set(three) < set(sentences_of(answer.text))
    assert len(john.bot_messages()) == 1


@pytest.mark.parametrize("length", ["short", "medium", "long", "5", "40%", "100%"])
async def test_every_length_can_be_made_shorter_and_longer(john: Person, length: str) -> None:
    answer = await ask(john, f"/summary {length}\n" + ENGLISH)
    shown = len(sentences_of(answer.text))

    if shown > 1:
        await john.press(answer, "− Shorter")
        await john.wait_for(lambda m: len(sentences_of(m.text)) < shown)
    less = len(sentences_of(answer.text))
    await john.press(answer, "+ Longer")
    await john.wait_for(lambda m: len(sentences_of(m.text)) > less)
    assert len(sentences_of(answer.text)) >= shown


async def test_the_original_wording_can_be_shown_and_hidden_again(olena: Person) -> None:
    answer = await summary_of(olena, ENGLISH, by="Хтось")
    translated = answer.text

    await olena.press(answer, "📄 Оригінал")
    await olena.wait_for(lambda m: "англійська · 84 слова" in m.text)
    assert all(sentence in ENGLISH.text for sentence in sentences_of(answer.text))

    await olena.press(answer, "📄 Українська")
    await olena.wait_for(lambda m: m.text == translated)


async def test_key_words_are_in_the_language_of_the_summary(olena: Person) -> None:
    answer = await summary_of(olena, ENGLISH, by="Хтось")
    assert answer.text.splitlines()[2].startswith("Про що: міст, ")

    await olena.press(answer, "📄 Оригінал")
    await olena.wait_for(lambda m: "Про що: bridge, " in m.text)


async def test_buttons_are_for_the_person_who_asked(telegram: Playground, john: Person) -> None:
    olena = telegram.person("Олена", language_code="uk")
    family = telegram.group("Family", members=[john, olena])
    post = olena.send(ENGLISH, to=family)
    answer = await next_after(john, john.reply(post, "/summary"))
    before = answer.text

    alert = await olena.press(answer, "− Shorter")

    assert alert is not None
    assert alert.startswith("Ці кнопки діють лише для автора запиту")
    assert answer.text == before


async def test_a_button_whose_article_is_gone_says_so(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    gone = await john.press_data(answer, "s:999999:2:en")
    nonsense = await john.press_data(answer, "\x00:DROP TABLE articles")
    assert gone.text == nonsense.text
    assert "send it again" in gone.text
    assert gone.show_alert


@pytest.mark.parametrize(
    ("command", "sentence_count", "language"),
    [
        ("/summary", 3, "English"),
        ("/summary 2", 2, "English"),
        ("/summary uk", 3, "English → Ukrainian"),
        ("/summary 5 ru", 5, "English → Russian"),
        ("/summary ukrainian 1", 1, "English → Ukrainian"),
    ],
)
async def test_the_command_takes_a_length_and_a_language(
    john: Person, command: str, sentence_count: int, language: str
) -> None:
    john.reply(john.send(ENGLISH), command)
    await john.next_message()  # the article itself, summarised without any command
    answer = await john.next_message()
    assert f" · {language} · " in f" · {answer.text.splitlines()[1]}"
    assert len(sentences_of(answer.text)) == sentence_count


async def test_the_buttons_keep_the_method(john: Person) -> None:
    answer = await ask(john, "/summary 2 luhn\n" + ENGLISH)
    two = sentences_of(answer.text)

    await john.press(answer, "+ Longer")
    await john.wait_for(lambda m: len(sentences_of(m.text)) == 3)

    assert set(two) < set(sentences_of(answer.text))
    shorter, longer = answer.buttons[0]
    assert shorter.data.endswith(":luhn")
    assert longer.data.endswith(":luhn")


async def test_a_method_that_would_take_too_long_is_refused_with_a_way_out(john: Person) -> None:
    text = " ".join(f"Bridge {number} is open." for number in range(150))
    assert (await ask(john, "/summary kl\n" + text)).text.startswith(
        "The method kl would take too long for 150 sentences: its limit is 120."
    )


async def test_another_length_needs_no_second_ranking(
    john: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[Article] = []

    def counted(article: Article, sentences: Sequence[Sentence], method: Method) -> Ranking:
        ranked.append(article)
        return rank(article, sentences, method)

    monkeypatch.setattr("bot.service.articles.rank", counted)
    answer = await summary_of(john, ENGLISH)
    await john.press(answer, "− Shorter")
    await john.wait_for(lambda m: m.is_edited)
    assert sum("river" in article.body.text for article in ranked) == 1


async def test_the_command_takes_the_text_behind_it(john: Person) -> None:
    answer = await ask(john, "/summary 1 en\n" + ENGLISH)
    assert len(sentences_of(answer.text)) == 1
    assert answer.parts("bold") == ["Old bridge open again"]


async def test_the_command_alone_takes_the_last_article_of_the_chat(john: Person) -> None:
    article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))
    answer = await ask(john, "/summary 1")
    assert len(sentences_of(answer.text)) == 1
    assert answer.replied() is article


async def test_the_command_on_an_answer_of_the_bot_means_the_article_behind_it(
    john: Person,
) -> None:
    first = await summary_of(john, ENGLISH)
    answer = await next_after(john, john.reply(first, "/summary 5"))
    assert len(sentences_of(answer.text)) == 5


async def test_a_command_without_any_article_asks_which(john: Person) -> None:
    assert (await ask(john, "/summary")).text.startswith("Which article?")


@pytest.mark.parametrize(
    ("language_code", "told"),
    [
        ("en", "a summary has 1 to 50 sentences, or 1 to 100% of the text"),
        ("ru", "можно от 1 до 50 предложений или от 1 до 100\N{NO-BREAK SPACE}% текста"),
        ("uk", "можна від 1 до 50 речень або від 1 до 100\N{NO-BREAK SPACE}% тексту"),
    ],
)
@pytest.mark.parametrize(
    "command", ["/summary 51", "/summary 101% en", "/summary 2024", "/summary -3"]
)
async def test_a_length_out_of_range_is_told_the_range(
    telegram: Playground, command: str, language_code: str, told: str
) -> None:
    reader = telegram.person("Reader", language_code=language_code)
    reader.send(command)
    answer = (await reader.next_message()).text
    assert told in answer
    assert command.split()[1] in answer


async def test_a_few_words_are_short_in_however_many_lines(john: Person) -> None:
    lines = [
        "The ferry is late again this morning.",
        "It waits behind the island for the fog to go.",
        "Nobody on board has any breakfast left.",
        "The captain tells stories about other fogs.",
        "All of them are worse.",
    ]
    answer = await ask(john, "\n".join(lines))
    assert answer.text.startswith("This text is already short (36 words)")

    await john.press(answer, "− Shorter")
    await john.wait_for(lambda m: len(sentences_of(m.text)) == 3)
    john.send("/summary 1\n" + "\n".join(lines))
    assert len(sentences_of((await john.next_message()).text)) == 1


async def test_a_long_text_is_not_short_when_all_of_it_is_asked_for(john: Person) -> None:
    sentence = "Ferry number {} takes {} people and their {} bicycles over the bay every morning."
    answer = await ask(
        john, "/summary 50\n" + " ".join(sentence.format(n, n + 7, n + 3) for n in range(22))
    )
    assert answer.text.splitlines()[0].endswith("330 words → 22 sentences")
    assert "short" not in answer.text


async def test_a_hundred_percent_are_the_whole_text(john: Person) -> None:
    text = (
        ENGLISH + "\n\nPhoto: Jane Doe\n\nEvery train was quiet today.\n\nSubscribe to our channel!"
    )
    answer = await ask(john, "/summary 100%\n" + text)
    shown = " ".join(sentences_of(answer.text))
    assert shown.split() == text.text.partition("\n")[2].split()
    assert "+ Longer" not in answer.button_texts


@pytest.mark.parametrize("command", ["/summary five", "/summary 0", "/summary 5 gibberish"])
async def test_wrong_arguments_get_a_usage_line_with_an_example(john: Person, command: str) -> None:
    john.send(command)
    answer = (await john.next_message()).text
    assert "/summary [length] [language] [method]" in answer
    assert "/summary 5 uk" in answer


async def test_in_a_group_only_commands_are_answered(telegram: Playground, john: Person) -> None:
    telegram.privacy_mode = False
    group = telegram.group("Readers", members=[john])
    post = john.send(ENGLISH, to=group)
    john.forward(ENGLISH, hidden_name="Somebody", to=group)
    john.reply(post, f"/summary@{telegram.bot_username} 2")

    answer = await john.next_message(where=group)
    assert answer.replied() is post
    assert len(sentences_of(answer.text)) == 2
    assert len(john.bot_messages(group)) == 1


async def test_a_photo_with_a_caption_is_an_article(john: Person) -> None:
    john.send_photo(caption=ENGLISH)
    assert len(sentences_of((await john.next_message()).text)) == 3


async def test_a_long_summary_comes_in_parts_and_its_buttons_answer_anew(john: Person) -> None:
    sentence = "Number {} helps the city, the bus helps the market and the night helps the year."
    long = " ".join(sentence.format(n) for n in range(47))
    john.send("/summary 50 ru\n" + long)
    first = await john.wait_for(lambda m: bool(m.buttons))
    parts = john.bot_messages()
    assert len(parts) > 1
    assert parts[-1] is first

    await john.press(first, "− Shorter")
    await john.wait_for(lambda m: m.id > first.id and bool(m.buttons))
    assert not first.is_edited


def links(entities: tuple[object, ...], text: str) -> set[tuple[str, str]]:
    """Pairs of a link and the words that it is on."""
    found = set()
    for entity in entities:
        if entity.type == "text_link":  # type: ignore[attr-defined]
            words = text.encode("utf-16-le")[2 * entity.offset : 2 * entity.end]  # type: ignore[attr-defined]
            found.add((dict(entity.extra)["url"], words.decode("utf-16-le")))  # type: ignore[attr-defined]
    return found
