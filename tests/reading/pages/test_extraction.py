"""What is read from a page: the article and nothing else, or which wall stands there."""

from datetime import date, datetime
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.article import Article, Origin
from bot.domain.rich_text import Kind, RichText
from bot.reading.pages.extraction import read_page
from bot.reading.pages.fetching import FetchedPage
from bot.reading.pages.walls import PageReading, Wall
from testkit.pages import RecordedPage, f1, recorded_pages, text_of

PAGES = recorded_pages()
ARTICLES = [page for page in PAGES if not page.wall]
WALLS = [page for page in PAGES if page.wall]

BODY = (
    "<p>The city repaired the old bridge over the river for three years and opened it again.</p>"
    "<p>Many people came in the morning and saw the market, the museum and the new station.</p>"
    "<p>The mayor said that every street needs a tree, and that the work took three years.</p>"
)


def named(page: RecordedPage) -> str:
    return page.name


def read(html: str | bytes, url: str = "https://news.example/a", **known: object) -> PageReading:
    body = html if isinstance(html, bytes) else html.encode()
    return read_page(FetchedPage(url, body, **known))  # type: ignore[arg-type]


def article_on(html: str | bytes, url: str = "https://news.example/a", **known: object) -> Article:
    article = read(html, url, **known).article
    assert article is not None
    return article


def marked(text: RichText, kind: Kind) -> list[str]:
    return [text.text[span.start : span.end] for span in text.spans if span.kind is kind]


def test_there_are_pages_enough_in_each_language() -> None:
    for language in ("en", "ru", "uk"):
        assert sum(page.name.startswith(language) for page in PAGES) >= 10


def test_the_articles_come_out_of_the_recorded_pages_almost_word_for_word() -> None:
    scores = {}
    for page in ARTICLES:
        article = read_page(page.page).article
        scores[page.name] = f1(page.expected, text_of(article)) if article else 0.0

    assert mean(scores.values()) > 0.99, scores
    assert min(scores.values()) > 0.97, scores


@pytest.mark.parametrize("page", ARTICLES, ids=named)
def test_the_title_is_the_headline(page: RecordedPage) -> None:
    article = read_page(page.page).article

    assert article is not None
    assert article.title.text == page.title
    assert not article.body.text.startswith(page.title)


@pytest.mark.parametrize("page", WALLS, ids=named)
def test_a_wall_is_known_for_what_it_is(page: RecordedPage) -> None:
    assert read_page(page.page) == PageReading(wall=Wall(page.wall), amp="")


@pytest.mark.parametrize(
    ("status", "wall"),
    [
        (401, Wall.LOGIN),
        (402, Wall.PAYWALL),
        (403, Wall.REFUSED),
        (404, Wall.MISSING),
        (410, Wall.MISSING),
        (418, Wall.REFUSED),
        (429, Wall.REFUSED),
        (451, Wall.REFUSED),
        (500, Wall.BROKEN),
        (503, Wall.BROKEN),
    ],
)
@pytest.mark.parametrize("content_type", ["text/html", "text/plain", ""])
def test_what_a_server_says_by_its_status_counts_whatever_it_shows(
    status: int, wall: Wall, content_type: str
) -> None:
    page = f"<article><h1>Bridge</h1>{BODY}</article>"

    assert read(page, status=status, content_type=content_type).wall is wall


def test_a_challenge_is_a_bot_check_and_no_fault_of_the_server() -> None:
    assert read("<h1>Just a moment</h1>", status=503, challenged=True).wall is Wall.BOT_CHECK


def test_an_article_about_captchas_or_cookies_is_an_article() -> None:
    about = (
        "Researchers asked why people so often fail to prove that they are not a robot. A captcha "
        "takes ten seconds, they say, and a cookie remembers it for a month. "
    )
    page = (
        '<meta property="og:type" content="article"><article><h1>Who is a robot?</h1>'
        + f"<p>{about * 3}</p>{BODY * 2}</article>"
    )

    assert article_on(page).title.text == "Who is a robot?"


@pytest.mark.parametrize(
    "headline",
    ["Road 404 is closed", "A captcha for whales", "Why we log in", "500 years of bread"],
)
def test_short_news_may_be_about_anything(headline: str) -> None:
    page = f"""<meta property="og:type" content="article"><form><input type="password"></form>
        <article><h1>{headline}</h1>{BODY}</article>"""

    assert article_on(page).title.text == headline


