"""Join the words of a PDF page to lines, in reading order, and find the roles of the lines.

The order is column by column, from top to bottom; the roles are known by positions and sizes.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.domain.article import Role
from bot.languages.phrases import normal
from bot.reading.document_phrases import document_phrases
from bot.reading.documents.pdf_words import Word
from bot.reading.structure import is_contents_line

_SAME_LINE = 0.5
"""The largest distance of two words on one line, in font sizes."""
_WIDEST_SPACE = 2.2
"""A wider gap, in font sizes, separates columns or cells."""
_NARROWEST_GUTTER = 0.9
"""The smallest gap between columns, in font sizes."""
_INITIAL = 2.2
"""The smallest size of a drop cap, in sizes of the text beside it."""
_FEWEST_LINES = 4
_MOST_COLUMNS = 4

_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,4}|[ivxlc]{1,7})[\W_]*", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s*\d+[\W_]*")
_BEFORE_WORD = re.compile(r"[\W_]*")
_LONGEST_HEADING = 200
"""Characters."""
_SET_APART = 2.0
"""The smallest gap around a running header, in usual gaps between lines."""
_SMALL = 0.92
"""The largest size of notes and running headers, in sizes of the text."""
_LONGEST_AT_EDGE = 12
"""Words."""
_FEWEST_ON_PAGE = 5
_NUMBER = re.compile(r"\d")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\])]?|[*†‡]{1,3})[\s.]*\S")
_ENDED = re.compile(r"[.!?…]$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def bottom(self) -> float:
        return min(word.bottom for word in self.words)

    @property
    def top(self) -> float:
        return max(word.top for word in self.words)

    @property
    def size(self) -> float:
        """The font size of its longest word."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def has_initial(self) -> bool:
        """Whether its first word is a drop cap."""
        first, *rest = self.words[:2]
        is_letter = len(first.text) == 1 and first.text.isalpha()
        return bool(rest) and is_letter and first.size > _INITIAL * rest[0].size

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


Column = Sequence[Line]
"""Lines of one column of a page, from top to bottom."""


def columns(words: Sequence[Word]) -> Sequence[Column]:
    """Return the columns of a page in reading order."""
    return _ordered(_runs(words), _MOST_COLUMNS)


