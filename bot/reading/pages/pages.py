"""Read the articles behind links, and cache them for a while."""

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path, PurePosixPath
from time import monotonic

from pydantic import TypeAdapter
from yarl import URL

from bot.domain.article import Article, Book, Origin, Source
from bot.domain.trace import Stage, timed
from bot.errors import ArticleTooLong, DragomanError, NoArticleOnPage, NotAPage, PageBehindWall
from bot.reading.documents import DocumentReader, by_name
from bot.reading.documents.reader import book_of
from bot.reading.file_types import CONTENT_TYPES, UNKNOWN_TYPES, Format, begins_as_document
from bot.reading.pages.fetching import FetchedPage, Fetcher, Limits
from bot.reading.pages.network import INTERNET, Network, open_session, site_of
from bot.reading.pages.telegram_posts import preview_of
from bot.reading.pages.walls import PageReading
from bot.reading.sandbox import Sandbox, SandboxError

_READING = TypeAdapter(PageReading)
_KEPT_SECONDS = 300
_MEGABYTES = 2048
_LONGEST_NAME = 100


class PageReader(Sandbox):
    """Reads one page at a time, each for at most `seconds`, in a process that is kept."""

    def __init__(self, seconds: float = 10.0) -> None:
        super().__init__(
            "bot.reading.pages.extraction", seconds, _MEGABYTES, kept_seconds=_KEPT_SECONDS
        )

    async def read(self, page: FetchedPage) -> PageReading:
        """Return the result of `read_page`. Raises SandboxError."""
        return await self.ask("read_page", _READING, page)


class Pages:
    """Reads the articles behind links, on pages and in documents."""

    def __init__(self, fetcher: Fetcher, reader: PageReader, documents: DocumentReader) -> None:
        self._fetcher = fetcher
        self._reader = reader
        self._documents = documents
        self._recent = RecentPages()
        self._finding: dict[URL, asyncio.Task[tuple[Book, bool]]] = {}

    async def close(self) -> None:
        """Stop reading."""
        finding = list(self._finding.values())
        for task in finding:
            task.cancel()
        await asyncio.gather(*finding, return_exceptions=True)

    @timed(Stage.READ)
    async def read(self, address: str, limit: int) -> Book:
        """Return the article at an address; `limit` is in characters, and only for pages.

        Raises what `Fetcher.fetch` raises, PageBehindWall, NoArticleOnPage and ArticleTooLong, and
        for a document what `DocumentReader.read` raises.
        """
        url = self._fetcher.checked(address)
        article = self._recent.get(url)
        if article is None:
            book, is_document = await self._found_together(url)
            if is_document:
                return book
            article = book.article
        characters = len(article.title) + len(article.body)
        if characters > limit:
            raise ArticleTooLong(characters=characters, limit=limit)
        return Book(article)

    async def _found_together(self, url: URL) -> tuple[Book, bool]:
        """Read a page once for all who ask for it at the same time."""
        finding = self._finding.get(url)
        if finding is None:
            finding = self._finding[url] = asyncio.create_task(self._found(url))
            finding.add_done_callback(lambda _: self._finding.pop(url))
        # If one of them stops waiting, the others do not.
        return await asyncio.shield(finding)

    async def _found(self, url: URL) -> tuple[Book, bool]:
        """Return an article, and whether it is a document."""
        page = await self._fetched(preview_of(url) or url)
        name = document_name(page)
        if name is not None:
            # Documents are too large for the cache.
            return await read_document(page, name, self._documents), True
        if page.content_type in UNKNOWN_TYPES:
            raise NotAPage(site=site_of(url))
        article = await self._read(url, page)
        self._recent.add(url, article)
        return Book(article), False

    async def _read(self, url: URL, page: FetchedPage) -> Article:
        reading = await self._reading(page)
        if reading.article is None and reading.amp:
            # The text of a page may need scripts; in its AMP version it is in the markup.
            try:
                amp = await self._fetched(self._fetcher.checked(reading.amp))
                reading = await self._reading(amp)
            except DragomanError as error:
                raise _obstacle(reading, url) from error
        if reading.article is None:
            raise _obstacle(reading, url)
        return reading.article

    async def _fetched(self, url: URL) -> FetchedPage:
        """Fetch a page, and meanwhile start the process that will read it."""
        try:
            page, _ = await asyncio.gather(self._fetcher.fetch(url), self._reader.warm_up())
        except SandboxError as error:
            raise NoArticleOnPage(site=site_of(url)) from error
        return page

    async def _reading(self, page: FetchedPage) -> PageReading:
        try:
            return await self._reader.read(page)
        except SandboxError as error:
            raise NoArticleOnPage(site=site_of(URL(page.url))) from error


class RecentPages:
    """A cache of articles for some minutes."""

    def __init__(
        self, seconds: float = 600.0, most: int = 64, clock: Callable[[], float] = monotonic
    ) -> None:
        self._seconds = seconds
        self._most = most
        self._clock = clock
        self._articles: OrderedDict[URL, tuple[float, Article]] = OrderedDict()

    def get(self, url: URL) -> Article | None:
        read_at, article = self._articles.get(url, (0.0, None))
        return article if self._clock() - read_at < self._seconds else None

    def add(self, url: URL, article: Article) -> None:
        self._articles.pop(url, None)
        self._articles[url] = (self._clock(), article)
        if len(self._articles) > self._most:
            self._articles.popitem(last=False)


@asynccontextmanager
async def open_pages(
    documents: DocumentReader, limits: Limits | None = None, network: Network = INTERNET
) -> AsyncIterator[Pages]:
    """Yield a reader of pages; its connections and its process are closed at the end."""
    async with open_session(network) as session:
        reader = PageReader()
        pages = Pages(Fetcher(session, network, limits or Limits()), reader, documents)
        try:
            yield pages
        finally:
            await pages.close()
            await reader.close()


def _obstacle(reading: PageReading, url: URL) -> DragomanError:
    if reading.wall is not None:
        return PageBehindWall(site=site_of(url), wall=reading.wall.value)
    return NoArticleOnPage(site=site_of(url))


def document_name(page: FetchedPage) -> str | None:
    """Return the file name of a fetched document, or None for a page."""
    url = URL(page.url)
    name = " ".join((page.file_name or PurePosixPath(url.path).name).split())[-_LONGEST_NAME:]
    format = CONTENT_TYPES.get(page.content_type)
    ending = None if format is Format.HTML else format
    if page.status >= 400 or not (
        ending
        or begins_as_document(page.body)
        or (page.content_type in UNKNOWN_TYPES and by_name(name) is not None)
    ):
        return None
    if by_name(name) is None:
        name = f"{name or site_of(url)}.{ending}" if ending else name or site_of(url)
    return name


async def read_document(page: FetchedPage, name: str, reader: DocumentReader) -> Book:
    """Return a fetched document. Raises what `DocumentReader.read` raises."""
    with tempfile.TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "document"
        await asyncio.to_thread(file.write_bytes, page.body)
        read = await reader.read(file, name)
    return book_of(read, Source(Origin.PAGE, name, page.url))
