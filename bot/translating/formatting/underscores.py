"""Underscores around words, as people write _emphasis_ where nothing can be set in italics.

Tokenizers lose them, since they write spaces as underscores themselves. So they are taken off
before a sentence is translated, travel as a span, and are put back around its words.
"""

import re

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.copying import copied_ranges

_UNDERSCORED = re.compile(r"(?<!\w)(_{1,2})(?=[^\W_])([^_\n]{1,200})(?<!\s)\1(?!\w)")
_LONGEST = 2000
"""Characters; what is longer is no sentence."""


def without_underscores(sentence: RichText) -> RichText:
    """The sentence with a span in the place of each pair; the same object where there is none."""
    if "_" not in sentence.text or len(sentence) > _LONGEST:
        return sentence
    copied = copied_ranges(sentence)
    found = [
        match
        for match in _UNDERSCORED.finditer(sentence.text)
        if not any(start < match.end() and end > match.start() for start, end in copied)
    ]
    if not found:
        return sentence
    bare = RichText()
    position = 0
    for match in found:
        words = sentence[match.start(2) : match.end(2)].with_span(Kind.UNDERSCORED, match[1])
        bare += sentence[position : match.start()] + words
        position = match.end()
    return bare + sentence[position:]


def with_underscores(text: RichText) -> RichText:
    """The text with a pair of underscores in the place of each of those spans."""
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
        """Other formatting goes on over the underscores at its edges."""
        return place + sum(len(mark) for at, opens, mark in marks if at + opens <= place)

    kept = (
        Span(moved(span.start), moved(span.end), span.kind, span.data)
        for span in text.spans
        if span.kind is not Kind.UNDERSCORED
    )
    return RichText("".join((*parts, text.text[position:])), tuple(kept))
