"""Running text with what stands in it and is no words: fields, links, notes, pictures, bookmarks.

A translator sees words and spans only. So each object of a paragraph travels as a span of the kind
OBJECT whose `data` is the number of the object, and is written again where its span is found; how
words look travels as a span of the kind LOOK.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.markup import Element, all_named, words_of
from bot.reading.metadata import real_title
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
        self.element.text = text.text.replace("\n", " · ")


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


@dataclass(slots=True)
class Gathered:
    """The text, the spans and the objects of a paragraph while it is being read.

    `for_reading` tells whether it is to be read by people, as opposed to translated.
    """

    for_reading: bool = False
    objects: list[Object] = field(default_factory=list)
    raised: dict[str, tuple[str, Kind]] = field(default_factory=dict)
    """The raised and lowered characters in the text, with what they are written as."""
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _lengths: dict[str, list[int]] = field(default_factory=dict)
    """How many characters have which look outside of objects, and inside of them."""
    _has_words: bool = False
    _needs_space: bool = False
    _floor: int = 0
    _open: frozenset[int] = frozenset()
    _last_look: Span | None = None

    def add(self, text: str, kinds: frozenset[Kind] = frozenset(), look: str = "") -> None:
        """Add words; raised and lowered digits become characters of their own: 10⁶, H₂O.

        `look` is what the format says of the colour, the font and so on of the words.
        """
        if not text:
            return
        for position in kinds & {Kind.SUPERSCRIPT, Kind.SUBSCRIPT}:
            if characters := raised(text, position):
                changed = zip(text, characters, strict=True)
                self.raised |= {new: (old, position) for old, new in changed if old != new}
                text, kinds = characters, kinds - {position}
        if self._needs_space and not text[0].isspace() and text[0] not in _CLOSING:
            text = f" {text}"
        self._needs_space = False
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        self._has_words = self._has_words or not text.isspace()
        self._spans += (Span(start, self.length, kind) for kind in kinds)
        if not self.for_reading and not text.isspace():
            self._add_look(start, look, len(text.strip()))

    def _add_look(self, start: int, look: str, length: int) -> None:
        number = str(self._numbers.setdefault(look, len(self._numbers)))
        self._lengths.setdefault(look, [0, 0])[bool(self._open)] += length
        last = self._last_look
        if last is not None and last.data == number:
            start = last.start
        self._last_look = Span(start, self.length, Kind.LOOK, number)
        self._spans.append(self._last_look)

    @property
    def looks(self) -> tuple[str, ...]:
        """The looks of words, by the numbers that spans of the kind LOOK have."""
        return tuple(self._numbers)

    @property
    def usual_look(self) -> str:
        """The look of most words, of those outside of objects if there are any."""
        return max(self._lengths, key=lambda look: self._lengths[look], default="")

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

    def edges(self) -> tuple[str, str]:
        """Return the white space before the paragraph and behind it."""
        text = self._whole().text
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    def _whole(self) -> RichText:
        usual = str(self._numbers.get(self.usual_look))
        spans = (s for s in self._spans if s.kind is not Kind.LOOK or s.data != usual)
        return tidy(RichText("".join(self._parts), tuple(spans)))
