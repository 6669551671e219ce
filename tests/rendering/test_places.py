"""Quotes and links of sentences, for every text that people may send."""

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.botapi.entities import message_entities, rich_text
from bot.domain.article import Article
from bot.domain.incoming import IncomingMessage
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
from bot.rendering.places import Place, quote_of

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
        article = article_in(stored)
    except DragomanError:
        assume(False)

    for sentence in split_sentences(article.body, "en"):
        quote = quote_of(article, Place(sentence.start, sentence.end))
        assert quote is not None
        entities = [entity.to_dict() for entity in message_entities(quote.text)]
        given = {
            "message_id": quote.message_id,
            "quote": quote.text.text,
            "quote_entities": entities,
            "quote_position": quote.position,
        }
        # Raises an error for what does not stand there letter for letter and format for format.
        reply = read_reply(chat, Parameters({"reply_parameters": given}))
        assert reply.message_id == quote.message_id
        original = chat.messages[quote.message_id].content
        words = substring(original, quote.position, quote.text.utf16_length).text
        assert words == quote.text.text
        seen = "".join(c for c in words if c not in "\u200b\u00ad\ufeff")
        assert seen in sentence.text.text
        if len(texts) == 1:
            assert seen == sentence.text.text
