"""What the lines of an article on a page are."""

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Role
from bot.reading.html_text import structured_text
from bot.reading.pages.extraction import read_page
from bot.reading.pages.fetching import FetchedPage
from tests.reading.structures import are_sound, lines_with, roles_of

BRIDGE = (
    "Міст через річку знову відкрито, і люди йдуть на ринок. "
    "Мер сказав, що роботи тривали три роки і коштували більше, ніж обіцяли."
)
PAGE = f"""<html lang="uk"><head><title>Міст відкрито</title></head><body><nav>Меню</nav>
<article><h1>Міст відкрито</h1><p>{BRIDGE}</p>
<figure><img src="a.jpg"><figcaption>Опора навесні</figcaption></figure>
<h2>Що відомо</h2><p>{BRIDGE}</p>
<ul><li>перший пункт</li><li>другий пункт</li></ul>
<table><caption>Стан опор</caption><tr><th>Опора</th><th>Стан</th></tr>
<tr><td>перша</td><td>добра</td></tr></table>
<pre><code>x = 1
y = 2</code></pre>
<p><strong>Що далі</strong></p><p>{BRIDGE}</p>
<div class="footnotes"><ol><li>Так сказав мер у понеділок.</li></ol></div>
<p>Фото: Іван Франко</p><p>#міст #річка</p></article></body></html>"""


def read(html: str) -> Article:
    article = read_page(FetchedPage("https://news.example/a", html.encode())).article
    assert article is not None
    assert are_sound(article.blocks, article.body)
    return article


def test_the_lines_of_an_article_have_the_roles_that_its_page_gives_them() -> None:
    article = read(PAGE)

    assert lines_with(article, Role.HEADING) == ["Що відомо", "Що далі"]
    assert lines_with(article, Role.LIST_ITEM) == ["• перший пункт", "• другий пункт"]
    assert lines_with(article, Role.TABLE) == ["Опора | Стан", "перша | добра"]
    assert lines_with(article, Role.CODE) == ["x = 1", "y = 2"]
    assert lines_with(article, Role.NOTE) == ["• Так сказав мер у понеділок."]
    assert lines_with(article, Role.CREDIT) == ["Фото: Іван Франко", "#міст #річка"]
    assert lines_with(article, Role.TEXT) == [BRIDGE] * 3
    assert "Стан опор" in lines_with(article, Role.CAPTION)


def test_a_caption_that_an_extractor_takes_for_text_is_a_caption() -> None:
    article = read(
        PAGE.replace("<figcaption>Опора навесні</figcaption>", "").replace(
            "</figure>",
            '</figure><p class="wp-caption-text">Опора навесні під снігом біля води</p>',
        )
    )

    assert "Опора навесні під снігом біля води" not in lines_with(article, Role.TEXT)


def roles(html: str) -> list[tuple[Role, str]]:
    return roles_of(structured_text(lxml.html.fromstring(html), "https://example.org/"))


def test_a_line_has_the_role_of_its_beginning_but_for_the_bullet() -> None:
    assert roles("<div><ul><li><h3>Міст</h3><p>відкрито</p></li></ul></div>") == [
        (Role.HEADING, "• Міст"),
        (Role.LIST_ITEM, "відкрито"),
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<div><p>Міст<sup class="footnote">1</sup> відкрито</p></div>', "Міст1 відкрито"),
        ('<body class="toc"><p>Міст відкрито</p></body>', "Міст відкрито"),
        ("<div><a!>Міст відкрито</a!></div>", "Міст відкрито"),
    ],
    ids=["a mark within a line", "a class of the whole page", "a tag with a strange name"],
)
def test_what_gives_no_role_leaves_text(html: str, text: str) -> None:
    assert roles(html) == [(Role.TEXT, text)]


def test_tables_that_lay_out_a_page_are_text() -> None:
    html = f"<table><tr><td>Меню</td><td>{BRIDGE * 4}</td></tr></table>"

    assert roles(html)[0][0] is Role.TEXT


TAGS = st.sampled_from(
    [
        *("p", "div", "h2", "ul", "li", "table", "tr", "td"),
        *("pre", "code", "b", "br", "figcaption", "aside"),
    ]
)
TREES = st.recursive(
    st.sampled_from(["", "a", " b ", "a\n", "\u200b", "x\u2028y"]),
    lambda inside: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", TAGS, st.lists(inside, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(TREES, max_size=4))
def test_the_roles_of_any_page_are_sound(parts: list[str]) -> None:
    text = structured_text(lxml.html.fromstring(f"<div>{''.join(parts)}</div>"), "")

    assert are_sound(text.blocks, text.text)