def test_formatting_links_lists_and_headings_are_kept() -> None:
    body = article_on(
        f"""<article><h1>Old bridge open</h1>{BODY}
        <p>It was <b>long</b>, <i>hard</i> and <a href="/work">well-paid</a> work for everybody.</p>
        <h2>What next</h2><ul><li>a tower of stone and wood</li><li>a road to the tower</li></ul>
        <blockquote><p>I never saw such a bridge, said a man who sells fish.</p></blockquote>
        <p>The <a href="javascript:alert(1)">boats</a> will come again in spring.</p></article>"""
    ).body

    assert marked(body, Kind.BOLD) == ["long", "What next"]
    assert marked(body, Kind.ITALIC) == ["hard"]
    assert [span.data for span in body.spans if span.kind is Kind.TEXT_LINK] == [
        "https://news.example/work"
    ]
    assert "• a tower of stone and wood\n• a road to the tower" in body.text
    assert marked(body, Kind.BLOCKQUOTE) == [
        "I never saw such a bridge, said a man who sells fish."
    ]


def test_a_page_tells_whose_it_is_when_it_was_written_and_where_it_stands_for_good() -> None:
    article = article_on(
        f"""<html><head><title>Old bridge open — News</title>
        <meta property="og:title" content="Old bridge open"><meta property="og:site_name"
        content="The News"><link rel="canonical" href="https://www.news.example/bridge">
        <script type="application/ld+json">{{"@type": ["NewsArticle"], "author":
        [{{"name": "Jane Doe"}}, {{"name": "John Roe"}}], "datePublished":
        "2026-05-04T09:30:00Z"}}</script></head>
        <article><h1>Old bridge open</h1>{BODY}</article>""",
        "https://m.news.example/bridge?utm_source=x",
    )

    assert article.source.origin is Origin.PAGE
    assert article.source.name == "The News"
    assert article.source.link == "https://www.news.example/bridge"
    assert article.source.date == datetime.fromisoformat("2026-05-04T09:30:00Z")
    assert article.author == "Jane Doe, John Roe"


@pytest.mark.parametrize(
    "meta",
    [
        '<div class="meta">5 May 2024 · By Jane Doe</div>',
        '<div class="entry-meta"><span>By Jane Doe</span><span>May 5, 2024</span></div>',
        '<p id="article-info">Published: 5.05.2024 | Text: Jane Doe</p>',
    ],
)
def test_the_line_below_the_headline_names_the_date_and_the_author(meta: str) -> None:
    others = '<div class="meta">1 June 2025 · By John Roe</div>'
    page = f"<body><h1>Bridge open</h1>{meta}{BODY}<aside><h2>Read</h2>{others}</aside></body>"
    article = article_on(page)

    assert article.author == "Jane Doe"
    assert article.source.date is not None
    assert article.source.date.date() == date(2024, 5, 5)
    assert "Jane Doe" not in article.body.text


FOR_SUBSCRIBERS = (
    '<script type="application/ld+json">'
    '{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
)
OFFER = '<div class="paywall">Subscribe to continue reading</div>'


@pytest.mark.parametrize(
    "sign",
    [
        FOR_SUBSCRIBERS,
        OFFER.replace("div ", "div hidden ", 1),
        OFFER.replace("div ", "div style='display: none' ", 1),
    ],
)
def test_a_short_article_that_is_whole_is_behind_no_paywall(sign: str) -> None:
    assert article_on(f"<article><h1>Bridge open</h1>{BODY * 3}</article>{sign}")


@pytest.mark.parametrize(
    "rest",
    [
        f"<p>And then</p></article>{FOR_SUBSCRIBERS}",
        f"<p>And then the mayor said...</p></article>{OFFER}",
        f"</article>{FOR_SUBSCRIBERS}{OFFER}",
    ],
)
def test_the_beginning_of_an_article_is_behind_a_paywall(rest: str) -> None:
    assert read(f"<article><h1>Bridge open</h1>{BODY * 3}{rest}").wall is Wall.PAYWALL


@pytest.mark.parametrize(
    ("naming", "author"),
    [
        ('<span itemprop="author creator">Text: Jane Doe</span>', "Jane Doe"),
        ('<div class="comments"><span itemprop="author">Guest Reader</span></div>', ""),
        ('<p itemscope itemtype="http://schema.org/Comment"><a rel="author">John Roe</a></p>', ""),
        ('<meta name="author" content="admin"><span class="byline">By Jane Doe</span>', "Jane Doe"),
        ('<meta name="author" content="jane@news.example">', ""),
    ],
)
def test_the_author_is_who_wrote_the_article_not_a_reader_or_a_program(
    naming: str, author: str
) -> None:
    page = f"<html><body><article><h1>Old bridge open</h1>{BODY}</article>{naming}</body></html>"
    assert article_on(page, "https://news.example/bridge").author == author


