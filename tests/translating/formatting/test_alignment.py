"""Words of a translation are traced to words of its source."""

from pathlib import Path

import numpy as np
import pytest
from argostranslate.package import Package
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.engine.tokens import Output
from bot.translating.formatting.alignment import Alignment, Projection, align
from bot.translating.formatting.words import locate, word_ranges
from tests.translating.formatting.conftest import alignment_of, output_of


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in word_ranges(text)]


def pairs(source: str, target: str, output: Output) -> dict[str, str]:
    """Return for each word of the target the word of the source that it owes most to."""
    alignment = align([(source, target, output)], source, target)
    return {
        target[start:end]: source[slice(*alignment.source[int(row.argmax())])]
        for (start, end), row in zip(alignment.target, alignment.weights, strict=True)
        if row.any()
    }


def test_words_and_punctuation_marks_are_separate() -> None:
    assert words("Don’t e-mail п’ять, “5.5” 10:30 a_b!") == [
        *("Don’t", "e-mail", "п’ять", ",", "“", "5.5", "”", "10:30", "a_b", "!")
    ]


def test_sentencepiece_tokens_are_joined_to_words() -> None:
    output = output_of(
        ["▁The", "▁“", "bri", "dge", "”", "."], ["▁Этот", "▁«", "мос", "т", "»", "."]
    )

    assert pairs("The “bridge”.", "Этот «мост».", output) == {
        "Этот": "The",
        "«": "“",
        "мост": "bridge",
        "»": "”",
        ".": ".",
    }


def test_moses_entities_that_bpe_cuts_are_one_sign() -> None:
    source = ["&@@", "q@@", "u@@", "o@@", "t@@", ";", "мі@@", "ст", "&@@", "quot;"]
    target = ["&quot;", "bri@@", "dge", "&quot;"]
    output = output_of(source, target, {0: 2, 1: 6, 2: 7, 3: 9})

    found = pairs("«міст»", '"bridge"', output)

    assert found["bridge"] == "міст"


def test_parts_are_located_although_a_tokenizer_rewrites_signs() -> None:
    parts = ["No", "5", "...", "-", '"', "don", "'", "t", '"']

    assert locate(parts, "№ 5… — “don’t”") == [
        *((0, 1), (2, 3), (3, 4), (5, 6), (7, 8), (8, 11), (11, 12), (12, 13), (13, 14))
    ]


def test_a_missing_part_is_not_located() -> None:
    assert locate(["a", "xyz", "b"], "a b") == [(0, 1), None, (2, 3)]


def test_alignments_are_chained_over_a_pivot() -> None:
    first = alignment_of("старый кот", "old cat", {0: 0, 1: 1})
    second = alignment_of("old cat", "кіт старий", {0: 1, 1: 0})

    both = first.then(second)

    assert both.weights.tolist() == [[0, 1], [1, 0]]
    assert (both.source, both.target) == (first.source, second.target)


def test_an_alignment_of_another_text_cannot_be_chained() -> None:
    with pytest.raises(ValueError, match="another text"):
        alignment_of("a b", "c d").then(alignment_of("c", "e"))


def test_an_alignment_survives_edits_of_spacing_and_signs() -> None:
    before, after = 'ask @some name: "10: 30"', "ask @some_name: «10:30»"
    alignment = alignment_of("ask @some_name: “10:30”", before, {0: 0, 1: 1, 2: 2, 3: 4, 5: 6})

    edited = alignment.after_edit(before, after)

    words_after = [after[start:end] for start, end in edited.target]
    assert words_after == ["ask", "@", "some_name", ":", "«", "10:30", "»"]
    assert edited.weights[2].argmax() == 2
    assert edited.weights[5].argmax() == 5


def test_a_cut_sentence_is_aligned_piece_by_piece() -> None:
    pieces = [
        ("a b,", "c d,", output_of(["▁a", "▁b", ","], ["▁c", "▁d", ","])),
        ("a b", "d c", output_of(["▁a", "▁b"], ["▁d", "▁c"])),
    ]

    alignment = align(pieces, "a b, a b", "c d, d c")

    assert alignment.weights.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


@given(
    st.lists(st.text(st.sampled_from("ab▁&;@ «é🎉"), max_size=4), max_size=8), st.text(max_size=20)
)
def test_located_ranges_are_ordered_and_inside_the_text(parts: list[str], text: str) -> None:
    places = [place for place in locate(parts, text) if place is not None]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ("en_ru-1_9", "The “old” cat's @a_b &c… <d> №5"),
        ("uk_en-1_9", "«Старий» кіт @a_b &c… <d> п’ять №5"),
    ],
)
def test_real_tokenizers_lose_no_word(argos_packages: Path, pair: str, text: str) -> None:
    tokens = Package(argos_packages / f"translate-{pair}").tokenizer.encode(text)

    alignment = align([(text, text, output_of(tokens, tokens))], text, text)

    assert alignment.weights.argmax(axis=1).tolist() == [*range(len(alignment.source))]
    assert alignment.weights.max(axis=1).min() > 0.3


