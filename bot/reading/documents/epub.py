"""EPUB 2 and 3: an archive of XHTML pages, their order and a table of contents."""

import html.entities
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from bot.domain.article import Role
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import (
    Broken,
    Document,
    EditableDocument,
    EditableText,
    Encrypted,
    Passage,
    TocEntry,
)
from bot.reading.documents.inline import set_language, texts_in
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    child_named,
    first_words,
    parse_xml,
    words_of,
)
from bot.reading.documents.objects import titles_in
from bot.reading.raised import write_raised
from bot.reading.tags import role_by_type

_MOST_PAGES = 5_000
_PAGE_TYPES = frozenset({"application/xhtml+xml", "text/html"})
# How books scramble their fonts; any other encryption is the copy protection of a shop.
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})


def read(data: bytes) -> Document:
    archive = Archive(data)
    package = _Package(archive)
    passages: list[Passage] = []
    starts: dict[str, int] = {}
    for path in package.pages:
        starts[path] = len(passages)
        page = _parsed(archive, path)
        write_raised(page)
        passages += (text.passage() for text in texts_in(page, package.role_of(path)))
    contents: dict[int, TocEntry] = {}
    # Several entries may lead to one page; the first names it.
    for path, title in package.contents():
        if title and path in starts:
            contents.setdefault(starts[path], TocEntry(title, starts[path]))
    return Document(
        tuple(passages),
        title=package.title,
        author=package.author,
        contents=tuple(contents[start] for start in sorted(contents)),
    )


def edit(data: bytes) -> EditableDocument:
    """Return the book with its running text, also in its table of contents."""
    archive = Archive(data)
    package = _Package(archive)
    paths = dict.fromkeys([*package.pages, *filter(None, (package.nav,))])
    pages = {path: _parsed(archive, path) for path in paths}
    texts: list[EditableText] = []
    for page in pages.values():
        texts += [*texts_in(page), *titles_in(page)]
    if package.ncx:
        ncx = pages[package.ncx] = _parsed(archive, package.ncx)
        texts += (text for label in all_named(ncx, "navLabel") for text in texts_in(label))
        texts += titles_in(ncx, "docTitle")
    texts += titles_in(package.root)

    def save(language: str) -> bytes:
        for page in pages.values():
            set_language(page, language)
        for element in all_named(package.root, "language"):
            element.text = language
        changed = {**pages, package.path: package.root}
        return archive.with_members({path: _serialized(x) for path, x in changed.items()})

    return EditableDocument(texts, save)


class _Package:
    """The package file of a book: its metadata, and its pages in order."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = frozenset(archive.names)
        _refuse_encrypted(archive)
        container = parse_xml(archive.read("META-INF/container.xml"))
        rootfiles = [attribute(file, "full-path") for file in all_named(container, "rootfile")]
        if not rootfiles:
            raise Broken("no package file")
        self.path = rootfiles[0]
        self.root = parse_xml(archive.read(self.path))
        self.title = first_words(self.root, "title")
        self.author = ", ".join(filter(None, map(words_of, all_named(self.root, "creator"))))
        items = {attribute(item, "id"): item for item in all_named(self.root, "item")}
        self.pages = self._spine(items)
        self.nav = self._found(items, "properties", "nav")
        self.ncx = self._found(items, "media-type", "application/x-dtbncx+xml")
        self._guide = {
            self._resolved(self.path, attribute(reference, "href")): role
            for reference in all_named(self.root, "reference")
            if (role := role_by_type(attribute(reference, "type"))) is not None
        }

    def role_of(self, path: str) -> Role:
        """Return the role of a whole page, from the guide of the book."""
        if path == self.nav:
            return Role.CONTENTS
        return self._guide.get(path, Role.TEXT)

    def contents(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the title of each entry of the table of contents."""
        if self.nav is not None:
            for nav in all_named(_parsed(self._archive, self.nav), "nav"):
                if attribute(nav, "type") in ("toc", ""):
                    for link in all_named(nav, "a"):
                        yield self._resolved(self.nav, attribute(link, "href")), words_of(link)
                    return
        if self.ncx is not None:
            for point in all_named(_parsed(self._archive, self.ncx), "navPoint"):
                content = attribute(child_named(point, "content"), "src")
                yield self._resolved(self.ncx, content), first_words(point, "text")

    def _spine(self, items: dict[str, Element]) -> list[str]:
        pages: dict[str, None] = {}
        for reference in all_named(self.root, "itemref"):
            item = items.get(attribute(reference, "idref"))
            if item is None or attribute(item, "media-type") not in _PAGE_TYPES:
                continue
            path = self._resolved(self.path, attribute(item, "href"))
            if path in self._names:
                pages[path] = None
        if not pages:
            raise Broken("no pages")
        return [*pages][:_MOST_PAGES]

    def _found(self, items: dict[str, Element], name: str, value: str) -> str | None:
        for item in items.values():
            if value in attribute(item, name).split():
                path = self._resolved(self.path, attribute(item, "href"))
                if path in self._names:
                    return path
        return None

    @staticmethod
    def _resolved(base: str, reference: str) -> str:
        """Return the path of the member that a link in the member `base` leads to."""
        path = unquote(reference.partition("#")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def _refuse_encrypted(archive: Archive) -> None:
    encryption = archive.read_if_there("META-INF/encryption.xml")
    root = parse_xml(encryption) if encryption is not None else None
    for method in all_named(root, "EncryptionMethod"):
        if attribute(method, "Algorithm") not in _FONT_ALGORITHMS:
            raise Encrypted("copy protection")


def _parsed(archive: Archive, path: str) -> Element:
    return parse_xml(_ENTITY.sub(_numeric, archive.read(path)))


def _numeric(match: re.Match[bytes]) -> bytes:
    """Return an entity that only HTML defines as a numeric one, which XML knows too."""
    if match[1] in _XML_ENTITIES:
        return match[0]
    characters = html.entities.html5.get(f"{match[1].decode('ascii')};")
    return "".join(f"&#{ord(c)};" for c in characters).encode() if characters else match[0]


def _serialized(root: Element) -> bytes:
    return bytes(etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True))
