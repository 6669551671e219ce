"""Turn HTML into text with formatting and roles: pages, HTML files, EPUB, FB2, Telegram posts.

What tags mean is in `tags`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urljoin

from bot.domain.article import Block, Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.reading import tags
from bot.reading.text import StructuredText, tidy, tidy_structured, without_invisible

_STYLES = {
    **{tag: kind for tag, kind in tags.KINDS.items() if tag not in tags.RAISED},
    **dict.fromkeys(tags.HEADINGS, Kind.BOLD),
    "pre": Kind.PRE,
    "blockquote": Kind.BLOCKQUOTE,
}
_BULLET = "• "
_BETWEEN_CELLS = " | "
# White space in HTML; a no-break space is a normal character.
SPACES = re.compile(r"[ \t\r\n\f]+")
# Not valid in an address; browsers ignore them too.
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def structured_text(root: Any, base: str) -> StructuredText:
    """Return the text of an element with roles. Only links to the web are kept, made absolute."""
    writer = _TextWriter(lambda target: _web_address(target, base))
    writer.add(root)
    return tidy_structured(writer.text()).strip()


def running_text(lead: str | None, nodes: Iterable[Any], *, preformatted: bool) -> RichText:
    """Return the text before, in and behind elements, with all line breaks and links as written."""
    writer = _TextWriter(lambda target: _CONTROL.sub("", target).strip(), counts_breaks=True)
    writer.in_pre += preformatted
    writer.write(lead)
    for node in nodes:
        writer.add(node)
        writer.write(node.tail)
    return tidy(writer.text().text).strip()


def _web_address(target: str, base: str) -> str:
    target = target.strip()
    if not target or target.startswith("#"):
        return ""
    try:
        address = urljoin(base, target)
    except ValueError:
        return ""
    return address if _WEB.match(address) else ""


class _OpenElement(NamedTuple):
    """An element that is being read: the index of its first part, and the role around it."""

    element: Any
    mark: int
    role_around: Role


@dataclass(slots=True)
class _TextWriter:
    """Collects a text; white space is added only when something follows it."""

    addressed: Callable[[str], str]
    """Returns the address to keep for a link, or an empty string."""
    counts_breaks: bool = False
    """Whether several line breaks are kept."""
    parts: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    length: int = 0
    gap: str = ""
    in_pre: int = 0
    role: Role = Role.TEXT
    """The role of the current text."""
    blocks: list[Block] = field(default_factory=list)
    in_block: bool = False
    """Whether the current line is in a block."""

    def add(self, root: Any) -> None:
        """Write the content of an element."""
        # No recursion, since pages may be nested too deep for it.
        waiting: list[Any] = [root]
        while waiting:
            element = waiting.pop()
            if isinstance(element, _OpenElement):
                self._close(element)
                element = element.element
            elif (tag := tags.local_name(element)) and tag not in tags.SKIPPED:
                waiting.append(self._open(element, tag))
                waiting.extend(element.iterchildren(reversed=True))
                continue
            if element is not root:
                self.write(element.tail)

    def _open(self, element: Any, tag: str) -> _OpenElement:
        around = self.role
        if tag in tags.PARAGRAPHS or tag in tags.LINES:  # tags within a line have no roles
            self.role = tags.role_in(element, around)
        self._separate(tag)
        if tag == "pre":
            self.in_pre += 1
        if tag == "br" and self.counts_breaks:
            self.gap += "\n"
        if tag in tags.ITEMS:
            self._put(_BULLET)
        elif tag in tags.CELLS and self.length and "\n" not in self.gap:
            self.gap = _BETWEEN_CELLS
        opened = _OpenElement(element, len(self.parts), around)
        self.write(element.text)
        return opened

    def _close(self, opened: _OpenElement) -> None:
        tag = tags.local_name(opened.element)
        if tag == "a":
            if address := self.addressed(tags.attributes_of(opened.element).get("href", "")):
                self._style(Kind.TEXT_LINK, address, opened.mark)
        elif tag in _STYLES:
            self._style(_STYLES[tag], "", opened.mark)
        self._separate(tag)
        if tag == "pre":
            self.in_pre -= 1
        self.role = opened.role_around

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.in_pre:
            self._put(text)
            return
        words = SPACES.sub(" ", without_invisible(text))
        if words.startswith(" "):
            self._space()
        if stripped := words.strip(" "):
            self._put(stripped)
            if words.endswith(" "):
                self._space()

    def _style(self, kind: Kind, data: str, opened: int) -> None:
        """Format everything from a part on."""
        while opened < len(self.parts) and self.parts[opened].isspace():
            opened += 1
        if opened < len(self.parts):
            self.spans.append(Span(self.starts[opened], self.length, kind, data))

    def text(self) -> StructuredText:
        return StructuredText(RichText("".join(self.parts), tuple(self.spans)), tuple(self.blocks))

    def _separate(self, tag: str) -> None:
        if tag == "br" and self.counts_breaks:
            self.gap = self.gap.rstrip(" ")
        elif tag in tags.PARAGRAPHS:
            self.gap = "\n\n"
        elif tag in tags.LINES and "\n" not in self.gap:
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
        """Give a text from `start` on its role; a line has the role of its first words."""
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
