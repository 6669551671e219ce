"""HTML files: what a browser or a word processor saves. A page of the web is read as pages are."""

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.policy import HTTP

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents import plain
from bot.reading.documents.document import Broken, Document, NotADocument, Passage
from bot.reading.documents.formats import LETTER, Place
from bot.reading.documents.inline import places, say_language
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    parse_html,
    words_of,
)
from bot.reading.documents.objects import titles_in
from bot.reading.encodings import decode_markup
from bot.reading.facts import Facts, read_facts, read_header
from bot.reading.main_text import main_text
from bot.reading.raised import write_raised
from bot.reading.tags import SKIPPED, SURROUNDINGS
from bot.reading.text import StructuredText

_WRITER = re.compile(
    r"microsoft (?:word|office)|libreoffice|openoffice|pandoc|calibre|google docs|abiword|latex",
    re.IGNORECASE,
)
_BULLET = re.compile(r"•\s")
_LONG = 20_000
"""Characters; a page of the web that says nothing about itself is hardly longer."""


def read(data: bytes) -> Document:
    """Return the article of a page; of a book or of what a word processor has saved, all text less
    menus and the like. A page may be in a letter (MHT), with its pictures.
    """
    if LETTER.match(data[:4096].lstrip()):
        kind, data = _page_in(data)
        if kind == "text/plain":
            return plain.read(data)
    root = parse_html(_text(data))
    write_raised(root)
    facts = read_facts(root, "")
    passages = tuple(
        Passage(p.shown(), p.role, p.level, p.centred)
        for p in places(_article(root), skipped=SKIPPED | SURROUNDINGS)
    )
    author, date = facts.author, facts.date
    if not _is_whole(root, facts, passages):
        text = main_text(root, "")
        header = read_header(text.text, facts.title)
        body = text[header.end :].strip()
        if body:
            passages = tuple(_passages(body))
            author, date = author or header.author, date or header.date
    return Document(passages, title=facts.title, author=author, date=date)


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
    """Return the page, else the text, that comes first in a letter, with its type.

    It is in UTF-8 where the letter names its encoding. Raises Broken.
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


class Editing:
    """A page whose running text can be replaced, all of it."""

    def __init__(self, data: bytes) -> None:
        self._root = parse_html(_text(data))
        self.places: list[Place] = [*places(self._root)]
        self.places += titles_in(self._root)[:1]

    def save(self, language: str) -> bytes:
        """Return the page in UTF-8, saying that it is in `language`."""
        say_language(self._root, language)
        for meta in all_named(self._root, "meta"):
            if attribute(meta, "charset") or attribute(meta, "http-equiv").lower() == (
                "content-type"
            ):
                parent = meta.getparent()
                if parent is not None:
                    parent.remove(meta)
        head = self._root.find("head")
        if head is None:
            head = etree.Element("head")
            self._root.insert(0, head)
        head.insert(0, etree.Element("meta", charset="utf-8"))
        doctype = "<!DOCTYPE html>"
        page = etree.tostring(self._root, method="html", encoding="utf-8", doctype=doctype)
        return bytes(page)


def _text(data: bytes) -> str:
    text = decode_markup(data)
    if text is None or "\0" in text:
        raise NotADocument
    if not text.strip():
        raise Broken("empty")
    # A page cannot change its encoding once it is decoded.
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _article(root: Element) -> Element:
    """Return the largest of the page's articles, if that is most of its text."""
    candidates = all_named(root, "article") + all_named(root, "main")
    best = max(candidates[:100], key=lambda element: len(words_of(element)), default=root)
    return best if 2 * len(words_of(best)) > len(words_of(root)) else root


def _is_whole(root: Element, facts: Facts, passages: Sequence[Passage]) -> bool:
    """Return whether it is a document rather than a page with an article among other things."""
    if _WRITER.search(_meta(root, "generator")):
        return True
    is_page = bool(facts.site) or facts.is_article
    return not is_page and sum(len(passage.text) for passage in passages) > _LONG


def _meta(root: Element, name: str) -> str:
    return next(
        (
            " ".join(attribute(meta, "content").split())
            for meta in all_named(root, "meta")
            if attribute(meta, "name").lower() == name
        ),
        "",
    )
