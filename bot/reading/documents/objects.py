"""Running text with what stands in it and is no words: fields, links, notes, pictures, bookmarks.

A translator sees words and spans only. So each object of a paragraph travels as a span of the kind
OBJECT whose `data` is the number of the object, and is written again where its span is found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import groupby, pairwise

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.document import real_title
from bot.reading.documents.markup import Element, all_named, words_of
from bot.reading.raised import is_mark, raised
from bot.reading.text import tidy

_LAST_WORD = re.compile(r"\S+(?=\s*\Z)")
_LONGEST_WORD = 100
"""Characters; of a longer one, what hangs on it has only the end."""
_CLOSING = ".,;:!?…)]»”’"


@dataclass(frozen=True, slots=True)
class Words:
    """All text of an element: a title that stands in no paragraph."""

    element: Element
    role: Role = Role.HEADING
    level: int = 0

    def read(self) -> RichText:
        return tidy(RichText(words_of(self.element)))

    def put(self, text: RichText) -> None:
        self.element[:] = []
        self.element.text = text.text


def titles_in(root: Element, name: str = "title") -> list[Words]:
    """Return the titles in elements of a name, less those that a program has filled in."""
    return [Words(title) for title in all_named(root, name) if real_title(words_of(title))]


class Form(Enum):
    """How an object stands in a text."""

    HANGING = auto()
    """Behind a word: the mark of a note, a formula, a picture."""
    VALUE = auto()
    """In place of its words, which a program writes: a page number."""
    AROUND = auto()
    """Around words that are translated: a link."""
    RANGE = auto()
    """It begins at a word and ends at a word: a bookmark."""
    FIXED = auto()
    """In front of all words or behind them."""


def _nothing() -> list[Element]:
    return []


@dataclass(slots=True)
class Object:
    """`write` returns the elements of the object around others; only an object that is AROUND words
    is given any, and only this one may be written several times. `end` is that of a RANGE.
    """

    form: Form
    write: Callable[[list[Element]], list[Element]]
    shown: str = ""
    """What a reader sees of it."""
    end: Callable[[], list[Element]] = _nothing
    spaced: bool = False
    """Whether a space stands before what is HANGING."""
    in_front: bool = False
    """Whether no word stands before it."""
    outer: frozenset[int] = frozenset()
    """The numbers of the objects that are AROUND it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph in one format. `text` may be a line feed or a tab, and nothing else
    then.
    """

    text: str
    kinds: frozenset[Kind] = frozenset()
    link: str = ""


@dataclass(slots=True)
class Gathered:
    """The text, the spans and the objects of a paragraph while it is being read.

    `for_reading` tells whether it is to be read by people, as opposed to translated.
    """

    for_reading: bool = False
    objects: list[Object] = field(default_factory=list)
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _raised: dict[str, tuple[str, Kind]] = field(default_factory=dict)
    _has_words: bool = False
    _needs_space: bool = False
    _floor: int = 0
    _open: frozenset[int] = frozenset()

    def add(self, text: str, kinds: frozenset[Kind] = frozenset()) -> None:
        """Add words; raised and lowered digits become characters of their own: 10⁶, H₂O."""
        if not text:
            return
        for position in kinds & {Kind.SUPERSCRIPT, Kind.SUBSCRIPT}:
            if characters := raised(text, position):
                changed = zip(text, characters, strict=True)
                self._raised |= {new: (old, position) for old, new in changed if old != new}
                text, kinds = characters, kinds - {position}
        if self._needs_space and not text[0].isspace() and text[0] not in _CLOSING:
            text = f" {text}"
        self._needs_space = False
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        self._has_words = self._has_words or not text.isspace()
        self._spans += (Span(start, self.length, kind) for kind in kinds)

    def add_rich(self, text: RichText) -> None:
        """Add a text with its formatting."""
        self.add(text.text)
        start = self.length - len(text)
        self._spans += (span.moved(start) for span in text.spans)

    def add_link(self, start: int, address: str) -> None:
        """Link what was added since `start`, for those who read."""
        if address and self.for_reading:
            self._spans.append(Span(start, self.length, Kind.TEXT_LINK, address))

    def is_mark(self, text: str) -> bool:
        """Return whether a raised text is the mark of a note on the word before it."""
        return is_mark(text, self._end())

    def add_object(self, found: Object) -> None:
        """Put an object here that has no words to be translated."""
        number = len(self.objects)
        self.objects.append(found)
        found.in_front = not self._has_words
        is_shown = found.form is Form.VALUE or self.for_reading
        if is_shown and found.shown:
            start = self.length
            self.add(found.shown)
            self._spans.append(Span(start, self.length, Kind.OBJECT, str(number)))
            return
        word = self.hang(str(number)) if found.form is not Form.FIXED else None
        if word is None:
            return
        end = self.length - len(word.string) + word.end()
        spaces = self.length - end
        at_word = word.string.endswith(" " * spaces) and end >= self._floor
        if found.form is Form.HANGING and at_word:
            found.spaced = spaces > 0 or self._needs_space
            self._needs_space = found.spaced
            self._shorten(spaces)

    def hang(self, number: str) -> re.Match[str] | None:
        """Let an object stand at the end of the last word, and return that word."""
        word = _LAST_WORD.search(self._end())
        if word is not None:
            end = self.length - len(word.string) + word.end()
            self._spans.append(Span(end - len(word[0]), end, Kind.OBJECT, number))
        return word

    def around(self, found: Object, fill: Callable[[], None], empty: Object) -> None:
        """Put an object around what `fill` adds, or `empty` in its place if that has no words."""
        number, start = len(self.objects), self.length
        spans, parts = len(self._spans), len(self._parts)
        floor, self._floor = self._floor, start
        found.outer, self._open = self._open, self._open | {number}
        self.objects.append(found)
        fill()
        self._floor, self._open = floor, found.outer
        added = "".join(self._parts[parts:])
        if added.strip():
            self._spans.append(Span(start, self.length, Kind.OBJECT, str(number)))
            return
        del self.objects[number:], self._spans[spans:], self._parts[parts:]
        self.length = start
        self.add_object(empty)
        self.add(added)

    def begin_range(self, found: Object) -> tuple[int, int, int]:
        """Begin a RANGE; return what ends it."""
        found.in_front = not self._has_words
        self.objects.append(found)
        return len(self.objects) - 1, self.length, len(self._parts)

    def end_range(self, number: int, start: int, parts: int) -> None:
        """End a RANGE; one without words hangs on the word before it."""
        if any(not part.isspace() for part in self._parts[parts:]):
            self._spans.append(Span(start, self.length, Kind.OBJECT, str(number)))
        elif self.hang(str(number)):
            found = self.objects[number]
            write, finish = found.write, found.end
            found.form, found.end = Form.HANGING, _nothing
            found.write = lambda inner: write(inner) + finish()

    @property
    def ends_with_space(self) -> bool:
        """Whether white space at the place would be doubled, or stand before all words."""
        if not self._parts:
            return not self.objects
        return self._needs_space or self._parts[-1][-1].isspace()

    def trim(self) -> None:
        """Take spaces off the end."""
        end = self._end()
        self._shorten(len(end) - len(end.rstrip(" ")))

    def _shorten(self, by: int) -> None:
        self.length -= by
        while by:
            last = self._parts.pop()
            if len(last) > by:
                self._parts.append(last[: len(last) - by])
            by -= min(by, len(last))

    def _end(self) -> str:
        end = ""
        for part in reversed(self._parts):
            end = part[-_LONGEST_WORD:] + end
            if len(end) >= _LONGEST_WORD:
                break
        return end[-_LONGEST_WORD:]

    def text(self) -> RichText:
        """Return the paragraph without what nobody sees, and without white space around it."""
        return self._whole().strip()

    def _whole(self) -> RichText:
        return tidy(RichText("".join(self._parts), tuple(self._spans)))

    def rewritten(
        self, text: RichText, words: Callable[[Piece, Sequence[int]], Element]
    ) -> list[Element]:
        """Return the elements of the paragraph with another text, and with the objects in it.

        `words` returns an element with words, given the numbers of the objects around them.
        """
        old = self._whole().text
        values = {int(span.data) for span in self._values(text).values()}
        placed = values | {
            int(span.data)
            for span in text.spans
            if span.kind is Kind.OBJECT and self._form(span) is not Form.VALUE
        }
        lost = [
            found
            for number, found in enumerate(self.objects)
            if number not in placed and found.form is not Form.AROUND
        ]
        front, behind = ([o for o in lost if o.in_front is before] for before in (True, False))
        lead, tail = old[: len(old) - len(old.lstrip())], old[len(old.rstrip()) :]
        stream = [
            *((node, ()) for found in front for node in found.write([]) + found.end()),
            *self._stream(RichText(lead) + text + tail, words),
            *((node, ()) for found in behind for node in self._written(found, words)),
        ]
        return self._nested(stream, 0)

    def _written(
        self, found: Object, words: Callable[[Piece, Sequence[int]], Element]
    ) -> list[Element]:
        space = [words(Piece(" "), ())] if found.spaced else []
        return space + found.write([]) + found.end()

    def _stream(
        self, text: RichText, words: Callable[[Piece, Sequence[int]], Element]
    ) -> Iterator[tuple[Element, tuple[int, ...]]]:
        """Yield the elements, each with the numbers of the objects around it, the outer first."""
        values = self._values(text)
        inside = {p: s for s in values.values() for p in range(s.start + 1, s.end)}
        starts, ends = self._edges(text, inside)
        cuts = {0, len(text), *starts, *ends, *values, *(s.end for s in values.values())}
        cuts |= {
            edge
            for span in text.spans
            if self._form(span) in (None, Form.AROUND)
            for edge in (span.start, span.end)
        }
        waiting, covering = [*reversed(text.spans)], []
        for start, end in pairwise(sorted(cuts - inside.keys())):
            while waiting and waiting[-1].start <= start:
                covering.append(waiting.pop())
            covering = [span for span in covering if span.end >= end]
            kinds = frozenset(span.kind for span in covering) - {Kind.OBJECT}
            wrappers = self._nesting(
                {int(span.data) for span in covering if self._form(span) is Form.AROUND}
            )
            for number in starts.get(start, ()):
                yield from ((node, wrappers) for node in self.objects[number].write([]))
            value = values.get(start)
            found = self.objects[int(value.data)] if value is not None else None
            before, shown, after = text.text[start:end], "", ""
            if found is not None:
                before, shown, after = before.partition(found.shown)
                before += "" if shown else " "
            for piece in self._pieces(Piece(before, kinds)):
                yield words(piece, wrappers), wrappers
            yield from ((node, wrappers) for node in (found.write([]) if found else ()))
            for piece in self._pieces(Piece(after, kinds)):
                yield words(piece, wrappers), wrappers
            for number in ends.get(end, ()):
                ended = self.objects[number]
                nodes = ended.end() if ended.form is Form.RANGE else self._written(ended, words)
                yield from ((node, wrappers) for node in nodes)

    def _values(self, text: RichText) -> dict[int, Span]:
        """Return where each VALUE stands; no two are at one place, and none is at two places."""
        values: dict[int, Span] = {}
        found: set[str] = set()
        position = 0
        for span in text.spans:
            is_free = span.start >= position and span.data not in found
            if self._form(span) is Form.VALUE and is_free:
                values[span.start] = span
                found.add(span.data)
                position = span.end
        return values

    def _nesting(self, numbers: set[int]) -> tuple[int, ...]:
        """Return those of some objects around words that may be in each other, the outer first."""
        nesting: list[int] = []
        for number in sorted(numbers):
            if self.objects[number].outer.issuperset(nesting):
                nesting.append(number)
        return tuple(nesting)

    def _form(self, span: Span) -> Form | None:
        return self.objects[int(span.data)].form if span.kind is Kind.OBJECT else None

    def _edges(
        self, text: RichText, inside: Mapping[int, Span]
    ) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return which ranges begin, and which objects end or hang, at which places.

        Nothing stands at places that are `inside` of a span.
        """
        places: dict[int, tuple[int, int]] = {}
        for span in text.spans:
            if self._form(span) in (Form.RANGE, Form.HANGING):
                # A span that was cut in two has its end in the second part.
                start, end = places.get(int(span.data), (span.start, span.end))
                places[int(span.data)] = min(start, span.start), max(end, span.end)
        starts: dict[int, list[int]] = {}
        ends: dict[int, list[int]] = {}
        for number, (start, end) in sorted(places.items()):
            start = inside[start].start if start in inside else start
            end = inside[end].end if end in inside else end
            ends.setdefault(end, []).append(number)
            if self.objects[number].form is Form.RANGE:
                starts.setdefault(start, []).append(number)
        return starts, ends

    def _pieces(self, piece: Piece) -> Iterator[Piece]:
        """Yield a piece in parts, with line feeds and tabs alone and raised characters plain."""
        for part in _lines(piece):
            for is_raised, characters in groupby(part.text, key=lambda c: c in self._raised):
                found = [*characters]
                if not is_raised:
                    yield Piece("".join(found), part.kinds)
                    continue
                for position, same in groupby(found, key=lambda c: self._raised[c][1]):
                    plain = "".join(self._raised[c][0] for c in same)
                    yield Piece(plain, part.kinds | {position})

    def _nested(
        self, stream: Iterable[tuple[Element, tuple[int, ...]]], depth: int
    ) -> list[Element]:
        """Return the elements, with the objects that are around them."""
        elements: list[Element] = []
        for number, group in groupby(
            stream, key=lambda e: e[1][depth] if len(e[1]) > depth else -1
        ):
            if number < 0:
                elements += (element for element, _ in group)
            else:
                elements += self.objects[number].write(self._nested(group, depth + 1))
        return elements


def _lines(piece: Piece) -> Iterator[Piece]:
    for text in re.split(r"([\n\t])", piece.text):
        if text:
            yield Piece(text, piece.kinds, piece.link)


def pieces(text: RichText) -> Iterator[Piece]:
    """Return a text in as few pieces as its formatting and its line breaks allow."""
    cuts = {0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))}
    for start, end in pairwise(sorted(cuts)):
        covering = [span for span in text.spans if span.start <= start and span.end >= end]
        link = next((span.data for span in covering if span.kind is Kind.TEXT_LINK), "")
        yield from _lines(
            Piece(text.text[start:end], frozenset(span.kind for span in covering), link)
        )
