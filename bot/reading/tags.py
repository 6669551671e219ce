"""What elements of HTML, of EPUB and of what extractors make of them are: their tags and marks."""

import re
from collections.abc import Mapping

from bot.domain.article import Role

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "head"})
ROLES: Mapping[str, Role] = {
    **dict.fromkeys(HEADINGS, Role.HEADING),
    **dict.fromkeys(("li", "dd", "item"), Role.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    "dt": Role.LABEL,
    "nav": Role.CONTENTS,
    "aside": Role.NOTE,
    "address": Role.CREDIT,
    "pre": Role.CODE,
}
"""The roles of tags, but for tables, which may only put a text in its place."""

_TYPES: Mapping[str, Role] = {
    **dict.fromkeys(("toc", "landmarks", "lot", "loi", "doc-toc"), Role.CONTENTS),
    **dict.fromkeys(("footnote", "footnotes", "endnote", "endnotes", "rearnote"), Role.NOTE),
    **dict.fromkeys(("rearnotes", "note", "notes", "bibliography"), Role.NOTE),
    **dict.fromkeys(("doc-footnote", "doc-endnote", "doc-endnotes", "doc-bibliography"), Role.NOTE),
    **dict.fromkeys(("titlepage", "title-page", "halftitlepage", "cover"), Role.TITLE_PAGE),
    **dict.fromkeys(("copyright-page", "colophon", "imprint", "doc-colophon"), Role.CREDIT),
    **dict.fromkeys(("doc-credit", "doc-credits"), Role.CREDIT),
}
"""What EPUB and ARIA say in `epub:type`, `role` and the guide of a book."""

_CLASSES: Mapping[Role, re.Pattern[str]] = {
    Role.CAPTION: re.compile(
        r"(?:wp-|image-|img-|photo-|figure-|picture-|fig-|media-)?caption(?:-text|__text)?"
        r"|figcaption|msocaption"
    ),
    Role.NOTE: re.compile(
        r"footnotes?|endnotes?|footnote-(?:body|text)|references|reflist|msofootnotetext"
        r"|msoendnotetext"
    ),
    Role.CONTENTS: re.compile(r"toc|table-of-contents|msotoc\d"),
}
_WHOLES = frozenset({"html", "body", "main", "article"})
_LONGEST_NAMES = 500
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)


def role_by_type(types: str) -> Role | None:
    """Return the role that one of some words of EPUB and ARIA stands for."""
    return next((_TYPES[word] for word in types.lower().split() if word in _TYPES), None)


def _marked_role(attributes: Mapping[str, str]) -> Role | None:
    """Return the role that an element has by its attributes, given by their local names."""
    types = role_by_type(f"{attributes.get('type', '')} {attributes.get('role', '')}")
    if types is not None:
        return types
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LONGEST_NAMES].lower()
    for name in names.split():
        for role, pattern in _CLASSES.items():
            if pattern.fullmatch(name):
                return role
    return None


def element_role(attributes: Mapping[str, str], name: str) -> Role | None:
    """Return the role of what is in an element, but for tables.

    A class of a whole page tells how it looks, not what it is.
    """
    if name in _WHOLES:
        return role_by_type(attributes.get("type", ""))
    return (_marked_role(attributes) if attributes else None) or ROLES.get(name)


def is_centred(attributes: Mapping[str, str]) -> bool:
    """Return whether an element says that its lines stand in the middle."""
    return attributes.get("align", "").lower() == "center" or bool(
        _CENTRED.search(attributes.get("style", "")[:_LONGEST_NAMES])
    )


def role_inside(outer: Role, inner: Role | None) -> Role:
    """Return the role of what stands in an element that is `inner`, within another one.

    Parts of a book, notes and captions keep theirs, but for headings in them.
    """
    if inner is None or inner is outer:
        return outer
    if inner is Role.HEADING:
        return inner if outer is not Role.CAPTION else outer
    if outer in (Role.TEXT, Role.LIST_ITEM):
        return inner
    if outer is Role.TABLE and inner in (Role.CAPTION, Role.CODE):
        return inner
    return outer
