from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import DETECTED_KINDS, Kind, RichText, Span
from bot.translating.formatting.formatting import formatted, framed, needs_alignment
from tests.translating.formatting.alignments import alignment_of


def spans_of(text: RichText) -> list[tuple[str, Kind, str]]:
    return [(text.text[span.start : span.end], span.kind, span.data) for span in text.spans]


def source(text: str, part: str, kind: Kind, data: str = "") -> RichText:
    start = text.index(part)
    return RichText(text, (Span(start, start + len(part), kind, data),))


def test_formatting_of_the_whole_sentence_is_that_of_the_whole_translation() -> None:
    sentence = RichText.styled("The cat.", Kind.BOLD)

    assert not needs_alignment(sentence)
    assert formatted(sentence, "Этот кот.", None) == RichText.styled("Этот кот.", Kind.BOLD)


def test_punctuation_around_the_formatting_stays_around_it() -> None:
    sentence = source("“The cat”.", "The cat", Kind.ITALIC)

    assert spans_of(formatted(sentence, "«Этот кот».", None)) == [("Этот кот", Kind.ITALIC, "")]


def test_formatting_of_some_words_goes_on_the_words_that_they_became() -> None:
    sentence = source("the old cat sleeps", "old cat", Kind.BOLD)
    translated = "спит этот кот старый"
    alignment = alignment_of(sentence.text, translated, {0: 1, 1: 3, 2: 2, 3: 0})

    assert needs_alignment(sentence)
    assert spans_of(formatted(sentence, translated, alignment)) == [("кот старый", Kind.BOLD, "")]


def test_quotation_marks_within_the_formatting_stay_within_it() -> None:
    sentence = source("He read “the book”, slowly", "“the book”", Kind.TEXT_LINK, "a")
    translated = "Он читал «эту книгу», медленно"
    alignment = alignment_of(sentence.text, translated)

    assert spans_of(formatted(sentence, translated, alignment)) == [
        ("«эту книгу»", Kind.TEXT_LINK, "a")
    ]


def test_a_name_that_stays_the_same_keeps_its_formatting_whatever_the_order() -> None:
    sentence = source("We asked NASA about it", "NASA", Kind.BOLD)

    assert spans_of(formatted(sentence, "Об этом мы спросили NASA.", None)) == [
        ("NASA", Kind.BOLD, "")
    ]


def test_the_second_of_two_equal_names_keeps_the_formatting_if_it_had_it() -> None:
    sentence = RichText("NASA and NASA", (Span(9, 13, Kind.BOLD),))

    (span,) = formatted(sentence, "NASA и NASA", None).spans

    assert (span.start, span.end) == (7, 11)


def test_a_number_within_a_longer_one_is_not_that_number() -> None:
    sentence = source("5 of them", "5", Kind.BOLD)

    assert spans_of(formatted(sentence, "в 2005 их было 5", None)) == [("5", Kind.BOLD, "")]


def test_without_an_alignment_words_are_taken_about_as_far_from_the_beginning() -> None:
    sentence = source("Read the whole report now", "report", Kind.TEXT_LINK, "a")

    assert spans_of(formatted(sentence, "Читайте весь этот доклад сейчас", None)) == [
        ("доклад", Kind.TEXT_LINK, "a")
    ]


def test_two_links_never_share_a_word_while_there_are_words_enough() -> None:
    text = "by the mayor and the doctor"
    sentence = RichText(text, (Span(3, 12, Kind.TEXT_LINK, "a"), Span(17, 27, Kind.TEXT_LINK, "b")))
    everything_to_one_word = alignment_of(text, "мэром и врачом", dict.fromkeys(range(6), 2))

    for alignment in (None, everything_to_one_word):
        first, second = formatted(sentence, "мэром и врачом", alignment).spans
        assert first.end <= second.start or second.end <= first.start


