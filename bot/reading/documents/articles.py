"""A document as one text, as a book, and a chapter of it as an article."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.article import Article, Block, Book, Chapter, Source
from bot.domain.parts import Part
from bot.domain.rich_text import RichText
from bot.languages.patterns import TOKEN
from bot.reading.file_types import Format
from bot.reading.text import StructuredText


@dataclass(frozen=True, slots=True)
class ReadText:
    """A document as one text, without the title, the date and the byline at its beginning.

    `blocks` are the passages with a role, and `parts` the pages, as in an `Article`. Blank lines
    separate paragraphs; headings are bold, and list items have bullets.
    """

    format: Format
    text: RichText
    title: RichText = field(default_factory=RichText)
    author: str = ""
    date: datetime | None = None
    chapters: tuple[Chapter, ...] = ()
    blocks: tuple[Block, ...] = ()
    parts: tuple[Part, ...] = ()
    recognised: bool = False
    """Whether the text was recognised in a picture."""

    def __post_init__(self) -> None:
        """Check positions, since a hostile file may have taken over the process that sent them."""
        position = 0
        for block in self.blocks:
            if not position <= block.start < block.end <= len(self.text):
                raise ValueError(f"invalid block: {block}")
            position = block.end
        starts = [part.start for part in self.parts]
        if starts != sorted(starts) or any(not 0 <= start <= len(self.text) for start in starts):
            raise ValueError("invalid pages")


def book_of(read: ReadText, source: Source) -> Book:
    """Return a document from `source` as a book."""
    source = replace(source, date=source.date or read.date)
    article = Article(
        read.title,
        read.text,
        source=source,
        author=read.author,
        blocks=read.blocks,
        parts=read.parts,
    )
    return Book(article, read.chapters, read.recognised)


def chapter_article(article: Article, chapter: Chapter) -> Article:
    """Return a chapter as an article; its source is named after the book."""
    whole = StructuredText(article.body, article.blocks, article.parts)
    part = whole[chapter.start : chapter.end].strip()
    line, _, rest = part.text.text.partition("\n")
    if same_words(line, chapter.title) and rest.strip():
        part = part[len(line) :].strip()
    return replace(
        article,
        title=RichText(chapter.title),
        body=part.text,
        blocks=part.blocks,
        parts=part.parts,
        source=replace(article.source, name=article.title.text or article.source.name),
    )


def same_words(one: str, other: str) -> bool:
    return TOKEN.findall(one.lower()) == TOKEN.findall(other.lower())
