"""Read paragraphs with the objects in them: fields, links, notes, pictures, bookmarks.

A translator sees only words and spans. So each object of a paragraph becomes a span of the kind
OBJECT, whose `data` is the number of the object, and is written again where its span ends up. The
look of words (colour, font, size) becomes a span of the kind LOOK.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents.markup import (
    Element,
    all_named,
    empty_copy,
    words_of,
)
from bot.reading.metadata import real_title
from bot.reading.raised import is_mark, raised
from bot.reading.text import tidy

_LAST_WORD = re.compile(r"\S+(?=\s*\Z)")
_LONGEST_WORD = 100
"""Characters; an object behind a longer word gets a span over the end of the word only."""
_CLOSING = ".,;:!?…)]»”’"


@dataclass(frozen=True, slots=True)
class TitleText:
    """A title outside of the paragraphs: all text of an element."""

    element: Element
    role: Role = Role.HEADING
    level: int = 0

    def read(self) -> RichText:
        return tidy(RichText(words_of(self.element)))

    def put(self, text: RichText) -> None:
        self.element[:] = []
        self.element.text = text.text.replace("\n", " · ")


def titles_in(root: Element | None, name: str = "title") -> list[TitleText]:
    """Return the titles in elements of this name, except those that a program filled in."""
    return [TitleText(title) for title in all_named(root, name) if real_title(words_of(title))]


class Placement(Enum):
    """Where an object belongs among words."""

    AFTER_WORD = auto()
    """Behind a word: the mark of a note, a formula, a picture."""
    VALUE = auto()
    """In place of its words, which a program computes: a page number."""
    AROUND = auto()
    """Around words that are translated: a link."""
    RANGE = auto()
    """From one word to another: a bookmark."""
    EDGE = auto()
    """Before all words, or behind all."""


def placement_of(shown: str) -> Placement:
    """Return where an object belongs of which readers see a number, other words, or nothing."""
    is_value = shown and not any(map(str.isalpha, shown))
    return Placement.VALUE if is_value else Placement.AFTER_WORD


Write = Callable[[list[Element]], list[Element]]
"""Returns the elements of an object around others."""


def write_nothing(_: list[Element]) -> list[Element]:
    return []


def write_as_is(*elements: Element) -> Write:
    """Return a function that writes elements as they were, without the text behind them."""

    def write(_: list[Element]) -> list[Element]:
        for element in elements:
            element.tail = None
        return [*elements]

    return write


def write_around(element: Element) -> Write:
    """Return a function that writes a copy of an element around others."""

    def write(inner: list[Element]) -> list[Element]:
        copy = empty_copy(element)
        copy.extend(inner)
        return [copy]

    return write


def link_address(instruction: str) -> str:
    """Return the address of a field that is a link; empty for one within the document."""
    words = instruction.split()
    is_link = len(words) > 1 and words[0].upper() == "HYPERLINK" and not words[1].startswith("\\")
    return words[1].strip('"“”') if is_link else ""


@dataclass(slots=True)
class Object:
    """Something in a paragraph that is not words.

    `write` is given elements only if the object is AROUND words; only then it may be called several
    times. `end` writes the end of a RANGE.
    """

    write: Write
    placement: Placement
    in_front: bool
    """Whether no word comes before it."""
    shown: str = ""
    """What readers see of the object."""
    end: Write = write_nothing
    spaced: bool = False
    """Whether a space comes before an object AFTER_WORD."""
    outer: frozenset[int] = frozenset()
    """The numbers of the objects around it."""


@dataclass(slots=True)
class ParagraphBuilder:
    """Collects the text, the spans and the objects of a paragraph.

    With `for_reading` the text is for people, otherwise it is to be translated.
    """

    for_reading: bool = False
    objects: list[Object] = field(default_factory=list)
    raised: dict[str, tuple[str, Kind]] = field(default_factory=dict)
    """The superscript and subscript characters in the text, and what they replace."""
    length: int = 0
    _parts: list[str] = field(default_factory=list)
    _spans: list[Span] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _lengths: dict[str, list[int]] = field(default_factory=dict)
    """How many characters have each look, outside and inside of objects."""
    _has_words: bool = False
    _needs_space: bool = False
    _inner_start: int = 0
    """Where the words inside of the innermost object begin."""
    _open: frozenset[int] = frozenset()
    _last_look: Span | None = None

    def add(self, text: str, kinds: frozenset[Kind] = frozenset(), look: str = "") -> None:
        """Add words; superscript and subscript digits become characters of their own: 10⁶, H₂O.

        `look` is the format's description of colour, font and so on.
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
        """The looks in the order of the numbers that spans of the kind LOOK have."""
        return tuple(self._numbers)

    @property
    def usual_look(self) -> str:
        """The look of most words, outside of objects if there are any."""
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
        """Return whether a superscript text here is the mark of a note."""
        return is_mark(text, self._end())

    def add_object(
        self, write: Write, shown: str = "", placement: Placement = Placement.AFTER_WORD
    ) -> None:
        """Add an object without words to be translated; readers see it as `shown`."""
        number = str(len(self.objects))
        found = Object(write, placement, not self._has_words, shown)
        self.objects.append(found)
        if shown and (placement is Placement.VALUE or self.for_reading):
            start = self.length
            self.add(shown)
            self._spans.append(Span(start, self.length, Kind.OBJECT, number))
            return
        word = self.attach(number) if placement is not Placement.EDGE else None
        if word is None:
            return
        end = self.length - len(word.string) + word.end()
        spaces = self.length - end
        at_word = word.string.endswith(" " * spaces) and end >= self._inner_start
        if placement is Placement.AFTER_WORD and at_word:
            found.spaced = spaces > 0 or self._needs_space
            self._needs_space = found.spaced
            self._shorten(spaces)

    def attach(self, number: str) -> re.Match[str] | None:
        """Attach an object to the last word, and return that word."""
        word = _LAST_WORD.search(self._end())
        if word is not None:
            end = self.length - len(word.string) + word.end()
            self._spans.append(Span(end - len(word[0]), end, Kind.OBJECT, number))
        return word

    def around(
        self, write: Write, fill: Callable[[], None], whole: Write, address: str = ""
    ) -> None:
        """Put an object around what `fill` adds; if that has no words, add the object as a `whole`.

        `address` is where it leads, if it is a link.
        """
        number, start = len(self.objects), self.length
        spans, parts = len(self._spans), len(self._parts)
        outer_start, self._inner_start = self._inner_start, start
        found = Object(write, Placement.AROUND, not self._has_words, outer=self._open)
        self._open |= {number}
        self.objects.append(found)
        fill()
        self._inner_start, self._open = outer_start, found.outer
        added = "".join(self._parts[parts:])
        if added.strip():
            self._spans.append(Span(start, self.length, Kind.OBJECT, str(number)))
        else:
            del self.objects[number:], self._spans[spans:], self._parts[parts:]
            self.length = start
            self.add_object(whole)
            self.add(added)
        self.add_link(start, address)

    def begin_range(self, write: Write, end: Write = write_nothing) -> tuple[int, int, int]:
        """Begin a RANGE; return the arguments of `end_range`."""
        self.objects.append(Object(write, Placement.RANGE, not self._has_words, end=end))
        return len(self.objects) - 1, self.length, len(self._parts)

    def end_range(self, number: int, start: int, parts: int) -> None:
        """End a RANGE; one without words is attached to the word before it."""
        if any(not part.isspace() for part in self._parts[parts:]):
            self._spans.append(Span(start, self.length, Kind.OBJECT, str(number)))
        elif self.attach(str(number)):
            found = self.objects[number]
            write, finish = found.write, found.end
            found.placement, found.end = Placement.AFTER_WORD, write_nothing
            found.write = lambda inner: write(inner) + finish([])

    @property
    def ends_with_space(self) -> bool:
        """Whether more white space would be doubled, or come before all words."""
        if not self._parts:
            return not self.objects
        return self._needs_space or self._parts[-1][-1].isspace()

    def trim(self) -> None:
        """Remove spaces from the end."""
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
        """Return the paragraph without invisible characters and without white space around it."""
        return self._whole().strip()

    def edges(self) -> tuple[str, str]:
        """Return the white space before and behind the paragraph."""
        text = self._whole().text
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    def _whole(self) -> RichText:
        usual = str(self._numbers.get(self.usual_look))
        spans = (s for s in self._spans if s.kind is not Kind.LOOK or s.data != usual)
        return tidy(RichText("".join(self._parts), tuple(spans)))
