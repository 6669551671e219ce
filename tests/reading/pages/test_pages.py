"""From a link to an article, with the process that reads pages."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from bot.domain.article import Article, Origin
from bot.domain.rich_text import RichText
from bot.errors import ArticleTooLong, ForbiddenAddress, NoArticleOnPage, PageBehindWall
from bot.reading.documents import DocumentLimits, DocumentReader
from bot.reading.pages import Pages, open_pages
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.pages import PageReader, RecentPages
from bot.reading.sandbox import SandboxError
from testkit.pages import RECORDED
from tests.waiting import holding_up, until
from tests.web import Web

LIMIT = 100_000
ARTICLE = (RECORDED / "en_newspaper.html").read_bytes()
POST = (RECORDED / "uk_telegram.html").read_bytes()


def process_of(reader: PageReader) -> int:
    assert reader.process_id is not None
    return reader.process_id


@pytest.fixture
def seconds() -> float:
    return 10.0


@pytest.fixture
async def reader(seconds: float) -> AsyncIterator[PageReader]:
    reader = PageReader(seconds)
    yield reader
    await reader.close()


@pytest.fixture
async def pages(parsers_at_hand: None, web: Web) -> AsyncIterator[Pages]:
    documents = DocumentReader(DocumentLimits(seconds=20))
    async with open_pages(documents, network=web.network) as pages:
        yield pages


@pytest.mark.sandboxed
async def test_a_link_becomes_the_article_on_its_page(pages: Pages, web: Web) -> None:
    web.page("harbourpost.example/article", ARTICLE)
    article = (await pages.read("http://harbourpost.example/article", LIMIT)).article

    assert article.source.origin is Origin.PAGE
    assert article.source.name == "The Harbour Post"
    assert "cookies" not in article.body.text


async def test_a_page_is_fetched_once_in_a_while(pages: Pages, web: Web) -> None:
    address = web.page("a.example/x", ARTICLE)
    together = await asyncio.gather(*(pages.read(address, LIMIT) for _ in range(3)))
    later = await pages.read(f"{address}#comments", LIMIT)

    assert web.asked == ["a.example/x"]
    assert {id(book.article) for book in (*together, later)} == {id(later.article)}


async def test_those_who_ask_together_for_a_page_that_fails_all_hear_of_one_attempt(
    pages: Pages, web: Web
) -> None:
    address = web.page("a.example/x", "", status=503)
    asked = (pages.read(address, LIMIT) for _ in range(3))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [PageBehindWall] * 3
    assert web.asked == ["a.example/x"]


async def test_who_gives_up_waiting_for_a_page_takes_it_from_nobody(pages: Pages, web: Web) -> None:
    address = web.page("a.example/x", ARTICLE)
    first, second = (asyncio.ensure_future(pages.read(address, LIMIT)) for _ in range(2))
    await until(lambda: web.asked)
    first.cancel()

    assert (await second).article.title
    assert web.asked == ["a.example/x"]


@pytest.mark.sandboxed
async def test_what_failed_is_tried_again(pages: Pages, web: Web) -> None:
    address = web.page("a.example/x", "", status=503)
    with pytest.raises(PageBehindWall, match="broken"):
        await pages.read(address, LIMIT)
    web.page("a.example/x", ARTICLE)

    assert (await pages.read(address, LIMIT)).article.title


@pytest.mark.parametrize(
    "address", ["http://t.me/holos/7", "http://t.me/s/holos/7", "http://telegram.me/holos/7?single"]
)
async def test_a_public_post_is_read_by_its_preview(pages: Pages, web: Web, address: str) -> None:
    web.page("t.me/holos/7?embed=1&mode=tme", POST)
    article = (await pages.read(address, LIMIT)).article

    assert article.source.origin is Origin.CHANNEL
    assert (article.source.name, article.source.link) == ("Голос Надріччя", "http://t.me/holos/7")
    assert article.title.text == (RECORDED / "uk_telegram.txt").read_text().partition("\n")[0]


async def test_a_page_of_scripts_is_read_in_its_version_for_telephones(
    pages: Pages, web: Web
) -> None:
    web.page("a.example/amp/x", ARTICLE)
    address = web.page("a.example/x", '<link rel="amphtml" href="/amp/x"><div id="app"></div>')

    assert (await pages.read(address, LIMIT)).article.title


async def test_another_version_leads_nowhere_inside(pages: Pages, web: Web) -> None:
    for target in ("http://10.0.0.1/", "http://a.example:22/", "http://xn---x/"):
        address = web.page("a.example/x", f'<link rel="amphtml" href="{target}"><p>')
        with pytest.raises((ForbiddenAddress, NoArticleOnPage)):
            await pages.read(address, LIMIT)


async def test_an_article_that_is_too_long_is_refused(pages: Pages, web: Web) -> None:
    address = web.page("a.example/x", ARTICLE)

    with pytest.raises(ArticleTooLong):
        await pages.read(address, 100)


async def test_the_process_is_replaced_when_it_is_gone(reader: PageReader) -> None:
    page = FetchedPage("http://a.example/", ARTICLE)
    first = await reader.read(page)
    os.kill(process_of(reader), signal.SIGKILL)
    await until(lambda: reader.process_id is None)

    assert await reader.read(page) == first


@pytest.mark.parametrize("seconds", [4.0])
async def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read(
    reader: PageReader,
) -> None:
    await reader.warm_up()
    os.kill(process_of(reader), signal.SIGSTOP)  # as if it never came to an end
    with pytest.raises(SandboxError):
        await reader.read(FetchedPage("http://a.example/", ARTICLE))

    reading = await reader.read(FetchedPage("http://a.example/", b"<h1>404</h1>"))
    assert reading.article is None


async def test_the_event_loop_goes_on_while_a_large_page_is_read(reader: PageReader) -> None:
    page = FetchedPage("http://a.example/", ARTICLE + b"<script>" + b"x = 1;" * 800_000)
    await reader.warm_up()
    async with holding_up() as longest:
        assert (await reader.read(page)).article is not None
    assert longest() < 0.25


def test_recent_pages_are_few_and_not_kept_for_long() -> None:
    now = 0.0
    recent = RecentPages(seconds=60, most=2, clock=lambda: now)
    article = Article(RichText(), RichText("x"))
    for name in "abc":
        recent.add(URL(name), article)
    assert [recent.get(URL(name)) is not None for name in "abc"] == [False, True, True]
    now = 61.0
    assert recent.get(URL("c")) is None
