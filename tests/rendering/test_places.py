"""Quotes and links of sentences, for every text that people may send."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.botapi.entities import message_entities, rich_text
from bot.domain.article import Article, Block, Chapter, Origin, Role, Source
from bot.domain.incoming import IncomingMessage
from bot.domain.parts import Part, Place
from bot.domain.rich_text import Kind, RichText, Span
from bot.errors import DragomanError
from bot.languages import split_sentences
from bot.playground.calls import Parameters
from bot.playground.chats import Chat, Message, User
from bot.playground.formatting import (
    Entity,
    FormattedText,
    accept,
    substring,
    utf16_length,
    utf16_slice,
)
from bot.playground.reading import read_reply
from bot.reading import post_of, read_post
from bot.reading.gathering import joined
from bot.rendering.places import link_to, neighbours, place_text, quote_of, text_directive
from bot.rendering.words import words_in

KINDS = ("bold", "italic", "spoiler", "underline", "code", "text_link", "custom_emoji")
PIECES = st.sampled_from(
    [
        *("The bridge is open.", "Міст відкрито. ", " Old", " news", "🌉", "🇺🇦", "e\u0301", "• "),
        *("\u200b", "\u00ad", "\ufeff", "\u2028", "\n", "\n\n", " ", ". ", "! ", "1/2\n", " (2/2)"),
    ]
)


@st.composite
def messages(draw: st.DrawFn) -> FormattedText:
    """Draw a message as Telegram has stored it."""
    text = "".join(draw(st.lists(PIECES, min_size=1, max_size=12)))
    places = sorted({utf16_length(text[:index]) for index in range(len(text) + 1)})
    entities = []
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=6)):
        start, end = sorted((draw(st.sampled_from(places)), draw(st.sampled_from(places))))
        extra = {"text_link": "url", "custom_emoji": "custom_emoji_id"}.get(kind)
        data = ((extra, "https://a.example"),) if extra else ()
        # Custom emoji are an emoji each.
        if kind != "custom_emoji" or utf16_slice(text, start, end - start) == "🌉":
            entities.append(Entity(start, end - start, kind, data))
    return accept(text, entities)


def article_in(stored: list[Message]) -> Article:
    """Return the article that the bot reads in messages."""
    posts = []
    for message in stored:
        text = rich_text(message.to_json())
        posts.append(post_of(IncomingMessage(1, message_id=message.id, text=text)))
    return read_post(joined(posts), 100_000)


@given(st.lists(messages(), min_size=1, max_size=3))
def test_each_quote_is_an_exact_slice_of_its_message(texts: list[FormattedText]) -> None:
    chat = Chat(7, "private")
    stored = [Message(chat, n, 0, User(7, "Ann"), text) for n, text in enumerate(texts, 1)]
    for message in stored:
        chat.keep(message)
    try:
        found = article_in(stored)
    except DragomanError:
        assume(False)

    for sentence in split_sentences(found.body, "en"):
        quote = quote_of(found, Place(sentence.start, sentence.end))
        assert quote is not None
        entities = [entity.to_dict() for entity in message_entities(quote.text)]
        given = {
            "message_id": quote.message_id,
            "quote": quote.text.text,
            "quote_entities": entities,
            "quote_position": quote.position,
        }
        # Raises an error for what does not stand there letter for letter and format for format.
        message_id, _ = read_reply(chat, Parameters({"reply_parameters": given}))
        assert message_id == quote.message_id
        original = chat.messages[quote.message_id].content
        words = substring(original, quote.position, quote.text.utf16_length).text
        assert words == quote.text.text
        seen = "".join(c for c in words if c not in "\u200b\u00ad\ufeff")
        assert seen in sentence.text.text
        if len(texts) == 1:
            assert seen == sentence.text.text


def test_a_long_quote_ends_before_a_custom_emoji_that_does_not_fit() -> None:
    flag = Span(1021, 1023, Kind.CUSTOM_EMOJI, "5368324170671202286")
    text = RichText("A" * 1021 + "🇺🇦 and more", (flag,))
    found = read_post(post_of(IncomingMessage(1, message_id=7, text=text)), 10_000)
    quote = quote_of(found, Place(0, len(text)))

    assert quote is not None
    assert quote.text == RichText("A" * 1021)


def found_by_browser(page: str, directive: str) -> int:
    """Return where the first match of `text=prefix-,start,end,-suffix` begins, as browsers search.

    Small letters are capitals to them, and all white space is one space.
    """
    terms = directive.removeprefix("text=").split(",")
    prefix = suffix = ""
    if terms[0].endswith("-"):
        prefix = unquote(terms.pop(0)[:-1])
    if terms[-1].startswith("-"):
        suffix = unquote(terms.pop()[1:])
    start, *end = map(unquote, terms)
    term = re.escape(start) + "".join(f"(?:.*?){re.escape(last)}" for last in end)
    before = re.escape(prefix) + r"\s*" if prefix else ""
    after = rf"(?=\s*{re.escape(suffix)})" if suffix else ""
    match = re.search(f"{before}(?P<found>{term}){after}".replace(r"\ ", r"\s+"), page, re.I | re.S)
    assert match is not None
    return match.start("found")


WORDS = st.sampled_from(["The", "the", "bridge", "is", "open,", "re-built", "again.", "&", "Міст"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=16), min_size=1, max_size=6), st.data())
def test_a_browser_finds_the_right_sentence(lines: list[list[str]], data: st.DataObject) -> None:
    # A word of its own tells each line from the others.
    texts = [" ".join([*line, f"n{number}"]) for number, line in enumerate(lines)]
    page = "\n".join(texts)
    number = data.draw(st.integers(0, len(lines) - 1))
    start = sum(len(text) + 1 for text in texts[:number])
    end = start + len(" ".join(lines[number]))
    directive = text_directive(page, Place(start, end))

    assert re.fullmatch(r"text=[\w.~%,+-]+", directive, re.ASCII)
    assert found_by_browser(page, directive) == start


@pytest.mark.parametrize(
    ("text", "sentence", "directive"),
    [
        ("One. The bridge is open. Two.", "The bridge is open.", "The%20bridge%20is%20open."),
        ("It re-opened, A & B.", "It re-opened, A & B.", "It%20re%2Dopened%2C%20A%20%26%20B."),
        ("Міст!", "Міст!", "%D0%9C%D1%96%D1%81%D1%82%21"),
        ("Is it open? Yes. Is it new? Yes. No.", "Yes. No.", "Yes.%20No."),
        ("Is it open? Yes. Is it new? Yes. No.", "Yes.", "open%3F-,Yes.,-Is"),
        (
            "a b c d e f g h i j k.",
            "a b c d e f g h i j k.",
            "a%20b%20c%20d%20e,g%20h%20i%20j%20k.",
        ),
    ],
)
def test_a_link_has_only_words_a_browser_needs(text: str, sentence: str, directive: str) -> None:
    start = text.index(sentence)
    assert text_directive(text, Place(start, start + len(sentence))) == f"text={directive}"


def article(body: str, origin: Origin = Origin.PAGE, link: str = "", **more: Any) -> Article:
    return Article(RichText(), RichText(body), "en", Source(origin, "A", link), **more)


BODY = "Old news\nThe city paid. The bridge is open.\n\nMany came. It was quiet."


@pytest.mark.parametrize(
    ("link", "parts", "expected"),
    [
        ("https://a.example/b", (), "https://a.example/b#:~:text=Many%20came."),
        ("https://a.example/b#top", (), "https://a.example/b#top:~:text=Many%20came."),
        ("https://a.example/b.pdf#x", (Part(0, 7), Part(30, 8)), "https://a.example/b.pdf#page=8"),
        ("", (), ""),
    ],
)
def test_a_link_keeps_its_own_fragment(link: str, parts: tuple[Part, ...], expected: str) -> None:
    start = BODY.index("Many")
    assert link_to(article(BODY, link=link, parts=parts), Place(start, start + 10)) == expected


def test_a_link_to_a_post_stays_as_it_is() -> None:
    post = article(BODY, Origin.CHANNEL, "https://t.me/news/7")
    assert link_to(post, Place(0, 8)) == "https://t.me/news/7"


@pytest.mark.parametrize(
    ("sentence", "context"),
    [
        ("The bridge is open.", "The city paid. The bridge is open.\n\nMany came."),
        ("The city paid.", "Old news\nThe city paid. The bridge is open."),
        ("It was quiet.", "Many came. It was quiet."),
        ("Old news", "Old news\nThe city paid."),
    ],
)
def test_neighbours_are_the_sentences_before_and_after(sentence: str, context: str) -> None:
    start = BODY.index(sentence)
    shown = neighbours(article(BODY), Place(start, start + len(sentence)))

    assert shown.text == context
    bold = [shown.text[s.start : s.end] for s in shown.spans if s.kind is Kind.BOLD]
    assert bold == [sentence]


def test_a_place_names_the_chapter_the_heading_and_the_page() -> None:
    start = BODY.index("Many")
    read = article(
        BODY, Origin.FILE, blocks=(Block(0, 8, Role.HEADING),), parts=(Part(0, 1), Part(20, 2))
    )
    chapters = [Chapter("Part  one", 0, len(BODY))]
    text = place_text(read, chapters, Place(start, start + 10), "Sentence 1", words_in("en")).text

    assert text.startswith("Sentence 1\nPart one · Old news · page 2\n")


def test_a_post_that_is_gone_here_is_linked_where_it_was_published() -> None:
    post = article(BODY, Origin.CHANNEL, "https://t.me/news/7")
    text = place_text(post, [], Place(0, 8), "Sentence 1", words_in("en"))

    assert text.text.endswith("\nOpen the post")
    assert [span.data for span in text.spans if span.kind is Kind.TEXT_LINK] == [post.source.link]


@pytest.mark.parametrize("parts", [(), (Part(20, 7),)])
def test_nothing_is_quoted_whose_message_is_not_known(parts: tuple[Part, ...]) -> None:
    assert quote_of(article(BODY, Origin.TYPED, parts=parts), Place(0, 8)) is None


def test_a_text_full_of_unseen_characters_is_read_soon_and_not_quoted() -> None:
    text = RichText("The mill is open. " + "a\u200b" * 5_000)
    found = read_post(post_of(IncomingMessage(1, message_id=7, text=text)), 100_000)

    assert quote_of(found, Place(0, 17)) is None
