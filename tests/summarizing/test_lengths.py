import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Ranking
from bot.domain.rich_text import RichText
from bot.summarizing import (
    Extent,
    Length,
    Method,
    Percent,
    RecentRankings,
    parse_length,
    sentence_count,
)

SENTENCES = st.integers(0, 100_000)
LENGTHS = (
    st.integers(1, 50)
    | st.integers(1, 100).map(Percent)
    | st.sampled_from([Extent.SHORT, Extent.MEDIUM, Extent.LONG])
)


@pytest.mark.parametrize(
    ("word", "length"),
    [
        ("5", 5),
        ("50", 50),
        ("51", None),
        ("0", None),
        ("20%", Percent(20)),
        ("101%", None),
        ("0%", None),
        ("%", None),
        ("³", None),
        ("Short", Extent.SHORT),
        ("коротко", Extent.SHORT),
        ("средне", Extent.MEDIUM),
        ("середньо", Extent.MEDIUM),
        ("подробно", Extent.LONG),
        ("докладно", Extent.LONG),
        ("enormous", None),
    ],
)
def test_lengths_are_numbers_shares_and_words(word: str, length: Length | None) -> None:
    assert parse_length(word) == length


@given(LENGTHS)
def test_a_length_is_written_as_it_is_read(length: Length) -> None:
    assert parse_length(str(length)) == length


@given(LENGTHS, SENTENCES)
def test_every_summary_has_a_sentence(length: Length, sentences: int) -> None:
    assert sentence_count(length, sentences) >= 1


@given(SENTENCES)
def test_a_longer_word_never_means_a_shorter_summary(sentences: int) -> None:
    short, medium, long = (sentence_count(extent, sentences) for extent in Extent)
    assert short <= medium <= long


@given(LENGTHS, SENTENCES)
def test_a_longer_article_never_has_a_shorter_summary(length: Length, sentences: int) -> None:
    assert sentence_count(length, sentences) <= sentence_count(length, sentences + 1)


def ranking(body: str) -> Ranking:
    return Ranking(Article(RichText(), RichText(body), "en"), (), (), (), (), ())


def test_rankings_are_found_by_the_content_of_the_article_and_by_method() -> None:
    recent = RecentRankings()
    recent.keep(ranking("abc"), Method.COVERAGE)
    assert recent.get(ranking("abc").article, Method.COVERAGE) == ranking("abc")
    assert recent.get(ranking("abc").article, Method.LSA) is None
    assert recent.get(ranking("abd").article, Method.COVERAGE) is None


def test_the_ranking_that_was_used_longest_ago_is_forgotten_first() -> None:
    recent = RecentRankings(characters=6)
    for body in ("abc", "def"):
        recent.keep(ranking(body), Method.COVERAGE)
    recent.get(ranking("abc").article, Method.COVERAGE)
    recent.keep(ranking("ghi"), Method.COVERAGE)
    kept = [b for b in ("abc", "def", "ghi") if recent.get(ranking(b).article, Method.COVERAGE)]
    assert kept == ["abc", "ghi"]


def test_an_article_larger_than_all_the_room_is_not_kept() -> None:
    recent = RecentRankings(characters=6)
    recent.keep(ranking("a" * 7), Method.COVERAGE)
    assert recent.get(ranking("a" * 7).article, Method.COVERAGE) is None
    recent.keep(ranking("abcdef"), Method.COVERAGE)
    assert recent.get(ranking("abcdef").article, Method.COVERAGE) is not None
