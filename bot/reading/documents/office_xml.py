"""What the XML of word processors (DOCX and ODT) has in common: a paragraph is made of pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.text import Kind, RichText, Span


class Gathered:
    """The text and the spans of a paragraph while it is being read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._length = 0

    @property
    def length(self) -> int:
        return self._length

    def add(self, text: str, kinds: frozenset[Kind] = frozenset()) -> None:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self._spans += (Span(start, self._length, kind) for kind in kinds)

    def add_link(self, start: int, address: str) -> None:
        """Link what was added since `start`."""
        if address:
            self._spans.append(Span(start, self._length, Kind.TEXT_LINK, address))

    def text(self) -> RichText:
        return RichText("".join(self._parts), tuple(self._spans)).strip()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph in one format. `text` may be a line feed or a tab, and nothing else
    then.
    """

    text: str
    kinds: frozenset[Kind]
    link: str


def pieces(text: RichText) -> Iterator[Piece]:
    """A text in as few pieces as its formatting and its line breaks allow."""
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    cuts |= {p for i, c in enumerate(text.text) if c in "\n\t" for p in (i, i + 1)}
    for start, end in pairwise(sorted(cuts)):
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        yield Piece(
            text.text[start:end],
            frozenset(span.kind for span in covering),
            next((span.data for span in covering if span.kind is Kind.TEXT_LINK), ""),
        )
