"""What the paragraph styles of word processors mean, by their English names.

Programs in any language write these names into DOCX and RTF; LibreOffice has some of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.article import Role

_MOST_STEPS = 20
_NUMBERED = re.compile(r"(heading|toc|contents|bibliography) (\d)")
_MONOSPACED = re.compile(
    r"courier|consol|\bmono|mono\b|menlo|monaco|typewriter|cmtt", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Style:
    """What the paragraphs in a style are; None if the style does not say."""

    role: Role = Role.TEXT
    level: int = 0
    is_title: bool = False
    is_author: bool = False
    centred: bool | None = None
    monospaced: bool | None = None


NO_STYLE = Style()
_ROLES = {
    "title": Style(Role.HEADING, 1, is_title=True),
    "author": Style(Role.CREDIT, is_author=True),
    "table of figures": Style(Role.CONTENTS),
    **dict.fromkeys(
        ("subtitle", "toc heading", "contents heading", "index heading"), Style(Role.HEADING)
    ),
    **dict.fromkeys(("caption", "illustration", "figure", "drawing", "table"), Style(Role.CAPTION)),
    **dict.fromkeys(("table contents", "table heading"), Style(Role.TABLE)),
    **dict.fromkeys(
        ("footnote", "endnote", "footnote text", "endnote text", "bibliography"), Style(Role.NOTE)
    ),
    **dict.fromkeys(("header", "footer"), Style(Role.HEADER_FOOTER)),
    **dict.fromkeys(
        ("html preformatted", "preformatted text", "source code", "code"), Style(Role.CODE)
    ),
}
_NUMBERED_ROLES = {
    "heading": Role.HEADING,
    "toc": Role.CONTENTS,
    "contents": Role.CONTENTS,
    "bibliography": Role.NOTE,
}


def is_monospaced(font: str) -> bool:
    """Return whether a font is monospaced, by its name."""
    return bool(_MONOSPACED.search(font))


def style_named(name: str) -> Style:
    """Return what the style of this name means."""
    name = name.lower()
    numbered = _NUMBERED.fullmatch(name)
    if numbered is not None:
        role = _NUMBERED_ROLES[numbered[1]]
        return Style(role, int(numbered[2]) if role is Role.HEADING else 0)
    if name.startswith(("list bullet", "list number")):
        return Style(Role.LIST_ITEM)
    return _ROLES.get(name, NO_STYLE)


def inherited(id: str, own: Mapping[str, Style], bases: Mapping[str, str]) -> Style:
    """Return a style completed by the styles that it is based on. `bases` maps ids to base ids."""
    found = own.get(id, NO_STYLE)
    for _ in range(_MOST_STEPS):
        id = bases.get(id, "")
        if id not in own:
            break
        base, centred, monospaced = own[id], found.centred, found.monospaced
        found = replace(
            base if found.role is Role.TEXT else found,
            centred=base.centred if centred is None else centred,
            monospaced=base.monospaced if monospaced is None else monospaced,
        )
    return found
