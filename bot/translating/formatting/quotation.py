"""Quotation marks and dashes: those of the target language, and marks that a model dropped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bot.languages.data import language_table
from bot.translating.formatting.words import Range, word_ranges

if TYPE_CHECKING:
    from bot.translating.formatting.alignment import Alignment, Projection

_OPENING = "«„"
_CLOSING = "»”"
_EITHER = '"“‟″'
MARKS = frozenset(_OPENING + _CLOSING + _EITHER)
_INCH_SIGNS = '"″'
_BEFORE_OPENING = "([{—–-/\u00a0"

_SPACED_HYPHEN = " - "
_RANGE = re.compile(r"\d+[–—]\d+")
_SINGLE_MARKS = re.compile(r"(?<!\w)['‘](?=\S)([^'‘’]*)(?<=\S)['’](?!\w)")
_COMMA_INSIDE = re.compile(r"(?<![\s,.]),»(?!,)")
_FULL_STOP_INSIDE = re.compile(r"(?<![\s,.])\.»$")
_ABBREVIATION_AT_END = re.compile(r"(?:\b\w\w?|\.\s?\w+)\.»$")
_SPEECH = re.compile(r"(«[^«»]*(?:»,|[!?…]»))\s+(?=[^\W\d_])")
_KEPT_INSIDE = "!?…"
"""Signs that stay inside a quotation which they end."""
_KEPT_OUTSIDE = ".,;: "
_AFTER_QUOTATION = frozenset(_KEPT_OUTSIDE + _KEPT_INSIDE + ")")


def marks_of(language: str) -> str:
    """Return the opening and the closing mark, and those of a quotation within a quotation.

    "" for a language whose file has none.
    """
    marks: str = language_table(language).get("writing", {}).get("quotation_marks", "")
    return marks


def has_marks(text: str) -> bool:
    """Return whether a text has quotation marks."""
    return not MARKS.isdisjoint(text)


def localize_marks(
    language: str, source: str, translated: str, copied: Iterable[Range] = ()
) -> str:
    """Replace the quotation marks of a translation by those of `language`.

    Nothing changes where the source has none, where the file of the language has none, and in the
    `copied` ranges of the translation. Each mark stays one character, so offsets stay right.
    """
    marks = marks_of(language)
    if not marks or not has_marks(source) or not has_marks(translated):
        return translated
    signs = list(translated)
    depth = 0
    for place, opens in _marks(translated, copied):
        depth = max(depth - (not opens), 0)
        signs[place] = marks[2 * (depth > 0) + (not opens)]
        depth += opens
    return "".join(signs)


def localize_dashes(source: str, translated: str) -> str:
    """Write a hyphen between spaces as a dash, unless the source has as many such hyphens.

    Between two numbers it is what the source has there. The length stays the same.
    """
    for numbers in _RANGE.findall(source):
        translated = translated.replace(re.sub("[–—]", "-", numbers), numbers)
    if translated.count(_SPACED_HYPHEN) <= source.count(_SPACED_HYPHEN):
        return translated
    return translated.replace(_SPACED_HYPHEN, " — ")


def localize_signs(language: str, source: str, translated: str) -> str:
    """Put commas and full stops behind quotations, and a dash before who says it.

    Only where the language does so, and the source has quotations.
    """
    writing = language_table(language).get("writing", {})
    if not writing.get("signs_after_quotation", False) or not has_marks(source):
        return translated
    text = _COMMA_INSIDE.sub("»,", translated)
    if not _ABBREVIATION_AT_END.search(text):
        text = _FULL_STOP_INSIDE.sub("».", text)
    speech = _SPEECH.match(text)
    if speech is None or source[0] not in MARKS or not text[speech.end()].islower():
        return text
    return f"{speech[1]} — {text[speech.end() :]}"


def remove_added_mark(source: str, translated: str, copied: Iterable[Range] = ()) -> str:
    """Remove a mark without a partner of which the source, a line of a dialogue, has none."""
    if has_marks(source) or not has_marks(translated):
        return translated
    copied = list(copied)
    if find_quotations(translated, copied) is not None:
        return translated
    return _without_marks(translated, copied)


def find_quotations(text: str, copied: Iterable[Range] = ()) -> list[Range] | None:
    """Return the quotations of a text with their marks, sorted; None where a mark has no partner.

    Marks in the `copied` ranges and signs for inches do not count.
    """
    found: list[Range] = []
    open_at: list[int] = []
    for place, opens in _marks(text, copied):
        if opens:
            open_at.append(place)
        elif open_at:
            found.append((open_at.pop(), place + 1))
        else:
            return None
    return None if open_at else sorted(found)


def _marks(text: str, copied: Iterable[Range]) -> Iterator[tuple[int, bool]]:
    """Yield the positions of the marks, and whether they open."""
    ignored = {place for start, end in copied for place in range(start, end)}
    depth = 0
    for place, sign in enumerate(text):
        if sign not in MARKS or place in ignored:
            continue
        before = text[place - 1 : place] if place else ""
        if _opens(sign, before, text[place + 1 : place + 2]):
            depth += 1
            yield place, True
        elif depth or not (sign in _INCH_SIGNS and before.isdigit()):
            depth = max(depth - 1, 0)
            yield place, False


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    outside = not before or before.isspace() or before in _BEFORE_OPENING or before in MARKS
    return outside and bool(after) and not after.isspace()


def restore_marks(
    source: str, translated: str, alignment: "Alignment", copied: Sequence[Range] = ()
) -> str:
    """Put back the marks that a model dropped, as « and », around the words that were quoted.

    All marks of a sentence come back or none, and always in pairs. Marks in the `copied` ranges of
    the translation are code.
    """
    if not _SINGLE_MARKS.search(source):
        translated = _SINGLE_MARKS.sub(r'"\1"', translated)
    wanted, there = find_quotations(source), find_quotations(translated, copied)
    if wanted is None:
        return _restore_single_mark(source, translated) if there == [] else translated
    if not wanted or (there is not None and len(there) == len(wanted)):
        return translated
    # The marks that are left are not where they should be.
    bare = _without_marks(translated, copied)
    projection = alignment.after_edit(translated, bare).projection(source, bare)
    places = [_quoted_range(quotation, source, bare, projection) for quotation in wanted]
    found = [place for place in places if place is not None]
    if len(found) < len(wanted) or not _is_nested(found):
        return bare if there is None else translated
    return "".join(_with_marks(bare, found))


def _restore_single_mark(source: str, translated: str) -> str:
    """Restore the mark of a quotation that begins or ends in another sentence."""
    marks = [place for place, sign in enumerate(source) if sign in MARKS]
    words = word_ranges(source)
    if len(marks) != 1 or not words:
        return translated
    if marks[0] == words[0][0]:
        return f"«{translated}"
    if all(source[start] in _AFTER_QUOTATION for start, _ in words if start > marks[0]):
        end = len(translated.rstrip(_KEPT_OUTSIDE))
        return f"{translated[:end]}»{translated[end:]}"
    return translated


def _without_marks(text: str, copied: Sequence[Range]) -> str:
    return "".join(
        sign
        for place, sign in enumerate(text)
        if sign not in MARKS or any(start <= place < end for start, end in copied)
    )


def _quoted_range(
    quotation: Range, source: str, translated: str, projection: "Projection"
) -> Range | None:
    start, end = quotation
    place = projection.find_certain(start + 1, end - 1)
    if place is None:
        return None
    first, last = place
    next_sign = translated[last : last + 1]
    if next_sign and next_sign in _KEPT_INSIDE and source[end - 2] in _KEPT_INSIDE:
        last += 1
    return first, last


def _is_nested(places: Sequence[Range]) -> bool:
    """Return whether no quotation ends inside of another that began after it."""
    return not any(
        one[0] < other[0] < one[1] < other[1] for one in places for other in places
    ) and len(set(places)) == len(places)


def _with_marks(text: str, places: Sequence[Range]) -> Iterator[str]:
    for place in range(len(text) + 1):
        yield "»" * sum(end == place for _, end in places)
        yield "«" * sum(start == place for start, _ in places)
        yield text[place : place + 1]
