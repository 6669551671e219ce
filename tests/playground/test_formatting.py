"""Properties of every text that Telegram has accepted."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.calls import BotApiError
from bot.playground.formatting import (
    Entity,
    FormattedText,
    accept,
    bold,
    split_long_text,
    substring,
    utf16_length,
    utf16_slice,
)

KINDS = ("bold", "italic", "code", "blockquote", "spoiler")
LETTERS = st.text(alphabet="aя🌲 \n\r\t.@/#", max_size=60)


@st.composite
def formatted(draw: st.DrawFn) -> FormattedText:
    text = draw(LETTERS)
    places = sorted({utf16_length(text[:index]) for index in range(len(text) + 1)})
    entities = []
    for _ in range(draw(st.integers(0, 6))):
        start, end = sorted((draw(st.sampled_from(places)), draw(st.sampled_from(places))))
        entities.append(Entity(start, end - start, draw(st.sampled_from(KINDS))))
    return FormattedText(text, tuple(entities))


@given(formatted())
def test_accepted_entities_cover_whole_visible_characters(given: FormattedText) -> None:
    accepted = accept(given.text, given.entities)
    assert not any(ord(character) < 32 and character != "\n" for character in accepted.text)
    for entity in accepted.entities:
        covered = utf16_slice(accepted.text, entity.offset, entity.length)
        assert covered.strip()
        assert "\ufffd" not in covered
        assert utf16_length(covered) == entity.length


@given(formatted())
def test_accepting_a_text_twice_changes_nothing(given: FormattedText) -> None:
    accepted = accept(given.text, given.entities)
    assert accept(accepted.text, accepted.entities) == accepted


@given(formatted())
def test_no_visible_character_gains_or_loses_its_format(given: FormattedText) -> None:
    def bold_characters(text: FormattedText) -> list[tuple[str, bool]]:
        places = {n for e in text.entities if e.type == "bold" for n in range(e.offset, e.end)}
        offsets = (utf16_length(text.text[:index]) for index in range(len(text.text)))
        seen = zip(text.text, (offset in places for offset in offsets), strict=True)
        return [(character, is_bold) for character, is_bold in seen if character.strip()]

    only_bold = FormattedText(given.text, tuple(e for e in given.entities if e.type == "bold"))
    assert bold_characters(accept(given.text, only_bold.entities)) == bold_characters(only_bold)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90))))
def test_entities_at_wrong_places_are_a_400(text: str, places: list[tuple[int, int]]) -> None:
    entities = [{"type": "bold", "offset": offset, "length": n} for offset, n in places]
    with contextlib.suppress(BotApiError):
        accept(text, entities)


@pytest.mark.parametrize(
    "entities",
    [
        "bold",
        [7],
        [{}],
        [{"type": "bold", "offset": "0", "length": 1}],
        [{"type": "loud", "offset": 0, "length": 1}],
        [{"type": "text_link", "offset": 0, "length": 1}],
    ],
)
def test_malformed_entities_are_a_400(entities: object) -> None:
    with pytest.raises(BotApiError, match="can't parse"):
        accept("text", entities)


@pytest.mark.parametrize(
    "text", ["end.Next", "3.14", "т. е. так", "a@b", "and/or", "C#", "#1", "www", "http://", "x.y"]
)
def test_ordinary_words_are_not_links(text: str) -> None:
    assert accept(text).entities == ()


@given(formatted(), st.integers(0, 200))
def test_a_long_text_is_split_without_losing_a_word(given: FormattedText, copies: int) -> None:
    whole = accept((given.text + " word ") * copies)
    cut = list(split_long_text(whole))
    assert all(0 < utf16_length(piece.text) <= 4096 for piece in cut)
    assert " ".join(piece.text for piece in cut).split() == whole.text.split()


def test_formatted_texts_can_be_added() -> None:
    text = "🌲 " + bold("A") + bold("B") + " c"
    assert (text.text, [entity.offset for entity in text.entities]) == ("🌲 AB c", [3, 4])
    assert substring(text, 4, 3) == bold("B") + " c"
