import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.translating.formatting.cleaning import cleaned

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
def test_what_nobody_sees_is_taken_out(text: str, expected: str) -> None:
    assert cleaned(RichText(text)).text == expected


def test_an_ordinary_sentence_is_not_even_copied() -> None:
    sentence = RichText("It costs 5 €, – «так», 🎉.")

    assert cleaned(sentence) is sentence


def test_formatting_stays_on_its_words() -> None:
    text = "\u200ba\u0301 b\u200bc d\x00"
    sentence = RichText(text, (Span(1, 3, Kind.BOLD), Span(4, 7, Kind.TEXT_LINK, "x")))

    result = cleaned(sentence)

    assert [(result.text[s.start : s.end], s.kind) for s in result.spans] == [
        ("á", Kind.BOLD),
        ("bc", Kind.TEXT_LINK),
    ]


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_nothing_visible_is_lost_and_no_span_leaves_the_text(
    text: str, start: int, end: int
) -> None:
    result = cleaned(RichText(text, (Span(start, end, Kind.BOLD),)))

    letters = [c for c in unicodedata.normalize("NFC", text) if c.isalnum()]
    assert [c for c in unicodedata.normalize("NFC", result.text) if c.isalnum()] == letters
    assert all(0 <= span.start < span.end <= len(result) for span in result.spans)
    assert not any("\ud800" <= c <= "\udfff" for c in result.text)
