"""Links that lead to a document: it is read as documents are, with the limits of pages."""

from collections.abc import AsyncIterator
from itertools import repeat

import pytest
from aiohttp import web as server

from bot.domain.article import Origin
from bot.errors import (
    DocumentBroken,
    FileUnreadable,
    ForbiddenAddress,
    NotAPage,
    PageBehindWall,
    PageTooLarge,
)
from bot.reading.documents import DocumentLimits, DocumentReader
from bot.reading.pages import Pages
from bot.reading.pages.fetching import Fetcher
from bot.reading.pages.pages import PageReader
from testkit.documents import docx, epub, word_paragraph, word_run
from testkit.pdf import pdf, pdf_line
from tests.reading.pages.conftest import fetch
from tests.web import Web, chunks

BRIDGE = "The old bridge over the river is open again, and people walk to the market."
PDF = pdf([pdf_line(BRIDGE, 50, 700)])
DOCX = docx(word_paragraph(word_run(BRIDGE)), title="The bridge", author="Ann Lee")
EPUB = epub({"a.xhtml": f"<p>{BRIDGE}</p>"})
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
async def pages(parsers_at_hand: None, fetcher: Fetcher) -> AsyncIterator[Pages]:
    reader = PageReader()
    yield Pages(fetcher, reader, DocumentReader(DocumentLimits(seconds=20)))
    await reader.close()


@pytest.mark.parametrize(
    ("place", "data", "content_type", "name"),
    [
        ("a.example/x/report.pdf", PDF, "application/pdf", "report.pdf"),
        ("a.example/get?file=7", PDF, "application/octet-stream", "get"),
        ("a.example/lie.html", PDF, "text/html", "lie.html"),
        ("a.example/report", DOCX, _WORD, "report.docx"),
        ("a.example/book.epub", EPUB, "application/zip", "book.epub"),
        ("a.example/", BRIDGE.encode("cp1251"), "text/plain", "a.example.txt"),
        ("a.example/notes.md", BRIDGE.encode(), "application/octet-stream", "notes.md"),
    ],
)
async def test_a_document_is_known_by_its_type_or_its_bytes(
    pages: Pages, web: Web, place: str, data: bytes, content_type: str, name: str
) -> None:
    book = await pages.read(web.page(place, data, content_type=content_type), 1000)
    article = book.article

    assert article.body.text == BRIDGE
    source = article.source
    assert (source.origin, source.name, source.link) == (Origin.PAGE, name, f"http://{place}")


@pytest.mark.sandboxed
async def test_a_document_has_the_name_that_its_server_gives_it(pages: Pages, web: Web) -> None:
    address = web.page(
        "a.example/get",
        DOCX,
        content_type=_WORD,
        Content_Disposition="attachment; filename*=UTF-8''%D0%9C%D0%BE%D1%81%D1%82.docx",
    )
    article = (await pages.read(address, 1000)).article
    assert (article.source.name, article.title.text, article.author) == (
        "Мост.docx",
        "The bridge",
        "Ann Lee",
    )


async def test_a_document_may_be_larger_than_a_page_and_has_a_limit_too(
    fetcher: Fetcher, web: Web
) -> None:
    large = web.page("a.example/1.pdf", bytes(300_000), content_type="application/pdf")
    assert len((await fetch(fetcher, large)).body) == 300_000

    async def endless(request: server.Request) -> server.StreamResponse:
        return await chunks(
            request, repeat(bytes(10_000)), headers={"Content-Type": "application/pdf"}
        )

    with pytest.raises(PageTooLarge):
        await fetch(fetcher, web.answer("a.example/2.pdf", endless))
    page = web.page("a.example/3", bytes(300_000))
    with pytest.raises(PageTooLarge):
        await fetch(fetcher, page)


async def test_a_redirect_from_a_document_inside_is_refused(pages: Pages, web: Web) -> None:
    web.redirect("a.example/report.pdf", "http://10.0.0.1/report.pdf")
    with pytest.raises(ForbiddenAddress):
        await pages.read("http://a.example/report.pdf", 1000)


async def test_what_is_no_document_after_all_is_told(pages: Pages, web: Web) -> None:
    broken = web.page("a.example/a.pdf", b"%PDF-1.7 and so on", content_type="application/pdf")
    with pytest.raises(DocumentBroken):
        await pages.read(broken, 1000)
    other = web.page("a.example/b.pdf", b"\x89PNG\r\n\x1a\n\0\0", content_type="application/pdf")
    with pytest.raises(FileUnreadable):
        await pages.read(other, 1000)
    program = web.page("a.example/a.exe", b"MZ\0\0", content_type="application/octet-stream")
    with pytest.raises(NotAPage):
        await pages.read(program, 1000)
    gone = web.page("a.example/c.pdf", "404", content_type="application/pdf", status=404)
    with pytest.raises(PageBehindWall):
        await pages.read(gone, 1000)