# What trained models look at, in hundredths: a row for each word of the translation.
FACTORY = """
3 94 0 0 0 0 0 0 0 0 0 0
14 0 5 16 51 5 0 0 0 0 0 0
0 0 0 2 49 22 8 0 0 2 0 2
0 0 0 0 0 48 0 7 0 0 0 0
0 0 0 0 0 0 0 98 0 0 0 0
0 0 0 0 0 0 0 0 0 6 68 20
0 0 0 0 0 0 0 0 0 0 0 0
"""
LAW = """
21 50 0 10 0 0 6 0 2
0 0 6 88 0 0 0 0 0
3 0 5 52 3 29 0 0 7
0 0 0 0 0 0 99 0 0
0 0 0 0 0 0 99 0 0
0 0 0 0 0 11 0 51 34
0 0 0 0 0 0 0 0 0
"""
MARCH = """
7 36 12 0 24 8 0 0 0
0 73 8 0 4 0 0 0 9
0 98 0 0 0 0 0 0 0
0 0 99 0 0 0 0 0 0
0 0 0 93 5 0 0 0 0
0 0 0 0 52 0 10 17 10
0 0 0 0 0 0 0 91 0
0 0 0 0 0 0 0 95 0
0 0 0 0 0 0 0 14 0
"""
STORY = """
8 54 6 17 0 0 9
0 0 99 0 0 0 0
0 0 0 0 11 84 0
0 0 0 0 0 98 0
0 0 0 8 0 0 5
"""
FARMS = """
82 0 0 4 0 4 0 0
92 0 0 0 0 4 0 0
0 98 0 0 0 0 0 0
0 0 0 96 0 0 0 0
9 0 6 0 29 0 0 48
0 0 0 0 99 0 0 0
0 0 0 0 0 98 0 0
0 0 0 0 0 0 98 0
0 0 0 4 28 13 0 0
"""
BOOK = """
90 0 0 0 0 0 0 2 0
90 4 0 0 0 0 0 0 0
0 96 0 0 0 0 0 0 0
0 0 99 0 0 0 0 0 0
0 0 22 7 4 15 0 0 8
0 0 0 0 98 0 0 0 0
0 0 0 0 19 10 5 0 18
0 0 0 0 0 6 5 36 3
0 0 0 0 0 0 0 96 1
0 0 0 0 0 0 4 0 0
"""


@pytest.mark.parametrize(
    ("source", "target", "attention", "part", "expected"),
    [
        (
            "The old story is not important.",
            "Старая история не важна.",
            *(STORY, "important", "важна"),
        ),
        (
            "Новый закон не должен вредить маленьким фермам.",
            "The new law should not harm small farms.",
            *(FARMS, "не должен", "should not"),
        ),
        (
            "Найстаріша книжка вийшла в 1596 році у Вільні.",
            "Самая старая книга вышла в 1596 году в Вільне.",
            *(BOOK, "в 1596 році", "в 1596 году"),
        ),
        (
            "The factory will be closed until the end of the year.",
            "Фабрика будет закрыта до конца года.",
            *(FACTORY, "until the end of the year", "до конца года"),
        ),
        (
            "The law was adopted in the second reading.",
            "Закон був прийнятий у другому читанні.",
            *(LAW, "the second reading", "другому читанні"),
        ),
        (
            "The law was adopted in the second reading.",
            "Закон був прийнятий у другому читанні.",
            *(LAW, "in the second reading", "у другому читанні"),
        ),
        (
            "Более пяти тысяч человек приняли участие в марше.",
            "More than five thousand people participated in March.",
            *(MARCH, "пяти тысяч человек", "five thousand people"),
        ),
    ],
)
def test_neither_articles_nor_prepositions_nor_negations_lead_astray(
    source: str, target: str, attention: str, part: str, expected: str
) -> None:
    weights = np.array(
        [line.split() for line in attention.split("\n")[1:-1]], np.float32
    ) / np.float32(100)
    alignment = Alignment(word_ranges(source), word_ranges(target), weights)
    start = source.index(part)

    found = Projection(source, target, alignment).find(start, start + len(part))

    assert found is not None
    assert target[slice(*found)] == expected
