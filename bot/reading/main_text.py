"""Find the text of the article on a page."""

import re
from copy import deepcopy
from itertools import islice
from typing import Any

import lxml.html
from lxml import etree
from readability import Document as ReadabilityDocument  # type: ignore[import-untyped]
from trafilatura.core import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument

from bot.domain.article import Block, Role
from bot.domain.rich_text import Kind, RichText
from bot.languages.phrases import normal
from bot.reading.document_phrases import page_phrases
from bot.reading.html_text import structured_text
from bot.reading.tags import element_role, local_name
from bot.reading.text import StructuredText, concatenated, single_spaced

# By how much readability's text must be longer. Measured on pages of 2011 to 2026.
_READABILITY_FACTOR = 1.5
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
# The tags of trafilatura that HTML does not have.
_TAGS = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "ref": "a",
    "quote": "blockquote",
    "graphic": "img",
}
_HIGHLIGHTS = {"#b": "b", "#i": "i", "#u": "u", "#t": "code"}
_BANNER = re.compile(
    r"cookie|gdpr|consent|user-notification|newsletter|subscri(?:be|ption)-(?:box|form|block)"
    r"|(?:share|social)-(?:buttons?|bar|links)|sharedaddy|read-?(?:more|also)|smart-banner"
    r"|(?:^|[\s_-])(?:ad|advert\w*)[-_](?:slot|block|unit|container)",
    re.IGNORECASE,
)
_BANNER_TAGS = frozenset({"amp-user-notification", "amp-ad", "amp-embed", "amp-sidebar", "dialog"})
_CONTENT_TAGS = frozenset({"html", "body", "main", "article"})
# A longer element only looks like a banner.
_LONGEST_BANNER = 600

_LONGEST_POINTER = 40
"""Words, with the title of the other article."""
_MOST_POINTERS = 50
_FOUND_AGAIN = frozenset({Role.CAPTION, Role.NOTE, Role.CODE, Role.HEADING, Role.CREDIT})
_REPLACED = frozenset({Role.LIST_ITEM, Role.TABLE})
_PASSAGES = frozenset({"p", "div", "li", "td", "dd", "dt", "span", "a", "figcaption"})
_MOST_MARKED = 500
_MOST_INSIDE = 100
_LONGEST = 1_000
"""Characters of a line."""


def main_text(tree: Any, url: str) -> StructuredText:
    """Return the text of the article, without banners unless nothing else is left."""
    cleaned = without_banners(tree)
    text = _found(cleaned, url)
    text = without_pointers(text) if len(text) else _found(tree, url)
    return with_marked_lines(text, tree)


def _found(tree: Any, url: str) -> StructuredText:
    """Return trafilatura's text, or readability's if much longer or with headings besides."""
    by_trafilatura = _by_trafilatura(tree, url)
    # Readability cannot find more than there is.
    if _text_length(tree) <= len(by_trafilatura):
        return by_trafilatura
    by_readability = _by_readability(tree, url)
    if len(by_readability) > _READABILITY_FACTOR * len(by_trafilatura):
        return by_readability
    completes = _completes(by_readability.text, by_trafilatura.text)
    return by_readability if completes else by_trafilatura


def _completes(whole: RichText, part: RichText) -> bool:
    """Return whether a text is another one with more headings and list items."""
    expected = [line.text for line in part.lines() if line.text.strip()]
    found = [line for line in whole.lines() if line.text.strip()]
    position = 0
    for line in found:
        if position < len(expected) and line.text == expected[position]:
            position += 1
        elif not 0 < position < len(expected) or not (
            line.text[0] == "•"
            or any(s.kind is Kind.BOLD and s.end - s.start == len(line) for s in line.spans)
        ):
            return False
    return position == len(expected) < len(found)


def _by_trafilatura(tree: Any, url: str) -> StructuredText:
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, include_formatting=True, include_links=True
        )
    except Exception:  # trafilatura does not document its exceptions
        return StructuredText()
    if not isinstance(found, TrafilaturaDocument):
        return StructuredText()
    return structured_text(_as_html(found.body), url)


def _as_html(body: Any) -> Any:
    """Replace trafilatura's tags by those of HTML."""
    for element in body.iter(etree.Element):
        tag = element.tag
        if tag == "hi":
            element.tag = _HIGHLIGHTS.get(element.get("rend", ""), "span")
        elif tag == "code":
            parent = element.getparent()
            is_passage = parent is not None and parent.tag in ("body", "code", "pre", "blockquote")
            element.tag = "pre" if is_passage and "\n" in (element.text or "") else "code"
        elif tag in _TAGS:  # some tags of damaged pages cannot be set
            element.tag = _TAGS[tag]
        if tag == "ref":
            element.set("href", element.get("target", ""))
    return body


def _by_readability(tree: Any, url: str) -> StructuredText:
    try:
        summary = ReadabilityDocument(lxml.html.tostring(tree, encoding="unicode")).summary(
            html_partial=True
        )
        return structured_text(lxml.html.fromstring(summary), url)
    except Exception:  # nor does readability
        return StructuredText()


def _text_length(tree: Any) -> int:
    """Return the number of visible characters on a page, at most."""
    return sum(
        len(element.tail or "") + (0 if element.tag in _UNSEEN else len(element.text or ""))
        for element in tree.iter(etree.Element)
    )


def without_banners(tree: Any) -> Any:
    """Return a copy of a page without elements that are banners by their names."""
    copy = deepcopy(tree)
    for element in list(copy.iter()):
        if _is_banner(element) and element.getparent() is not None:
            element.drop_tree()
    return copy


def without_pointers(text: StructuredText) -> StructuredText:
    """Return the text without paragraphs that only point to other articles."""
    parts: list[StructuredText] = []
    start = position = 0
    for line in text.text.text.split("\n"):
        end = position + len(line)
        if _is_pointer(single_spaced(line)) and len(parts) < _MOST_POINTERS:
            parts.append(text[start:position].strip())
            start = end
        position = end + 1
    if not parts:
        return text
    parts.append(text[start:].strip())
    kept = [part for part in parts if len(part)]
    between = StructuredText(RichText("\n\n"))
    return concatenated(piece for part in kept for piece in (between, part))[len(between) :]


def _is_banner(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _CONTENT_TAGS:
        return False
    if element.tag in _BANNER_TAGS:
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not _BANNER.search(names[:500]):
        return False
    return len(single_spaced(element.text_content())) <= _LONGEST_BANNER


def _is_pointer(line: str) -> bool:
    length = page_phrases().pointers.opening(normal(line))
    rest = line[length:]
    is_alone = not rest or (rest.lstrip().startswith(":") and len(rest.split()) <= _LONGEST_POINTER)
    return length > 0 and is_alone


def with_marked_lines(text: StructuredText, tree: Any) -> StructuredText:
    """Return the text with the roles that its lines have on the page."""
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
        role = marked.get(single_spaced(line).removeprefix("• "))
        covered = blocks[-1].end if blocks else 0
        if role is not None and known is not None and known.role in _REPLACED:
            blocks[-1] = Block(known.start, known.end, role)
        elif role is not None and known is None and covered <= position:
            blocks.append(Block(position, end, role))
        position = end + 1
    return StructuredText(text.text, tuple(blocks))


def _marked(tree: Any) -> dict[str, Role]:
    """Return the roles of lines on the page, by their words."""
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
    words = single_spaced("".join(element.itertext()))
    if 2 < len(words) <= _LONGEST:
        found.setdefault(words, role)
