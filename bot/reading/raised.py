"""Superscript and subscript: characters for them, and the marks of notes."""

import re
from typing import Any

from lxml import etree

from bot.domain.rich_text import Kind
from bot.reading.tags import INLINE, KINDS, RAISED, attributes_of, local_name

_PLAIN = "0123456789+−=()ni-–"
_CHARACTERS = {
    Kind.SUPERSCRIPT: str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ⁻⁻"),
    Kind.SUBSCRIPT: str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙᵢ₋₋"),
}
# Before the mark of a note; a power follows a unit or a variable, which are shorter.
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{4}|[.,;:!?»”\"])\Z")
_MARK = re.compile(r"\d{1,3}|\*{1,3}|[†‡§]|\[\d{1,3}\]|\(\d{1,3}\)")
_LINKED_MARK = re.compile(
    r"[\[({]?(?:\d{1,4}|[^\W\d_]|[ivx]{1,5}|[*†‡§]{1,3})[\])}]?", re.IGNORECASE
)
_BRACKETED = re.compile(r"[\[{].*[\]}]")
_LONGEST_MARK = 10
_NOTE_TYPES = frozenset({"noteref", "doc-noteref", "backlink", "doc-backlink", "note"})
_MOST_STEPS = 20


def raised(text: str, kind: Kind) -> str | None:
    """Return a text in superscript or subscript characters, or None if it has others."""
    is_known = all(character in _PLAIN or character.isspace() for character in text)
    return text.translate(_CHARACTERS[kind]) if is_known else None


def is_mark(text: str, before: str) -> bool:
    """Return whether a superscript text behind the text `before` is the mark of a note."""
    return bool(_MARK.fullmatch(text.strip()) and _BEFORE_MARK.search(before.rstrip()))


def is_note_mark(element: Any) -> bool:
    """Return whether an element of HTML is the mark of a note, or a link back from a note."""
    name = local_name(element)
    if name not in ("a", "sup"):
        return False
    text = "".join(element.itertext()).strip()
    if not text or len(text) > _LONGEST_MARK:
        return False
    if name == "sup" and is_mark(text, _text_before(element)):
        return True
    links = [element, *element.iterancestors("{*}a")] if name == "a" else [*element.iter("{*}a")]
    if not links or not _LINKED_MARK.fullmatch(text):
        return False
    attributes = attributes_of(links[0])
    types = f"{attributes.get('type', '')} {attributes.get('role', '')}".split()
    if not _NOTE_TYPES.isdisjoint(types):
        return True
    if "#" not in attributes.get("href", ""):
        return False
    is_raised = name == "sup" or next(element.iter("{*}sup"), None) is not None
    before = _text_before(element)
    is_glued = (not before or before[-1].isalnum()) and not any(map(str.isalpha, text))
    return is_raised or is_glued or bool(_BRACKETED.fullmatch(text))


def _text_before(element: Any) -> str:
    """Return the text directly before an element in the same paragraph."""
    for _ in range(_MOST_STEPS):
        previous = element.getprevious()
        if previous is not None:
            if previous.tail or local_name(previous) not in INLINE:
                return previous.tail or ""
            words = "".join(previous.itertext())
            if words:
                return words
            element = previous
            continue
        parent = element.getparent()
        if parent is None or parent.text:
            return "" if parent is None else str(parent.text)
        if local_name(parent) not in INLINE:
            return ""
        element = parent
    return ""


def write_raised(root: Any, *, keeps_marks: bool = False) -> None:
    """Replace superscript and subscript digits in a tree by characters: 10⁶, H₂O.

    The marks of notes are removed unless `keeps_marks`.
    """
    found = [
        element for element in root.iter(etree.Element) if local_name(element) in RAISED | {"a"}
    ]
    for element in found:
        if element.getparent() is None:
            continue
        if not keeps_marks and is_note_mark(element):
            _replace(element, "")
        elif (name := local_name(element)) in RAISED and not len(element):
            text = raised(element.text or "", KINDS[name])
            if text is not None:
                _replace(element, text)


def _replace(element: Any, text: str) -> None:
    text += element.tail or ""
    parent, previous = element.getparent(), element.getprevious()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)
