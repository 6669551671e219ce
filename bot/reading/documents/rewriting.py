"""Write another text into a paragraph: its words, split by formatting, and its objects."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.markup import Element
from bot.reading.documents.objects import Object, ParagraphBuilder, Placement


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one format. A line feed or a tab is a piece of its own. `look` is what
    `ParagraphBuilder.add` was given.
    """

    text: str
    kinds: frozenset[Kind] = frozenset()
    link: str = ""
    look: str = ""


def pieces(text: RichText) -> Iterator[Piece]:
    """Yield a text in as few pieces as its formatting and its line breaks allow."""
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    for start, end in pairwise(sorted(cuts)):
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        link = next((span.data for span in covering if span.kind is Kind.TEXT_LINK), "")
        kinds = frozenset(span.kind for span in covering)
        for line in _lines(text.text[start:end]):
            yield Piece(line, kinds, link)


def rewritten(
    builder: ParagraphBuilder, text: RichText, words: Callable[[Piece], Element]
) -> list[Element]:
    """Return the elements of a paragraph with another text and the objects of the old one.

    `words` turns a piece into an element.
    """
    return _ParagraphWriter(builder, text, words).elements()


class _ParagraphWriter:
    """Writes one text with the objects of a paragraph."""

    def __init__(
        self, builder: ParagraphBuilder, text: RichText, words: Callable[[Piece], Element]
    ) -> None:
        self._raised = builder.raised
        self._objects = builder.objects
        self._looks, self._usual_look = builder.looks, builder.usual_look
        self._words = words
        lead, tail = builder.edges()
        self._text = RichText(lead) + text + tail
        self._spans = [span for span in self._text.spans if span.kind is Kind.OBJECT]
        self._values = self._placed_values()

    def elements(self) -> list[Element]:
        """Return words and objects; objects whose words are gone come first or last."""
        placed = {int(span.data) for span in self._values.values()} | {
            int(span.data) for span in self._spans if self._placement(span) is not Placement.VALUE
        }
        lost = [
            found
            for number, found in enumerate(self._objects)
            if number not in placed and found.placement is not Placement.AROUND
        ]
        front, behind = ([o for o in lost if o.in_front is before] for before in (True, False))
        stream = [
            *((node, ()) for found in front for node in found.write([]) + found.end([])),
            *self._stream(),
            *((node, ()) for found in behind for node in self._written(found)),
        ]
        return self._nested(stream, 0)

    def _written(self, found: Object) -> list[Element]:
        space = [self._words(Piece(" ", look=self._usual_look))] if found.spaced else []
        return space + found.write([]) + found.end([])

    def _stream(self) -> Iterator[tuple[Element, tuple[int, ...]]]:
        """Yield each element with the numbers of the objects around it, the outermost first."""
        text, values = self._text, self._values
        inside = {p: s for s in values.values() for p in range(s.start + 1, s.end)}
        starts, ends = self._edges(inside)
        cuts = {0, len(text), *starts, *ends, *values, *(s.end for s in values.values())}
        cuts |= {
            edge
            for span in text.spans
            if self._placement(span) in (None, Placement.AROUND)
            for edge in (span.start, span.end)
        }
        waiting, covering = [*reversed(text.spans)], []
        for start, end in pairwise(sorted(cuts - inside.keys())):
            while waiting and waiting[-1].start <= start:
                covering.append(waiting.pop())
            covering = [span for span in covering if span.end >= end]
            wrappers = self._nesting(
                {int(span.data) for span in covering if self._placement(span) is Placement.AROUND}
            )
            for number in starts.get(start, ()):
                yield from ((node, wrappers) for node in self._objects[number].write([]))
            value = values.get(start)
            found = self._objects[int(value.data)] if value is not None else None
            before, shown, after = text.text[start:end], "", ""
            if found is not None:
                before, shown, after = before.partition(found.shown)
                before += "" if shown else " "
            for piece in self._pieces(before, covering):
                yield self._words(piece), wrappers
            yield from ((node, wrappers) for node in (found.write([]) if found else ()))
            for piece in self._pieces(after, covering):
                yield self._words(piece), wrappers
            for number in ends.get(end, ()):
                ended = self._objects[number]
                nodes = (
                    ended.end([]) if ended.placement is Placement.RANGE else self._written(ended)
                )
                yield from ((node, wrappers) for node in nodes)

    def _placed_values(self) -> dict[int, Span]:
        """Return one span for each VALUE by its start; the spans do not overlap."""
        values: dict[int, Span] = {}
        found: set[str] = set()
        position = 0
        for span in self._spans:
            is_free = span.start >= position and span.data not in found
            if self._placement(span) is Placement.VALUE and is_free:
                values[span.start] = span
                found.add(span.data)
                position = span.end
        return values

    def _nesting(self, numbers: set[int]) -> tuple[int, ...]:
        """Return those of these objects that can be nested, the outermost first."""
        nesting: list[int] = []
        for number in sorted(numbers):
            if self._objects[number].outer.issuperset(nesting):
                nesting.append(number)
        return tuple(nesting)

    def _placement(self, span: Span) -> Placement | None:
        return self._objects[int(span.data)].placement if span.kind is Kind.OBJECT else None

    def _edges(
        self, inside: Mapping[int, Span]
    ) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return the objects that begin, and those that end or come AFTER_WORD, by position.

        Positions `inside` of a VALUE's span are moved to its ends.
        """
        places: dict[int, tuple[int, int]] = {}
        for span in self._spans:
            if self._placement(span) in (Placement.RANGE, Placement.AFTER_WORD):
                # The translation may have cut a span in two.
                start, end = places.get(int(span.data), (span.start, span.end))
                places[int(span.data)] = min(start, span.start), max(end, span.end)
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for number, (start, end) in sorted(places.items()):
            start = inside[start].start if start in inside else start
            end = inside[end].end if end in inside else end
            ends.setdefault(end, []).append(number)
            if self._objects[number].placement is Placement.RANGE:
                starts.setdefault(start, []).append(number)
        return starts, ends

    def _pieces(self, text: str, covering: Sequence[Span]) -> Iterator[Piece]:
        """Yield the pieces of a text, with superscript and subscript characters as plain ones."""
        kinds = frozenset(span.kind for span in covering) - {Kind.OBJECT, Kind.LOOK}
        looks = [int(s.data) for s in covering if s.kind is Kind.LOOK]
        look = self._looks[looks[-1]] if looks else self._usual_look
        written_as = self._raised
        for part in _lines(text):
            for is_raised, characters in groupby(part, key=written_as.__contains__):
                found = [*characters]
                if not is_raised:
                    yield Piece("".join(found), kinds, look=look)
                    continue
                for position, same in groupby(found, key=lambda c: written_as[c][1]):
                    plain = "".join(written_as[c][0] for c in same)
                    yield Piece(plain, kinds | {position}, look=look)

    def _nested(
        self, stream: Iterable[tuple[Element, tuple[int, ...]]], depth: int
    ) -> list[Element]:
        """Return the elements inside the objects that are around them."""
        elements: list[Element] = []
        for number, group in groupby(
            stream, key=lambda e: e[1][depth] if len(e[1]) > depth else -1
        ):
            if number < 0:
                elements += (element for element, _ in group)
            else:
                elements += self._objects[number].write(self._nested(group, depth + 1))
        return elements


def _lines(text: str) -> Iterator[str]:
    """Yield line feeds, tabs, and the text between them."""
    return filter(None, re.split(r"([\n\t])", text))