@pytest.mark.parametrize(
    "canonical",
    [
        *("https://other.example/bridge", "javascript:alert(1)", "https://news.example/"),
        *("http://[", ""),
    ],
)
def test_a_page_cannot_pass_itself_off_as_another_sites(canonical: str) -> None:
    page = f'<link rel="canonical" href="{canonical}"><article><h1>Bridge</h1>{BODY}</article>'

    assert article_on(page).source.link == "https://news.example/a"


@pytest.mark.parametrize(
    ("headings", "og_title", "title"),
    [
        (["Site", "Old bridge is open"], "Old bridge is open", "Old bridge is open"),
        (["Old bridge is open"], "Old bridge is open | The News", "Old bridge is open"),
        (["The News"], "Old bridge is open | The News", "Old bridge is open"),
        (["Old bridge is open"], "", "Old bridge is open"),
        ([], "Old bridge is open again - The News", "Old bridge is open again"),
    ],
)
def test_a_heading_that_the_page_confirms_is_the_title(
    headings: list[str], og_title: str, title: str
) -> None:
    h1 = "".join(f"<h1>{heading}</h1>" for heading in headings)
    meta = f'<meta property="og:title" content="{og_title}">'

    assert article_on(f"{meta}<body>{h1}<article>{BODY}</article>").title.text == title


@pytest.mark.parametrize(
    ("encoding", "charset", "declared"),
    [
        ("utf-8", "", ""),
        ("utf-8", "windows-1251", ""),
        ("cp1251", "windows-1251", ""),
        ("cp1251", "", "windows-1251"),
        ("cp1251", "", ""),
        ("koi8-u", "", "koi8-u"),
        ("koi8-u", "utf-8", ""),
        ("utf-16", "", ""),
        ("cp1251", "zlib", "unicode_escape"),
    ],
)
def test_letters_are_right_whatever_the_encoding_and_what_is_said_of_it(
    encoding: str, charset: str, declared: str
) -> None:
    text = "Старий міст через річку знову відкрито, і люди їдуть ним на ринок. " * 4
    page = f'<meta charset="{declared}"><article><h1>Міст відкрито</h1><p>{text}</p></article>'

    assert text.strip() in article_on(page.encode(encoding), charset=charset).body.text


def test_a_short_text_is_in_the_language_that_its_page_says_if_its_letters_agree() -> None:
    page = "<html lang='{}'><article><h1>Міст</h1><p>Міст знову відкрито для всіх.</p></article>"

    assert article_on(page.format("uk-UA")).language == "uk"
    assert article_on(page.format("en")).language is None


def test_a_page_without_text_has_another_version_for_telephones() -> None:
    page = '<head><link rel="amphtml" href="/amp/a"></head><div id="root"></div><script>1</script>'

    assert read(page) == PageReading(amp="https://news.example/amp/a")


@pytest.mark.parametrize(
    "html",
    [
        *("", "<", "<html>", "\0\0\0", "<p>", "just words " * 50, "<?xml version='1.0'?>"),
        *("<!--" * 999, "<div>" * 5000 + BODY, "<table><tr><td>" * 2000, "<b><i>" * 3000 + "deep"),
        *("<a href='http://[::'>x</a>" * 9, "<script type='application/ld+json'>" + "[" * 9999),
    ],
)
def test_strange_pages_are_read_or_not_but_never_fail(html: str) -> None:
    assert isinstance(read(html), PageReading)


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "&#1;", "&#x1f;", "\ufffe", "&#xffff;"])
def test_characters_that_no_document_may_have_do_no_harm(sign: str) -> None:
    # Beside what is taken out of the page.
    banner = "<div class='cookie-banner'>We use cookies.</div>"
    page = f"<article><h1>A bridge</h1>{BODY}{banner}{sign}{BODY}</article>"
    with_reference = page.replace("the old bridge", f"the old{sign} bridge")

    assert "opened it again" in article_on(with_reference).body.text
    assert "the old bridge" in article_on(with_reference).body.text


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "koi8-r", "utf-16", "idna", "hex"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_at_all_are_read_without_an_error(data: bytes, charset: str) -> None:
    assert isinstance(read(data, charset=charset), PageReading)


@given(
    st.sampled_from([page.page.body for page in PAGES]),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=20)),
        min_size=1,
        max_size=12,
    ),
)
@settings(max_examples=40, deadline=None)
def test_recorded_pages_may_be_damaged_in_any_way(
    data: bytes, damages: list[tuple[float, int, bytes]]
) -> None:
    for where, length, replacement in damages:
        start = int(where * len(data))
        data = data[:start] + replacement + data[start + length :]
    reading = read(data)

    assert reading.article is None or reading.article.body.text.strip()
