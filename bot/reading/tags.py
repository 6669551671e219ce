"""What the tags of HTML and FB2 mean; names are in lower case, without a namespace."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from bot.domain.article import Role
from bot.domain.rich_text import Kind

HEADINGS: Mapping[str, int] = {f"h{level}": level for level in range(1, 7)}
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("b", "strong"), Kind.BOLD),
    **dict.fromkeys(("i", "em", "emphasis", "cite", "dfn"), Kind.ITALIC),
    **dict.fromkeys(("u", "ins"), Kind.UNDERLINE),
    **dict.fromkeys(("s", "strike", "strikethrough", "del"), Kind.STRIKETHROUGH),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Kind.CODE),
    "sup": Kind.SUPERSCRIPT,
    "sub": Kind.SUBSCRIPT,
}
RAISED = frozenset({"sup", "sub"})
WRITTEN: Mapping[Kind, str] = {
    Kind.BOLD: "b",
    Kind.ITALIC: "i",
    Kind.UNDERLINE: "u",
    Kind.STRIKETHROUGH: "s",
    Kind.CODE: "code",
    Kind.SUPERSCRIPT: "sup",
    Kind.SUBSCRIPT: "sub",
}
"""The tag to write for each kind of formatting."""

_PICTURES = frozenset(
    {"img", "image", "picture", "svg", "math", "object", "audio", "video", "iframe", "canvas"}
    | {"input", "embed", "map"}
)
SKIPPED = _PICTURES | {
    *("script", "style", "noscript", "template", "select", "textarea", "button"),
    *("head", "rt", "rp"),
}
"""Tags whose content is not read."""
SURROUNDINGS = frozenset({"nav", "header", "footer", "aside", "form", "menu", "dialog"})
"""Parts of a page outside of its article."""
INLINE = {
    *KINDS,
    *_PICTURES,
    *("a", "abbr", "acronym", "bdi", "bdo", "big", "br", "data", "font", "label", "mark", "q"),
    *("rb", "ruby", "script", "small", "span", "style", "time", "var", "wbr"),
}
"""Tags within running text."""
ITEMS = frozenset({"li", "dt", "dd"})
CELLS = frozenset({"td", "th"})
LINES = ITEMS | {"tr", "br", "caption", "figcaption"}
"""Tags whose text has a line of its own."""
PARAGRAPHS = {
    *HEADINGS,
    *SURROUNDINGS,
    *("p", "div", "section", "article", "main", "figure", "address", "ul", "ol", "dl"),
    *("blockquote", "table", "pre", "body", "hr"),
}
"""Tags with a blank line around their text."""

_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("li", "dd"), Role.LIST_ITEM),
    **dict.fromkeys(("figcaption", "caption"), Role.CAPTION),
    **dict.fromkeys(("address", "text-author"), Role.CREDIT),
    "dt": Role.LABEL,
    "nav": Role.CONTENTS,
    "aside": Role.NOTE,
    "pre": Role.CODE,
}
_TYPES: Mapping[str, Role] = {
    **dict.fromkeys(("toc", "landmarks", "lot", "loi", "doc-toc"), Role.CONTENTS),
    **dict.fromkeys(("footnote", "footnotes", "endnote", "endnotes", "rearnote"), Role.NOTE),
    **dict.fromkeys(("rearnotes", "note", "notes", "bibliography"), Role.NOTE),
    **dict.fromkeys(("doc-footnote", "doc-endnote", "doc-endnotes", "doc-bibliography"), Role.NOTE),
    **dict.fromkeys(("titlepage", "title-page", "halftitlepage", "cover"), Role.TITLE_PAGE),
    **dict.fromkeys(("copyright-page", "colophon", "imprint", "doc-colophon"), Role.CREDIT),
    **dict.fromkeys(("doc-credit", "doc-credits"), Role.CREDIT),
}
"""The values of `epub:type`, ARIA roles and the guide of an EPUB."""
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
    Role.LIST_ITEM: re.compile(r"mso?list(?:paragraph(?:cxsp\w{1,9})?|bullet\d?|number\d?)"),
}
_WHOLES = frozenset({"html", "body", "main", "article"})
_LONGEST_NAMES = 500
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)

# Also the tags of DOCX and ODT.
_TABLES = frozenset({"table", "tbl"})
_ROWS = frozenset({"tr", "table-row"})
_ALL_CELLS = CELLS | {"tc", "table-cell"}
_LONGEST_CELL = 400
"""Characters; a longer cell with most words of its table is text in a frame."""


def local_name(element: Any) -> str:
    """Return the tag in lower case, without a namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def attributes_of(element: Any) -> dict[str, str]:
    """Return the attributes by their local names."""
    return {str(key).rpartition("}")[2]: str(value) for key, value in element.attrib.items()}


