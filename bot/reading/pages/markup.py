"""An article's markup as RichText: paragraphs, lists, quotes, headings, bold, italic and links.

Reads both HTML and the vocabulary of trafilatura, which has heads, items, his and refs.
"""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from bot.domain.rich_text import Kind, RichText, Span
from bot.reading.tidying import tidy

_HEADINGS = frozenset({"head", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITEMS = frozenset({"item", "li", "dt", "dd"})
_PARAGRAPHS = _HEADINGS | {
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
    **dict.fromkeys(("b", "strong", "#b", *_HEADINGS), Kind.BOLD),
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
    """The text of an lxml element; links are absolute, from `base`, and only http and https."""
    writer = _Writer()
    closing: list[tuple[Kind, str, int] | None] = []
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
            writer.open(tag)
            style = _style(element, tag, base)
            closing.append((*style, writer.mark()) if style else None)
            writer.write(element.text)
            continue
        if skipped is None:
            style_opened = closing.pop()
            if style_opened is not None:
                writer.style(*style_opened)
            writer.close(tag)
        if skipped is element:
            skipped = None
        if skipped is None and element is not root:
            writer.write(element.tail)
    return tidy(writer.text()).strip()


@dataclass(slots=True)
class _Writer:
    """Collects a text; white space is written when something follows it."""

    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    in_pre: int = 0

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
        """Where the next piece of text will begin."""
        return len(self.parts)

    def style(self, kind: Kind, data: str, opened: int) -> None:
        """Format everything that was written since the mark."""
        while opened < len(self.parts) and self.parts[opened].isspace():
            opened += 1
        if opened < len(self.parts):
            self.spans.append(Span(self.starts[opened], self.length, kind, data))

    def text(self) -> RichText:
        return RichText("".join(self.parts), tuple(self.spans))

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
        self._append(text)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.length += len(text)


def _name(element: Any) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


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
