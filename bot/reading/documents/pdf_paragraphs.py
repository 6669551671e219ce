"""Join the lines of pages to paragraphs, across columns and pages, without running headers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText, Span
from bot.languages.patterns import DIGITS, ending_with
from bot.reading.documents.document import Passage
from bot.reading.documents.pdf_lines import (
    Column,
    Line,
    edge_lines,
    is_centred,
    is_heading,
    is_page_number,
    line_roles,
)
from bot.reading.plain_text import hyphenated_words
from bot.reading.structure import is_caption
from bot.reading.text import tidy

Page = Sequence[Column]

_EDGE_LINES = 2
"""The number of lines at the top and at the bottom of a page that may be running headers."""
_OFTEN = 3
_ITEM = re.compile(r"[•‣▪●◦·\uf000-\uf0ff–—-]\s+\S|\(?\d{1,2}[.)]\s+\S|[^\W\d_]\)\s+\S")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S")
_BULLET = re.compile(r"[•‣▪●◦·\uf000-\uf0ff]\s*")
_ENDED = ending_with(".!?…:;")
_SENTENCE_ENDED = re.compile(r"[.!…][\"'»”’)\]]*$")
_LONGEST_HEADING = 200
"""Characters."""
_SHORTEST_SENTENCE = 8
"""Words."""
_HYPHENATED = re.compile(r"(\w+)-$")
_LINE_BY_LINE = frozenset({Role.CONTENTS, Role.TABLE})


def paragraphs(pages: Sequence[Page]) -> tuple[list[Passage], list[int]]:
    """Return the passages of a document, and the index of the first passage of each page."""
    pages = _without_common_bold(pages)
    repeated = _running_lines(pages)
    size = _body_size(pages)
    words = (word.text for line in _lines_of(pages) for word in line.words)
    known = hyphenated_words(" ".join(text for text in words if "-" in text))
    headings = {round(line.size) for line in _lines_of(pages) if is_heading(line, size)}
    joiner = _Joiner(size, sorted(headings, reverse=True), known)
    starts: list[int] = []
    for page in pages:
        starts.append(joiner.position)
        at_edge = {id(line) for line in edge_lines(page, size)}
        for column in page:
            lines = [line for line in column if id(line) not in repeated]
            for paragraph in _split(lines, size, at_edge):
                joiner.add(paragraph)
    joiner.end()
    return joiner.passages, starts


@dataclass(slots=True)
class _Paragraph:
    """The lines of one paragraph; more are added as they are found."""

    lines: list[Line]
    margin: float
    """The right edge of its column."""
    role: Role = Role.TEXT
    centred: bool = False

    def continued_by(self, other: "_Paragraph", size: float) -> bool:
        """Return whether a paragraph at the top of a column or page continues this one."""
        last, first = self.lines[-1], other.lines[0]
        is_text = self.role is other.role is Role.TEXT
        if not is_text or abs(last.size - first.size) > 0.1 * size or _ITEM.match(first.text):
            return False
        text = last.text
        begins_small = first.text[:1].islower()
        if _HYPHENATED.search(text) and begins_small:
            return True
        if _ENDED.search(text):
            return False
        return begins_small or last.right > self.margin - 2 * size

    def passage(self, sizes: Sequence[float], known: frozenset[str]) -> Passage:
        if self.role is Role.CODE:
            code = RichText("\n".join(line.text for line in self.lines))
            return Passage(tidy(code).strip(), Role.CODE)
        text = tidy(_text(self.lines, known)).strip()
        if self.role is Role.HEADING and not _reads_as_prose(text.text):
            size = round(self.lines[0].size)
            level = 1 + sum(larger > size for larger in sizes)
            return Passage(text.without({Kind.BOLD}), Role.HEADING, level, self.centred)
        role = Role.TEXT if self.role is Role.HEADING else self.role
        if role is Role.TEXT and _ITEM.match(text.text):
            bullet = _BULLET.match(text.text)
            return Passage(text[bullet.end() :] if bullet else text, Role.LIST_ITEM)
        return Passage(text, role, centred=self.centred)


@dataclass(slots=True)
class _Joiner:
    """Joins paragraphs across columns and pages. Notes follow the paragraph that they interrupt."""

    size: float
    sizes: Sequence[float]
    known: frozenset[str]
    passages: list[Passage] = field(default_factory=list)
    _current: _Paragraph | None = None
    _held_back: list[_Paragraph] = field(default_factory=list)

    @property
    def position(self) -> int:
        """The index of the next passage, unless it continues the last one."""
        return len(self.passages) + (self._current is not None) + len(self._held_back)

    def add(self, paragraph: _Paragraph) -> None:
        if paragraph.role in (Role.NOTE, Role.HEADER_FOOTER):
            self._held_back.append(paragraph)
            if self._current is None:
                self.end()
        elif self._current is not None and self._current.continued_by(paragraph, self.size):
            self._current.lines += paragraph.lines
        else:
            self.end()
            self._current = paragraph

    def end(self) -> None:
        """End the current paragraph."""
        whole = [self._current, *self._held_back] if self._current is not None else self._held_back
        self.passages += (p.passage(self.sizes, self.known) for p in whole)
        self._current, self._held_back = None, []


def _split(lines: Sequence[Line], size: float, at_edge: Set[int]) -> Iterator[_Paragraph]:
    """Yield the paragraphs of a column, split by gaps, indents, short lines, sizes and roles."""
    if not lines:
        return
    gaps = [a.bottom - b.bottom for a, b in pairwise(lines)]
    usual_gap = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    margin = max(line.right for line in lines)
    # Most lines begin at the margin, some left of it.
    left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
    outer = min(line.left for line in lines)
    roles = [
        Role.HEADER_FOOTER if id(line) in at_edge else role
        for line, role in zip(lines, line_roles(lines, size), strict=True)
    ]

    def paragraph_at(number: int) -> _Paragraph:
        line = lines[number]
        return _Paragraph([line], margin, roles[number], is_centred(line, outer, margin))

    current = paragraph_at(0)
    for number, ((before, line), gap) in enumerate(zip(pairwise(lines), gaps, strict=True), 1):
        role = roles[number]
        both_headings = role is current.role is Role.HEADING
        # In a large heading the gaps are larger too.
        scale = max(line.size / size, 1.0) if both_headings else 1.0
        indented = line.left > left + 0.8 * size and before.left <= left + 0.4 * size
        indented = indented and not before.has_initial
        if (
            gap > 1.35 * usual_gap * scale
            or role is not current.role
            or role in _LINE_BY_LINE
            or abs(line.size - before.size) > 0.15 * size
            or (indented and role is not Role.HEADING)
            or (before.right < margin - 3 * size and _ENDED.search(before.text))
            or _ITEM.match(line.text)
            or (both_headings and _NUMBERED.match(line.text))
            or is_caption(line.text)
        ):
            yield current
            current = paragraph_at(number)
        else:
            current.lines.append(line)
            current.centred = current.centred and is_centred(line, outer, margin)
    yield current


def _text(lines: Sequence[Line], known: frozenset[str]) -> RichText:
    parts: list[str] = []
    spans: list[Span] = []
    links: list[Span] = []
    length, last = 0, ""
    for number, line in enumerate(lines):
        for place, word in enumerate(line.words):
            text = word.text
            space = " "
            is_last = place == len(line.words) - 1 and number < len(lines) - 1
            if is_last and _is_cut(text, lines[number + 1].words[0].text, known):
                text, space = text[:-1], ""
            elif (is_last and _HYPHENATED.search(text)) or (place == 0 and line.has_initial):
                space = ""
            piece = text + space
            kinds = [k for k, on in ((Kind.BOLD, word.bold), (Kind.ITALIC, word.italic)) if on]
            spans += (Span(length, length + len(piece), kind) for kind in kinds)
            if word.link:
                goes_on = bool(links) and (links[-1].data, last) == (word.link, word.link)
                start = links.pop().start if goes_on else length
                links.append(Span(start, length + len(text), Kind.TEXT_LINK, word.link))
            last = word.link
            parts.append(piece)
            length += len(piece)
    return RichText("".join(parts), (*spans, *links))


def _reads_as_prose(text: str) -> bool:
    """Return whether large or bold lines are text and not a heading."""
    is_sentence = bool(_SENTENCE_ENDED.search(text)) and len(text.split()) >= _SHORTEST_SENTENCE
    return is_sentence or len(text) > _LONGEST_HEADING


def _is_cut(text: str, following: str, known: frozenset[str]) -> bool:
    """Return whether a word was hyphenated only because the line ended."""
    match = _HYPHENATED.search(text)
    if match is None or not following[:1].islower():
        return False
    word = re.match(r"\w+", following)
    return f"{match[1]}-{word.group() if word else ''}".lower() not in known


def _lines_of(pages: Iterable[Page]) -> Iterator[Line]:
    return (line for page in pages for column in page for line in column)


def _without_common_bold(pages: Sequence[Page]) -> Sequence[Page]:
    """Return the pages without bold type if most words are bold."""
    words = [word for line in _lines_of(pages) for word in line.words]
    if 2 * sum(len(w.text) for w in words if w.bold) <= sum(len(w.text) for w in words):
        return pages

    def plain(line: Line) -> Line:
        return Line(tuple(replace(word, bold=False) for word in line.words))

    return [[[*map(plain, column)] for column in page] for page in pages]


def _body_size(pages: Sequence[Page]) -> float:
    """Return the font size of most characters."""
    sizes: Counter[int] = Counter()
    for line in _lines_of(pages):
        sizes[round(line.size)] += len(line.text)
    return float(sizes.most_common(1)[0][0]) if sizes else 1.0


def _running_lines(pages: Sequence[Page]) -> set[int]:
    """Return the ids of lines that are repeated at the edges of pages, and of page numbers."""
    edges: list[list[Line]] = []
    for page in pages:
        lines = [*_lines_of([page])]
        # Two pages may be side by side on one.
        heights = sorted({_height(line) for line in lines})
        at_edge = {*heights[:_EDGE_LINES], *heights[-_EDGE_LINES:]}
        edges.append([line for line in lines if _height(line) in at_edge])
    seen: dict[tuple[str, int], set[int]] = {}
    for number, lines in enumerate(edges):
        for line in lines:
            seen.setdefault((_key(line), _height(line)), set()).add(number)
    # In a document of two pages: on both.
    often = max(min(_OFTEN, len(pages)), len(pages) // 10, 2)

    def repeated(line: Line) -> bool:
        key, height = _key(line), _height(line)
        near = (seen.get((key, height + by), set()) for by in (-1, 0, 1))
        return len(set[int]().union(*near)) >= often

    found = {
        id(line)
        for lines in edges
        for line in lines
        if repeated(line) or (len(pages) > 1 and is_page_number(line.text))
    }
    # If all lines are repeated, the pages are all the same.
    return found if len(found) < sum(1 for _ in _lines_of(pages)) else set()


def _key(line: Line) -> str:
    """Return the words of a line with digits masked, since page numbers differ."""
    return DIGITS.sub("#", line.text.lower())


def _height(line: Line) -> int:
    """Return the height of a line on the page, in steps of ten points."""
    return round(line.top / 10)
