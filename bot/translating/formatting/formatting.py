"""Gives a translated sentence the formatting of its source.

Formatting of the whole sentence goes on the whole translation; that of a name, a number or an
address goes where the same characters stand; that of other words goes where a model's attention
says that they went, and where nobody knows, on as many words about as far from the beginning. No
formatting is lost, and links do not overlap.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.copying import COPIED_KINDS, copied_ranges, core, emoji_ranges
from bot.translating.formatting.words import Range, word_ranges

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment
    from bot.translating.formatting.projection import Projection

_SEPARATE_KINDS = COPIED_KINDS | {Kind.TEXT_LINK, Kind.TEXT_MENTION, Kind.DATE_TIME}
"""No two of these can be on the same character."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence in three parts, of which only `core` is for the model; `core` may be empty."""

    head: RichText
    core: RichText
    tail: RichText

    def around(self, core: RichText) -> RichText:
        """The sentence with this in the place of its core."""
        return self.head + core + self.tail

    def split(self) -> tuple["Framed", ...]:
        """The sentence in as many frames as it takes to show the model nothing that it garbles."""
        sentence = self.around(self.core)
        copied = copied_ranges(sentence) + emoji_ranges(sentence.text)
        ends = {end for _, end in copied if not any(a < end < b for a, b in copied)}
        cuts = sorted(ends | {0, len(sentence)})
        return tuple(framed(sentence[start:end]) for start, end in pairwise(cuts))


def framed(sentence: RichText) -> Framed:
    """Take a sentence apart for translation."""
    start, end = core(sentence.text, copied_ranges(sentence))
    return Framed(sentence[:start], sentence[start:end], sentence[end:])


def needs_alignment(source: RichText) -> bool:
    """Whether any formatting is on a part of the words only."""
    first, last = _words_range(source.text)
    return any(span.start > first or span.end < last for span in source.spans)


def formatted(source: RichText, translated: str, alignment: "Alignment | None") -> RichText:
    """The translation with the formatting of its source.

    `alignment` is that of the two texts; without one, only equal characters and proportions tell.
    """
    places = _Places(source.text, translated, alignment)
    # Addresses first: where they are is known for certain.
    order = sorted(source.spans, key=lambda span: span.kind not in COPIED_KINDS)
    return RichText(translated, tuple(span for span in map(places.take, order) if span is not None))


class _Places:
    """Hands out the words of one translation."""

    def __init__(self, source: str, translated: str, alignment: "Alignment | None") -> None:
        self._source = source
        self._translated = translated
        self._projection = _projection(source, translated, alignment) if alignment else None
        self._free = [True] * len(translated)
        self._all_free = (True,) * len(translated)

    def take(self, span: Span) -> Span | None:
        """The span in its place; None for one of a sign or a space that is not there any more."""
        part = self._source[span.start : span.end]
        if part.isspace():
            return None
        separate = span.kind in _SEPARATE_KINDS
        # What is copied is where it is; what else is separate has to give way.
        free = self._free if separate and span.kind not in COPIED_KINDS else self._all_free
        place = self._whole(span, free) or self._same_characters(span, free)
        if place is None and span.kind in COPIED_KINDS:
            # Code or a name is nothing else than its characters; an address can be linked to.
            if span.kind is not Kind.URL:
                return None
            scheme = "" if "://" in part else "https://"
            span = replace(span, kind=Kind.TEXT_LINK, data=scheme + part)
        if place is None and (separate or any(map(str.isalnum, part))):
            place = self._projected(span, free) or self._proportional(span, free)
        if place is None:
            return None
        start, end = place
        if separate:
            self._free[start:end] = [False] * (end - start)
        return replace(span, start=start, end=end)

    def _whole(self, span: Span, free: Sequence[bool]) -> Range | None:
        """All words, and the punctuation around them on the sides where the span has it."""
        first, last = _words_range(self._source)
        if span.kind in COPIED_KINDS or span.start > first or span.end < last:
            return None
        start, end = _words_range(self._translated)
        start = 0 if span.start == 0 else start
        end = len(self._translated) if span.end == len(self._source) else end
        return (start, end) if start < end and all(free[start:end]) else None

    def _same_characters(self, span: Span, free: Sequence[bool]) -> Range | None:
        """Where the translation has them as often as the source: the second, if it was the second.

        What only is its characters is found where it is there less or more often too.
        """
        part = self._source[span.start : span.end].strip()
        start = span.start + self._source[span.start : span.end].index(part)
        within_words = span.kind in COPIED_KINDS
        before = [*_occurrences(part, self._source, within_words)]
        after = [
            place
            for place in _occurrences(part, self._translated, within_words)
            if all(free[place : place + len(part)])
        ]
        if not after or (len(before) != len(after) and span.kind not in _SEPARATE_KINDS):
            return None
        number = sum(place < start for place in before)
        place = after[min(number, len(after) - 1)]
        return place, place + len(part)

    def _projected(self, span: Span, free: Sequence[bool]) -> Range | None:
        if self._projection is None:
            return None
        place = self._projection.place(span.start, span.end, free)
        return self._with_signs(span, place, free) if place else None

    def _with_signs(self, span: Span, place: Range, free: Sequence[bool]) -> Range:
        """The place with as many signs around it as the span has at its ends: quotation marks."""
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
        """As many words, as far from the beginning, out of the free ones if there are any."""
        words = _words(self._translated)
        words = [word for word in words if all(free[word[0] : word[1]])] or words
        if not words:
            return (0, len(self._translated)) if self._translated else None
        there = _words(self._source)
        before = sum(word[1] <= span.start for word in there)
        inside = sum(word[0] < span.end and word[1] > span.start for word in there)
        first = min(before * len(words) // max(len(there), 1), len(words) - 1)
        count = max(round(inside * len(words) / max(len(there), 1)), 1)
        start, end = words[first]
        for word in words[first + 1 : first + count]:
            if not all(free[end : word[0]]):
                break
            end = word[1]
        return start, end


def _projection(source: str, translated: str, alignment: "Alignment") -> "Projection":
    from bot.translating.formatting.projection import Projection

    return Projection(source, translated, alignment)


def _words(text: str) -> list[Range]:
    return [(start, end) for start, end in word_ranges(text) if text[start].isalnum()]


def _words_range(text: str) -> Range:
    """From the first letter or digit to after the last; the whole text where there is none."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, len(text))


def _is_sign(character: str) -> bool:
    return not character.isalnum() and not character.isspace()


def _occurrences(part: str, text: str, within_words: bool) -> Iterator[int]:
    """Where `part` stands in the text, or stands there but not as a part of a longer word."""
    place = text.find(part)
    while place >= 0:
        around = text[max(place - 1, 0) : place], text[place + len(part) : place + len(part) + 1]
        joined_left = (around[0] + part[0]).isalnum() and around[0]
        joined_right = (part[-1] + around[1]).isalnum() and around[1]
        if within_words or not (joined_left or joined_right):
            yield place
        place = text.find(part, place + len(part))
