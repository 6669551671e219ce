"""Gives a translated sentence the formatting of its source.

Formatting of the whole sentence goes on the whole translation. That of a name, a number or an
address goes where the same characters stand; that of other words where a model's attention says
that they went, or else on as many words about as far from the beginning. No formatting is lost but
that of letters which are gone, and links do not overlap.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.copying import COPIED_KINDS
from bot.translating.formatting.words import Range, word_ranges

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment

_SEPARATOR = re.compile(r"(?<=\d)(?:[,\u00a0]|\\[. ])(?=\d)")
"""One within a number, as `re.escape` writes it."""
_ANY_SEPARATOR = "[,. \u00a0]"
LETTER_KINDS = frozenset({Kind.SUPERSCRIPT, Kind.SUBSCRIPT})
"""Of parts of words, which stay as they are or are translated with their words."""
EXCLUSIVE_KINDS = COPIED_KINDS | {Kind.TEXT_LINK, Kind.TEXT_MENTION, Kind.DATE_TIME}
"""No character can have two of these."""


def needs_alignment(source: RichText) -> bool:
    """Return whether any formatting is on some of the words only."""
    first, last = _words_range(source.text)
    return any(span.start > first or span.end < last for span in source.spans)


def apply_formatting(source: RichText, translated: str, alignment: "Alignment | None") -> RichText:
    """Return a translation with the formatting of its source.

    `alignment` is that of the two texts; without one, only equal characters and proportions help.
    """
    placer = _SpanPlacer(source.text, translated, alignment)
    # Addresses first: where they are is certain.
    order = sorted(source.spans, key=lambda span: span.kind not in COPIED_KINDS)
    return RichText(translated, tuple(span for span in map(placer.place, order) if span))


class _SpanPlacer:
    """Finds places in a translation for the spans of its source."""

    def __init__(self, source: str, translated: str, alignment: "Alignment | None") -> None:
        self._source = source
        self._translated = translated
        self._projection = alignment.projection(source, translated) if alignment else None
        self._free = [True] * len(translated)
        self._all_free = (True,) * len(translated)

    def place(self, span: Span) -> Span | None:
        """Move a span to its place; return None for one of a sign or a space that is gone."""
        part = self._source[span.start : span.end]
        if part.isspace():
            return None
        exclusive = span.kind in EXCLUSIVE_KINDS
        # Copied text has its place; other exclusive spans must take what is left.
        free = self._free if exclusive and span.kind not in COPIED_KINDS else self._all_free
        place = self._whole(span, free) or self._same_characters(span, free)
        if place is None and span.kind in COPIED_KINDS:
            # Code or a name is nothing without its characters; an address can become a link.
            if span.kind is not Kind.URL:
                return None
            scheme = "" if "://" in part else "https://"
            span = replace(span, kind=Kind.TEXT_LINK, data=scheme + part)
        in_word = span.kind in LETTER_KINDS or (span.kind is Kind.LOOK and len(part.split()) == 1)
        if place is None and in_word and self._is_part_of_word(span):
            return None
        if place is None and (exclusive or any(map(str.isalnum, part))):
            place = self._projected(span, free) or self._proportional(span, free)
        if place is None:
            return None
        start, end = place
        if exclusive:
            self._free[start:end] = [False] * (end - start)
        return replace(span, start=start, end=end)

    def _is_part_of_word(self, span: Span) -> bool:
        before = self._source[max(span.start - 1, 0) : span.start]
        return before.isalnum() or self._source[span.end : span.end + 1].isalnum()

    def _whole(self, span: Span, free: Sequence[bool]) -> Range | None:
        """Return all words, and outer punctuation on the sides where the span has it."""
        first, last = _words_range(self._source)
        if span.kind in COPIED_KINDS or span.start > first or span.end < last:
            return None
        start, end = _words_range(self._translated)
        start = 0 if span.start == 0 else start
        end = len(self._translated) if span.end == len(self._source) else end
        return (start, end) if start < end and all(free[start:end]) else None

    def _same_characters(self, span: Span, free: Sequence[bool]) -> Range | None:
        """Return where the same characters stand: the second time, if the span is on the second.

        They must stand there as often as in the source, unless the kind is exclusive.
        """
        part = self._source[span.start : span.end].strip()
        start = span.start + self._source[span.start : span.end].index(part)
        is_number = span.kind is Kind.OBJECT and part.isdecimal()
        is_raised = not any(c.isalpha() or c.isdecimal() for c in part)
        kinds = COPIED_KINDS | LETTER_KINDS | {Kind.LOOK}
        within_words = is_number or is_raised or span.kind in kinds
        pattern = re.escape(part)
        if span.kind not in COPIED_KINDS:
            pattern = _SEPARATOR.sub(_ANY_SEPARATOR, pattern)
        before = [*_occurrences(pattern, self._source, within_words)]
        after = [
            place
            for place in _occurrences(pattern, self._translated, within_words)
            if all(free[place : place + len(part)])
        ]
        if not after or (len(before) != len(after) and span.kind not in EXCLUSIVE_KINDS):
            return None
        number = sum(place < start for place in before)
        place = after[min(number, len(after) - 1)]
        return place, place + len(part)

    def _projected(self, span: Span, free: Sequence[bool]) -> Range | None:
        if self._projection is None:
            return None
        place = self._projection.find(span.start, span.end, free)
        return self._with_outer_signs(span, place, free) if place else None

    def _with_outer_signs(self, span: Span, place: Range, free: Sequence[bool]) -> Range:
        """Extend a place by as many signs as the span has at its ends, such as quotation marks."""
        start, end = place
        part = self._source[span.start : span.end]
        for sign in part:
            if not _is_sign(sign) or not start or not free[start - 1]:
                break
            start -= _is_sign(self._translated[start - 1])
        for sign in reversed(part):
            if not _is_sign(sign) or end == len(free) or not free[end]:
                break
            end += _is_sign(self._translated[end])
        return start, end

    def _proportional(self, span: Span, free: Sequence[bool]) -> Range | None:
        """Return as many words, as far from the beginning; free ones if there are any."""
        words = _words(self._translated)
        words = [word for word in words if all(free[word[0] : word[1]])] or words
        if not words:
            return (0, len(self._translated)) if self._translated else None
        in_source = _words(self._source)
        before = sum(word[1] <= span.start for word in in_source)
        inside = sum(word[0] < span.end and word[1] > span.start for word in in_source)
        first = min(before * len(words) // max(len(in_source), 1), len(words) - 1)
        count = max(round(inside * len(words) / max(len(in_source), 1)), 1)
        start, end = words[first]
        for word in words[first + 1 : first + count]:
            if not all(free[end : word[0]]):
                break
            end = word[1]
        return start, end


def _words(text: str) -> list[Range]:
    return [(start, end) for start, end in word_ranges(text) if text[start].isalnum()]


def _words_range(text: str) -> Range:
    """Return the range from the first to the last letter or digit, or that of the whole text."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, len(text))


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _occurrences(pattern: str, text: str, within_words: bool) -> Iterator[int]:
    """Yield the positions of a pattern in the text; inside of a longer word if `within_words`."""
    for match in re.finditer(pattern, text):
        is_joined = any(
            0 < place < len(text) and text[place - 1 : place + 1].isalnum()
            for place in match.span()
        )
        if within_words or not is_joined:
            yield match.start()
