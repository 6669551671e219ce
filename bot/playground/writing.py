"""What a person's client does to a text before it is sent: check it, cut it, quote from it."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from bot.playground.formatting import (
    FormattedText,
    accept,
    part,
    quotable,
    utf16_length,
    utf16_slice,
)
from bot.playground.methods.reading import MAX_TEXT
from bot.playground.wire import Json

Words: TypeAlias = str | FormattedText
"""What a person writes: plain, or built as `bold("Title") + "\\n\\nText"`."""


def written(words: Words, entities: Sequence[Any] = ()) -> FormattedText:
    """A text ready to be sent. One that is too long for one message is a ValueError."""
    text = whole(words, entities)
    if (length := utf16_length(text.text)) > MAX_TEXT:
        raise ValueError(f"{length} UTF-16 units are too many for one message")
    return text


def whole(words: Words, entities: Sequence[Any] = ()) -> FormattedText:
    """A text of any length, with the links and commands in it found."""
    if isinstance(words, FormattedText):
        return accept(words.text, [*words.entities, *entities])
    return accept(words, list(entities))


def pieces(text: FormattedText) -> Iterator[FormattedText]:
    """The messages that a client makes of a long text, cut at a line end or space if it can."""
    start, end = 0, utf16_length(text.text)
    while start < end:
        window = utf16_slice(text.text, start, MAX_TEXT)
        if end - start > MAX_TEXT:
            window = window.removesuffix("\ufffd")
            place = max(window.rfind("\n"), window.rfind(" "))
            window = window[: place + 1] if place > 0 else window
        length = utf16_length(window)
        piece = part(text, start, length)
        if piece.text.strip():
            yield accept(piece.text, piece.entities)
        start += length


def manual_quote(text: FormattedText, quote: str) -> Json:
    """The quote of these words in a message. Words that are not in it are a ValueError."""
    position = utf16_length(text.text[: text.text.index(quote)])
    quoted = quotable(part(text, position, utf16_length(quote)))
    answer: Json = {"text": quote, "position": position, "is_manual": True}
    if quoted.entities:
        answer["entities"] = quoted.entities_json()
    return answer
