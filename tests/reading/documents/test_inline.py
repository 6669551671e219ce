"""HTML and EPUB keep their anchors, links, notes and raised letters when words are translated."""

import pytest

from bot.reading.documents.formats import read
from bot.reading.file_types import Format
from bot.reading.pages.extraction import read_page
from bot.reading.pages.fetching import FetchedPage
from testkit.documents import epub
from tests.reading.documents.writing import member, translated

LONG = "<p>The mayor said that the old bridge over the river is open again for everybody.</p>"


def page(body: str, source: str = "", target: str = "", title: str = "Bridges") -> str:
    """Return the body of a page with a text and its translation."""
    html = f'<html lang="en"><head><title>{title}</title></head><body>{body}</body></html>'
    written = translated(html.encode(), {source: target}, "a.html").decode()
    return written.partition("<body>")[2].partition("</body>")[0]


@pytest.mark.parametrize(
    ("body", "source", "target", "expected"),
    [
        (
            '<p>The river<a id="r1" href="b.html#n1"><sup>1</sup></a> sleeps.</p>',
            "The river sleeps.",
            "Эта река спит.",
            '<p>Эта река<a id="r1" href="b.html#n1"><sup>1</sup></a> спит.</p>',
        ),
        (
            '<p>The house<sup><a href="#n1">[1]</a></sup> is big.</p>',
            "The house is big.",
            "Этот дом есть большой.",
            '<p>Этот дом<sup><a href="#n1">[1]</a></sup> есть большой.</p>',
        ),
        (
            '<p id="n1"><a href="#r1">1</a> The lake.</p>',
            "The lake.",
            "Озеро.",
            '<p id="n1"><a href="#r1">1</a> Озеро.</p>',
        ),
        (
            '<p>See <a class="x" href="#c2">chapter 2</a> here.</p>',
            "See chapter 2 here.",
            "Смотрите главу 2 тут.",
            '<p>Смотрите <a class="x" href="#c2">главу 2</a> тут.</p>',
        ),
        (
            '<p>One day <a id="here"></a>the house sleeps.</p>',
            "One day the house sleeps.",
            "Один день этот дом спит.",
            '<p>Один день <a id="here"></a> этот дом спит.</p>',
        ),
        (
            '<p>The <span class="red" lang="en">old</span> house <i>sleeps</i>.</p>',
            "The old house sleeps.",
            "Этот старый дом спит.",
            '<p>Этот <span class="red">старый</span> дом <i>спит</i>.</p>',
        ),
        (
            '<p>Call <code id="run">run()</code> and <code>stop()</code> here.</p>',
            "Call run() and stop() here.",
            "Вызовите run() и stop() тут.",
            '<p>Вызовите <span id="run"><code>run()</code></span> и <code>stop()</code> тут.</p>',
        ),
        (
            "<p>10<sup>6</sup> dogs, 5 m<sup>2</sup>, H<sub>2</sub>O</p>",
            "10⁶ dogs, 5 m², H₂O",
            "10⁶ собак, 5 м², H₂O",
            "<p>10<sup>6</sup> собак, 5 м<sup>2</sup>, H<sub>2</sub>O</p>",
        ),
        (
            '<p><span class="dropcap">T</span>he house.</p>',
            "The house.",
            "Этот дом.",
            "<p>Этот дом.</p>",
        ),
        (
            '<p>Dog <img src="d.png"/> and <b>cat</b>.<br/>Bye.</p>',
            "Dog and cat.\nBye.",
            "Пёс и кот.\nПока.",
            '<p>Пёс <img src="d.png"> и <b>кот</b>.<br>Пока.</p>',
        ),
        (
            "<p>\n    The house\n    sleeps.\n  </p>",
            "The house sleeps.",
            "Этот дом спит.",
            "<p>\n    Этот дом спит.\n  </p>",
        ),
    ],
)
def test_what_is_no_words_stays_in_its_place(
    body: str, source: str, target: str, expected: str
) -> None:
    assert page(body, source, target) == expected


def test_an_id_is_on_one_element_only() -> None:
    body = '<p>See <span id="x">the <b>old</b> house</span> here.</p>'
    assert page(body, "See the old house here.", "Вот и старый дом тут.").count('id="x"') == 1


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("10<sup>6</sup> dogs drink H<sub>2</sub>O.", "10⁶ dogs drink H₂O."),
        ('The house<sup><a href="#n1">1</a></sup> is big.', "The house is big."),
        ('The house<a href="#n1"><sup>a</sup></a> is big.', "The house is big."),
        ("The house<sup>1</sup> is 5 m<sup>2</sup>.", "The house is 5 m²."),
        ("The 1<sup>st</sup> house.", "The 1st house."),
        ('See <a href="#c2">2</a> houses.', "See 2 houses."),
    ],
)
def test_raised_digits_are_read_and_marks_of_notes_are_not(body: str, text: str) -> None:
    html = f"<html><head><title>T</title></head><body><p>{body}</p>{LONG}</body></html>".encode()
    assert read(html, Format.HTML).passages[0].text.text.startswith(text)
    book = read(epub({"a.xhtml": f"<p>{body}</p>"}), Format.EPUB)
    assert book.passages[0].text.text == text
    article = read_page(FetchedPage("https://a.bc/x", html.replace(b"<p>", LONG.encode() + b"<p>")))
    assert article.article is not None
    assert text in article.article.body.text


def test_titles_of_a_book_are_translated_and_its_pages_say_their_language() -> None:
    data = epub({"a.xhtml": '<p xml:lang="en">Text.</p>'}, title="The bridge")
    written = translated(data, {"The bridge": "Мост"}, "a.epub")
    assert "<dc:title>Мост</dc:title>" in member(written, "O/book.opf")
    text = member(written, "O/a.xhtml")
    assert 'lang="ru"' in text
    assert 'lang="en"' not in text


def test_the_title_of_a_page_is_translated() -> None:
    html = b"<html><head><title>The bridge</title></head><body><p>Text.</p></body></html>"
    written = translated(html, {"The bridge": "Мост"}, "a.html").decode()
    assert "<title>Мост</title>" in written


def test_formatting_of_a_raised_digit_stays_on_it() -> None:
    source = b"<html><body><p>Here E is mc<sup><i>2</i></sup> again.</p></body></html>"
    change = {"Here E is mc\u00b2 again.": "Снова E это mc\u00b2 тут."}
    assert "mc<i><sup>2</sup></i>" in translated(source, change, "a.html").decode()
