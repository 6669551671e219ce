"""Underscores around words come through a translation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.underscores import with_underscores, without_underscores


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The _old_ bridge.", "The old bridge."),
        ("_The old bridge_, he said.", "The old bridge, he said."),
        ("The __old__ and (_new_) bridge", "The old and (new) bridge"),
        ("«_Старый мост_»", "«Старый мост»"),
    ],
)
def test_a_pair_travels_as_a_span(text: str, bare: str) -> None:
    taken_off = without_underscores(RichText(text))
    assert taken_off.text == bare
    assert with_underscores(taken_off) == RichText(text)


@pytest.mark.parametrize(
    "text",
    [
        "Call snake_case_name and _private here",
        "Name: ____ and ____",
        "See https://a.example/_the_/_page_ now",
        "2 _ 3 _ 4",
        "",
    ],
)
def test_other_underscores_are_left_alone(text: str) -> None:
    rich = RichText(text)
    assert without_underscores(rich) is rich
    code = RichText.styled("run _this_ now", Kind.CODE)
    assert without_underscores(code) is code


def test_formatting_goes_on_over_them() -> None:
    text = RichText("The _old_ bridge", (Span(0, 9, Kind.BOLD), Span(10, 16, Kind.ITALIC)))
    assert with_underscores(without_underscores(text)) == text


@given(
    st.lists(st.sampled_from(["_", "__", "a", "мост", " ", ".", "_b_"]), max_size=30).map("".join),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_what_is_taken_off_is_put_back(text: str, place: tuple[int, int]) -> None:
    rich = RichText(text, (Span(*sorted(place), Kind.BOLD),))
    assert with_underscores(without_underscores(rich)).text == text
