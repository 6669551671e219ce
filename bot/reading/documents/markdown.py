"""Markdown files: CommonMark with tables, where everything but the running text stays as it is."""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.reading.documents.document import Block, Document, Role
from bot.reading.documents.plain import decoded
from bot.reading.tidying import tidy
from bot.text import Kind, RichText, Span

_KINDS = {"strong": Kind.BOLD, "em": Kind.ITALIC, "s": Kind.STRIKETHROUGH}
_SIGNS = {Kind.BOLD: "**", Kind.ITALIC: "*", Kind.STRIKETHROUGH: "~~", Kind.CODE: "`"}
_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author)\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
# What would be read as markup; a full stop or a hyphen only at the start of a line.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~])")
_LINE_SPECIAL = re.compile(r"(?m)^(\s*)([#+>-]|\d{1,9}(?=[.)]\s))")


def read(data: bytes) -> Document:
    editing = Editing(data)
    blocks = tuple(Block(p.read(), p.role, p.level) for p in editing.places)
    return Document(
        blocks, title=editing.front.get("title", ""), author=editing.front.get("author", "")
    )


@dataclass(slots=True)
class Place:
    """Running text on the lines from `first` to before `last`."""

    token: Token
    first: int
    last: int
    role: Role
    level: int
    put_text: str | None = None

    def read(self) -> RichText:
        return tidy(_rich(self.token)).strip()

    def put(self, text: RichText) -> None:
        """Write another text; the pictures of the old one stay, in front of it."""
        pictures = " ".join(_PICTURE.findall(self.token.content))
        self.put_text = f"{pictures} {_markdown(text)}".strip()


class Editing:
    """A text whose running text can be replaced; quotes, lists, tables and code stay around it."""

    def __init__(self, data: bytes) -> None:
        text = decoded(data)
        front = _FRONT_MATTER.match(text)
        self.front = dict(_FIELD.findall(front[1])) if front else {}
        self._front = front.group() if front else ""
        text = text[len(self._front) :]
        self._lines = text.split("\n")
        tokens = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text)
        self.places = [place for place in _places(tokens) if place.read()]

    def save(self, language: str) -> bytes:
        """The text in UTF-8."""
        lines = [*self._lines]
        # From the last to the first, since lines may go.
        for place in reversed(self.places):
            if place.put_text is not None:
                _replace(lines, place)
        return (self._front + "\n".join(lines)).encode()


def _places(tokens: list[Token]) -> list[Place]:
    found: list[Place] = []
    role, level, items = Role.PARAGRAPH, 0, 0
    for token in tokens:
        match token.type:
            case "heading_open":
                role, level = Role.HEADING, int(token.tag[1])
            case "heading_close":
                role, level = Role.PARAGRAPH, 0
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "inline" if token.map is not None:
                place_role = Role.ITEM if items and role is Role.PARAGRAPH else role
                found.append(Place(token, token.map[0], token.map[1], place_role, level))
    return found


def _replace(lines: list[str], place: Place) -> None:
    """Put the new text where the first line of the old one stood, and take the others away."""
    old = place.token.content.split("\n")
    column = lines[place.first].rfind(old[0]) if old[0] else -1
    if column < 0 or place.put_text is None:
        return
    line = lines[place.first]
    # What comes behind: the rest of a table's row, or the signs that close a heading.
    lines[place.first] = line[:column] + place.put_text + line[column + len(old[0]) :]
    del lines[place.first + 1 : min(place.first + len(old), place.last)]


def _rich(token: Token) -> RichText:
    parts: list[str] = []
    spans: list[Span] = []
    opened: list[tuple[int, str, str]] = []
    length = 0

    def add(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for child in token.children or ():
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
        elif child.type == "text":
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
