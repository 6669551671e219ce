"""Where the sentences of a summary stand: native quotes of messages, and places in documents."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bot.playground import FormattedText, Message, Person, Playground, bold, link
from bot.playground.chats import Chat
from bot.playground.formatting import styled, utf16_slice
from testkit.pdf import pdf, pdf_line
from tests.conftest import RunBot
from tests.handlers.articles import ENGLISH, RUSSIAN, sentences_of
from tests.handlers.conversation import (
    ask,
    next_after,
    once_answered,
    press_for,
    press_until,
    summary_of,
    tap,
)
from tests.handlers.test_documents import BOOK, DOCX
from tests.handlers.test_parts import OPTIONS, POLL, message_of
from tests.handlers.test_several_messages import PARAGRAPH
from tests.waiting import until
from tests.web import Web

WHERE = "🔎 Where it stands"


SENTENCES = re.split(r"(?<=\.)\s+", ENGLISH.text.split("\n\n", 1)[1])
HINT = "Tap the number of a sentence to see it in its place."


async def places_of(
    person: Person, summary: Message, where: Chat | None = None, button: str = WHERE
) -> list[str]:
    """Press the button below a summary, and return the numbers of its sentences."""
    await press_until(person, summary, button, lambda m: "1" in m.button_texts)
    return [text for text in summary.button_texts if text.isdecimal()]


async def proof_of(
    person: Person, summary: Message, number: str, where: Chat | None = None
) -> Message:
    """Ask where a sentence of a summary stands, and return the answer."""
    await places_of(person, summary, where)
    return await press_for(person, summary, number, where=where)


def quoted(answer: Message) -> str:
    """Return what an answer quotes, which its original has word for word at that place."""
    original, quote = answer.replied(), answer.quote
    assert original is not None
    assert quote is not None
    length = len(quote["text"].encode("utf-16-le")) // 2
    assert utf16_slice(original.text, quote["position"], length) == quote["text"]
    return str(quote["text"])


async def test_each_sentence_is_quoted_from_its_message(john: Person) -> None:
    article = john.forward("🌉 " + ENGLISH, hidden_name="Somebody")
    summary = await john.next_message()
    numbers = await places_of(john, summary)
    assert numbers == ["1", "2", "3"]

    for number, sentence in zip(numbers, sentences_of(summary.text), strict=True):
        answer = await press_for(john, summary, number)
        assert quoted(answer) == sentence
        assert answer.replied() is article
        assert answer.text == f"Sentence {number}. Tap the quote to see it in its place."


async def test_the_numbers_are_taken_away_by_the_same_button(john: Person) -> None:
    summary = await summary_of(john, ENGLISH)
    before, text = summary.button_texts, summary.text

    assert await john.press(summary, WHERE) == HINT
    await john.wait_for(lambda m: m is summary and m.button_texts == [*before, "1", "2", "3"])
    assert await john.press(summary, WHERE) is None
    await john.wait_for(lambda m: m is summary and m.button_texts == before)
    assert summary.text == text


async def test_a_long_summary_has_its_numbers_on_pages(john: Person) -> None:
    lines = [f"The bridge number {n} is open again for the people of the city." for n in range(40)]
    summary = await ask(john, "/summary 100%\n" + " ".join(lines))
    before = len(summary.button_texts)

    await press_until(john, summary, WHERE, lambda m: m.button_texts[-1] == "25–40 ›")
    assert summary.button_texts[before:-1] == [str(n) for n in range(1, 25)]
    assert max(map(len, summary.buttons)) == 8
    await press_until(john, summary, "25–40 ›", lambda m: m.button_texts[-1] == "‹ 1–24")
    assert quoted(await press_for(john, summary, "40")) == lines[-1]
    await press_until(john, summary, "‹ 1–24", lambda m: m.button_texts[-1] == "25–40 ›")


async def test_formats_custom_emoji_and_unseen_characters_are_quoted_as_they_stand(
    john: Person,
) -> None:
    emoji = styled("🌉", "custom_emoji", custom_emoji_id="5368324170671202286")
    text = (
        bold("Old bridge open again")
        + "\n\n\u200bThe city repaired "
        + emoji
        + " the old\u00ad bridge with "
        + bold("three\u200b years of work")
        + " and "
        + link("the news", "https://a.example")
        + " "
        + styled("says", "spoiler")
        + " that it is open. Many people came to the river in the morning."
    )
    article = await once_answered(john, john.forward(text, hidden_name="Somebody"))
    summary = await next_after(john, john.reply(article, "/summary 100%"))
    answer = await proof_of(john, summary, "1")

    assert quoted(answer).startswith(
        "The city repaired 🌉 the old\u00ad bridge with three\u200b years"
    )
    assert answer.quote is not None
    kinds = [entity["type"] for entity in answer.quote["entities"]]
    assert kinds == ["custom_emoji", "bold", "spoiler"]
    assert answer.replied() is article


async def test_a_sentence_that_is_too_long_for_a_quote_is_quoted_from_its_beginning(
    john: Person,
) -> None:
    sentence = "The bridge 🌉 " + "helps the city and the market 🌉 and the river " * 40 + "too."
    summary = await ask(john, "/summary 1\n" + sentence + " Many people came.")
    words = quoted(await proof_of(john, summary, "1"))

    assert sentence.startswith(words)
    assert 900 < len(words.encode("utf-16-le")) // 2 <= 1024


async def test_sentences_of_a_text_that_telegram_cut_are_quoted_from_their_own_messages(
    john: Person,
) -> None:
    lines = [f"The city repaired bridge {n} over the river for {n} years." for n in range(300)]
    parts = john.send_long("/summary 100%\n" + "\n".join(lines))
    assert len(parts) > 2
    summary = await john.next_message()
    while not summary.buttons:  # below the last of several messages
        summary = await john.next_message()
    await john.press(summary, WHERE)
    answers = []
    for first in range(24, 300, 24):
        forward = f"{first + 1}–{min(first + 24, 300)} ›"
        await until(lambda forward=forward: forward in summary.button_texts)  # type: ignore[misc]
        answers.append(await press_for(john, summary, str(first)))
        await john.press(summary, forward)

    quotes = [quoted(answer) for answer in answers]
    # Telegram cuts between words, and most of a sentence stands in one of the two messages.
    assert all(quote in line for quote, line in zip(quotes, lines[23:288:24], strict=True))
    assert sum(quote in lines for quote in quotes) >= len(quotes) - len(parts)
    assert {answer.reply_to for answer in answers} == {part.id for part in parts}


async def test_sentences_below_the_pictures_of_an_album_are_quoted_from_their_captions(
    john: Person,
) -> None:
    captions = [ENGLISH, FormattedText("The lighthouse on the rock burned for nine days in May.")]
    pictures = [john.send_photo(caption=caption, media_group_id="1") for caption in captions]
    await john.next_message()
    summary = await next_after(john, john.reply(pictures[0], "/summary 100%"))
    last = (await places_of(john, summary))[-1]
    for number, picture in (("1", pictures[0]), (last, pictures[1])):
        answer = await press_for(john, summary, number)
        assert quoted(answer) in picture.text
        assert answer.replied() is picture


async def test_a_post_that_its_author_numbered_is_quoted_part_by_part(
    telegram: Playground, john: Person
) -> None:
    news = telegram.channel("News", username="news")
    posts = [
        john.forward(f"{n}/3\n{PARAGRAPH} Text {n} ends here.", from_channel=news, message_id=n)
        for n in (1, 2, 3)
    ]
    await john.next_message()
    summary = await ask(john, "/summary 100%")
    numbers = await places_of(john, summary)
    answers = [await press_for(john, summary, number) for number in numbers]

    assert [quoted(answer) for answer in answers] == sentences_of(summary.text)
    assert {answer.reply_to for answer in answers} == {post.id for post in posts}


async def test_a_summary_of_a_quote_is_proved_in_the_message_that_was_quoted(john: Person) -> None:
    article = await once_answered(john, john.send(ENGLISH))
    words = ENGLISH.text[ENGLISH.text.index("The mayor") :]
    summary = await next_after(john, john.reply(article, "/summary 2", quote=words))
    answer = await proof_of(john, summary, "2")

    assert quoted(answer) == sentences_of(summary.text)[1]
    assert answer.replied() is article


async def test_a_translated_summary_is_proved_by_the_authors_sentence(john: Person) -> None:
    article = john.forward(RUSSIAN, hidden_name="Somebody")
    summary = await john.next_message()
    assert "Russian → English" in summary.text
    answer = await proof_of(john, summary, "1")

    assert quoted(answer) in RUSSIAN.text
    assert answer.replied() is article


@pytest.mark.parametrize("to_command", [True, False])
async def test_in_a_topic_the_quote_comes_into_the_topic_and_strangers_get_none(
    telegram: Playground, john: Person, olena: Person, to_command: bool
) -> None:
    forum = telegram.group("Readers", members=[john, olena], is_forum=True)
    bridges = john.create_topic(forum, "Bridges")
    if to_command:
        original = john.send("/summary 2 en\n" + ENGLISH.text, to=forum, topic_id=bridges)
    else:
        original = olena.send(ENGLISH, to=forum, topic_id=bridges)
        john.reply(original, "/summary 2")
    summary = await john.next_message(where=forum)
    olena.user.language_code = "en"
    assert "only work for the person" in str(await olena.press(summary, WHERE))
    answer = await proof_of(john, summary, "2", forum)

    assert quoted(answer) == sentences_of(summary.text)[1]
    assert (answer.topic_id, answer.replied()) == (bridges, original)


async def test_it_works_after_a_restart(run_bot: RunBot, john: Person) -> None:
    async with run_bot():
        summary = await summary_of(john, ENGLISH)
        await places_of(john, summary)
    async with run_bot():
        assert quoted(await press_for(john, summary, "3")) == sentences_of(summary.text)[2]
        await press_until(john, summary, WHERE, lambda m: "1" not in m.button_texts)


async def test_a_sentence_that_was_edited_away_comes_with_its_neighbours(john: Person) -> None:
    article = john.send(ENGLISH)
    summary = await john.next_message()
    await places_of(john, summary)
    john.edit(article, "The bridge was never open.")
    offer = await john.next_message()
    answer = await press_for(john, summary, "2")

    assert answer is not offer
    assert answer.replied() is article
    assert answer.quote is None
    assert "probably because the message was edited" in answer.text
    assert answer.parts("bold") == [sentences_of(summary.text)[1]]
    (context,) = answer.parts("expandable_blockquote")
    assert context in ENGLISH.text


async def test_a_sentence_of_a_deleted_message_comes_with_its_neighbours(
    telegram: Playground, john: Person
) -> None:
    article = john.send(ENGLISH)
    summary = await john.next_message()
    await places_of(john, summary)
    telegram.cloud.delete_message(article)
    answer = await press_for(john, summary, "1")

    assert answer.reply_to is None
    assert "The message was deleted." in answer.text
    assert answer.parts("bold") == [sentences_of(summary.text)[0]]


async def test_an_option_of_a_poll_comes_with_its_neighbours(
    telegram: Playground, john: Person
) -> None:
    await ask(john, "/start")
    telegram.post_update(message_of(john, "", **POLL))
    await john.next_message()
    summary = await ask(john, "/summary 100%")
    answer = await proof_of(john, summary, "2")

    assert answer.text.startswith("Sentence 2\n")
    assert answer.parts("bold") == [sentences_of(summary.text)[1]]
    assert answer.parts("bold")[0] in OPTIONS


async def test_a_sentence_of_a_book_comes_with_its_chapter(john: Person) -> None:
    book = john.send_document(BOOK, "river.epub")
    summary = await john.next_message()
    answer = await proof_of(john, summary, "1")

    assert re.match(r"Sentence 1\nPart \d\n", answer.text)
    assert answer.replied() is book
    (sentence,) = answer.parts("bold")
    assert sentence == sentences_of(summary.text)[0]
    assert sentence in answer.parts("expandable_blockquote")[0]


async def test_a_sentence_of_a_word_file_comes_with_its_neighbours(john: Person) -> None:
    summary = await next_after(john, john.send_document(DOCX, "report.docx"))
    answer = await proof_of(john, summary, "2")

    (context,) = answer.parts("expandable_blockquote")
    (sentence,) = answer.parts("bold")
    assert sentence == sentences_of(summary.text)[1]
    assert len(context) > len(sentence)
    assert answer.text == f"Sentence 2\n{context}"


async def test_a_sentence_of_a_pdf_comes_with_its_page(john: Person) -> None:
    john.send_document(pdf(pdf_line(each, 50, 700) for each in SENTENCES), "report.pdf")
    summary = await john.next_message()
    shown = sentences_of(summary.text)
    for number in await places_of(john, summary):
        answer = await press_for(john, summary, number)
        sentence = shown[int(number) - 1]
        page = 1 + SENTENCES.index(sentence)
        assert answer.text.startswith(f"Sentence {number}\npage {page}\n")
        assert answer.parts("bold") == [sentence]


@pytest.mark.usefixtures("web")
async def test_a_sentence_of_a_page_comes_with_a_link_that_jumps_there(john: Person) -> None:
    summary = await ask(john, "http://news.example/bridge")
    answer = await proof_of(john, summary, "1")

    (jump,) = (dict(entity.extra)["url"] for entity in answer.entities if entity.extra)
    assert answer.parts("text_link") == ["Open at this sentence"]
    address, _, directive = jump.partition("#:~:text=")
    assert address == "http://news.example/bridge"
    first, _, last = unquote(directive).partition(",")
    assert sentences_of(summary.text)[0].startswith(first)
    assert sentences_of(summary.text)[0].endswith(last)
    assert sentences_of(summary.text)[0] in answer.parts("expandable_blockquote")[0]


async def test_a_sentence_of_a_linked_pdf_comes_with_a_link_to_its_page(
    web: Web, john: Person
) -> None:
    file = pdf(pdf_line(sentence, 50, 700) for sentence in SENTENCES)
    web.page("news.example/bridge.pdf", file, content_type="application/pdf")
    summary = await ask(john, "http://news.example/bridge.pdf")
    answer = await proof_of(john, summary, "1")
    page = 1 + SENTENCES.index(sentences_of(summary.text)[0])

    urls = [dict(entity.extra)["url"] for entity in answer.entities if entity.type == "text_link"]
    assert urls == [f"http://news.example/bridge.pdf#page={page}"]


async def test_a_short_summary_can_be_copied_and_one_with_a_source_shared(
    telegram: Playground, john: Person
) -> None:
    channel = telegram.channel("City News", username="citynews")
    summary = await next_after(john, john.forward(ENGLISH, from_channel=channel, message_id=57))
    buttons = {button.text: button for row in summary.buttons for button in row}
    shared = parse_qs(urlsplit(buttons["📤 Share"].url).query)

    assert buttons["📤 Share"].url.startswith("https://t.me/share/url?")
    assert shared["url"] == ["https://t.me/citynews/57"]
    assert shared["text"] == ["\n\n".join(["Old bridge open again", *sentences_of(summary.text)])]
    assert "📋 Copy" in buttons
    assert buttons["📋 Copy"].copied_text == "\n".join(sentences_of(summary.text))
    await tap(john, summary, "+ Longer")
    assert "📋 Copy" not in summary.button_texts
