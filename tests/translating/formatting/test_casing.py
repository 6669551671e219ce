import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.casing import Case, as_sentence, case_of, names_in, recased


@pytest.mark.parametrize(
    ("line", "case"),
    [
        ("THE BRIDGE IS OPEN", Case.CAPITALS),
        ("МІСТ ВІДКРИТО ЗНОВУ!", Case.CAPITALS),
        ("BREAKING", Case.CAPITALS),
        ("В СЕУЛЕ ОТКРЫЛИ 5-Й МОСТ", Case.CAPITALS),
        ("NASA", Case.ORDINARY),
        ("USA, EU and NATO", Case.ORDINARY),
        ("USA – EU", Case.ORDINARY),
        ("I", Case.ORDINARY),
        ("The Old Bridge of London Is Open", Case.TITLE),
        ("Старый Мост в Лондоне Снова Открыт", Case.TITLE),
        ("The old bridge in London is open", Case.ORDINARY),
        ("Angela Merkel met Barack Obama", Case.ORDINARY),
        ("New York", Case.ORDINARY),
        ("We Won.", Case.ORDINARY),
        ("2024: 15 %", Case.ORDINARY),
        ("", Case.ORDINARY),
    ],
)
def test_capitals_and_title_case_are_told_from_names_and_abbreviations(
    line: str, case: Case
) -> None:
    assert case_of(line) is case


def test_a_line_in_capitals_becomes_a_sentence_that_keeps_the_names_of_the_article() -> None:
    names = names_in(["Yesterday the mayor of Kyiv met Olena.", "They met in May, he may say so."])

    assert as_sentence("«KYIV, OLENA AND THE MAY SNOW»", names) == "«Kyiv, Olena and the may snow»"


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert names_in(["Bridges fall.", "The Bridge Of London Falls"]) == {}


@pytest.mark.parametrize(
    ("translated", "case", "expected"),
    [
        ("новый мост открыт", Case.CAPITALS, "НОВЫЙ МОСТ ОТКРЫТ"),
        ("новый мост в городе", Case.TITLE, "Новый Мост в Городе"),
        ("об этом", Case.TITLE, "Об Этом"),
        ("die straße", Case.CAPITALS, "DIE STRAßE"),
        ("NASA и iPhone", Case.ORDINARY, "NASA и iPhone"),
    ],
)
def test_a_translation_gets_the_case_of_its_source(
    translated: str, case: Case, expected: str
) -> None:
    assert recased(translated, case) == expected


@given(st.text(), st.sampled_from(Case))
def test_no_text_changes_its_length(text: str, case: Case) -> None:
    assert len(as_sentence(text, {})) == len(text)
    assert len(recased(text, case)) == len(text)
