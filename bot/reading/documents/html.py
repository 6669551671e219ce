"""HTML files, as browsers and word processors save them. A web page is read as in `pages`."""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.policy import HTTP

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents import plain
from bot.reading.documents.document import Broken, Document, EditableDocument, NotADocument, Passage
from bot.reading.documents.formats import LETTER
from bot.reading.documents.inline import set_language, texts_in
from bot.reading.documents.markup import Element, all_named, attribute, parse_html, words_of
from bot.reading.documents.objects import titles_in
from bot.reading.encodings import decode_markup
from bot.reading.main_text import main_text
from bot.reading.page_metadata import PageMetadata, read_header, read_page_metadata
from bot.reading.raised import write_raised
from bot.reading.tags import SKIPPED, SURROUNDINGS
from bot.reading.text import StructuredText

_WRITER = re.compile(
    r"microsoft (?:word|office)|libreoffice|openoffice|pandoc|calibre|google docs|abiword|latex",
    re.IGNORECASE,
)
_BULLET = re.compile(r"•\s")
_LONG = 20_000
"""Characters; web pages without metadata are hardly longer."""


def read(data: bytes) -> Document:
    """Return the article of a web page, or all of a document; it may be in a message (MHT)."""
    if LETTER.match(data[:4096].lstrip()):
        kind, data = _page_in(data)
        if kind == "text/plain":
            return plain.read(data)
    root = parse_html(_text(data))
    write_raised(root)
    metadata = read_page_metadata(root, "")
    texts = texts_in(_article(root), skipped=SKIPPED | SURROUNDINGS)
    passages = tuple(text.passage() for text in texts)
    author, date = metadata.author, metadata.date
    if not _is_whole(root, metadata, passages):
        text = main_text(root, "")
        header = read_header(text.text, metadata.title)
        body = text[header.body_start :].strip()
        if body:
            passages = tuple(_passages(body))
            author, date = author or header.author, date or header.date
    return Document(passages, title=metadata.title, author=author, date=date)


def _passages(text: StructuredText) -> Iterator[Passage]:
    """Yield the paragraphs of an article as its page shows them, and each item of its lists."""
    for role, run in text.runs():
        words = run.text.strip()
        if words and role is Role.LIST_ITEM:
            bullet = _BULLET.match(words.text)
            yield Passage(words[bullet.end() :] if bullet else words, role)
        elif words:
            yield Passage(words, role)


def _page_in(letter: bytes) -> tuple[str, bytes]:
    """Return the content type and the bytes of a message's first page, else of its first text.

    They are in UTF-8 if the message names their encoding. Raises Broken.
    """
    parts = [*message_from_bytes(letter.lstrip(), policy=HTTP).walk()]
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if part.get_content_type() == kind:
                content = part.get_payload(decode=True)
                content = content if isinstance(content, bytes) else b""
                try:
                    text = content.decode(part.get_content_charset() or "")
                except (LookupError, UnicodeError):
                    return kind, content
                return kind, b"\xef\xbb\xbf" + text.encode()
    raise Broken("no text")


def edit(data: bytes) -> EditableDocument:
    """Return the page with all of its running text, to be saved in UTF-8."""
    root = parse_html(_text(data))

    def save(language: str) -> bytes:
        set_language(root, language)
        for meta in all_named(root, "meta"):
            names_type = attribute(meta, "http-equiv").lower() == "content-type"
            parent = meta.getparent()
            if parent is not None and (names_type or attribute(meta, "charset")):
                parent.remove(meta)
        head = root.find("head")
        if head is None:
            head = etree.Element("head")
            root.insert(0, head)
        head.insert(0, etree.Element("meta", charset="utf-8"))
        doctype = "<!DOCTYPE html>"
        return bytes(etree.tostring(root, method="html", encoding="utf-8", doctype=doctype))

    return EditableDocument([*texts_in(root), *titles_in(root)[:1]], save)


def _text(data: bytes) -> str:
    text = decode_markup(data)
    if text is None or "\0" in text:
        raise NotADocument
    if not text.strip():
        raise Broken("empty")
    # The text is decoded already, so its XML declaration would only mislead the parser.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _article(root: Element) -> Element:
    """Return the largest article element, if it has most of the text; else the root."""
    candidates = all_named(root, "article") + all_named(root, "main")
    best = max(candidates[:100], key=lambda element: len(words_of(element)), default=root)
    return best if 2 * len(words_of(best)) > len(words_of(root)) else root


def _is_whole(root: Element, metadata: PageMetadata, passages: Sequence[Passage]) -> bool:
    """Return whether all of the page is the document, as opposed to an article within a page."""
    generators = (m for m in all_named(root, "meta") if attribute(m, "name").lower() == "generator")
    generator = next(generators, None)
    if generator is not None and _WRITER.search(" ".join(attribute(generator, "content").split())):
        return True
    is_page = bool(metadata.site) or metadata.is_article
    return not is_page and sum(len(passage.text) for passage in passages) > _LONG
