from pathlib import Path

import pytest

from bot.errors import ModelMissing
from bot.translating.packages.folder import InstalledPackage
from bot.translating.packages.routes import find_route, reachable


def packages(*pairs: str) -> list[InstalledPackage]:
    """Packages for pairs such as "en-ru"."""
    return [
        InstalledPackage(pair, source, target, "1.0", Path("/packages", pair), size=1)
        for pair in pairs
        for source, target in [pair.split("-")]
    ]


def languages(installed: list[InstalledPackage], source: str, target: str) -> list[str]:
    route = find_route(installed, source, target)
    return [source, *(package.target for package in route.packages)]


def test_a_direct_package_is_taken_where_there_is_one() -> None:
    assert languages(packages("ru-en", "en-uk", "ru-uk"), "ru", "uk") == ["ru", "uk"]


def test_without_a_direct_package_the_way_leads_through_another_language() -> None:
    assert languages(packages("ru-en", "en-uk"), "ru", "uk") == ["ru", "en", "uk"]


def test_of_two_ways_equally_long_the_one_through_english_is_taken() -> None:
    installed = packages("ru-de", "de-uk", "ru-be", "be-uk", "ru-en", "en-uk")

    assert languages(installed, "ru", "uk") == ["ru", "en", "uk"]


def test_a_shorter_way_is_better_than_one_through_english() -> None:
    installed = packages("ru-en", "en-pl", "pl-uk", "ru-be", "be-uk")

    assert languages(installed, "ru", "uk") == ["ru", "be", "uk"]


def test_three_packages_in_a_row_are_enough_and_four_too_many() -> None:
    installed = packages("ru-en", "en-de", "de-fr", "fr-it")

    assert languages(installed, "ru", "fr") == ["ru", "en", "de", "fr"]
    with pytest.raises(ModelMissing):
        find_route(installed, "ru", "it")


def test_a_package_of_the_other_direction_is_no_way() -> None:
    with pytest.raises(ModelMissing) as missing:
        find_route(packages("en-ru"), "ru", "en")

    assert missing.value.details == {"source": "ru", "target": "en"}


def test_the_languages_within_reach_do_not_include_the_source() -> None:
    assert reachable(packages("ru-en", "en-ru", "en-uk"), "ru") == ("en", "uk")
    assert reachable(packages("ru-en"), "pl") == ()
