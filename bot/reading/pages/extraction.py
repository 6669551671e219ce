"""From the bytes of a page to its article. Slow, and meant for a process of its own."""

import re
from dataclasses import replace
from typing import Any

import lxml.html
from lxml import etree
from readability import Document as ReadabilityDocument  # type: ignore[import-untyped]
from trafilatura.core import bare_extraction
from trafilatura.settings import Document as TrafilaturaDocument
from yarl import URL

from bot.article import Article, Origin, Source
from bot.errors import DragomanError
from bot.reading.bylines import read_byline
from bot.reading.dates import leading_date
from bot.reading.files import read_text_file
from bot.reading.pages.addresses import site_of
from bot.reading.pages.charsets import page_text
from bot.reading.pages.facts import Facts, plain, read_facts
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.markup import rich_text
from bot.reading.pages.readings import Reading
from bot.reading.pages.telegram_posts import is_preview, read_preview
from bot.reading.pages.walls import wall_by_status, wall_of
from bot.text import RichText

# So much longer must readability's text be to be preferred. Measured on pages of 2011 to 2026.
_READABILITY_FACTOR = 1.5
_LINES_OF_A_HEADER = 5
_FEWEST_WORDS = 5
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
# Shorter texts are hard to identify, so that the page's word is taken for their language.
_SHORT = 200
_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def read_page(page: FetchedPage) -> Reading:
    """The article on a page or in a text file; what the page repeats of the title is off its body.

    Never fails, whatever the bytes are.
    """
    if page.content_type == "text/plain":
        return _read_plain(page)
    html = page_text(page.body, page.charset)
    if (tree := _parsed(html)) is None:
        return Reading(wall=wall_by_status(page.status))
    if is_preview(page.url) and page.status < 400:
        return _read_post(tree, page)
    facts = read_facts(tree, page.url)
    text = _extracted(html, tree, page.url)
    wall = wall_of(page, tree, facts, html, text.text)
    if wall is not None:
        return Reading(wall=wall, amp=facts.amp)
    body = _without_header(text, facts.title)
    if len(body.text.split()) < _FEWEST_WORDS:
        return Reading(amp=facts.amp)
    article = Article(
        title=RichText(facts.title),
        body=body,
        language=_language(body.text, facts),
        source=Source(Origin.PAGE, facts.site, facts.address, facts.date),
        author=facts.author,
    )
    return Reading(article, amp=facts.amp)


def _read_plain(page: FetchedPage) -> Reading:
    if (wall := wall_by_status(page.status)) is not None:
        return Reading(wall=wall)
    try:
        article = read_text_file(page.body, page.url, limit=len(page.body) + 1)
    except DragomanError:
        return Reading()
    source = Source(Origin.PAGE, site_of(URL(page.url)), page.url, article.source.date)
    return Reading(replace(article, source=source))


def _read_post(tree: Any, page: FetchedPage) -> Reading:
    try:
        return Reading(read_preview(tree, page.url, limit=len(page.body) + 1))
    except DragomanError:
        return Reading()


def _parsed(html: str) -> Any:
    """The tree of a page, or None where there is none."""
    # A declared encoding would be an error, since the text is decoded already.
    html = _XML_DECLARATION.sub("", html, count=1)
    try:
        return lxml.html.document_fromstring(html) if "<" in html else None
    except (etree.LxmlError, ValueError, TypeError, AssertionError):
        return None


def _extracted(html: str, tree: Any, url: str) -> RichText:
    """What trafilatura takes for the article, unless readability finds much more."""
    by_trafilatura = _by_trafilatura(tree, url)
    # No text on the page that is long enough, no need to look for it.
    if len(_visible_text(tree)) <= _READABILITY_FACTOR * len(by_trafilatura):
        return by_trafilatura
    by_readability = _by_readability(html, url)
    if len(by_readability) > _READABILITY_FACTOR * len(by_trafilatura):
        return by_readability
    return by_trafilatura


def _by_trafilatura(tree: Any, url: str) -> RichText:
    try:
        found = bare_extraction(
            tree, url=url, include_comments=False, include_formatting=True, include_links=True
        )
    except Exception:  # trafilatura documents none of what a strange page may raise
        return RichText()
    return rich_text(found.body, url) if isinstance(found, TrafilaturaDocument) else RichText()


def _by_readability(html: str, url: str) -> RichText:
    try:
        summary = ReadabilityDocument(html).summary(html_partial=True)
        return rich_text(lxml.html.fromstring(summary), url)
    except Exception:  # nor does readability
        return RichText()


def _visible_text(tree: Any) -> str:
    return plain(" ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]")))


def _without_header(text: RichText, title: str) -> RichText:
    """The text without the title, bylines and dates that stand above it, again and again."""
    start = 0
    for line in text.lines()[: 2 * _LINES_OF_A_HEADER]:
        words = plain(line.text)
        if words and not _is_of_header(words, title):
            break
        start += len(line) + 1
    rest = text[start:].strip()
    return rest or text


def _is_of_header(line: str, title: str) -> bool:
    if title and line.casefold() == title.casefold():
        return True
    date = leading_date(line)
    return read_byline(line) is not None or (
        date is not None and not line[date.end :].strip(" .|·,")
    )


def _language(text: str, facts: Facts) -> str | None:
    """The language that the page declares, for a text that is short, if the letters allow it."""
    if len(text) >= _SHORT or facts.language not in ("en", "ru", "uk"):
        return None
    is_cyrillic = len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
    return facts.language if is_cyrillic == (facts.language != "en") else None
