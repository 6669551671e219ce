import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SummaryUsage, TranslateUsage
from bot.text import Kind, RichText, Span
from handlers.arguments import Arguments, parse_arguments

LANGUAGES = {"en", "ru", "uk", "de"}


def summary(text: str) -> Arguments:
    return parse_arguments(RichText(text), LANGUAGES, SummaryUsage, count=True)


def translate(text: str) -> Arguments:
    return parse_arguments(RichText(text), LANGUAGES, TranslateUsage, count=False)


@pytest.mark.parametrize(
    ("text", "sentences", "language", "rest"),
    [
        ("", None, None, ""),
        ("5", 5, None, ""),
        ("uk", None, "uk", ""),
        ("5 uk", 5, "uk", ""),
        ("Ukrainian 5", 5, "uk", ""),
        ("2 en\nThe bridge is open.", 2, "en", "The bridge is open."),
        ("2 en The bridge is open.", 2, "en", "The bridge is open."),
        ("The bridge is open again.", None, None, "The bridge is open again."),
        ("Russian trains are late again.", None, None, "Russian trains are late again."),
        ("1998 was a hard year for us.", None, None, "1998 was a hard year for us."),
    ],
)
def test_a_summary_is_asked_for_by_count_language_and_text(
    text: str, sentences: int | None, language: str | None, rest: str
) -> None:
    assert summary(text) == Arguments(sentences, language, RichText(rest))


@pytest.mark.parametrize(
    ("text", "language", "rest"),
    [
        ("", None, ""),
        ("українська", "uk", ""),
        ("EN", "en", ""),
        ("en кот", "en", "кот"),
        ("de\nDie Brücke", "de", "Die Brücke"),
        ("Кот спит на окне.", None, "Кот спит на окне."),
    ],
)
def test_a_translation_is_asked_for_by_language_and_text(
    text: str, language: str | None, rest: str
) -> None:
    assert translate(text) == Arguments(None, language, RichText(rest))


@pytest.mark.parametrize("text", ["five", "0", "51", "-3", "five uk", "5 gibberish", "5 uk 7", "²"])
def test_arguments_that_make_no_sense_are_named(text: str) -> None:
    with pytest.raises(SummaryUsage) as raised:
        summary(text)
    assert raised.value.details["word"] in text.split()


@pytest.mark.parametrize("text", ["gibberish", "5", "hello world"])
def test_a_language_that_nobody_knows_is_named(text: str) -> None:
    with pytest.raises(TranslateUsage):
        translate(text)


def test_the_text_keeps_its_formatting() -> None:
    text = RichText("en  The bridge is open.", (Span(8, 14, Kind.BOLD),))
    found = parse_arguments(text, LANGUAGES, TranslateUsage, count=False)
    assert found.text == RichText("The bridge is open.", (Span(4, 10, Kind.BOLD),))


@given(st.text())
def test_no_word_of_a_text_is_lost_and_nothing_else_is_raised(text: str) -> None:
    try:
        found = summary(text)
    except SummaryUsage:
        return
    given_arguments = (found.sentences is not None) + (found.language is not None)
    assert found.text.text.split() == text.split()[given_arguments:]