def role_by_type(types: str) -> Role | None:
    """Return the role of the first known word in a type of EPUB or ARIA."""
    return next((_TYPES[word] for word in types.lower().split() if word in _TYPES), None)


def element_role(element: Any) -> Role | None:
    """Return the role that an element gives to the text in it, or None.

    The classes of a whole page are about its looks. Tables for layout have no role.
    """
    name, attributes = local_name(element), attributes_of(element)
    if name in _WHOLES:
        return role_by_type(attributes.get("type", ""))
    if name in HEADINGS:
        return Role.HEADING
    if name in _TABLES:
        return Role.TABLE if is_data_table(element) else None
    return (_marked_role(attributes) if attributes else None) or _ROLES.get(name)


def role_in(element: Any, outer: Role) -> Role:
    """Return the role of text in an element, given the role of the elements around it.

    Parts of a book, notes and captions keep their role, except for headings in them.
    """
    if local_name(element) in _TABLES and outer not in (Role.TEXT, Role.LIST_ITEM):
        return outer
    inner = element_role(element)
    if inner is None or inner is outer:
        return outer
    if inner is Role.HEADING:
        return inner if outer is not Role.CAPTION else outer
    if outer in (Role.TEXT, Role.LIST_ITEM):
        return inner
    if outer is Role.TABLE and inner in (Role.CAPTION, Role.CODE):
        return inner
    return outer


def is_centred(element: Any) -> bool:
    """Return whether an element centres its lines."""
    attributes = attributes_of(element)
    return (
        local_name(element) == "center"
        or attributes.get("align", "").lower() == "center"
        or bool(_CENTRED.search(attributes.get("style", "")[:_LONGEST_NAMES]))
    )


def is_data_table(table: Any) -> bool:
    """Return whether an element of HTML, DOCX or ODT is a table of data.

    Tables of one column, tables around tables and tables around a long text are not.
    """
    has_table = any(local_name(element) in _TABLES for element in table.iterdescendants())
    if has_table or table.get("role") == "presentation":
        return False
    rows = [
        [
            sum(len(str(text).strip()) for text in cell.itertext(etree.Element))
            for cell in row
            if local_name(cell) in _ALL_CELLS
        ]
        # Rows may be in the head, the body and the foot of a table.
        for part in (table, *table)
        for row in part
        if local_name(row) in _ROWS
    ]
    if max(map(len, rows), default=0) < 2:
        return False
    lengths = [length for row in rows for length in row]
    longest = max(lengths)
    return longest <= _LONGEST_CELL or 2 * longest <= sum(lengths)


def _marked_role(attributes: Mapping[str, str]) -> Role | None:
    """Return the role of an element by its attributes."""
    types = role_by_type(f"{attributes.get('type', '')} {attributes.get('role', '')}")
    if types is not None:
        return types
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:_LONGEST_NAMES].lower()
    for name in names.split():
        for role, pattern in _CLASSES.items():
            if pattern.fullmatch(name):
                return role
    return None