def test_a_mention_of_somebody_by_name_is_kept_like_a_link() -> None:
    sentence = source("Ask the mayor", "the mayor", Kind.TEXT_MENTION, "17")
    alignment = alignment_of(sentence.text, "Спросите мэра", {0: 0, 1: 1, 2: 1})

    assert spans_of(formatted(sentence, "Спросите мэра", alignment)) == [
        ("мэра", Kind.TEXT_MENTION, "17")
    ]


def test_a_custom_emoji_is_only_ever_on_its_emoji() -> None:
    sentence = source("tea 🎉 coffee", "🎉", Kind.CUSTOM_EMOJI, "1")

    assert spans_of(formatted(sentence, "чай 🎉 кофе", None)) == [("🎉", Kind.CUSTOM_EMOJI, "1")]
    assert formatted(sentence, "чай кофе", None).spans == ()


def test_what_is_taken_off_the_edges_keeps_its_formatting_and_its_spaces() -> None:
    text = "🔥 Read it:  https://a.org/b_c!"
    frame = framed(RichText(text, (Span(0, len(text), Kind.BOLD), Span(2, 6, Kind.ITALIC))))

    assert frame.core.text == "Read it:"
    translated = formatted(frame.core, "Читайте это:", None)
    assert frame.around(translated).text == "🔥 Читайте это:  https://a.org/b_c!"
    assert spans_of(frame.around(translated)) == [
        ("🔥 Читайте это:  https://a.org/b_c!", Kind.BOLD, ""),
        ("Читайте", Kind.ITALIC, ""),
    ]


def test_a_sentence_is_split_around_what_must_not_be_garbled() -> None:
    frame = framed(
        RichText("Ask @mayor or (see a.org/page), then 🎉 `x` again.", (Span(39, 42, Kind.CODE),))
    )

    cores = [part.core.text for part in frame.split() if part.core]
    assert cores == ["Ask", "or (see", "), then", "again."]


WORDS = st.lists(st.sampled_from(["cat", "Кіт", "5", ",", "«", "don't", "🔥", "a_b"]), max_size=9)
TEXTS = st.one_of(st.text(st.sampled_from("ab Я,.1@_/🔥"), max_size=40), WORDS.map(" ".join))
FREE_KINDS = sorted(set(Kind) - DETECTED_KINDS - {Kind.CODE, Kind.PRE, Kind.CUSTOM_EMOJI})


@st.composite
def sentences(draw: st.DrawFn, kinds: list[Kind]) -> RichText:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(kinds)), max_size=6))
    return RichText(text, tuple(Span(s, e, kind, str(n)) for n, (s, e, kind) in enumerate(spans)))


@given(sentences(FREE_KINDS), TEXTS, st.data())
def test_no_formatting_of_words_is_lost_doubled_or_out_of_bounds(
    sentence: RichText, translated: str, data: st.DataObject
) -> None:
    links = data.draw(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
    alignment = data.draw(st.sampled_from([None, alignment_of(sentence.text, translated, links)]))

    result = formatted(sentence, translated, alignment)

    assert result.text == translated
    assert all(0 <= span.start < span.end <= len(translated) for span in result.spans)
    there = [(span.kind, span.data) for span in result.spans]
    assert len(there) == len(set(there))
    if translated:
        assert set(there) >= {
            (span.kind, span.data)
            for span in sentence.spans
            if any(map(str.isalnum, sentence.text[span.start : span.end]))
        }


@given(sentences(sorted(Kind)))
def test_a_translation_that_changes_nothing_keeps_every_span_of_a_word(sentence: RichText) -> None:
    frame = framed(sentence)

    result = frame.around(formatted(frame.core, frame.core.text, None))

    assert result.text == sentence.text
    worded = {s for s in sentence.spans if any(map(str.isalnum, sentence.text[s.start : s.end]))}
    assert len({(s.kind, s.data) for s in worded}) <= len({(s.kind, s.data) for s in result.spans})


@given(sentences(sorted(Kind)))
def test_the_parts_of_a_sentence_are_the_sentence(sentence: RichText) -> None:
    parts = framed(sentence).split()

    assert "".join(part.around(part.core).text for part in parts) == sentence.text
