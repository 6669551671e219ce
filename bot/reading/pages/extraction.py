"""Extract the article from the bytes of a page. Slow, so run in the sandbox."""

import re
from copy import deepcopy
from itertools import islice
from typing import Any

import lxml.html
from lxml import etree
from readability import Document as ReadabilityDocument  # type: ignore[import-untyped]
from trafilatura.core import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument

from bot.domain.article import Article, Block, Origin, Role, Source
from bot.domain.rich_text import Kind, RichText
from bot.errors import DragomanError
from bot.languages import SERVED
from bot.languages.data import languages
from bot.languages.phrases import normal
from bot.languages.scripts import script_of_text
from bot.reading.encodings import decode_markup
from bot.reading.html_text import structured_text
from bot.reading.pages.facts import Facts, read_facts, read_header
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.telegram_posts import is_preview, read_preview
from bot.reading.pages.walls import Reading, page_phrases, wall_by_status, wall_of
from bot.reading.raised import write_raised
from bot.reading.structure import recognised
from bot.reading.tags import element_role, local_name
from bot.reading.text import StructuredText, concatenated, single_spaced

# Readability's text is preferred where it is so much longer. Measured on pages of 2011 to 2026.
_READABILITY_FACTOR = 1.5
_FEWEST_WORDS = 5
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The tags of trafilatura that HTML has not, and its marks of letters.
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
# Shorter texts are hard to identify, so that the page's word is taken for their language.
_SHORT = 200
_BANNER = re.compile(
    r"cookie|gdpr|consent|user-notification|newsletter|subscri(?:be|ption)-(?:box|form|block)"
    r"|(?:share|social)-(?:buttons?|bar|links)|sharedaddy|read-?(?:more|also)|smart-banner"
    r"|(?:^|[\s_-])(?:ad|advert\w*)[-_](?:slot|block|unit|container)",
    re.IGNORECASE,
)
_BANNER_TAGS = frozenset({"amp-user-notification", "amp-ad", "amp-embed", "amp-sidebar", "dialog"})
_CONTENT_TAGS = frozenset({"html", "body", "main", "article"})
# A banner is short, and what is marked as one by mistake is not.
_LONGEST_BANNER = 600

_LONGEST_POINTER = 40
"""Words, those of the other article's title too."""
_MOST_POINTERS = 50
_FOUND_AGAIN = frozenset({Role.CAPTION, Role.NOTE, Role.CODE, Role.HEADING, Role.CREDIT})
_REPLACED = frozenset({Role.LIST_ITEM, Role.TABLE})
_PASSAGES = frozenset({"p", "div", "li", "td", "dd", "dt", "span", "a", "figcaption"})
_MOST_MARKED = 500
_MOST_INSIDE = 100
_LONGEST = 1_000
"""Characters of a line."""


def read_page(page: FetchedPage) -> Reading:
    """Return the article on a page; what the page repeats of the title is off its body.

    Never fails, whatever the bytes are.
    """
    # Broken bytes become U+FFFD.
    html = decode_markup(page.body, page.charset) or page.body.decode("utf-8", "replace")
    html = html.replace("\0", "\ufffd")
    if (tree := _parsed(html)) is None:
        return Reading(wall=wall_by_status(page.status))
    if is_preview(page.url) and page.status < 400:
        return _read_post(tree, page)
    facts = read_facts(tree, page.url)
    text = extracted(tree, page.url)
    wall = wall_of(page, tree, facts, html, text.text.text)
    if wall is not None:
        return Reading(wall=wall, amp=facts.amp)
    header = read_header(text.text, facts.title)
    body = recognised(text[header.end :].strip())
    if len(body.text.text.split()) < _FEWEST_WORDS:
        return Reading(amp=facts.amp)
    article = Article(
        title=RichText(facts.title),
        body=body.text,
        language=_language(body.text.text, facts),
        source=Source(Origin.PAGE, facts.site, facts.address, facts.date or header.date),
        author=facts.author or header.author,
        blocks=body.blocks,
    )
    return Reading(article, amp=facts.amp)


