"""Formatting goes on the words that the formatted words became."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText, Span
from bot.translating.formatting.copying import partition_core
from bot.translating.formatting.spans import apply_formatting, needs_alignment
from tests.translating.formatting.conftest import alignment_of


def spans_of(text: RichText) -> list[tuple[str, Kind, str]]:
    return [(text.text[span.start : span.end], span.kind, span.data) for span in text.spans]


def source(text: str, part: str, kind: Kind, data: str = "") -> RichText:
    start = text.index(part)
    return RichText(text, (Span(start, start + len(part), kind, data),))


def test_formatting_of_the_whole_sentence_covers_the_whole_translation() -> None:
    sentence = RichText.styled("The cat.", Kind.BOLD)

    assert not needs_alignment(sentence)
    assert apply_formatting(sentence, "Этот кот.", None) == RichText.styled("Этот кот.", Kind.BOLD)


def test_outer_punctuation_stays_outside_the_formatting() -> None:
    sentence = source("“The cat”.", "The cat", Kind.ITALIC)

    assert spans_of(apply_formatting(sentence, "«Этот кот».", None)) == [
        ("Этот кот", Kind.ITALIC, "")
    ]


def test_formatting_of_an_amount_stays_on_it_with_other_separators() -> None:
    sentence = source("All 19,500.5 tonnes", "19,500.5", Kind.BOLD)

    assert spans_of(apply_formatting(sentence, "Все тонны: 19\u00a0500,5", None)) == [
        ("19\u00a0500,5", Kind.BOLD, "")
    ]


def test_formatting_of_some_words_follows_the_alignment() -> None:
    sentence = source("the old cat sleeps", "old cat", Kind.BOLD)
    translated = "спит этот кот старый"
    alignment = alignment_of(sentence.text, translated, {0: 1, 1: 3, 2: 2, 3: 0})

    assert needs_alignment(sentence)
    assert spans_of(apply_formatting(sentence, translated, alignment)) == [
        ("кот старый", Kind.BOLD, "")
    ]


def test_quotation_marks_inside_the_formatting_stay_inside() -> None:
    sentence = source("He read “the book”, slowly", "“the book”", Kind.TEXT_LINK, "a")
    translated = "Он читал «эту книгу», медленно"
    alignment = alignment_of(sentence.text, translated)

    assert spans_of(apply_formatting(sentence, translated, alignment)) == [
        ("«эту книгу»", Kind.TEXT_LINK, "a")
    ]


def test_lowered_letters_stay_lowered_or_are_translated_with_their_word() -> None:
    sentence = source("the speed vmax", "max", Kind.SUBSCRIPT)

    assert spans_of(apply_formatting(sentence, "скорость vmax", None)) == [
        ("max", Kind.SUBSCRIPT, "")
    ]
    assert not apply_formatting(sentence, "скорость", None).spans


def test_a_raised_word_is_raised_when_it_is_translated() -> None:
    sentence = source("the old speed", "old", Kind.SUPERSCRIPT)

    assert spans_of(apply_formatting(sentence, "эта старая скорость", None)) == [
        ("старая", Kind.SUPERSCRIPT, "")
    ]


def test_an_unchanged_name_keeps_its_formatting_in_any_order() -> None:
    sentence = source("We asked NASA about it", "NASA", Kind.BOLD)

    assert spans_of(apply_formatting(sentence, "Об этом мы спросили NASA.", None)) == [
        ("NASA", Kind.BOLD, "")
    ]


def test_the_second_of_two_equal_names_keeps_its_formatting() -> None:
    sentence = RichText("NASA and NASA", (Span(9, 13, Kind.BOLD),))

    (span,) = apply_formatting(sentence, "NASA и NASA", None).spans

    assert (span.start, span.end) == (7, 11)


def test_a_number_inside_a_longer_one_is_not_that_number() -> None:
    sentence = source("5 of them", "5", Kind.BOLD)

    assert spans_of(apply_formatting(sentence, "в 2005 их было 5", None)) == [("5", Kind.BOLD, "")]


def test_without_an_alignment_the_proportional_place_is_taken() -> None:
    sentence = source("Read the whole report now", "report", Kind.TEXT_LINK, "a")

    assert spans_of(apply_formatting(sentence, "Читайте весь этот доклад сейчас", None)) == [
        ("доклад", Kind.TEXT_LINK, "a")
    ]


def test_two_links_never_share_a_word() -> None:
    text = "by the mayor and the doctor"
    sentence = RichText(text, (Span(3, 12, Kind.TEXT_LINK, "a"), Span(17, 27, Kind.TEXT_LINK, "b")))
    everything_to_one_word = alignment_of(text, "мэром и врачом", dict.fromkeys(range(6), 2))

    for alignment in (None, everything_to_one_word):
        first, second = apply_formatting(sentence, "мэром и врачом", alignment).spans
        assert first.end <= second.start or second.end <= first.start


def test_a_text_mention_is_placed_like_a_link() -> None:
    sentence = source("Ask the mayor", "the mayor", Kind.TEXT_MENTION, "17")
    alignment = alignment_of(sentence.text, "Спросите мэра", {0: 0, 1: 1, 2: 1})

    assert spans_of(apply_formatting(sentence, "Спросите мэра", alignment)) == [
        ("мэра", Kind.TEXT_MENTION, "17")
    ]


def test_a_custom_emoji_covers_only_its_emoji() -> None:
    sentence = source("tea 🎉 coffee", "🎉", Kind.CUSTOM_EMOJI, "1")

    assert spans_of(apply_formatting(sentence, "чай 🎉 кофе", None)) == [
        ("🎉", Kind.CUSTOM_EMOJI, "1")
    ]
    assert apply_formatting(sentence, "чай кофе", None).spans == ()


def test_the_edges_keep_their_formatting_and_spaces() -> None:
    text = "🔥 Read it:  https://a.org/b_c!"
    head, core, tail = partition_core(
        RichText(text, (Span(0, len(text), Kind.BOLD), Span(2, 6, Kind.ITALIC)))
    )

    assert core.text == "Read it:"
    translated = head + apply_formatting(core, "Читайте это:", None) + tail
    assert translated.text == "🔥 Читайте это:  https://a.org/b_c!"
    assert spans_of(translated) == [
        ("🔥 Читайте это:  https://a.org/b_c!", Kind.BOLD, ""),
        ("Читайте", Kind.ITALIC, ""),
    ]


WORDS = st.lists(st.sampled_from(["cat", "Кіт", "5", ",", "«", "don't", "🔥", "a_b"]), max_size=9)
TEXTS = st.one_of(st.text(st.sampled_from("ab Я,.1@_/🔥"), max_size=40), WORDS.map(" ".join))
COPIED = DETECTED_KINDS | {Kind.CODE, Kind.PRE, Kind.CUSTOM_EMOJI}
FREE_KINDS = sorted(set(Kind) - COPIED - {Kind.SUPERSCRIPT, Kind.SUBSCRIPT})


@st.composite
def sentences(draw: st.DrawFn, kinds: list[Kind]) -> RichText:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(kinds)), max_size=6))
    return RichText(text, tuple(Span(s, e, kind, str(n)) for n, (s, e, kind) in enumerate(spans)))


def is_of_letters(text: str, span: Span) -> bool:
    """Return whether a look is that of part of one word, which is lost with its letters."""
    around = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    is_within = len(text[span.start : span.end].split()) == 1 and any(map(str.isalnum, around))
    return span.kind is Kind.LOOK and is_within


@given(sentences(FREE_KINDS), TEXTS, st.data())
def test_no_formatting_of_words_is_lost_doubled_or_out_of_bounds(
    sentence: RichText, translated: str, data: st.DataObject
) -> None:
    links = data.draw(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
    alignment = data.draw(st.sampled_from([None, alignment_of(sentence.text, translated, links)]))

    result = apply_formatting(sentence, translated, alignment)

    assert result.text == translated
    assert all(0 <= span.start < span.end <= len(translated) for span in result.spans)
    there = [(span.kind, span.data) for span in result.spans]
    assert len(there) == len(set(there))
    if translated:
        assert set(there) >= {
            (span.kind, span.data)
            for span in sentence.spans
            if any(map(str.isalnum, sentence.text[span.start : span.end]))
            and not is_of_letters(sentence.text, span)
        }


@given(sentences(sorted(Kind)))
def test_an_unchanged_translation_keeps_every_span_of_a_word(sentence: RichText) -> None:
    head, core, tail = partition_core(sentence)

    result = head + apply_formatting(core, core.text, None) + tail

    assert result.text == sentence.text
    worded = {s for s in sentence.spans if any(map(str.isalnum, sentence.text[s.start : s.end]))}
    assert len({(s.kind, s.data) for s in worded}) <= len({(s.kind, s.data) for s in result.spans})
