"""Remove from a sentence what confuses a tokenizer and need not be translated.

Invisible characters, stress marks and letters of two characters are lost for good; underscores
around words, as in _emphasis_, travel as a span and are put back.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from bot.domain.rich_text import Kind, RichText, Span
from bot.languages.scripts import CYRILLIC
from bot.translating.formatting.copying import copied_ranges
from bot.translating.formatting.words import MAX_SENTENCE_LENGTH, overlaps

_COMBINING = {"Mn", "Mc"}
_STRESS_MARKS = "\u0300\u0301"
_LAYOUT = "\t\n\r"
# Emoji are composed with these, and flags with the tags.
_ZERO_WIDTH_JOINER = "\u200d"
_FIRST_TAG = "\U000e0020"

_UNDERSCORED = re.compile(r"(?<!\w)(_{1,2})(?=[^\W_])([^_\n]{1,200})(?<!\s)\1(?!\w)")


def clean(sentence: RichText) -> RichText:
    """Return a sentence without invisible characters; the same object where there are none."""
    text = sentence.text
    if text.isascii() and text.isprintable():
        return sentence
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        letter = kept[-1] if kept else ""
        if unicodedata.category(character) in _COMBINING and letter.isalpha():
            composed = unicodedata.normalize("NFC", letter + character)
            if len(composed) == 1:
                kept[-1] = composed
                continue
            if character in _STRESS_MARKS and CYRILLIC.match(letter):
                continue
        for visible in _visible(character, letter):
            kept.append(visible)
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
    else:
        joins_emoji = character == _ZERO_WIDTH_JOINER and before and not before.isalnum()
        if category != "Cf" or character >= _FIRST_TAG or joins_emoji:
            yield character


def remove_underscores(sentence: RichText) -> RichText:
    """Replace each pair of underscores by a span; return the same object if there is none."""
    if "_" not in sentence.text or len(sentence) > MAX_SENTENCE_LENGTH:
        return sentence
    copied = copied_ranges(sentence)
    bare = RichText()
    position = 0
    for match in _UNDERSCORED.finditer(sentence.text):
        if not overlaps(copied, *match.span()):
            words = sentence[match.start(2) : match.end(2)].with_span(Kind.UNDERSCORED, match[1])
            bare += sentence[position : match.start()] + words
            position = match.end()
    return bare + sentence[position:] if position else sentence


def restore_underscores(text: RichText) -> RichText:
    """Replace each span of `remove_underscores` by a pair of underscores."""
    spans = [span for span in text.spans if span.kind is Kind.UNDERSCORED]
    if not spans:
        return text
    # At one place, what ends comes before what begins.
    marks = sorted(
        [(span.end, 0, span.data) for span in spans]
        + [(span.start, 1, span.data) for span in spans]
    )
    parts: list[str] = []
    position = 0
    for place, _, mark in marks:
        parts += (text.text[position:place], mark)
        position = place

    def moved(place: int) -> int:
        # Other formatting continues over the underscores at its edges.
        return place + sum(len(mark) for at, opens, mark in marks if at + opens <= place)

    kept = (
        Span(moved(span.start), moved(span.end), span.kind, span.data)
        for span in text.spans
        if span.kind is not Kind.UNDERSCORED
    )
    return RichText("".join((*parts, text.text[position:])), tuple(kept))
