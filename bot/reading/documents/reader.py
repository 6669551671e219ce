"""Read documents in the sandbox, a process for each: as one text, as a book, a chapter of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from bot import errors
from bot.domain.article import Article, Block, Book, Chapter, Source
from bot.domain.parts import Part
from bot.domain.rich_text import RichText
from bot.languages.patterns import TOKEN
from bot.reading.documents.recognition import Tesseract
from bot.reading.file_types import Format
from bot.reading.sandbox import Crashed, Overrun, Refused, Sandbox
from bot.reading.text import StructuredText

_Answer = TypeVar("_Answer")


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


_READ_TEXT = TypeAdapter(ReadText)
_PASSAGES = TypeAdapter(tuple[Format, tuple[RichText, ...]])
_NOTHING: TypeAdapter[None] = TypeAdapter(type(None))
_ERRORS: dict[str, type[errors.DragomanError]] = {
    "NotADocument": errors.FileUnreadable,
    "Broken": errors.DocumentBroken,
    "Encrypted": errors.DocumentLocked,
    "Scanned": errors.DocumentScanned,
    "Illegible": errors.DocumentIllegible,
    "TooDemanding": errors.DocumentTooDemanding,
}
_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """The limits for one document: seconds, megabytes of memory, characters of text."""

    seconds: int = 60
    megabytes: int = 1024
    characters: int = 2_000_000


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A file, its name as people know it, and the largest number of characters of its text."""

    file: Path
    name: str
    limit: int
    tesseract: Tesseract | None = None


class DocumentReader:
    """Reads and writes documents, two at a time.

    Every method raises FileUnreadable, FormatNotRead, DocumentBroken, DocumentLocked,
    DocumentScanned, DocumentIllegible, DocumentTooDemanding and ArticleTooLong. `name` is the
    file's name, as people know it.
    """

    def __init__(self, limits: DocumentLimits, tesseract: Tesseract | None = None) -> None:
        self._characters = limits.characters
        self._tesseract = tesseract
        tasks = "bot.reading.documents.tasks"
        self._sandbox = Sandbox(tasks, limits.seconds, limits.megabytes, _PROCESSES)

    async def read(self, file: Path, name: str) -> ReadText:
        """Return the document as one text."""
        return await self._ask("read_text", _READ_TEXT, file, name)

    async def recognise(self, file: Path, name: str) -> ReadText:
        """Return the text in a picture.

        Raises PicturesNotRead without Tesseract, and NoTextInPicture.
        """
        if self._tesseract is None:
            raise errors.PicturesNotRead
        try:
            return await self._ask("read_picture", _READ_TEXT, file, name)
        except errors.FileUnreadable:
            raise errors.NoTextInPicture from None

    async def passages(self, file: Path, name: str) -> tuple[Format, tuple[RichText, ...]]:
        """Return the format and all pieces of running text, in order."""
        return await self._ask("read_passages", _PASSAGES, file, name)

    async def write(
        self, file: Path, name: str, texts: tuple[RichText, ...], language: str, output: Path
    ) -> None:
        """Write to `output` the document with its pieces of running text replaced."""
        await self._ask("write", _NOTHING, file, name, texts, language, output)

    async def _ask(
        self, task: str, answer: TypeAdapter[_Answer], file: Path, name: str, *more: object
    ) -> _Answer:
        request = DocumentRequest(file, name, self._characters, self._tesseract)
        try:
            return await self._sandbox.ask(task, answer, request, *more)
        except Overrun:
            raise errors.DocumentTooDemanding(name=name) from None
        except Crashed as error:
            raise errors.DocumentBroken(name=name) from error
        except Refused as refused:
            match refused.args:
                case ("TooLong", int(characters)):
                    limit = self._characters
                    raise errors.ArticleTooLong(characters=characters, limit=limit) from None
                case ("NotRead", str(kind)):
                    raise errors.FormatNotRead(name=name, kind=kind) from None
                case (str(reason), *_):
                    raise _ERRORS.get(reason, errors.DocumentBroken)(name=name) from None
            raise errors.DocumentBroken(name=name) from refused


def book_of(read: ReadText, source: Source) -> Book:
    """Return a document from `source` as a book."""
    article = Article(
        read.title,
        read.text,
        source=replace(source, date=source.date or read.date),
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
