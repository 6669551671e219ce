"""What goes into the store and comes back, and how articles and documents are stored: as JSON."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from bot.domain.article import Article, Block, Chapter
from bot.domain.rich_text import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The file that an article was read from, and its chapters.

    Telegram knows the file by `file_id`, which is empty for a file that a link led to.
    """

    file_id: str
    name: str
    chapters: Sequence[Chapter] = ()


@dataclass(frozen=True, slots=True)
class RecentArticle:
    """A stored article, who asked for it, the message that it stood in, and its document if any.

    Who wrote in the name of a chat is that chat. `topic_id` is 0 where the chat has no topics.
    """

    id: int
    chat_id: int
    person_id: int
    message_id: int
    article: Article
    document: KeptDocument | None = None
    topic_id: int = 0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was deleted of a person."""

    articles: int
    settings: bool
    glossary: bool = False


_articles: TypeAdapter[Article] = TypeAdapter(Article)
_blocks: TypeAdapter[Block] = TypeAdapter(Block)
_spans: TypeAdapter[Span] = TypeAdapter(Span)
_documents: TypeAdapter[KeptDocument] = TypeAdapter(KeptDocument)


def written_article(article: Article) -> bytes:
    """Return the JSON of an article."""
    return _articles.dump_json(article)


def read_article(content: bytes) -> Article:
    """Return the article in a row. Raises ValueError for JSON that is none."""
    return _read(_article, content)


def written_document(document: KeptDocument) -> bytes:
    """Return a document as JSON."""
    return _documents.dump_json(document)


def read_document(content: bytes) -> KeptDocument:
    """Return the document in a row. Raises ValueError, without its content."""
    return _read(_documents.validate_json, content)


def _article(content: bytes) -> Article:
    match values := from_json(content):
        case {"body": {"spans": list(spans)}}:
            # One by one, since all threads wait while Pydantic makes those of a book in one go.
            values["body"]["spans"] = [_spans.validate_python(span) for span in spans]
    match values:
        # Articles that were stored before there were blocks have none.
        case {"blocks": list(blocks)}:
            values["blocks"] = [_blocks.validate_python(block) for block in blocks]
    return _articles.validate_python(values)


def _read(validated: Callable[[bytes], T], content: bytes) -> T:
    try:
        return validated(content)
    except ValidationError as error:
        # Its own words show what a person has sent, which is not for the log.
        where = [fault["loc"] for fault in error.errors(include_input=False, include_url=False)]
        raise ValueError(f"a row that cannot be read, at {where}") from None
