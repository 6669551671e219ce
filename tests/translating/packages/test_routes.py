"""Language pairs, and routes over packages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ModelMissing
from bot.translating import InstalledPackage
from bot.translating.packages.routes import find_route, parse_pairs, reachable, version_key
from tests.translating.packages.conftest import installed


def languages(packages: list[InstalledPackage], source: str, target: str) -> list[str]:
    route = find_route(packages, source, target)
    return [source, *(package.target for package in route.packages)]


def test_a_direct_package_is_preferred() -> None:
    assert languages(installed("ru-en", "en-uk", "ru-uk"), "ru", "uk") == ["ru", "uk"]


def test_a_route_leads_through_another_language_where_needed() -> None:
    assert languages(installed("ru-en", "en-uk"), "ru", "uk") == ["ru", "en", "uk"]


def test_of_two_equally_short_routes_the_one_through_english_is_taken() -> None:
    packages = installed("ru-de", "de-uk", "ru-be", "be-uk", "ru-en", "en-uk")

    assert languages(packages, "ru", "uk") == ["ru", "en", "uk"]


def test_a_shorter_route_is_better_than_one_through_english() -> None:
    packages = installed("ru-en", "en-pl", "pl-uk", "ru-be", "be-uk")

    assert languages(packages, "ru", "uk") == ["ru", "be", "uk"]


def test_a_route_has_three_packages_at_most() -> None:
    packages = installed("ru-en", "en-de", "de-fr", "fr-it")

    assert languages(packages, "ru", "fr") == ["ru", "en", "de", "fr"]
    with pytest.raises(ModelMissing):
        find_route(packages, "ru", "it")


def test_a_package_of_the_other_direction_is_no_route() -> None:
    with pytest.raises(ModelMissing) as missing:
        find_route(installed("en-ru"), "ru", "en")

    assert missing.value.details == {"source": "ru", "target": "en", "pairs": "ru-en"}


@pytest.mark.parametrize(
    ("names", "pairs"), [(["en-uk"], "ru-en"), (["ru-en"], "en-uk"), ([], "ru-en en-uk")]
)
def test_what_is_missing_on_the_way_over_english_is_named(names: list[str], pairs: str) -> None:
    with pytest.raises(ModelMissing) as missing:
        find_route(installed(*names), "ru", "uk")

    assert missing.value.details["pairs"] == pairs


def test_reachable_languages_do_not_include_the_source() -> None:
    assert reachable(installed("ru-en", "en-ru", "en-uk"), "ru") == ("en", "uk")
    assert reachable(installed("ru-en"), "pl") == ()


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
def test_a_pair_can_be_written_in_many_ways(word: str) -> None:
    assert parse_pairs(word) == (("en", "ru"),)


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
def test_language_variants_have_pairs_too(word: str, pair: tuple[str, str]) -> None:
    assert parse_pairs(word)[0] == pair


@pytest.mark.parametrize(
    "word", ["", "en", "-", "en-", "en-en", "en-klingonese", "a" * 1000 + "-en"]
)
def test_other_words_are_no_pair(word: str) -> None:
    assert parse_pairs(word) == ()


def test_versions_are_ordered_by_number() -> None:
    ordered = ["", "0.9", "1.0", "1.1", "1.2", "1.9", "1.9.6", "1.10", "2"]

    assert all(version_key(older) < version_key(newer) for older, newer in pairwise(ordered))


@given(st.lists(st.integers(0, 99), min_size=1, max_size=4))
def test_a_trailing_zero_makes_no_version_newer(numbers: list[int]) -> None:
    version = ".".join(map(str, numbers))

    assert version_key(f"{version}.0") == version_key(version)
