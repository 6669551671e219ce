from pathlib import Path

import pytest
from argostranslate.package import Package
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.engine.decoding import Output
from bot.translating.formatting.alignment import aligned
from bot.translating.formatting.words import located, word_ranges
from tests.translating.formatting.alignments import alignment_of, output_of


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in word_ranges(text)]


def pairs(source: str, target: str, output: Output) -> dict[str, str]:
    """Each word of the target with the word of the source that it owes most to."""
    alignment = aligned([(source, target, output)], source, target)
    return {
        target[start:end]: source[slice(*alignment.source[int(row.argmax())])]
        for (start, end), row in zip(alignment.target, alignment.weights, strict=True)
        if row.any()
    }


def test_words_and_punctuation_marks_are_told_apart() -> None:
    assert words("Don’t e-mail п’ять, “5.5” 10:30 a_b!") == [
        *("Don’t", "e-mail", "п’ять", ",", "“", "5.5", "”", "10:30", "a_b", "!")
    ]


def test_pieces_of_sentencepiece_are_put_together_to_words() -> None:
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


def test_entities_of_moses_cut_by_bpe_are_one_sign() -> None:
    source = ["&@@", "q@@", "u@@", "o@@", "t@@", ";", "мі@@", "ст", "&@@", "quot;"]
    target = ["&quot;", "bri@@", "dge", "&quot;"]
    output = output_of(source, target, {0: 2, 1: 6, 2: 7, 3: 9})

    found = pairs("«міст»", '"bridge"', output)

    assert found["bridge"] == "міст"


def test_a_tokenizer_that_rewrites_signs_does_not_lose_its_place() -> None:
    parts = ["No", "5", "...", "-", '"', "don", "'", "t", '"']

    assert located(parts, "№ 5… — “don’t”") == [
        *((0, 1), (2, 3), (3, 4), (5, 6), (7, 8), (8, 11), (11, 12), (12, 13), (13, 14))
    ]


def test_what_is_not_in_the_text_is_nowhere() -> None:
    assert located(["a", "xyz", "b"], "a b") == [(0, 1), None, (2, 3)]


def test_alignments_lead_through_a_language_between() -> None:
    first = alignment_of("старый кот", "old cat", {0: 0, 1: 1})
    second = alignment_of("old cat", "кіт старий", {0: 1, 1: 0})

    both = first.then(second)

    assert both.weights.tolist() == [[0, 1], [1, 0]]
    assert (both.source, both.target) == (first.source, second.target)


def test_an_alignment_of_another_text_does_not_continue_one() -> None:
    with pytest.raises(ValueError, match="another text"):
        alignment_of("a b", "c d").then(alignment_of("c", "e"))


def test_an_alignment_outlives_changes_of_spacing_and_signs() -> None:
    before, after = 'ask @some name: "10: 30"', "ask @some_name: «10:30»"
    alignment = alignment_of("ask @some_name: “10:30”", before, {0: 0, 1: 1, 2: 2, 3: 4, 5: 6})

    edited = alignment.edited(before, after)

    words_after = [after[start:end] for start, end in edited.target]
    assert words_after == ["ask", "@", "some_name", ":", "«", "10:30", "»"]
    assert edited.weights[2].argmax() == 2
    assert edited.weights[5].argmax() == 5


def test_a_sentence_that_was_cut_is_aligned_piece_by_piece() -> None:
    pieces = [
        ("a b,", "c d,", output_of(["▁a", "▁b", ","], ["▁c", "▁d", ","])),
        ("a b", "d c", output_of(["▁a", "▁b"], ["▁d", "▁c"])),
    ]

    alignment = aligned(pieces, "a b, a b", "c d, d c")

    assert alignment.weights.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


@given(
    st.lists(st.text(st.sampled_from("ab▁&;@ «é🎉"), max_size=4), max_size=8), st.text(max_size=20)
)
def test_places_are_in_order_and_inside_the_text(parts: list[str], text: str) -> None:
    places = [place for place in located(parts, text) if place is not None]

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

    alignment = aligned([(text, text, output_of(tokens, tokens))], text, text)

    assert alignment.weights.argmax(axis=1).tolist() == [*range(len(alignment.source))]
    assert alignment.weights.max(axis=1).min() > 0.3
