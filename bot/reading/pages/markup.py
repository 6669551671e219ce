"""An article's markup as a text with its formatting and with the roles of its lines.

Reads both HTML and the vocabulary of trafilatura, which has heads, items, his and refs.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from bot.domain.article import Block, Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.structured import StructuredText
from bot.reading.tables import is_data_table
from bot.reading.tags import HEADINGS, element_role, role_inside
from bot.reading.tidying import tidy_structured

_ITEMS = frozenset({"item", "li", "dt", "dd"})
_PARAGRAPHS = HEADINGS | {
    *("p", "div", "section", "article", "main", "header", "footer", "aside", "figure", "address"),
    *("list", "ul", "ol", "dl", "quote", "blockquote", "table", "pre", "form", "body", "hr"),
}
_LINES = _ITEMS | {"row", "tr", "lb", "br", "caption", "figcaption"}
_CELLS = frozenset({"cell", "td", "th"})
_SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "graphic", "iframe", "object"}
    | {"button", "select", "textarea", "input"}
)
_STYLES = {
    **dict.fromkeys(("b", "strong", "#b", *HEADINGS), Kind.BOLD),
    **dict.fromkeys(("i", "em", "cite", "#i"), Kind.ITALIC),
    **dict.fromkeys(("u", "ins", "#u"), Kind.UNDERLINE),
    **dict.fromkeys(("s", "strike", "del"), Kind.STRIKETHROUGH),
    **dict.fromkeys(("code", "kbd", "#t"), Kind.CODE),
    "pre": Kind.PRE,
    "quote": Kind.BLOCKQUOTE,
    "blockquote": Kind.BLOCKQUOTE,
}
_BULLET = "• "
_BETWEEN_CELLS = " | "
# HTML's own white space; a no-break space is a character like any other.
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def rich_text(root: Any, base: str) -> RichText:
    """Return the text of an lxml element; links are absolute, from `base`, and only of the web."""
    return structured_text(root, base).text


def structured_text(root: Any, base: str) -> StructuredText:
    """Return the text of an lxml element with the roles that its tags give to it."""
    writer = _Writer()
    closing: list[_Opened] = []
    skipped: Any = None
    # The parser limits how deep a page nests, but not so that recursion would be safe.
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if skipped is None and element is not root:
                writer.write(element.tail)
            continue
        tag = _name(element)
        if event == "start":
            if skipped is not None:
                continue
            if tag in _SKIPPED:
                skipped = element
                continue
            around = writer.role
            writer.role = _role(element, tag, around)
            writer.open(tag)
            closing.append(_Opened(_style(element, tag, base), writer.mark(), around))
            writer.write(element.text)
            continue
        if skipped is None:
            opened = closing.pop()
            if opened.style is not None:
                writer.style(*opened.style, opened.mark)
            writer.close(tag)
            writer.role = opened.role_around
        if skipped is element:
            skipped = None
        if skipped is None and element is not root:
            writer.write(element.tail)
    return tidy_structured(writer.text()).strip()


class _Opened(NamedTuple):
    """An element that is being read: its formatting, where it begins, and what is around it."""

    style: tuple[Kind, str] | None
    mark: int
    role_around: Role


@dataclass(slots=True)
class _Writer:
    """Collects a text; white space is written when something follows it."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    in_pre: int = 0
    role: Role = Role.TEXT
    """That of the text that is being written."""
    blocks: list[Block] = field(default_factory=list)
    in_block: bool = False
    """Whether the line that is being written is one of a block."""

    def open(self, tag: str) -> None:
        self._separate(tag)
        if tag == "pre":
            self.in_pre += 1
        if tag in _ITEMS:
            self._put(_BULLET)
        elif tag in _CELLS and self.length and "\n" not in self.gap:
            self.gap = _BETWEEN_CELLS

    def close(self, tag: str) -> None:
        self._separate(tag)
        if tag == "pre":
            self.in_pre -= 1

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.in_pre:
            self._put(text)
            return
        words = _SPACES.sub(" ", text)
        if words.startswith(" "):
            self._space()
        if stripped := words.strip(" "):
            self._put(stripped)
            if words.endswith(" "):
                self._space()

    def mark(self) -> int:
        """Return where the next piece of text will begin."""
        return len(self.parts)

    def style(self, kind: Kind, data: str, opened: int) -> None:
        """Format everything that was written since the mark."""
        while opened < len(self.parts) and self.parts[opened].isspace():
            opened += 1
        if opened < len(self.parts):
            self.spans.append(Span(self.starts[opened], self.length, kind, data))

    def text(self) -> StructuredText:
        return StructuredText(RichText("".join(self.parts), tuple(self.spans)), tuple(self.blocks))

    def _separate(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self.gap = "\n\n"
        elif tag in _LINES and "\n" not in self.gap:
            self.gap = "\n"

    def _space(self) -> None:
        if not self.gap and self.length:
            self.gap = " "

    def _put(self, text: str) -> None:
        after_bullet = bool(self.parts) and self.parts[-1] == _BULLET
        if self.gap and self.length and not after_bullet:
            self._append(self.gap)
        self.gap = ""
        begins_line = not self.parts or self.parts[-1].endswith("\n")
        start = self.length
        self._append(text)
        self._mark(text, start, begins_line=begins_line, after_bullet=after_bullet)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.length += len(text)

    def _mark(self, text: str, start: int, *, begins_line: bool, after_bullet: bool) -> None:
        """Give a text that was written from `start` on the role that it has, if it is not plain.

        A line has one role: that of its beginning, but for its bullet.
        """
        end = start + len(text.rstrip())
        last = self.blocks[-1] if self.blocks else None
        if begins_line and self.role is not Role.TEXT and start < end:
            first = end - len(text.strip())
            self.blocks.append(Block(first, end, self.role))
        elif not begins_line and last is not None and self.in_block and start < end:
            role = self.role if after_bullet and self.role is not Role.TEXT else last.role
            self.blocks[-1] = Block(last.start, end, role)
        if begins_line:
            self.in_block = self.role is not Role.TEXT


def _name(element: Any) -> str:
    # The parser lets names in that are none, such as "a!", which `QName` refuses.
    name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    # An extractor calls preformatted text so too.
    parent = element.getparent() if name == "code" else None
    is_passage = parent is not None and parent.tag in ("body", "code", "quote")
    return "pre" if is_passage and "\n" in (element.text or "") else name


def _role(element: Any, tag: str, around: Role) -> Role:
    """Return what an element makes of the text in it; marks within a line are nothing."""
    if tag == "table":
        return role_inside(around, Role.TABLE if is_data_table(element) else None)
    if tag not in _PARAGRAPHS and tag not in _LINES:
        return around
    return role_inside(around, element_role(element.attrib, tag))


def _style(element: Any, tag: str, base: str) -> tuple[Kind, str] | None:
    if tag in ("a", "ref"):
        address = _address(element.get("href") or element.get("target") or "", base)
        return (Kind.TEXT_LINK, address) if address else None
    kind = _STYLES.get(element.get("rend", "") if tag == "hi" else tag)
    return (kind, "") if kind else None


def _address(target: str, base: str) -> str:
    target = target.strip()
    if not target or target.startswith("#"):
        return ""
    try:
        address = urljoin(base, target)
    except ValueError:
        return ""
    return address if _WEB.match(address) else ""
