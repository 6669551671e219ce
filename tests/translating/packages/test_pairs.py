from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.packages.pairs import newness, pairs_meant


@pytest.mark.parametrize(
    "word",
    [
        "en-ru",
        "en_ru",
        "EN-RU",
        "en→ru",
        "en -> ru",
        "en>ru",
        "en:ru",
        "English-Russian",
        "eng-rus",
    ],
)
def test_a_pair_may_be_written_in_many_ways(word: str) -> None:
    assert pairs_meant(word) == (("en", "ru"),)


@pytest.mark.parametrize(
    ("word", "pair"),
    [
        ("en-pb", ("en", "pb")),
        ("en→pt-BR", ("en", "pb")),
        ("en-pt-BR", ("en", "pb")),
        ("zh-Hant-en", ("zt", "en")),
        ("zh_TW→uk", ("zt", "uk")),
    ],
)
def test_variants_of_languages_have_pairs_too(word: str, pair: tuple[str, str]) -> None:
    assert pairs_meant(word)[0] == pair


@pytest.mark.parametrize(
    "word", ["", "en", "-", "en-", "en-en", "en-klingonese", "a" * 1000 + "-en"]
)
def test_what_is_no_pair_means_none(word: str) -> None:
    assert pairs_meant(word) == ()


def test_versions_are_ordered_as_people_count() -> None:
    ordered = ["", "0.9", "1.0", "1.1", "1.2", "1.9", "1.9.6", "1.10", "2"]

    assert all(newness(older) < newness(newer) for older, newer in pairwise(ordered))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_a_zero_at_the_end_makes_no_version_newer(numbers: list[int]) -> None:
    version = ".".join(map(str, numbers))

    assert newness(f"{version}.0") == newness(version)
