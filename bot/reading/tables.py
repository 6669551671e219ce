"""Tables that hold data, told from those that only put a text in its place."""

from typing import Any

from lxml import etree

_TABLES = frozenset({"table", "tbl"})
_ROWS = frozenset({"tr", "row", "table-row"})
_CELLS = frozenset({"td", "th", "tc", "cell", "table-cell"})
_LONGEST_CELL = 400
"""Characters; a longer cell that has most of the words of its table is a text in a frame."""


def is_data_table(table: Any) -> bool:
    """Return whether an element of HTML, DOCX, ODT or an extractor is a table of data.

    Tables of one column, tables with tables in them and tables around a long text are not.
    """
    if table.get("role") == "presentation" or _has_table_inside(table):
        return False
    rows = [
        [_length(cell) for cell in row if _name(cell) in _CELLS]
        # Rows may stand in the head, the body and the foot of a table.
        for part in (table, *table)
        for row in part
        if _name(row) in _ROWS
    ]
    if max(map(len, rows), default=0) < 2:
        return False
    lengths = [length for row in rows for length in row]
    longest = max(lengths)
    return longest <= _LONGEST_CELL or 2 * longest <= sum(lengths)


def _has_table_inside(table: Any) -> bool:
    return any(_name(element) in _TABLES for element in table.iterdescendants())


def _length(cell: Any) -> int:
    return sum(len(str(text).strip()) for text in cell.itertext(etree.Element))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
