"""Summaries as a person in a chat sees them."""

from collections.abc import Sequence

import pytest

from bot.domain.article import Article, Ranking, Sentence
from bot.playground import Chat, FormattedText, Message, Person, Playground
from bot.summarizing import Method, rank
from tests.handlers.articles import ENGLISH, RUSSIAN, UKRAINIAN, sentences_of
from tests.handlers.conversation import ask, next_after, once_answered, summary_of, tap


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

    assert answer.text.splitlines()[1] == f"City News · {languages} · {kept}"
    assert answer.replied() is forwarded
    assert len(sentences_of(answer.text)) == 3
    assert all(word in answer.text.lower() for word in words)
    assert ("https://t.me/citynews/57", "City News") in links(answer)


async def test_a_summary_has_sentences_of_the_article_in_their_order(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)

    places = [ENGLISH.text.index(sentence) for sentence in sentences_of(answer.text)]
    assert places == sorted(places)
    assert answer.text.startswith("Old bridge open again\nSomebody · English · ")
    assert answer.parts("bold") == ["Old bridge open again"]
    linked = ("https://example.org/bridge", "The city repaired the old bridge")
    assert linked in links(answer)


async def test_shorter_and_longer_change_the_message_in_place(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    three = sentences_of(answer.text)

    two = sentences_of((await tap(john, answer, "− Shorter")).text)
    assert sentences_of((await tap(john, answer, "+ Longer")).text) == three
    five = sentences_of((await tap(john, answer, "+ Longer")).text)

    assert (len(two), len(five)) == (2, 5)
    assert set(two) < set(three) < set(five)
    assert len(john.bot_messages()) == 1


async def test_every_length_can_be_made_shorter_and_longer(john: Person) -> None:
    for length in ("short", "medium", "long", "5", "40%", "100%"):
        answer = await ask(john, f"/summary {length}\n" + ENGLISH)
        shown = less = len(sentences_of(answer.text))
        if shown > 1:
            less = len(sentences_of((await tap(john, answer, "− Shorter")).text))
            assert less < shown
        more = len(sentences_of((await tap(john, answer, "+ Longer")).text))
        assert more > less
        assert more >= shown


async def test_the_original_wording_can_be_shown_and_hidden_again(olena: Person) -> None:
    answer = await summary_of(olena, ENGLISH, by="Хтось")
    translated = answer.text
    assert translated.splitlines()[2].startswith("Про що: міст, ")

    await tap(olena, answer, "📄 Оригінал")
    assert "англійська · 84 слова" in answer.text
    assert "Про що: bridge, " in answer.text
    assert all(sentence in ENGLISH.text for sentence in sentences_of(answer.text))
    assert (await tap(olena, answer, "📄 Українська")).text == translated


async def test_buttons_are_for_who_asked(john: Person, olena: Person, group: Chat) -> None:
    answer = await next_after(john, john.reply(olena.send(ENGLISH, to=group), "/summary"))
    before = answer.text
    alert = str(await olena.press(answer, "− Shorter"))
    assert alert.startswith("Ці кнопки діють лише для автора запиту")
    assert answer.text == before


async def test_a_button_whose_article_is_gone_says_so(john: Person) -> None:
    answer = await summary_of(john, ENGLISH)
    gone = await john.press_data(answer, "s:999999:2:en")
    assert gone.text == (await john.press_data(answer, "\x00:DROP TABLE articles")).text
    assert "send it again" in gone.text
    assert gone.show_alert


async def test_the_command_takes_a_length_and_a_language(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    for command, sentence_count, language in (
        ("/summary", 3, "English"),
        ("/summary 2", 2, "English"),
        ("/summary uk", 3, "English → Ukrainian"),
        ("/summary 5 ru", 5, "English → Russian"),
        ("/summary ukrainian 1", 1, "English → Ukrainian"),
    ):
        answer = await next_after(john, john.reply(article, command))
        assert f" · {language} · " in f" · {answer.text.splitlines()[1]}"
        assert len(sentences_of(answer.text)) == sentence_count


async def test_the_buttons_keep_the_method(john: Person) -> None:
    answer = await ask(john, "/summary 2 luhn\n" + ENGLISH)
    two = sentences_of(answer.text)
    three = sentences_of((await tap(john, answer, "+ Longer")).text)

    assert len(three) == 3
    assert set(two) < set(three)
    assert [button.data.endswith(":luhn") for button in answer.buttons[0]] == [True, True]


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
    await tap(john, await summary_of(john, ENGLISH), "− Shorter")
    assert sum("river" in article.body.text for article in ranked) == 1


async def test_the_command_is_about_the_text_behind_it_its_reply_or_the_last_article(
    john: Person,
) -> None:
    answer = await ask(john, "/summary 1 en\n" + ENGLISH)
    assert len(sentences_of(answer.text)) == 1
    assert answer.parts("bold") == ["Old bridge open again"]

    article = await once_answered(john, john.forward(ENGLISH, hidden_name="Somebody"))
    answer = await ask(john, "/summary 1")
    assert len(sentences_of(answer.text)) == 1
    assert answer.replied() is article
    # An answer of the bot stands for the article behind it.
    answer = await next_after(john, john.reply(answer, "/summary 5"))
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
async def test_a_length_out_of_range_is_told_the_range(
    telegram: Playground, language_code: str, told: str
) -> None:
    reader = telegram.person("Reader", language_code=language_code)
    for length in ("51", "101% en", "2024", "-3"):
        answer = (await ask(reader, f"/summary {length}")).text
        assert told in answer
        assert length.split()[0] in answer


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

    assert len(sentences_of((await tap(john, answer, "− Shorter")).text)) == 3
    assert len(sentences_of((await ask(john, "/summary 1\n" + "\n".join(lines))).text)) == 1


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
    assert " ".join(sentences_of(answer.text)).split() == text.text.partition("\n")[2].split()
    assert "+ Longer" not in answer.button_texts


async def test_wrong_arguments_get_a_usage_line_with_an_example(john: Person) -> None:
    for command in ("/summary five", "/summary 0", "/summary 5 gibberish"):
        answer = (await ask(john, command)).text
        assert "/summary [length] [language] [method]" in answer
        assert "/summary 5 uk" in answer


async def test_in_a_group_only_commands_are_answered(
    telegram: Playground, john: Person, group: Chat
) -> None:
    telegram.privacy_mode = False
    post = john.send(ENGLISH, to=group)
    john.forward(ENGLISH, hidden_name="Somebody", to=group)
    answer = await next_after(john, john.reply(post, f"/summary@{telegram.bot_username} 2"))
    assert answer.replied() is post
    assert len(sentences_of(answer.text)) == 2
    assert len(john.bot_messages(group)) == 1


async def test_a_photo_with_a_caption_is_an_article(john: Person) -> None:
    assert len(sentences_of((await next_after(john, john.send_photo(caption=ENGLISH))).text)) == 3


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


def links(message: Message) -> set[tuple[str, str]]:
    """Return pairs of a link and the words that it is on."""
    urls = (dict(entity.extra)["url"] for entity in message.entities if entity.type == "text_link")
    return set(zip(urls, message.parts("text_link"), strict=True))
