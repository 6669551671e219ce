"""`docs/json.md` has every key that `--json` prints, and no other."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.domain.translation import Problem, Strategy
from testkit.argos.package import build_package
from tests.cli.conftest import ARTICLE, Dragoman
from tests.cli.conftest import dragoman as dragoman
from tests.cli.conftest import environment as environment
from tests.documentation.pages import PAGES

PAGE = PAGES["docs/json.md"]
PLACES = {
    "The object": (),
    "Each of `sentences`": ("sentences",),
    "Each of `retries`": ("sentences", "retries"),
    "`place`": ("sentences", "place"),
}
"""Where the object of each table stands."""
PLACES_OF_DOCTOR = {"`dragoman doctor`": (), "Each of `findings`": ("findings",)}
TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "array": list,
    "array of strings": list,
    "boolean": bool,
    "object": dict,
    "null": type(None),
}


def documented(heading: str) -> dict[str, str]:
    """Return the kinds of values by key of the table below a heading."""
    section = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section, re.M))


def objects(value: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return all objects at a place of what was printed."""
    if isinstance(value, list):
        return [found for each in value for found in objects(each, keys)]
    if value is None:
        return []
    return objects(value[keys[0]], keys[1:]) if keys else [value]


@pytest.fixture
def printed(dragoman: Dragoman, tmp_path: Path) -> list[dict[str, Any]]:
    """Return what is printed for a summary and translations, one of which fails."""
    build_package(tmp_path / "broken", "en", "ru", loops=True)
    results = [
        dragoman("summary", "--json", given=ARTICLE),
        dragoman("summary", "--language", "uk", "--json", given=ARTICLE),
        dragoman("translate", "--to", "uk", "--json", given=ARTICLE),
        dragoman(
            *("translate", "--to", "ru", "--json"),
            given=ARTICLE,
            packages_folder=tmp_path / "broken",
        ),
    ]
    return [json.loads(result.stdout) for result in results]


@pytest.mark.slow
def test_every_key_is_documented_with_its_kind_of_value(printed: list[dict[str, Any]]) -> None:
    assert_documented(printed, PLACES)


def test_every_key_of_the_doctor_is_documented(dragoman: Dragoman) -> None:
    results = [
        dragoman("doctor", "--json", ends=1),
        dragoman("doctor", "--json", ends=3, threads="none"),
    ]
    assert_documented([json.loads(result.stdout) for result in results], PLACES_OF_DOCTOR)


def assert_documented(printed: list[dict[str, Any]], places: Mapping[str, tuple[str, ...]]) -> None:
    for heading, place in places.items():
        kinds = documented(heading)
        found = objects(printed, place)
        assert found, heading
        for each in found:
            assert list(each) == list(kinds), heading
            for key, value in each.items():
                allowed = [TYPES[kind] for kind in kinds[key].strip().split(" or ")]
                assert any(isinstance(value, kind) for kind in allowed), (heading, key, value)


@pytest.mark.parametrize(("key", "values"), [("problem", Problem), ("way", Strategy)])
def test_what_can_go_wrong_is_documented(key: str, values: type[Problem] | type[Strategy]) -> None:
    (row,) = re.findall(rf"^\| `{key}` \| string \| (.*) \|$", PAGE, re.M)
    assert set(re.findall(r"`([a-z-]+)`", row)) == set(values)
