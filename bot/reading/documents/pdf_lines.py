"""Join the words of a PDF page to lines, in reading order: column by column, from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.reading.documents.pdf_words import Word

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
