import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.errors import LengthOutOfRange, SummaryUsage, TranslateUsage
from bot.summarizing import Extent, Length, Method, Percent
from handlers.arguments import Arguments, parse_summary_arguments, parse_translation_arguments

LANGUAGES = {"en", "ru", "uk", "de"}


def summary(text: str) -> Arguments:
    return parse_summary_arguments(RichText(text), LANGUAGES)


def translate(text: str) -> Arguments:
    return parse_translation_arguments(RichText(text), LANGUAGES)


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
    assert summary(text) == Arguments(sentences, language, text=RichText(rest))


@pytest.mark.parametrize(
    ("text", "length", "method"),
    [
        ("20%", Percent(20), Method.READER),
        ("100% uk", Percent(100), Method.READER),
        ("short", Extent.SHORT, Method.READER),
        ("Подробно lexrank", Extent.LONG, Method.LEXRANK),
        ("uk KL середньо", Extent.MEDIUM, Method.KL),
        ("коротко\nМіст знову відкрито.", Extent.SHORT, Method.READER),
        ("lexrank 3\nThe bridge is open.", 3, Method.LEXRANK),
        ("Short of money, the city sold it.", None, Method.READER),
        ("20% of the voters stayed at home.", None, Method.READER),
        ("коротко о главном за этот день", None, Method.READER),
    ],
)
def test_a_summary_is_asked_for_by_length_and_method(
    text: str, length: Length | None, method: Method
) -> None:
    found = summary(text)
    assert (found.length, found.method) == (length, method)


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
    assert translate(text) == Arguments(None, language, text=RichText(rest))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("коротко англійською", "en"),
        ("коротко на английский", "en"),
        ("in Ukrainian short", "uk"),
        ("українською мовою коротко", "uk"),
        ("кратко по-украински\nМіст знову відкрито.", "uk"),
        ("кратко по-немецки", "de"),
        ("коротко по-англійському, будь ласка", "en"),
        ("на английскую кратко", "en"),
        ("[short] [uk]", "uk"),
        ("коротко, «англійською»!", "en"),
        ("short to English please", "en"),
    ],
)
def test_a_language_may_be_named_as_in_a_sentence(text: str, language: str) -> None:
    found = summary(text)
    assert (found.length, found.language) == (Extent.SHORT, language)


@pytest.mark.parametrize(
    ("text", "length", "language"),
    [
        ("5 sentences in Ukrainian", 5, "uk"),
        ("5 предложений на русском", 5, "ru"),
        ("англійською 2 речення", 2, "en"),
        ("20 % en", Percent(20), "en"),
        ("5, uk", 5, "uk"),
    ],
)
def test_a_length_may_be_named_as_in_a_sentence(text: str, length: Length, language: str) -> None:
    found = summary(text)
    assert (found.length, found.language, found.text) == (length, language, RichText())


@pytest.mark.parametrize("text", ["pt-br", "uk-UA", "zh-tw", "en-US", "no-one"])
def test_a_variant_of_a_language_is_no_pair(text: str) -> None:
    assert translate(f"{text}\nThe bridge.").source is None


def test_of_several_arguments_the_one_that_is_not_understood_is_named() -> None:
    with pytest.raises(SummaryUsage) as raised:
        summary("коротко гномською")
    assert raised.value.details["word"] == "гномською"


@pytest.mark.parametrize(
    "text",
    [
        "en ru",
        "en ru\nThe bridge.",
        "from English to Russian",
        "ru from en",
        "с en на ru",
        "en-ru",
        "en->ru\nThe bridge.",
        "en → ru",
        "English/Russian",
        "англійська → російська",
        "en-ru The bridge is open again.",
    ],
)
def test_two_languages_say_what_the_text_is_in_and_what_it_should_be_in(text: str) -> None:
    found = translate(text)
    assert (found.source, found.language) == ("en", "ru")


@pytest.mark.parametrize(
    "text",
    ["five", "0", "51", "-3", "five uk", "5 gibberish", "5 uk 7", "²", "0%", "101%", "random"],
)
def test_arguments_that_make_no_sense_are_named(text: str) -> None:
    with pytest.raises(SummaryUsage) as raised:
        summary(text)
    assert raised.value.details["word"] in text.split()


@pytest.mark.parametrize(
    "text",
    [
        *("0", "51", "-3", "2024", "0%"),
        *("101%", "60 ru", "lexrank 60", "60 bridges", "60\nA long text."),
    ],
)
def test_a_length_out_of_range_is_named(text: str) -> None:
    with pytest.raises(LengthOutOfRange) as raised:
        summary(text)
    assert raised.value.details["word"] in text.split()


@pytest.mark.parametrize(
    "text", ["60 bridges are closed.", "1998\nThat was a hard year.", "We saw 300 storks."]
)
def test_a_number_in_a_text_is_no_length(text: str) -> None:
    assert summary(text) == Arguments(text=RichText(text))


@pytest.mark.parametrize("text", ["gibberish", "5", "hello world"])
def test_a_language_that_nobody_knows_is_named(text: str) -> None:
    with pytest.raises(TranslateUsage):
        translate(text)


def test_the_text_keeps_its_formatting() -> None:
    text = RichText("en  The bridge is open.", (Span(8, 14, Kind.BOLD),))
    found = parse_translation_arguments(text, LANGUAGES)
    assert found.text == RichText("The bridge is open.", (Span(4, 10, Kind.BOLD),))


@given(st.text())
def test_no_word_of_a_text_is_lost_and_nothing_else_is_raised(text: str) -> None:
    try:
        found = summary(text)
    except SummaryUsage:
        return
    given = [found.length is not None, found.language is not None, found.method != "reader"]
    assert found.text.text.split() == text.split()[sum(given) :]
