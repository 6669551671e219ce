import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Article, Ranking
from bot.domain.rich_text import RichText
from bot.summarizing import (
    DefaultLength,
    Extent,
    Length,
    Method,
    Percent,
    RecentRankings,
    default_length,
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
        ("средний", Extent.MEDIUM),
        ("докладний", Extent.LONG),
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


@given(SENTENCES, st.integers(1, 50) | st.none())
def test_medium_is_the_default_and_short_and_long_are_on_its_sides(
    sentences: int, default: int | None
) -> None:
    short, medium, long = (sentence_count(extent, sentences, default) for extent in Extent)
    assert short <= medium <= long
    assert default is None or medium == default


@pytest.mark.parametrize(
    ("default", "expected"), [(3, (2, 3, 18)), (8, (4, 8, 18)), (30, (4, 30, 45))]
)
def test_the_words_are_felt_in_an_article_of_a_hundred_sentences(
    default: int, expected: tuple[int, int, int]
) -> None:
    assert tuple(sentence_count(extent, 100, default) for extent in Extent) == expected


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ((), DefaultLength(Extent.MEDIUM, None)),
        ((None, 3), DefaultLength(Extent.MEDIUM, 3)),
        ((5, 3), DefaultLength(Extent.MEDIUM, 5)),
        ((Extent.LONG, 3), DefaultLength(Extent.LONG, 3)),
        ((None, Extent.SHORT), DefaultLength(Extent.SHORT, None)),
        ((5, Extent.SHORT), DefaultLength(Extent.MEDIUM, 5)),
    ],
)
def test_what_a_person_chose_goes_before_what_the_bot_has(
    chosen: tuple[int | Extent | None, ...], expected: DefaultLength
) -> None:
    assert default_length(*chosen) == expected


def ranking(body: str) -> Ranking:
    return Ranking(Article(RichText(), RichText(body), "en"), (), (), (), (), ())


def test_rankings_are_found_by_the_content_of_the_article_and_by_method() -> None:
    recent = RecentRankings()
    recent.keep(ranking("abc"), Method.READER)
    assert recent.get(ranking("abc").article, Method.READER) == ranking("abc")
    assert recent.get(ranking("abc").article, Method.LSA) is None
    assert recent.get(ranking("abd").article, Method.READER) is None


def test_the_ranking_that_was_used_longest_ago_is_forgotten_first() -> None:
    recent = RecentRankings(characters=6)
    for body in ("abc", "def"):
        recent.keep(ranking(body), Method.READER)
    recent.get(ranking("abc").article, Method.READER)
    recent.keep(ranking("ghi"), Method.READER)
    kept = [b for b in ("abc", "def", "ghi") if recent.get(ranking(b).article, Method.READER)]
    assert kept == ["abc", "ghi"]


def test_an_article_larger_than_all_the_room_is_not_kept() -> None:
    recent = RecentRankings(characters=6)
    recent.keep(ranking("a" * 7), Method.READER)
    assert recent.get(ranking("a" * 7).article, Method.READER) is None
    recent.keep(ranking("abcdef"), Method.READER)
    assert recent.get(ranking("abcdef").article, Method.READER) is not None
