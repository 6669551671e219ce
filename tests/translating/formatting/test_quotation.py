import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.quotation import MARKS, with_marks_of


@pytest.mark.parametrize(
    ("language", "translated", "expected"),
    [
        ("ru", 'Он сказал: "Да".', "Он сказал: «Да»."),
        ("uk", "Він сказав: “Так”.", "Він сказав: «Так»."),
        ("en", "He said: «Yes».", "He said: “Yes”."),
        ("en", "He said: „Yes“.", "He said: “Yes”."),
        ("ru", '"Роман "Война и мир" длинный"', "«Роман „Война и мир“ длинный»"),
        ("en", "«Роман «War and peace» is long»", "“Роман ‘War and peace’ is long”"),
        ("ru", '("Да")', "(«Да»)"),
        ("ru", 'и так далее".', "и так далее»."),
        ("ru", '"Да, – начал он.', "«Да, – начал он."),
        ("ru", 'экран 15" и труба 5"', 'экран 15" и труба 5"'),
        ("de", 'Er sagte "ja".', 'Er sagte "ja".'),
    ],
)
def test_quotation_marks_are_those_of_the_target_language(
    language: str, translated: str, expected: str
) -> None:
    assert with_marks_of(language, "“source”", translated) == expected


def test_a_source_without_quotation_marks_changes_nothing() -> None:
    assert with_marks_of("ru", "don't, ‘maybe’", 'не "надо"') == 'не "надо"'


def test_code_keeps_its_marks() -> None:
    translated = 'наберите x = "1" или "2"'

    assert with_marks_of("ru", '"', translated, [(9, 16)]) == 'наберите x = "1" или «2»'


@given(st.text(st.sampled_from('ab 1«»„“”"(–'), max_size=30), st.sampled_from(["en", "ru", "uk"]))
def test_only_marks_change_and_only_into_marks(text: str, language: str) -> None:
    changed = with_marks_of(language, '"', text)

    assert len(changed) == len(text)
    for before, after in zip(text, changed, strict=True):
        assert before == after or (before in MARKS and after in "«»„“”‘’")
