"""Markdown files: CommonMark with tables, where everything but the running text stays as it is.

A text with more markup than anybody writes is read as a plain text, since taking it apart would
take minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents import plain
from bot.reading.documents.document import Document, Passage
from bot.reading.text import tidy

_KINDS = {"strong": Kind.BOLD, "em": Kind.ITALIC, "s": Kind.STRIKETHROUGH}
_SIGNS = {Kind.BOLD: "**", Kind.ITALIC: "*", Kind.STRIKETHROUGH: "~~", Kind.CODE: "`"}
_FRONT_MATTER = re.compile(r"\A---\n(.{,20000}?\n)(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author)[ \t]*:(.*)", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
# What would be read as markup; a full stop or a hyphen only at the start of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_SPECIAL = re.compile(r"(?m)^(\s*)([#+>-]|\d{1,9}(?=[.)]\s))")
# The text of a note, which CommonMark knows for none.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,50}\]:\s")
_FILLED_LINE = re.compile(r"^.*\S", re.MULTILINE)
# What markup begins with, in lines and before them.
_SIGN = re.compile(r"[-\n!#$%&*+:<=>@\[\\\]^_`{}~|]")

# Each of these lets the costliest text take about two seconds; a book of two million characters
# has 30,000 lines and 60,000 signs.
_MOST_LINES = 40_000
_MOST_SIGNS = 250_000
_MOST_SIGNS_IN_PASSAGES = 150_000
_MOST_SIGNS_TIMES_CHARACTERS = 500_000_000
"""Each sign of a passage may be looked for up to the passage's end."""
_DEEPEST = 14
"""Quotes in quotes; a list in a list counts twice."""


class _TooMuchMarkup(Exception):
    """The text is to be read as a plain text."""


def read(data: bytes) -> Document:
    editing = Editing(data)
    passages = tuple(Passage(p.read(), p.role, p.level) for p in editing.places)
    return Document(
        passages, title=editing.front.get("title", ""), author=editing.front.get("author", "")
    )


@dataclass(slots=True)
class Place:
    """Running text on the lines from `first` to before `last`, where it is written as `source`."""

    source: str
    text: RichText
    first: int
    last: int
    role: Role
    level: int
    put_text: str | None = None

    def read(self) -> RichText:
        return self.text

    def put(self, text: RichText) -> None:
        """Write another text; the pictures of the old one stay, in front of it."""
        pictures = " ".join(_PICTURE.findall(self.source))
        self.put_text = f"{pictures} {_markdown(text)}".strip()


class Editing:
    """A text whose running text can be replaced; quotes, lists, tables and code stay around it."""

    def __init__(self, data: bytes) -> None:
        text = plain.decoded(data)
        front = _FRONT_MATTER.match(text)
        fields = _FIELD.findall(front[1]) if front else ()
        self.front = {name: value.strip().strip("\"'") for name, value in fields}
        self._front = front.group() if front else ""
        text = text[len(self._front) :]
        self._lines = text.split("\n")
        self._as_plain: plain.Editing | None = None
        self._places: list[Place] = []
        try:
            self._places = _places(text)
        except _TooMuchMarkup:
            self._as_plain = plain.Editing(data)

    @property
    def places(self) -> Sequence[Place] | Sequence[plain.Place]:
        return self._as_plain.places if self._as_plain else self._places

    def save(self, language: str) -> bytes:
        """Return the text in UTF-8."""
        if self._as_plain:
            return self._as_plain.save(language)
        lines = [*self._lines]
        # From the last to the first, since lines may go.
        for place in reversed(self._places):
            if place.put_text is not None:
                _replace(lines, place)
        return (self._front + "\n".join(lines)).encode()


