"""Tables that hold data, told from those that only put a text in its place."""

from collections.abc import Sequence

_LONGEST_CELL = 400
"""Characters; a longer cell that has most of the words of its table is a text in a frame."""


def is_of_data(rows: Sequence[Sequence[int]]) -> bool:
    """Return whether the cells of a table, given the characters in each, are data."""
    cells = [length for row in rows for length in row]
    if max(map(len, rows), default=0) < 2:
        return False
    longest = max(cells)
    return longest <= _LONGEST_CELL or 2 * longest <= sum(cells)
