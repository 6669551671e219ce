"""Quotation marks as the target language has them, where the source has any at all.

Each mark is one character and stays one, so offsets stay right.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_OPENING = "«„"
_CLOSING = "»”"
_EITHER = '"“‟″'
MARKS = frozenset(_OPENING + _CLOSING + _EITHER)
_BEFORE_OPENING = "([{—–-/\u00a0"


@dataclass(frozen=True, slots=True)
class Style:
    """Opening and closing mark, and those of a quotation within a quotation."""

    outer: str
    inner: str


Quoted = tuple[int, int]
"""Where a quotation stands, from its opening mark to after its closing one."""

STYLES: Mapping[str, Style] = {
    "en": Style("“”", "‘’"),
    "ru": Style("«»", "„“"),
    "uk": Style("«»", "„“"),
}


def with_marks_of(
    language: str, source: str, translated: str, copied: Iterable[tuple[int, int]] = ()
) -> str:
    """The translation with its quotation marks changed to those of `language`.

    It stays as it is where the source has none, where the language's are not known here, and in the
    `copied` ranges of it.
    """
    style = STYLES.get(language)
    if style is None or MARKS.isdisjoint(source) or MARKS.isdisjoint(translated):
        return translated
    signs = list(translated)
    depth = 0
    for place, opens in _marks(translated, copied):
        depth = max(depth - (not opens), 0)
        signs[place] = (style.inner if depth else style.outer)[0 if opens else 1]
        depth += opens
    return "".join(signs)


def has_marks(text: str) -> bool:
    return not MARKS.isdisjoint(text)


def quotations(text: str, kept: Iterable[tuple[int, int]] = ()) -> list[Quoted] | None:
    """The quotations of a text, by where they begin; None where a mark has no other.

    Marks in the `kept` ranges are none, nor are signs for inches.
    """
    found: list[Quoted] = []
    open_at: list[int] = []
    for place, opens in _marks(text, kept):
        if opens:
            open_at.append(place)
        elif open_at:
            found.append((open_at.pop(), place + 1))
        else:
            return None
    return None if open_at else sorted(found)


def _marks(text: str, kept: Iterable[tuple[int, int]]) -> Iterator[tuple[int, bool]]:
    """Where the marks are, and whether they open."""
    ours = {place for start, end in kept for place in range(start, end)}
    depth = 0
    for place, sign in enumerate(text):
        if sign not in MARKS or place in ours:
            continue
        before = text[place - 1 : place] if place else ""
        if _opens(sign, before, text[place + 1 : place + 2]):
            depth += 1
            yield place, True
        elif depth or not (sign in '"″' and before.isdigit()):  # else it means inches
            depth = max(depth - 1, 0)
            yield place, False


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    outside = not before or before.isspace() or before in _BEFORE_OPENING or before in MARKS
    return outside and bool(after) and not after.isspace()