def _runs(words: Sequence[Word]) -> list[Line]:
    """Join consecutive words on one line without a wide gap between them."""
    runs: list[list[Word]] = []
    for word in words:
        last = runs[-1][-1] if runs else None
        if last is not None and _is_next(last, word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [Line(tuple(run)) for run in runs]


def _is_next(last: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    gap = word.left - last.right
    return _level(last, word) and -0.5 * size < gap < _WIDEST_SPACE * size


def _level(one: Word, other: Word) -> bool:
    small, large = sorted((one, other), key=lambda word: word.size)
    if large.size > _INITIAL * small.size:
        return abs(large.top - small.top) < _SAME_LINE * small.size
    return abs(_middle(one) - _middle(other)) < _SAME_LINE * large.size


def _middle(word: Word) -> float:
    return (word.bottom + word.top) / 2


def _ordered(runs: list[Line], most: int) -> list[list[Line]]:
    """Sort runs into columns; runs across the gap between columns split the page into bands."""
    gutter = _gutter(runs) if most > 1 else None
    if gutter is None:
        return [_joined(runs)] if runs else []
    found: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    crossing: list[Line] = []

    def flush() -> None:
        nonlocal left, right, crossing
        if crossing:
            found.append(_joined(crossing))
        found.extend(_ordered(left, most - 1) + _ordered(right, most - 1))
        left, right, crossing = [], [], []

    for run in sorted(runs, key=lambda run: -run.top):
        if run.right <= gutter:
            left.append(run)
        elif run.left >= gutter:
            right.append(run)
        else:
            if left or right:
                flush()
            crossing.append(run)
    flush()
    return found


def _gutter(runs: Sequence[Line]) -> float | None:
    """Return the position between two columns that hardly any run crosses, or None."""
    if len(runs) < 2 * _FEWEST_LINES:
        return None
    size = sorted(run.size for run in runs)[len(runs) // 2]
    edges = sorted({run.right for run in runs})
    best: tuple[int, float, float] | None = None
    for edge in edges[:: max(1, len(edges) // 60)]:
        place = edge + _NARROWEST_GUTTER * size / 2
        left = sum(run.right <= edge for run in runs)
        right = sum(run.left >= edge + _NARROWEST_GUTTER * size for run in runs)
        crossing = len(runs) - left - right
        if min(left, right) < _FEWEST_LINES or crossing > 0.15 * len(runs):
            continue
        if not _side_by_side(runs, edge):
            continue
        rank = (-crossing, min(left, right), place)
        if best is None or rank > best:
            best = rank
    return best[2] if best else None


def _side_by_side(runs: Sequence[Line], edge: float) -> bool:
    """Return whether both sides look like columns of text, by their heights and lines."""
    sides = [[r for r in runs if r.right <= edge], [r for r in runs if r.left > edge]]
    spans = [(min(r.bottom for r in side), max(r.top for r in side)) for side in sides]
    overlap = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    words = [sum(len(r.words) for r in side) / len(side) for side in sides]
    return overlap > 0.3 * max(top - bottom for bottom, top in spans) and min(words) >= 2


def _after_initial(line: Line) -> Word:
    return line.words[line.has_initial]


def _joined(runs: Iterable[Line]) -> list[Line]:
    """Join the runs of a column at the same height to lines, from top to bottom."""
    lines: list[list[Word]] = []
    for run in sorted(runs, key=lambda run: (-_middle(_after_initial(run)), run.left)):
        if lines and _level(_after_initial(Line(tuple(lines[-1]))), _after_initial(run)):
            lines[-1] += run.words
        else:
            lines.append([*run.words])
    return [Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines]


def is_page_number(text: str) -> bool:
    """Return whether a text is a page number, alone or as "- page 7 -"."""
    if _PAGE_NUMBER.fullmatch(text):
        return True
    words = normal(_BEFORE_WORD.sub("", text, count=1))
    name = document_phrases().pages.opening(words)
    return name > 0 and _NUMBER_BEHIND.fullmatch(words, name) is not None


def line_roles(lines: Sequence[Line], size: float) -> list[Role]:
    """Return the roles of the lines of a column. `size` is the font size of the text."""
    roles = [_role(line, size) for line in lines]
    for number in _rows(lines, size):
        if roles[number] not in (Role.CONTENTS, Role.CODE):
            is_page = is_page_number(_cells(lines[number], size)[-1])
            is_entry = is_page and len(_cells(lines[number], size)) == 2
            roles[number] = Role.CONTENTS if is_entry else Role.TABLE
    first = _first_of_notes(lines, size)
    roles[first:] = [Role.NOTE] * (len(lines) - first)
    return roles


def _role(line: Line, size: float) -> Role:
    if is_contents_line(line.text):
        return Role.CONTENTS
    if all(word.monospaced for word in line.words):
        return Role.CODE
    return Role.HEADING if is_heading(line, size) else Role.TEXT


def edge_lines(page: Sequence[Column], size: float) -> Iterator[Line]:
    """Yield the first and the last line of a page if they look like running headers."""
    lines = sorted((line for column in page for line in column), key=lambda x: -x.top)
    if len(lines) < _FEWEST_ON_PAGE:
        return
    gaps = [above.bottom - below.bottom for above, below in pairwise(lines)]
    usual = sorted(gaps)[len(gaps) // 2]
    volumes = document_phrases().volumes
    for line, gap in ((lines[0], gaps[0]), (lines[-1], gaps[-1])):
        is_number = is_page_number(line.text)
        is_short = len(line.text.split()) <= _LONGEST_AT_EDGE and not _ENDED.search(line.text)
        # "Vol. 3, No. 2"
        names_volume = volumes.occur_in(normal(line.text)) and _NUMBER.search(line.text)
        is_small = line.size <= _SMALL * size or names_volume
        if gap > _SET_APART * usual and (is_number or (is_short and is_small)):
            yield line


def is_heading(line: Line, size: float) -> bool:
    """Return whether a line is larger than the text, or bold."""
    text = line.text
    if len(text) > _LONGEST_HEADING or not any(c.isalpha() for c in text):
        return False
    return line.size > 1.15 * size or (line.bold and not text.endswith((",", ";")))


def is_centred(line: Line, left: float, right: float) -> bool:
    """Return whether a line is as far from the left margin as from the right one."""
    before, behind = line.left - left, right - line.right
    return min(before, behind) > 1.5 * line.size and abs(before - behind) < 2 * line.size


def _rows(lines: Sequence[Line], size: float) -> set[int]:
    """Return the indexes of table rows: lines with gaps where the line above or below has gaps."""
    # Where the cells but the first begin; where they end, for numbers.
    starts = [
        [
            after.right if after is line.words[-1] and after.text.isdecimal() else after.left
            for before, after in pairwise(line.words)
            if after.left - before.right > _WIDEST_SPACE * size
        ]
        for line in lines
    ]
    found: set[int] = set()
    for number, (above, below) in enumerate(pairwise(starts)):
        if any(abs(one - other) < size for one in above for other in below):
            found |= {number, number + 1}
    return found


def _cells(line: Line, size: float) -> list[str]:
    cells = [line.words[0].text]
    for before, after in pairwise(line.words):
        if after.left - before.right > _WIDEST_SPACE * size:
            cells.append(after.text)
        else:
            cells[-1] += f" {after.text}"
    return cells


def _first_of_notes(lines: Sequence[Line], size: float) -> int:
    """Return the index of the first footnote: small lines at the end, the first with a mark."""
    first = len(lines)
    while first > 0 and lines[first - 1].size <= _SMALL * size:
        first -= 1
    while first < len(lines) and not _NOTE.match(lines[first].text):
        first += 1
    return first if first > 0 else len(lines)
