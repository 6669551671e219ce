import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.formatting.quotation import quotations
from bot.translating.formatting.requoting import with_lost_marks
from tests.translating.formatting.alignments import alignment_of


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
        # A quotation of several sentences.
        ("“Yes, he began.", "Да, начал он.", {}, "«Да, начал он."),
        ("And so on”.", "И так далее.", {}, "И так далее»."),
        ("a “b” c", "а «б» ц", {}, "а «б» ц"),
        ("a b", "а «б»", {}, "а «б»"),
    ],
)
def test_marks_that_a_model_dropped_come_back_in_pairs(
    source: str, translated: str, words: dict[int, int], expected: str
) -> None:
    alignment = alignment_of(source, translated, words)

    assert with_lost_marks(source, translated, alignment) == expected


SIGNS = ["“", "”", '"', "a", "бок", " ", " ", ",", "!", "«", "»"]
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join)


@given(TEXTS, TEXTS, st.data())
def test_a_translation_of_whole_quotations_has_whole_quotations(
    source: str, translated: str, data: st.DataObject
) -> None:
    words = data.draw(st.none() | st.dictionaries(st.integers(0, 6), st.integers(0, 6)))

    done = with_lost_marks(source, translated, alignment_of(source, translated, words))

    if quotations(source):
        assert quotations(done) is not None
    assert [*filter(str.isalpha, done)] == [*filter(str.isalpha, translated)]
