from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.rich_text import Kind, RichText, Span
from bot.rendering.splitting import split

CHARACTERS = st.sampled_from("ab. \n!Ж«»🎉👩‍🚀é\u0301")


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    text = draw(st.text(CHARACTERS, max_size=300))
    offsets = st.integers(0, len(text))
    kinds = st.sampled_from([Kind.BOLD, Kind.ITALIC, Kind.CODE, Kind.TEXT_LINK])
    spans = draw(st.lists(st.builds(Span, offsets, offsets, kinds), max_size=40))
    return RichText(text, tuple(spans))


def formatted_characters(text: RichText) -> list[tuple[str, frozenset[Kind]]]:
    return [
        (character, frozenset(span.kind for span in text.spans if span.start <= i < span.end))
        for i, character in enumerate(text.text)
        if not character.isspace()
    ]


MUCH_ON_ONE_LETTER = RichText(
    "aa",
    (
        Span(0, 2, Kind.CODE),
        *(Span(0, 1, kind) for kind in (Kind.BOLD, Kind.CODE, Kind.ITALIC, Kind.TEXT_LINK)),
    ),
)


@given(rich_texts(), st.integers(2, 60), st.integers(4, 10))
@example(MUCH_ON_ONE_LETTER, 2, 4)
def test_parts_keep_every_character_with_its_format_and_stay_within_the_limits(
    text: RichText, units: int, entities: int
) -> None:
    parts = split(text, units, entities)

    assert [c for part in parts for c in formatted_characters(part)] == formatted_characters(text)
    for part in parts:
        assert 0 < part.utf16_length <= units
        assert len(part.spans) <= entities
        assert part.text == part.text.strip()


def test_a_text_is_cut_between_paragraphs_before_sentences_and_words() -> None:
    text = RichText("One two.\n\nThree four. Five six. Seven eight")

    assert [str(part) for part in split(text, 15)] == [
        "One two.",
        "Three four.",
        "Five six.",
        "Seven eight",
    ]


def test_a_quotation_mark_stays_with_the_sentence_that_it_closes() -> None:
    parts = split(RichText("«Так, це він.» Потім усі пішли геть."), 24)
    assert str(parts[0]) == "«Так, це він.»"


def test_an_emoji_sequence_is_not_cut_in_the_middle() -> None:
    parts = split(RichText("aaaaaaaa👩‍🚀bbbbbbbbbb"), 11)
    assert [str(part) for part in parts] == ["aaaaaaaa", "👩‍🚀bbbbbb", "bbbb"]


def test_formats_that_lie_on_top_of_each_other_are_cut_down_to_what_telegram_takes() -> None:
    spans = tuple(Span(0, 4, Kind.TEXT_LINK, f"https://example.org/{n}") for n in range(150))
    (part,) = split(RichText("word", spans))
    assert part.text == "word"
    assert len(part.spans) == 100


def test_nothing_has_no_parts() -> None:
    assert split(RichText(" \n ")) == ()
