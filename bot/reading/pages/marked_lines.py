"""Roles that a page gives to lines of its article, where an extractor has lost them."""

from itertools import islice
from typing import Any

from lxml import etree

from bot.domain.article import Block, Role
from bot.reading.pages.facts import plain
from bot.reading.structured import StructuredText
from bot.reading.tags import element_role, local_name

_FOUND_AGAIN = frozenset({Role.CAPTION, Role.NOTE, Role.CODE, Role.HEADING, Role.CREDIT})
_REPLACED = frozenset({Role.LIST_ITEM, Role.TABLE})
_PASSAGES = frozenset({"p", "div", "li", "td", "dd", "dt", "span", "a", "figcaption"})
_MOST_MARKED = 500
_MOST_INSIDE = 100
_LONGEST = 1_000
"""Characters of a line."""


def with_marked_lines(text: StructuredText, tree: Any) -> StructuredText:
    """Return the article with the roles that the page gives to the same lines."""
    marked = _marked(tree)
    if not marked:
        return text
    blocks: list[Block] = []
    position = number = 0
    for line in text.text.text.split("\n"):
        end = position + len(line)
        known = None
        while number < len(text.blocks) and text.blocks[number].start < end:
            known = text.blocks[number]
            blocks.append(known)
            number += 1
        role = marked.get(plain(line).removeprefix("• "))
        covered = blocks[-1].end if blocks else 0
        if role is not None and known is not None and known.role in _REPLACED:
            blocks[-1] = Block(known.start, known.end, role)
        elif role is not None and known is None and covered <= position:
            blocks.append(Block(position, end, role))
        position = end + 1
    return StructuredText(text.text, tuple(blocks))


def _marked(tree: Any) -> dict[str, Role]:
    """Return the lines in elements that have a role, by their words."""
    found: dict[str, Role] = {}
    count = 0
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        role = element_role(element)
        if role not in _FOUND_AGAIN or count >= _MOST_MARKED:
            continue
        count += 1
        walk.skip_subtree()
        _add(found, element, role)
        if role is not Role.HEADING:
            inside = (e for e in element.iterdescendants() if local_name(e) in _PASSAGES)
            for passage in islice(inside, _MOST_INSIDE):
                _add(found, passage, role)
    return found


def _add(found: dict[str, Role], element: Any, role: Role) -> None:
    words = plain("".join(element.itertext()))
    if 2 < len(words) <= _LONGEST:
        found.setdefault(words, role)
