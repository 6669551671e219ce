"""Where the sentences of a summary stand: native quotes of messages, and places in documents."""

import pytest

from bot.playground import Message, Person
from bot.playground.formatting import utf16_slice
from tests.handlers.articles import ENGLISH, sentences_of

WHERE = "🔎 Where it stands"


async def places_of(person: Person, summary: Message) -> list[str]:
    """Press the button below a summary, and return the numbers of its sentences."""
    await person.press(summary, WHERE)
    await person.wait_for(lambda m: m is summary and "1" in m.button_texts)
    return [text for text in summary.button_texts if text.isdecimal()]


def quoted(answer: Message) -> str:
    """Return what an answer quotes, which its original has word for word at that place."""
    original, quote = answer.replied(), answer.quote
    assert original is not None
    assert quote is not None
    length = len(quote["text"].encode("utf-16-le")) // 2
    assert utf16_slice(original.text, quote["position"], length) == quote["text"]
    return str(quote["text"])


@pytest.mark.usefixtures("bot")
async def test_each_sentence_is_quoted_from_its_message(john: Person) -> None:
    article = john.forward("🌉 " + ENGLISH, hidden_name="Somebody")
    summary = await john.next_message()
    numbers = await places_of(john, summary)
    assert numbers == ["1", "2", "3"]

    for number, sentence in zip(numbers, sentences_of(summary.text), strict=True):
        await john.press(summary, number)
        answer = await john.next_message()
        assert quoted(answer) == sentence
        assert answer.replied() is article
        assert answer.text == f"Sentence {number}. Tap the quote to see it in its place."