def _read_post(tree: Any, page: FetchedPage) -> Reading:
    try:
        return Reading(read_preview(tree, page.url, limit=len(page.body) + 1))
    except DragomanError:
        return Reading()


def _parsed(html: str) -> Any:
    """Return the tree of a page, or None where there is none."""
    # A declared encoding would be an error, since the text is decoded already.
    html = _XML_DECLARATION.sub("", html, count=1)
    try:
        tree = lxml.html.document_fromstring(html) if "<" in html else None
    except (etree.LxmlError, ValueError, TypeError, AssertionError):
        return None
    if tree is not None:
        _make_editable(tree)
        write_raised(tree)
    return tree


def _make_editable(tree: Any) -> None:
    """Remove characters that the parser accepts, as "&#1;", but that cannot be written back."""
    for element in tree.iter():
        if element.text and _UNWRITABLE.search(element.text):
            element.text = _UNWRITABLE.sub("", element.text)
        if element.tail and _UNWRITABLE.search(element.tail):
            element.tail = _UNWRITABLE.sub("", element.tail)


def extracted(tree: Any, url: str) -> StructuredText:
    """Return the text of the article, without banners unless the page is nothing else."""
    cleaned = without_banners(tree)
    text = _found(cleaned, url)
    text = without_pointers(text) if len(text) else _found(tree, url)
    return with_marked_lines(text, tree)


def _found(tree: Any, url: str) -> StructuredText:
    """Return what trafilatura takes for the article, unless readability finds much more, or the
    same with its headings and lists.
    """
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
    """Return whether a text has all lines of another one, in their order, and adds only headings
    and items of lists between them.
    """
    expected = [line.text for line in part.lines() if line.text.strip()]
    found = [line for line in whole.lines() if line.text.strip()]
    position = 0
    for line in found:
        if position < len(expected) and line.text == expected[position]:
            position += 1
        elif not (0 < position < len(expected) and (_is_bold(line) or line.text[0] == "•")):
            return False
    return position == len(expected) < len(found)


def _is_bold(line: RichText) -> bool:
    return any(s.kind is Kind.BOLD and s.end - s.start == len(line) for s in line.spans)


def _by_trafilatura(tree: Any, url: str) -> StructuredText:
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, include_formatting=True, include_links=True
        )
    except Exception:  # trafilatura does not document what a strange page may raise
        return StructuredText()
    if not isinstance(found, TrafilaturaDocument):
        return StructuredText()
    return structured_text(_as_html(found.body), url)


def _as_html(body: Any) -> Any:
    """Return what trafilatura has found, with the tags of HTML in place of its own."""
    for element in body.iter(etree.Element):
        tag = element.tag
        if tag == "hi":
            element.tag = _HIGHLIGHTS.get(element.get("rend", ""), "span")
        elif tag == "code":
            parent = element.getparent()
            is_passage = parent is not None and parent.tag in ("body", "code", "pre", "blockquote")
            element.tag = "pre" if is_passage and "\n" in (element.text or "") else "code"
        elif tag in _TAGS:  # those of damaged pages cannot even be set to what they are
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
    """Return how many characters at most somebody could read on a page."""
    return sum(
        len(element.tail or "") + (0 if element.tag in _UNSEEN else len(element.text or ""))
        for element in tree.iter(etree.Element)
    )


def _language(text: str, facts: Facts) -> str | None:
    """Return the language that the page declares, for a text that is short, if the letters allow
    it.
    """
    if len(text) >= _SHORT or facts.language not in SERVED:
        return None
    scripts = languages().by_code[facts.language].identification.scripts
    return facts.language if script_of_text(text) in scripts else None


def without_banners(tree: Any) -> Any:
    """Return a copy of a page without what its markup calls banners, sign-ups and notices."""
    copy = deepcopy(tree)
    for element in list(copy.iter()):
        if _is_banner(element) and element.getparent() is not None:
            element.drop_tree()
    return copy


def without_pointers(text: StructuredText) -> StructuredText:
    """Return the text without the paragraphs that only point at other articles."""
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
        role = marked.get(single_spaced(line).removeprefix("• "))
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
    words = single_spaced("".join(element.itertext()))
    if 2 < len(words) <= _LONGEST:
        found.setdefault(words, role)
