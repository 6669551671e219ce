"""Quotation marks that a model dropped, put back around the words that the quoted words became.

All marks of a sentence come back or none, and never one without its other. Which marks a language
uses is not known here: what is put in are « and ».
"""

from collections.abc import Iterator, Sequence

from bot.translating.formatting.alignment import Alignment
from bot.translating.formatting.projection import Projection
from bot.translating.formatting.quotation import MARKS, Quoted, quotations
from bot.translating.formatting.words import Range, word_ranges

_INSIDE = "!?…"
"""What stays inside of a quotation that it ends."""

_OUTSIDE = ".,;: "
_AFTER = frozenset(_OUTSIDE + _INSIDE + ")")


def with_lost_marks(
    source: str, translated: str, alignment: Alignment, kept: Sequence[Range] = ()
) -> str:
    """The translation with the source's quotations.

    `alignment` is that of the two texts; marks in the `kept` ranges of the translation are code.
    """
    wanted, there = quotations(source), quotations(translated, kept)
    if wanted is None:
        return _with_mark_at_the_edge(source, translated) if there == [] else translated
    if there is not None and len(there) == len(wanted):
        return translated
    if not wanted:
        return translated
    # What is left of them is not where it should be.
    bare = _without_marks(translated, kept)
    projection = Projection(source, bare, alignment.edited(translated, bare))
    places = [_place(quoted, source, bare, projection) for quoted in wanted]
    found = [place for place in places if place is not None]
    if len(found) < len(wanted) or not _is_nested(found):
        return bare if there is None else translated
    return _with_marks(bare, found)


def _with_mark_at_the_edge(source: str, translated: str) -> str:
    """Where a quotation begins in this sentence and ends in another, or the other way round."""
    marks = [place for place, sign in enumerate(source) if sign in MARKS]
    words = word_ranges(source)
    if len(marks) != 1 or not words:
        return translated
    if marks[0] == words[0][0]:
        return f"«{translated}"
    if all(source[start] in _AFTER for start, _ in words if start > marks[0]):
        end = len(translated.rstrip(_OUTSIDE))
        return f"{translated[:end]}»{translated[end:]}"
    return translated


def _without_marks(text: str, kept: Sequence[Range]) -> str:
    return "".join(
        sign
        for place, sign in enumerate(text)
        if sign not in MARKS or any(start <= place < end for start, end in kept)
    )


def _place(quoted: Quoted, source: str, translated: str, projection: Projection) -> Range | None:
    start, end = quoted
    place = projection.sure_place(start + 1, end - 1)
    if place is None:
        return None
    first, last = place
    if last < len(translated) and translated[last] in _INSIDE and source[end - 2] in _INSIDE:
        last += 1
    return first, last


def _is_nested(places: Sequence[Range]) -> bool:
    """Whether no quotation ends inside of another that began after it."""
    return not any(
        one[0] < other[0] < one[1] < other[1] for one in places for other in places
    ) and len(set(places)) == len(places)


def _with_marks(text: str, places: Sequence[Range]) -> str:
    return "".join(_signs(text, places))


def _signs(text: str, places: Sequence[Range]) -> Iterator[str]:
    for place in range(len(text) + 1):
        yield "»" * sum(end == place for _, end in places)
        yield "«" * sum(start == place for start, _ in places)
        yield text[place : place + 1]
