"""A text without the characters that nobody sees, with one kind of line end; its spans follow.

Spaces of every kind stay as they are: what is left must still be found in the original message.
"""

import re
from bisect import bisect_left

from bot.domain.rich_text import RichText, Span

# Control characters, zero-width spaces, soft hyphens, directional marks; the carriage return of a
# pair. U+200C and U+200D stay, since scripts and emoji are built with them.
_INVISIBLE = re.compile(
    r"\r(?=\n)|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LINE_END = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")


def tidy(text: RichText) -> RichText:
    """The same words, spaces and lines; a span that covered only what is gone is gone too."""
    removed = [match.start() for match in _INVISIBLE.finditer(text.text)]
    spans = text.spans
    if removed:
        spans = tuple(
            Span(
                span.start - bisect_left(removed, span.start),
                span.end - bisect_left(removed, span.end),
                span.kind,
                span.data,
            )
            for span in spans
        )
    return RichText(_LINE_END.sub("\n", _INVISIBLE.sub("", text.text)), spans)
