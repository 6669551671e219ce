"""Quotation marks of the target language, and those that a model dropped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.quotation import (
    MARKS,
    find_quotations,
    localize_dashes,
    localize_marks,
    localize_signs,
    remove_added_mark,
    restore_marks,
)
from tests.translating.formatting.conftest import alignment_of


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
    assert localize_marks(language, "“source”", translated) == expected


def test_a_source_without_quotation_marks_changes_nothing() -> None:
    assert localize_marks("ru", "don't, ‘maybe’", 'не "надо"') == 'не "надо"'


def test_code_keeps_its_marks() -> None:
    translated = 'наберите x = "1" или "2"'

    assert localize_marks("ru", '"', translated, [(9, 16)]) == 'наберите x = "1" или «2»'


@given(st.text(st.sampled_from('ab 1«»„“”"(–'), max_size=30), st.sampled_from(["en", "ru", "uk"]))
def test_only_marks_change_and_only_into_marks(text: str, language: str) -> None:
    changed = localize_marks(language, '"', text)

    assert len(changed) == len(text)
    for before, after in zip(text, changed, strict=True):
        assert before == after or (before in MARKS and after in "«»„“”‘’")


@pytest.mark.parametrize(
    ("source", "translated", "words", "expected"),
    [
        ("I read “the book”", "Я читал книгу", {0: 0, 1: 1, 3: 2, 4: 2}, "Я читал «книгу»"),
        ("“Yes” or “no”", "Да или нет", {1: 0, 3: 1, 5: 2}, "«Да» или «нет»"),
        ("“Yes!” he said", "Да! сказал он", {1: 0, 2: 1, 4: 3, 5: 2}, "«Да!» сказал он"),
        ("“Yes,” he said.", "Да, сказал он.", {1: 0, 2: 1, 4: 3, 5: 2}, "«Да», сказал он."),
        ("A “War and peace”", "Война и мир, эта", {0: 4, 2: 0, 3: 1, 4: 2}, "«Война и мир», эта"),
        ("a “b “c” d” e", "а б ц д е", {0: 0, 2: 1, 4: 2, 6: 3, 8: 4}, "а «б «ц» д» е"),
        # One of two marks is worse than none.
        ("a “b” c", "а б» ц", {0: 0, 2: 1, 4: 3}, "а «б» ц"),
        ("a “b c” d", "б а ц д", {0: 1, 2: 0, 3: 2, 5: 3}, "б а ц д"),
        ("a “b c” d", "б» а ц д", {0: 2, 2: 0, 3: 3, 5: 4}, "б а ц д"),
        # Marks of another kind are marks.
        ("The «old town» club", "The 'old town' club", {}, 'The "old town" club'),
        ("Dogs’ «old» club", "The dogs' 'old' club", {}, 'The dogs\' "old" club'),
        # A quotation of several sentences.
        ("“Yes, he began.", "Да, начал он.", {}, "«Да, начал он."),
        ("And so on”.", "И так далее.", {}, "И так далее»."),
        ("a “b” c", "а «б» ц", {}, "а «б» ц"),
        ("a b", "а «б»", {}, "а «б»"),
    ],
)
def test_dropped_marks_are_restored_in_pairs(
    source: str, translated: str, words: dict[int, int], expected: str
) -> None:
    alignment = alignment_of(source, translated, words)

    assert restore_marks(source, translated, alignment) == expected


SIGNS = ["“", "”", '"', "a", "бок", " ", " ", ",", "!", "«", "»"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@given(TEXTS, TEXTS, st.data())
def test_a_translation_of_whole_quotations_has_whole_quotations(
    source: str, translated: str, data: st.DataObject
) -> None:
    words = data.draw(st.none() | st.dictionaries(st.integers(0, 6), st.integers(0, 6)))

    done = restore_marks(source, translated, alignment_of(source, translated, words))

    if find_quotations(source):
        assert find_quotations(done) is not None
    assert [*filter(str.isalpha, done)] == [*filter(str.isalpha, translated)]


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        ("“Yes,” he says.", "«Да», - говорит он.", "«Да», — говорит он."),
        ("It is a well-known ship.", "Это кораблик-ветеран.", "Это кораблик-ветеран."),
        ("Kyiv - Lviv", "Киев - Львов", "Киев - Львов"),
        ("10–12 July, 3-4 pm", "10-12 липня, 3-4 години", "10–12 липня, 3-4 години"),
        ("“It - ah!” he says.", "«Это - ах!» - говорит он.", "«Это — ах!» — говорит он."),
    ],
)
def test_a_hyphen_between_spaces_is_a_dash(source: str, translated: str, expected: str) -> None:
    assert localize_dashes(source, translated) == expected


@pytest.mark.parametrize(
    ("language", "source", "translated", "expected"),
    [
        (
            "uk",
            "“It is open,” she says.",
            "«Він відкритий,» каже вона.",
            "«Він відкритий», — каже вона.",
        ),
        (
            "ru",
            "“It is open,” she says.",
            "«Он открыт», говорит она.",
            "«Он открыт», — говорит она.",
        ),
        (
            "ru",
            "“Is it open?” she asks.",
            "«Он открыт?» спрашивает она.",
            "«Он открыт?» — спрашивает она.",
        ),
        ("ru", "“It is open.”", "«Он открыт.»", "«Он открыт»."),
        ("ru", "“Bread, milk, etc.”", "«Хлеб, молоко и т. д.»", "«Хлеб, молоко и т. д.»"),
        ("ru", "“Well…”", "«Ну...»", "«Ну...»"),
        ("ru", "In “Red,” a novel", "В «Красном,» романе", "В «Красном», романе"),
        ("ru", "“Red” and “Blue”", "«Красный», «Синий»", "«Красный», «Синий»"),
        ("en", "«Да», — сказал он.", "“Yes,” he said.", "“Yes,” he said."),
    ],
)
def test_signs_stand_behind_quotations_where_the_language_puts_them(
    language: str, source: str, translated: str, expected: str
) -> None:
    assert localize_signs(language, source, translated) == expected


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        (
            "We do not fear the rain, — said Anna.",
            "We're fine,” Anna said.",
            "We're fine, Anna said.",
        ),
        ("A pipe of 5 inches", 'Труба 5"', 'Труба 5"'),
        ("The club Red", 'Клуб "Красный"', 'Клуб "Красный"'),
        ("“Yes, he began.", "«Да, начал он.", "«Да, начал он."),
    ],
)
def test_a_single_mark_that_a_model_adds_goes(source: str, translated: str, expected: str) -> None:
    assert remove_added_mark(source, translated) == expected
