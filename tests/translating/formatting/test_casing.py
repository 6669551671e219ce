"""Lines in capitals and in Title Case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.casing import (
    Case,
    apply_case,
    detect_case,
    find_names,
    to_sentence_case,
)


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
def test_capitals_and_title_case_differ_from_names_and_abbreviations(line: str, case: Case) -> None:
    assert detect_case(line) is case


def test_a_line_in_capitals_becomes_a_sentence_with_the_known_names() -> None:
    names = find_names(
        ["Yesterday the mayor of Kyiv met Olena.", "They met in May, he may say so."]
    )

    assert (
        to_sentence_case("«KYIV, OLENA AND THE MAY SNOW»", names)
        == "«Kyiv, Olena and the may snow»"
    )


def test_the_first_word_of_a_sentence_is_no_name() -> None:
    assert find_names(["Bridges fall.", "The Bridge Of London Falls"]) == {}


def test_a_label_in_capitals_holds_no_names() -> None:
    assert find_names(["ANNA WELLS: We see Kyiv.", "ТРЕНЕР КОМАНДЫ: Мы рады."]) == {"kyiv": "Kyiv"}


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
    assert apply_case(translated, case) == expected


@given(st.text(), st.sampled_from(Case))
def test_no_text_changes_its_length(text: str, case: Case) -> None:
    assert len(to_sentence_case(text, {})) == len(text)
    assert len(apply_case(text, case)) == len(text)
