"""Turn the bytes of a page into its article. Slow, and meant for a process of its own."""

import re
from typing import Any

import lxml.html
from lxml import etree
from readability import Document as ReadabilityDocument  # type: ignore[import-untyped]
from trafilatura.core import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument

from bot.domain.article import Article, Origin, Source
from bot.domain.rich_text import Kind, RichText
from bot.errors import DragomanError
from bot.languages.patterns import CYRILLIC, LATIN
from bot.reading.encodings import decode_markup
from bot.reading.markup import structured_text
from bot.reading.pages.clutter import without_banners, without_pointers
from bot.reading.pages.facts import Facts, read_facts
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.headers import read_header
from bot.reading.pages.marked_lines import with_marked_lines
from bot.reading.pages.telegram_posts import is_preview, read_preview
from bot.reading.pages.walls import Reading, wall_by_status, wall_of
from bot.reading.raised import write_raised
from bot.reading.structure import recognised
from bot.reading.structured import StructuredText

# So much longer must readability's text be to be preferred. Measured on pages of 2011 to 2026.
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
    """Take out what the parser lets in, also as "&#1;", and nobody may write into a tree again."""
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
    except Exception:  # trafilatura documents none of what a strange page may raise
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
    if len(text) >= _SHORT or facts.language not in ("en", "ru", "uk"):
        return None
    is_cyrillic = len(CYRILLIC.findall(text)) > len(LATIN.findall(text))
    return facts.language if is_cyrillic == (facts.language != "en") else None
