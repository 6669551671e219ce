from hypothesis import given
from hypothesis import strategies as st

from bot.text import Kind, RichText, Span
from bot.translating.form import formatted, framed


def spans_of(text: RichText) -> list[tuple[str, Kind, str]]:
    return [(text.text[span.start : span.end], span.kind, span.data) for span in text.spans]


def source(text: str, part: str, kind: Kind, data: str = "") -> RichText:
    start = text.index(part)
    return RichText(text, (Span(start, start + len(part), kind, data),))


def test_formatting_of_the_whole_sentence_is_that_of_the_whole_translation() -> None:
    assert spans_of(formatted(RichText.styled("The cat.", Kind.BOLD), "Этот кот.")) == [
        ("Этот кот.", Kind.BOLD, "")
    ]


def test_punctuation_around_the_formatting_stays_around_it() -> None:
    assert spans_of(formatted(source("“The cat”.", "The cat", Kind.ITALIC), "«Этот кот».")) == [
        ("Этот кот", Kind.ITALIC, "")
    ]


def test_a_name_that_stays_the_same_keeps_its_formatting() -> None:
    sentence = source("We asked NASA about it", "NASA", Kind.BOLD)

    assert spans_of(formatted(sentence, "Об этом мы спросили NASA.")) == [("NASA", Kind.BOLD, "")]


def test_the_second_of_two_equal_names_keeps_the_formatting_if_it_had_it() -> None:
    sentence = RichText("NASA and NASA", (Span(9, 13, Kind.BOLD),))

    (span,) = formatted(sentence, "NASA и NASA").spans

    assert (span.start, span.end) == (7, 11)


def test_a_name_within_a_longer_word_is_not_that_name() -> None:
    sentence = source("5 of them", "5", Kind.BOLD)

    assert spans_of(formatted(sentence, "в 2005 их было 5")) == [("5", Kind.BOLD, "")]
    assert formatted(sentence, "в 2005 году").spans == ()


def test_formatting_of_some_words_is_left_out_when_they_are_not_the_same() -> None:
    assert formatted(source("the old cat", "old", Kind.BOLD), "этот старый кот").spans == ()


def test_a_link_on_some_words_goes_on_the_whole_translation() -> None:
    sentence = source("Read the report now", "the report", Kind.TEXT_LINK, "https://a.org")

    assert spans_of(formatted(sentence, "Читайте доклад сейчас")) == [
        ("Читайте доклад сейчас", Kind.TEXT_LINK, "https://a.org")
    ]


def test_two_links_share_the_translation_in_their_order() -> None:
    text = "by the mayor and the doctor"
    sentence = RichText(text, (Span(3, 12, Kind.TEXT_LINK, "a"), Span(17, 27, Kind.TEXT_LINK, "b")))

    assert spans_of(formatted(sentence, "от мэра и врача")) == [
        ("от мэра", Kind.TEXT_LINK, "a"),
        ("и врача", Kind.TEXT_LINK, "b"),
    ]


def test_a_link_without_a_place_stays_clear_of_one_that_has_its_place() -> None:
    sentence = RichText(
        "NASA wrote the long report",
        (Span(0, 4, Kind.TEXT_LINK, "a"), Span(11, 26, Kind.TEXT_LINK, "b")),
    )

    assert spans_of(formatted(sentence, "NASA написала длинный доклад")) == [
        ("NASA", Kind.TEXT_LINK, "a"),
        ("написала длинный доклад", Kind.TEXT_LINK, "b"),
    ]


def test_an_address_that_the_model_garbled_is_linked_to() -> None:
    sentence = source("Open site.example today", "site.example", Kind.URL)

    assert spans_of(formatted(sentence, "Откройте сайт. пример сегодня")) == [
        ("Откройте сайт. пример сегодня", Kind.TEXT_LINK, "https://site.example")
    ]


def test_what_is_taken_off_the_edges_keeps_its_formatting_and_its_spaces() -> None:
    text = "🔥 Read it:  https://a.org/b_c!"
    frame = framed(RichText(text, (Span(0, len(text), Kind.BOLD), Span(2, 6, Kind.ITALIC))))

    assert frame.core.text == "Read it:"
    assert frame.filled("Читайте:") == RichText.styled("🔥 Читайте:  https://a.org/b_c!", Kind.BOLD)


TEXTS = st.text(st.sampled_from("ab Я,.1@_/🔥"), max_size=40)
SPANS = st.lists(
    st.builds(Span, st.integers(0, 40), st.integers(0, 40), st.sampled_from(Kind), st.just("data")),
    max_size=6,
).map(tuple)


@given(TEXTS, SPANS, TEXTS)
def test_no_span_leaves_the_text_and_no_link_is_lost(
    text: str, spans: tuple[Span, ...], translated: str
) -> None:
    sentence = RichText(text, spans)

    result = framed(sentence).filled(translated)

    assert all(0 <= span.start < span.end <= len(result) for span in result.spans)
    links = {span.kind for span in sentence.spans} & {Kind.TEXT_LINK, Kind.TEXT_MENTION}
    if len(result):
        assert links <= {span.kind for span in result.spans}


@given(TEXTS, SPANS)
def test_a_translation_that_changes_nothing_gives_the_text_again(
    text: str, spans: tuple[Span, ...]
) -> None:
    sentence = RichText(text, spans)
    frame = framed(sentence)

    assert frame.filled(frame.core.text).text == text


def test_a_garbled_name_is_noticed_and_one_with_other_spacing_is_not() -> None:
    frame = framed(RichText("ask @dr_who_bot now"))

    assert frame.garbled_by("спросите @доктор кто теперь")
    assert not frame.garbled_by("спросите @dr who bot теперь")


def test_a_sentence_is_split_around_what_must_not_be_garbled() -> None:
    frame = framed(
        RichText("Ask @mayor or (see a.org/page), then `x` again.", (Span(37, 40, Kind.CODE),))
    )

    assert [part.core.text for part in frame.split()] == ["Ask", "or (see", "), then", "again."]


@given(TEXTS, SPANS)
def test_the_parts_of_a_sentence_are_the_sentence_and_hide_what_is_copied(
    text: str, spans: tuple[Span, ...]
) -> None:
    parts = framed(RichText(text, spans)).split()

    assert "".join(part.filled(part.core.text).text for part in parts) == text
    assert not any(part.garbled_by("") for part in parts)
