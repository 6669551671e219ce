"""Markdown files: CommonMark with tables. Only the running text can be replaced.

A text with more markup than people write is read as plain text, since parsing it would take
minutes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.documents import plain
from bot.reading.documents.document import Document, EditableDocument
from bot.reading.plain_text import with_replacements
from bot.reading.text import tidy

_KINDS = {"strong": Kind.BOLD, "em": Kind.ITALIC, "s": Kind.STRIKETHROUGH}
_SIGNS = {Kind.BOLD: "**", Kind.ITALIC: "*", Kind.STRIKETHROUGH: "~~", Kind.CODE: "`"}
_FRONT_MATTER = re.compile(r"\A---\n.{,20000}?\n(?:---|\.\.\.)\n", re.DOTALL)
_FIELD = re.compile(r"^(title|author)[ \t]*:(.*)", re.MULTILINE)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
# Characters to escape: these anywhere, those below at the start of a line only.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]")
_LINE_SPECIAL = re.compile(r"(?m)^(\s*)([#+>-]|\d{1,9}(?=[.)]\s))")
# A footnote, which CommonMark does not have.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,50}\]:\s")
_FILLED_LINE = re.compile(r"^.*\S", re.MULTILINE)
# Characters that markup begins with.
_SIGN = re.compile(r"[-\n!#$%&*+:<=>@\[\\\]^_`{}~|]")

# With each of these, the costliest text takes about two seconds; a book of two million characters
# has 30,000 lines and 60,000 signs.
_MOST_LINES = 40_000
_MOST_SIGNS = 250_000
_MOST_SIGNS_IN_PASSAGES = 150_000
_MOST_SIGNS_TIMES_CHARACTERS = 500_000_000
"""The parser may search for the end of each sign up to the end of its passage."""
_DEEPEST = 14
"""Levels of quotations; a list in a list counts as two."""


class _TooMuchMarkup(Exception):
    """The text must be read as plain text."""


def read(data: bytes) -> Document:
    front, _ = _front_matter(plain.decoded(data))
    fields = {name: value.strip().strip("\"'") for name, value in _FIELD.findall(front)}
    title, author = fields.get("title", ""), fields.get("author", "")
    return replace(edit(data).read(), title=title, author=author)


@dataclass(slots=True)
class MarkdownText:
    """Running text on the lines from `first` to before `last`; `source` is its Markdown."""

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
        """Replace the text; the pictures in it stay, in front of the new one."""
        pictures = " ".join(_PICTURE.findall(self.source))
        self.put_text = f"{pictures} {_markdown(text)}".strip()


def edit(data: bytes) -> EditableDocument:
    """Return the document; quotations, lists, tables and code around its text stay."""
    front, text = _front_matter(plain.decoded(data))
    try:
        texts = _texts(text)
    except _TooMuchMarkup:
        return plain.edit(data)

    def save(_language: str) -> bytes:
        lines = text.split("\n")
        # From the last to the first, since lines may be removed.
        for place in reversed(texts):
            if place.put_text is not None:
                _replace(lines, place, place.put_text)
        return (front + "\n".join(lines)).encode()

    return EditableDocument(texts, save)


def _front_matter(text: str) -> tuple[str, str]:
    """Return the metadata at the beginning of a text, and the rest."""
    front = _FRONT_MATTER.match(text)
    end = front.end() if front else 0
    return text[:end], text[end:]


def _texts(text: str) -> list[MarkdownText]:
    """Return the running text in order. Raises _TooMuchMarkup."""
    if _count(_FILLED_LINE, text) > _MOST_LINES or _count(_SIGN, text) > _MOST_SIGNS:
        raise _TooMuchMarkup
    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    # The content of blocks is parsed below, once its size is known.
    markdown.core.ruler.enableOnly(["normalize", "block"])
    known: dict[str, object] = {}
    tokens = markdown.parse(text, known)
    _refuse_too_much(tokens)
    found: list[MarkdownText] = []
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
                    found.append(MarkdownText(token.content, words, first, last, place_role, level))
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
        # The parser leaves out what is nested deeper.
        if token.nesting == 1 and token.level >= _DEEPEST - 1:
            raise _TooMuchMarkup
        if token.type == "inline":
            here = 1 + _count(_SIGN, token.content)
            signs += here
            signs_times_characters += here * len(token.content)
    if signs > _MOST_SIGNS_IN_PASSAGES or signs_times_characters > _MOST_SIGNS_TIMES_CHARACTERS:
        raise _TooMuchMarkup


def _replace(lines: list[str], place: MarkdownText, new: str) -> None:
    """Replace the first line of a text by the new text, and remove its other lines."""
    old = place.source.split("\n")
    column = lines[place.first].rfind(old[0]) if old[0] else -1
    if column < 0:
        return
    line = lines[place.first]
    # The rest of a table's row, or the signs that close a heading, may follow.
    lines[place.first] = line[:column] + new + line[column + len(old[0]) :]
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
    marks = [(special.start(), 2, "\\") for special in _SPECIAL.finditer(text.text)]
    for span in text.spans:
        if span.kind is Kind.TEXT_LINK:
            address = span.data.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
            marks += ((span.start, 1, "["), (span.end, 0, f"]({address})"))
        elif span.kind in _SIGNS:
            sign = _SIGNS[span.kind]
            marks += ((span.start, 1, sign), (span.end, 0, sign))
    whole = with_replacements(text.text, ((at, at, mark) for at, _, mark in sorted(marks)))
    return _LINE_SPECIAL.sub(r"\1\\\2", whole).replace("\n", "<br>")
