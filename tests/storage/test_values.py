"""Articles are read from rows that today's version and older ones have written."""

import json

import pytest

from bot.domain.article import Article, Block, Origin, Role, Source
from bot.domain.rich_text import Kind, RichText, Span
from bot.storage.values import read_article, written_article

ARTICLE = Article(
    RichText("Міст"),
    RichText("Рух\n\nРух відновили вранці.", (Span(0, 3, Kind.BOLD),)),
    "uk",
    Source(Origin.FILE, "міст.docx"),
    blocks=(Block(0, 3, Role.HEADING),),
)


def test_an_article_is_read_with_the_roles_that_it_was_written_with() -> None:
    assert read_article(written_article(ARTICLE)) == ARTICLE


def test_a_row_from_before_there_were_roles_is_read() -> None:
    old = json.loads(written_article(ARTICLE))
    del old["blocks"]

    read = read_article(json.dumps(old).encode())

    assert read.blocks == ()
    assert read.body == ARTICLE.body


def test_a_row_with_an_unknown_role_is_refused_without_showing_the_text() -> None:
    strange = written_article(ARTICLE).replace(b'"heading"', b'"decoration"')

    with pytest.raises(ValueError, match="role") as raised:
        read_article(strange)
    assert "Рух" not in str(raised.value)
