"""Quotation marks as the target language has them, where the source has any at all.

Each mark is one character and stays one, so offsets stay right.
"""

from collections.abc import Iterable, Mapping
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


_STYLES: Mapping[str, Style] = {
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
    style = _STYLES.get(language)
    if style is None or MARKS.isdisjoint(source) or MARKS.isdisjoint(translated):
        return translated
    kept = {place for start, end in copied for place in range(start, end)}
    signs = list(translated)
    depth = 0
    for place, sign in enumerate(translated):
        if sign not in MARKS or place in kept:
            continue
        before = translated[place - 1 : place]
        if _opens(sign, before, translated[place + 1 : place + 2]):
            signs[place] = (style.inner if depth else style.outer)[0]
            depth += 1
        elif depth or not (sign in '"″' and before.isdigit()):  # else it means inches
            depth = max(depth - 1, 0)
            signs[place] = (style.inner if depth else style.outer)[1]
    return "".join(signs)


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    outside = not before or before.isspace() or before in _BEFORE_OPENING or before in MARKS
    return outside and bool(after) and not after.isspace()
