"""Find the roles of the lines of a PDF page by their positions and sizes."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.domain.article import Role
from bot.languages.phrases import normal
from bot.reading.document_phrases import document_phrases
from bot.reading.documents.pdf_lines import Column, Line
from bot.reading.structure import is_contents_line

_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,4}|[ivxlc]{1,7})[\W_]*", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s*\d+[\W_]*")
_BEFORE_WORD = re.compile(r"[\W_]*")
_LONGEST_HEADING = 200
"""Characters."""
_WIDE_GAP = 2.2
"""The smallest gap between the cells of a row, in font sizes."""
_SET_APART = 2.0
"""The smallest gap around a running header, in usual gaps between lines."""
_SMALL = 0.92
"""The largest size of notes and running headers, in sizes of the text."""
_LONGEST_AT_EDGE = 12
"""Words."""
_FEWEST_LINES = 5
_NUMBER = re.compile(r"\d")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\])]?|[*†‡]{1,3})[\s.]*\S")
_ENDED = re.compile(r"[.!?…]$")


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
    if len(lines) < _FEWEST_LINES:
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
            if after.left - before.right > _WIDE_GAP * size
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
        if after.left - before.right > _WIDE_GAP * size:
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
