"""The sample articles."""

from collections import Counter

import pytest

from bot.playground import SampleArticle, sample_articles
from bot.playground.formatting import accept, utf16_length

ARTICLES = pytest.mark.parametrize("article", sample_articles(), ids=lambda article: article.name)


def test_there_are_two_articles_in_each_language() -> None:
    assert Counter(article.language for article in sample_articles()) == {"en": 2, "ru": 2, "uk": 2}


@ARTICLES
def test_an_article_fits_into_one_message_and_loses_nothing_in_it(article: SampleArticle) -> None:
    accepted = accept(article.post.text, article.post.entities, detect=False)
    assert accepted == article.post
    assert utf16_length(accepted.text) <= 4096
    assert 250 <= len(article.plain.split()) <= 400


@ARTICLES
def test_no_markup_is_left_in_the_text(article: SampleArticle) -> None:
    kinds = {entity.type for entity in article.post.entities}
    assert {"bold", "text_link", "blockquote"} <= kinds
    assert not [mark for mark in ("**", "](", "\n> ") if mark in article.plain]
    assert article.plain.startswith(f"{article.title}\n{article.byline}\n\n")
