"""Takes out of a sentence what only confuses a tokenizer and what nobody sees: control characters,
marks of direction, joiners inside words, stress marks, letters written as two characters.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.rich_text import RichText

_COMBINES = {"Mn", "Mc"}
_STRESS_MARKS = "\u0300\u0301"
_LAYOUT = "\t\n\r"
# Emoji are composed with these, and flags with the tags.
_ZERO_WIDTH_JOINER = "\u200d"
_FIRST_TAG = "\U000e0020"


def cleaned(sentence: RichText) -> RichText:
    """The sentence as it is to be translated; the same object where nothing is to be done."""
    text = sentence.text
    if text.isascii() and text.isprintable():
        return sentence
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        letter = kept[-1] if kept else ""
        if unicodedata.category(character) in _COMBINES and letter.isalpha():
            composed = unicodedata.normalize("NFC", letter + character)
            if len(composed) == 1:
                kept[-1] = composed
                continue
            if character in _STRESS_MARKS and _is_cyrillic(letter):
                continue
        for seen in _visible(character, letter):
            kept.append(seen)
            places.append(place)
    if len(kept) == len(text) and "".join(kept) == text:
        return sentence
    spans = (
        replace(s, start=bisect_left(places, s.start), end=bisect_left(places, s.end))
        for s in sentence.spans
    )
    return RichText("".join(kept), tuple(spans))


def _visible(character: str, before: str) -> Iterator[str]:
    category = unicodedata.category(character)
    if category == "Cs":
        yield "\N{REPLACEMENT CHARACTER}"
    elif category == "Cc" and character not in _LAYOUT:
        yield " "
    elif category != "Cf" or character >= _FIRST_TAG or _joins_emoji(character, before):
        yield character


def _joins_emoji(character: str, before: str) -> bool:
    return character == _ZERO_WIDTH_JOINER and bool(before) and not before.isalnum()


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"