def _places(text: str) -> list[Place]:
    """Return the running text in its order. Raises _TooMuchMarkup."""
    if _count(_FILLED_LINE, text) > _MOST_LINES or _count(_SIGN, text) > _MOST_SIGNS:
        raise _TooMuchMarkup
    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    # What stands inside the blocks is looked at below, once it is known how much that is.
    markdown.core.ruler.enableOnly(["normalize", "block"])
    known: dict[str, object] = {}
    tokens = markdown.parse(text, known)
    _refuse_too_much(tokens)
    found: list[Place] = []
    role, level, items, cells = Role.TEXT, 0, 0, 0
    for token in tokens:
        match token.type:
            case "heading_open":
                role, level = Role.HEADING, int(token.tag[1])
            case "heading_close":
                role, level = Role.TEXT, 0
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "th_open" | "td_open":
                cells += 1
            case "th_close" | "td_close":
                cells -= 1
            case "inline" if token.map is not None:
                children: list[Token] = []
                markdown.inline.parse(token.content, markdown, known, children)
                if words := tidy(_rich(children)).strip():
                    place_role = role
                    if role is Role.TEXT:
                        place_role = _role(words.text, in_table=cells > 0, in_list=items > 0)
                    first, last = token.map
                    found.append(Place(token.content, words, first, last, place_role, level))
    return found


def _role(text: str, *, in_table: bool, in_list: bool) -> Role:
    if in_table:
        return Role.TABLE
    if _FOOTNOTE.match(text):
        return Role.NOTE
    return Role.LIST_ITEM if in_list else Role.TEXT


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _refuse_too_much(tokens: Sequence[Token]) -> None:
    signs = signs_times_characters = 0
    for token in tokens:
        # What is nested deeper was left out.
        if token.nesting == 1 and token.level >= _DEEPEST - 1:
            raise _TooMuchMarkup
        if token.type == "inline":
            here = 1 + _count(_SIGN, token.content)
            signs += here
            signs_times_characters += here * len(token.content)
    if signs > _MOST_SIGNS_IN_PASSAGES or signs_times_characters > _MOST_SIGNS_TIMES_CHARACTERS:
        raise _TooMuchMarkup


def _replace(lines: list[str], place: Place) -> None:
    """Put the new text where the first line of the old one stood, and take the others away."""
    old = place.source.split("\n")
    column = lines[place.first].rfind(old[0]) if old[0] else -1
    if column < 0 or place.put_text is None:
        return
    line = lines[place.first]
    # What comes behind: the rest of a table's row, or the signs that close a heading.
    lines[place.first] = line[:column] + place.put_text + line[column + len(old[0]) :]
    del lines[place.first + 1 : min(place.first + len(old), place.last)]


def _rich(tokens: Sequence[Token]) -> RichText:
    parts: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, str, str]] = []
    length = 0

    def add(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for child in tokens:
        name, _, end = child.type.rpartition("_")
        if end == "open":
            opened.append((length, name, str(child.attrGet("href") or "")))
        elif end == "close" and opened:
            start, name, address = opened.pop()
            if name == "link":
                spans.append(Span(start, length, Kind.TEXT_LINK, address))
            elif name in _KINDS:
                spans.append(Span(start, length, _KINDS[name]))
        elif child.type == "code_inline":
            spans.append(Span(length, length + len(child.content), Kind.CODE))
            add(child.content)
        elif child.type == "softbreak":
            add(" ")
        elif child.type == "hardbreak":
            add("\n")
        elif child.type in ("text", "text_special"):
            add(child.content)
    return RichText("".join(parts), tuple(spans))


def _markdown(text: RichText) -> str:
    marks: list[tuple[int, int, str]] = []
    for span in text.spans:
        if span.kind is Kind.TEXT_LINK:
            address = span.data.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            marks += ((span.start, 1, "["), (span.end, 0, f"]({address})"))
        elif span.kind in _SIGNS:
            sign = _SIGNS[span.kind]
            marks += ((span.start, 1, sign), (span.end, 0, sign))
    parts: list[str] = []
    position = 0
    for place, _, mark in sorted(marks):
        parts += (_escaped(text.text[position:place]), mark)
        position = place
    whole = "".join((*parts, _escaped(text.text[position:])))
    return _LINE_SPECIAL.sub(r"\1\\\2", whole).replace("\n", "<br>")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
