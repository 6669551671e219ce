"""FB2 (FictionBook): one XML file, or that file alone in an archive."""

from collections.abc import Iterator

from bot.domain.article import Role
from bot.domain.rich_text import Kind, RichText
from bot.reading.documents.archives import Archive
from bot.reading.documents.document import Broken, Document, Passage
from bot.reading.documents.inline import Vocabulary, places
from bot.reading.documents.markup import (
    Element,
    all_named,
    attribute,
    first_words,
    local_name,
    parse_xml,
)

_DEEPEST_HEADING = 6

_KINDS = {
    "strong": Kind.BOLD,
    "emphasis": Kind.ITALIC,
    "strikethrough": Kind.STRIKETHROUGH,
    "code": Kind.CODE,
}
_VOCABULARY = Vocabulary(
    inline=frozenset([*_KINDS, "a", "style", "sub", "sup", "image"]),
    skipped=frozenset({"image", "binary", "description", "stylesheet"}),
    kinds=_KINDS,
    written={kind: tag for tag, kind in _KINDS.items()},
    roles={"text-author": Role.CREDIT},
)


def read(data: bytes) -> Document:
    if data.startswith(b"PK"):
        data = _packed(data)
    root = parse_xml(data)
    bodies = [body for body in root if local_name(body) == "body"]
    if not bodies:
        raise Broken("no body")
    passages = tuple(
        passage
        for body in bodies
        if attribute(body, "name") not in ("notes", "comments")
        for passage in _passages(body, 0)
    )
    return Document(passages, title=first_words(root, "book-title"), author=_author(root))


def _packed(data: bytes) -> bytes:
    with Archive(data) as archive:
        books = [name for name in archive.names if name.lower().endswith(".fb2")]
        if len(books) != 1:
            raise Broken("not one book")
        return archive.read(books[0])


def _passages(section: Element, depth: int) -> list[Passage]:
    """Return the passages of a body or section; titles are headings as deep as their sections."""
    if depth > 100:
        return []
    passages: list[Passage] = []
    for child in section:
        name = local_name(child)
        if name == "section":
            passages += _passages(child, depth + 1)
        elif name == "title":
            lines = _lines(child)
            if lines:
                text = RichText(" ").join(lines)
                passages.append(Passage(text, Role.HEADING, min(depth + 1, _DEEPEST_HEADING)))
        elif name == "subtitle":
            passages += [Passage(text, Role.HEADING, _DEEPEST_HEADING) for text in _lines(child)]
        elif name == "poem":
            passages += _poem(child)
        elif name and name not in _VOCABULARY.skipped:
            passages += [Passage(p.read(), p.role) for p in places(child, _VOCABULARY)]
    return passages


def _poem(poem: Element) -> Iterator[Passage]:
    for child in poem:
        lines = _lines(child)
        if not lines:
            continue
        match local_name(child):
            case "stanza":
                yield Passage(RichText("\n").join(lines))
            case "title" | "subtitle":
                yield Passage(RichText(" ").join(lines), Role.HEADING, _DEEPEST_HEADING)
            case "text-author":
                yield Passage(RichText(" ").join(lines), Role.CREDIT)


def _lines(element: Element) -> list[RichText]:
    return [place.read() for place in places(element, _VOCABULARY)]


def _author(root: Element) -> str:
    title_info = next(iter(all_named(root, "title-info")), None)
    if title_info is None:
        return ""
    names = []
    for author in (child for child in title_info if local_name(child) == "author"):
        parts = (first_words(author, part) for part in ("first-name", "middle-name", "last-name"))
        names.append(" ".join(filter(None, parts)) or first_words(author, "nickname"))
    return ", ".join(filter(None, names))
