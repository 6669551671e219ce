"""Invisible characters are removed, and underscores around words travel as spans."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.cleaning import clean, remove_underscores, restore_underscores

FAMILY_AND_FLAG = "👨\u200d👩\u200d👧 и 🏴\U000e0067\U000e0062\U000e007f"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07", "a b "),
        ("half \ud83d a pair", "half \N{REPLACEMENT CHARACTER} a pair"),
        ("\u202eright to left\u202c, \u200fmark", "right to left, mark"),
        ("soft\u00adhyphen, zero\u200bwidth", "softhyphen, zerowidth"),
        ("\ufeffmark, joi\u200dner", "mark, joiner"),
        ("Ки\u0301ев, за\u0301мок", "Киев, замок"),
        ("и\u0306 и\u0306 ї і\u0308", "й й ї ї"),
        ("cafe\u0301", "café"),
        (FAMILY_AND_FLAG, FAMILY_AND_FLAG),
        ("tab\tand line\n", "tab\tand line\n"),
    ],
)
def test_invisible_characters_are_removed(text: str, expected: str) -> None:
    assert clean(RichText(text)).text == expected


def test_an_ordinary_sentence_is_returned_as_it_is() -> None:
    sentence = RichText("It costs 5 €, – «так», 🎉.")

    assert clean(sentence) is sentence


def test_formatting_stays_on_its_words() -> None:
    text = "\u200ba\u0301 b\u200bc d\x00"
    sentence = RichText(text, (Span(1, 3, Kind.BOLD), Span(4, 7, Kind.TEXT_LINK, "x")))

    result = clean(sentence)

    assert [(result.text[s.start : s.end], s.kind) for s in result.spans] == [
        ("á", Kind.BOLD),
        ("bc", Kind.TEXT_LINK),
    ]


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_nothing_visible_is_lost_and_no_span_leaves_the_text(
    text: str, start: int, end: int
) -> None:
    result = clean(RichText(text, (Span(start, end, Kind.BOLD),)))

    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in unicodedata.normalize("NFC", result.text) if c.isalnum()] == letters
    assert all(0 <= span.start < span.end <= len(result) for span in result.spans)
    assert not any("\ud800" <= c <= "\udfff" for c in result.text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The _old_ bridge.", "The old bridge."),
        ("_The old bridge_, he said.", "The old bridge, he said."),
        ("The __old__ and (_new_) bridge", "The old and (new) bridge"),
        ("«_Старый мост_»", "«Старый мост»"),
    ],
)
def test_a_pair_of_underscores_becomes_a_span(text: str, bare: str) -> None:
    removed = remove_underscores(RichText(text))
    assert removed.text == bare
    assert restore_underscores(removed) == RichText(text)


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
def test_other_underscores_stay(text: str) -> None:
    rich = RichText(text)
    assert remove_underscores(rich) is rich
    code = RichText.styled("run _this_ now", Kind.CODE)
    assert remove_underscores(code) is code


def test_formatting_continues_over_underscores() -> None:
    text = RichText("The _old_ bridge", (Span(0, 9, Kind.BOLD), Span(10, 16, Kind.ITALIC)))
    assert restore_underscores(remove_underscores(text)) == text


@given(
    st.lists(st.sampled_from(["_", "__", "a", "мост", " ", ".", "_b_"]), max_size=30).map("".join),
    st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_removed_underscores_are_restored(text: str, place: tuple[int, int]) -> None:
    rich = RichText(text, (Span(min(place), max(place), Kind.BOLD),))
    assert restore_underscores(remove_underscores(rich)).text == text
