"""Gives a translated sentence the formatting of its source.

Formatting of the whole sentence goes on the whole translation, and that of a name, a number or an
address goes where the same characters stand in the translation. A link on other words goes on the
whole translation, since a link must not be lost. Other formatting of a part of a sentence is left
out: which words of the translation it belongs to is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.text import Kind, RichText, Span
from bot.translating.copying import copied_ranges, core, restored

_LINKS = frozenset({Kind.TEXT_LINK, Kind.TEXT_MENTION, Kind.URL})
_WORD = re.compile(r"\w\S*")


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence in three parts, of which only `core` is for the model; `core` may be empty."""

    head: RichText
    core: RichText
    tail: RichText

    def garbled_by(self, translated: str) -> bool:
        """Whether an address, a name with @ or a piece of code did not come through the model."""
        copied = copied_ranges(self.core)
        text = restored(self.core.text, copied, translated)
        return any(self.core.text[start:end] not in text for start, end in copied)

    def split(self) -> tuple["Framed", ...]:
        """The sentence in as many frames as it takes to show the model nothing that it garbles."""
        sentence = self.head + self.core + self.tail
        copied = copied_ranges(sentence)
        ends = {end for _, end in copied if not any(a < end < b for a, b in copied)}
        cuts = sorted(ends | {0, len(sentence)})
        return tuple(framed(sentence[start:end]) for start, end in pairwise(cuts))

    def filled(self, translated: str) -> RichText:
        """The sentence with the core's translation in its place."""
        text = restored(self.core.text, copied_ranges(self.core), translated)
        return self.head + formatted(self.core, text) + self.tail


def framed(sentence: RichText) -> Framed:
    """Take a sentence apart for translation."""
    start, end = core(sentence.text, copied_ranges(sentence))
    return Framed(sentence[:start], sentence[start:end], sentence[end:])


def formatted(source: RichText, translated: str) -> RichText:
    """The translation with what can be kept of the formatting of its source."""
    spans: list[Span] = []
    lost: list[Span] = []
    first, last = _words_range(source.text)
    for span in source.spans:
        whole = span.start <= first and span.end >= last
        place = (_around_words if whole else _same_words)(span, source.text, translated)
        if place is not None:
            spans.append(replace(span, start=place[0], end=place[1]))
        elif span.kind in _LINKS:
            lost.append(_as_link(span, source.text))
    linked = [span for span in spans if span.kind in _LINKS]
    return RichText(translated, (*spans, *_shared_out(lost, translated, linked)))


def _around_words(span: Span, source: str, translated: str) -> tuple[int, int]:
    """All words, and the punctuation around them on the sides where the span has it."""
    first, last = _words_range(translated)
    return (
        0 if span.start == 0 else first,
        len(translated) if span.end == len(source) else last,
    )


def _same_words(span: Span, source: str, translated: str) -> tuple[int, int] | None:
    """Where the translation has the same characters; the second time, if it was the second."""
    part = source[span.start : span.end].strip()
    if not part:
        return None
    start = span.start + source[span.start : span.end].index(part)
    number = sum(place < start for place in _occurrences(part, source))
    places = list(_occurrences(part, translated))
    if not places:
        return None
    place = places[min(number, len(places) - 1)]
    return place, place + len(part)


def _words_range(text: str) -> tuple[int, int]:
    """From the first letter or digit to after the last; the whole text where there is none."""
    places = [place for place, character in enumerate(text) if character.isalnum()]
    return (places[0], places[-1] + 1) if places else (0, len(text))


def _occurrences(part: str, text: str) -> Iterator[int]:
    """Where `part` stands in the text, but not as a part of a longer word."""
    place = text.find(part)
    while place >= 0:
        around = text[max(place - 1, 0) : place], text[place + len(part) : place + len(part) + 1]
        joined_left = (around[0] + part[0]).isalnum() and around[0]
        joined_right = (part[-1] + around[1]).isalnum() and around[1]
        if not joined_left and not joined_right:
            yield place
        place = text.find(part, place + len(part))


def _as_link(span: Span, source: str) -> Span:
    """An address that did not come through is linked to instead."""
    if span.kind is not Kind.URL:
        return span
    address = source[span.start : span.end]
    scheme = "" if "://" in address else "https://"
    return replace(span, kind=Kind.TEXT_LINK, data=scheme + address)


def _shared_out(links: Sequence[Span], text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Put the links on the longest row of words that have no link yet: all of it for one, a share
    for each, in their order, for several.
    """
    if not links:
        return
    free = [
        word.span()
        for word in _WORD.finditer(text)
        if not any(span.start < word.end() and span.end > word.start() for span in taken)
    ]
    rows = [
        [word for _, word in row]
        for _, row in groupby(
            ((sum(span.end <= word[0] for span in taken), word) for word in free),
            key=lambda numbered: numbered[0],
        )
    ]
    words = max(rows, key=len, default=[(0, len(text))])
    for number, link in enumerate(links):
        share = words[number * len(words) // len(links) : (number + 1) * len(words) // len(links)]
        share = share or words
        yield replace(link, start=share[0][0], end=share[-1][1])
