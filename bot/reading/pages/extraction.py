"""Extract the article from the bytes of a page; runs in the sandbox."""

import re
from typing import Any

import lxml.html
from lxml import etree
from yarl import URL

from bot.domain.article import Article, Origin, Source
from bot.domain.rich_text import RichText
from bot.errors import DragomanError
from bot.languages import SERVED
from bot.languages.data import languages
from bot.languages.scripts import script_of_text
from bot.reading.encodings import decode_markup
from bot.reading.main_text import main_text
from bot.reading.page_metadata import PageMetadata, read_header, read_page_metadata
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.network import site_of
from bot.reading.pages.telegram_posts import is_preview, read_preview
from bot.reading.pages.walls import PageReading, wall_by_status, wall_of
from bot.reading.raised import write_raised
from bot.reading.structure import with_line_roles

_FEWEST_WORDS = 5
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# The language of shorter texts is hard to identify, so the page's declaration is used.
_SHORT = 200


def read_page(page: FetchedPage) -> PageReading:
    """Return the article on a page, without the title and the byline in its body. Never raises."""
    # Broken bytes become U+FFFD.
    html = decode_markup(page.body, page.charset) or page.body.decode("utf-8", "replace")
    html = html.replace("\0", "\ufffd")
    if (tree := _parsed(html)) is None:
        return PageReading(wall=wall_by_status(page.status))
    if is_preview(page.url) and page.status < 400:
        return _read_post(tree, page)
    metadata = read_page_metadata(tree, page.url)
    text = main_text(tree, page.url)
    wall = wall_of(page, tree, metadata, html, text.text.text)
    if wall is not None:
        return PageReading(wall=wall, amp=metadata.amp)
    header = read_header(text.text, metadata.title)
    body = with_line_roles(text[header.body_start :].strip())
    if len(body.text.text.split()) < _FEWEST_WORDS:
        return PageReading(amp=metadata.amp)
    article = Article(
        title=RichText(metadata.title),
        body=body.text,
        language=_language(body.text.text, metadata),
        source=Source(
            Origin.PAGE,
            metadata.site or site_of(URL(metadata.address)),
            metadata.address,
            metadata.date or header.date,
        ),
        author=metadata.author or header.author,
        blocks=body.blocks,
    )
    return PageReading(article, amp=metadata.amp)


def _read_post(tree: Any, page: FetchedPage) -> PageReading:
    try:
        return PageReading(read_preview(tree, page.url, limit=len(page.body) + 1))
    except DragomanError:
        return PageReading()


def _parsed(html: str) -> Any:
    """Return the tree of a page, or None."""
    # The text is decoded already.
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
    """Remove characters such as "&#1;", which the parser accepts and the writer does not."""
    for element in tree.iter():
        if element.text and _UNWRITABLE.search(element.text):
            element.text = _UNWRITABLE.sub("", element.text)
        if element.tail and _UNWRITABLE.search(element.tail):
            element.tail = _UNWRITABLE.sub("", element.tail)


def _language(text: str, metadata: PageMetadata) -> str | None:
    """Return the declared language of a short text, if its letters allow it."""
    if len(text) >= _SHORT or metadata.language not in SERVED:
        return None
    scripts = languages().by_code[metadata.language].identification.scripts
    return metadata.language if script_of_text(text) in scripts else None
