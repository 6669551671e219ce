"""RichText: whatever is cut, joined or sent, every character keeps its text and its formatting."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.rich_text import Entity, Kind, RichText, Span

CONTINUOUS = {Kind.BOLD, Kind.ITALIC, Kind.UNDERLINE, Kind.STRIKETHROUGH, Kind.SPOILER}
DATA = {
    Kind.TEXT_LINK: ("https://example.org/a", "https://example.org/b"),
    Kind.PRE: ("", "python"),
    Kind.CUSTOM_EMOJI: ("5368324170671202286",),
}

characters = st.sampled_from("abc яіґ’ \n\t«»👍🏽\u200d🇺🇦𝔘\u0301")
texts = st.text(characters, max_size=30)
formats = st.sampled_from([(kind, data) for kind in Kind for data in DATA.get(kind, ("",))])


@st.composite
def spans(draw: st.DrawFn, length: int) -> tuple[Span, ...]:
    """Spans as people and Telegram make them: nested and overlapping at will, but no two of the
    same link, code or quote that touch, for these would become one when they are joined."""
    offsets = st.integers(0, length)
    kept: list[Span] = []
    for kind, data in draw(st.lists(formats, max_size=6)):
        start, end = sorted((draw(offsets), draw(offsets)))
        touching = (
            (s.kind, s.data) == (kind, data) and s.start <= end and start <= s.end for s in kept
        )
        if start < end and (kind in CONTINUOUS or not any(touching)):
            kept.append(Span(start, end, kind, data))
    return tuple(kept)


@st.composite
def riches(draw: st.DrawFn) -> RichText:
    text = draw(texts)
    return RichText(text, draw(spans(len(text))))


def looks(rich: RichText) -> list[tuple[str, set[tuple[Kind, str]]]]:
    """Each character with the formats that it is shown in."""
    return [
        (character, {(s.kind, s.data) for s in rich.spans if s.start <= i < s.end})
        for i, character in enumerate(rich.text)
    ]


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


@given(riches(), st.data())
def test_a_part_looks_as_it_did_in_the_whole(rich: RichText, data: st.DataObject) -> None:
    bound = st.none() | st.integers(-40, 40)
    start, stop = data.draw(bound), data.draw(bound)
    assert looks(rich[start:stop]) == looks(rich)[start:stop]


@given(riches(), st.integers(0, 30))
def test_two_parts_together_are_the_whole(rich: RichText, seam: int) -> None:
    assert rich[:seam] + rich[seam:] == rich


@given(riches(), riches())
def test_texts_look_the_same_one_after_the_other(one: RichText, other: RichText) -> None:
    assert looks(one + other) == looks(one) + looks(other)


@given(riches(), texts)
def test_plain_text_added_takes_no_format(rich: RichText, text: str) -> None:
    assert looks(rich + text) == looks(rich) + looks(RichText(text))


@given(riches(), st.lists(riches(), max_size=4))
def test_joined_texts_look_the_same_with_the_separator_between(
    separator: RichText, parts: list[RichText]
) -> None:
    expected = [look for part in parts for look in (*looks(separator), *looks(part))]
    assert looks(separator.join(parts)) == expected[len(separator) if parts else 0 :]


def test_joining_leaves_two_equal_links_two() -> None:
    link = RichText.styled("here", Kind.TEXT_LINK, "https://example.org")
    assert len(RichText().join([link, link]).spans) == 2


@given(riches())
def test_stripping_takes_only_white_space(rich: RichText) -> None:
    stripped = rich.strip()
    start = len(rich.text) - len(rich.text.lstrip())
    assert stripped.text == rich.text.strip()
    assert looks(stripped) == looks(rich)[start : start + len(stripped)]


@given(riches())
def test_lines_join_back_to_the_text_and_its_looks(rich: RichText) -> None:
    lines = rich.lines()
    joined = RichText("\n").join(lines)

    assert all("\n" not in line.text for line in lines)
    assert joined.text == rich.text
    assert [look for look in looks(joined) if look[0] != "\n"] == [
        look for look in looks(rich) if look[0] != "\n"
    ]


@given(riches(), formats)
def test_a_whole_format_comes_and_goes(rich: RichText, added: tuple[Kind, str]) -> None:
    kind, data = added

    assert looks(rich.with_span(kind, data)) == [(c, {*seen, added}) for c, seen in looks(rich)]
    assert looks(rich.with_span(kind, data).without([kind])) == [
        (c, {f for f in seen if f[0] is not kind}) for c, seen in looks(rich)
    ]


@given(riches(), st.integers(-3, 3).filter(lambda step: step != 1))
def test_a_slice_with_a_step_is_refused(rich: RichText, step: int) -> None:
    with pytest.raises(ValueError, match="step"):
        rich[::step]


wild_spans = st.builds(
    lambda start, end, format_: Span(start, end, *format_),
    st.integers(-5, 40),
    st.integers(-5, 40),
    formats,
)


@given(texts, st.lists(wild_spans, max_size=8), st.randoms())
def test_spans_end_up_sorted_inside_the_text_and_in_one_order(
    text: str, given_spans: list[Span], random: Random
) -> None:
    rich = RichText(text, tuple(given_spans))
    random.shuffle(given_spans)

    assert all(0 <= span.start < span.end <= len(text) for span in rich.spans)
    edges = [(span.start, -span.end) for span in rich.spans]
    assert edges == sorted(edges), "the outer of two that begin together comes first"
    assert RichText(text, tuple(given_spans)) == rich
    assert RichText(text, rich.spans) == rich


offsets = st.integers(0, 10)


@given(st.lists(st.tuples(offsets, offsets), max_size=6))
def test_bold_that_touches_or_overlaps_bold_is_one_span(ranges: list[tuple[int, int]]) -> None:
    rich = RichText(10 * "x", tuple(Span(start, end, Kind.BOLD) for start, end in ranges))
    assert all(one.end < next_one.start for one, next_one in pairwise(rich.spans))
    covered = {i for start, end in ranges for i in range(start, end)}
    assert covered == {i for span in rich.spans for i in range(span.start, span.end)}


@given(riches())
def test_telegrams_entities_bring_the_same_text_back(rich: RichText) -> None:
    assert RichText.from_entities(rich.text, rich.to_entities()) == rich


@given(riches())
def test_entities_count_in_utf_16(rich: RichText) -> None:
    units = utf16(rich.text)

    assert rich.utf16_length == len(units) // 2
    for span, entity in zip(rich.spans, rich.to_entities(), strict=True):
        covered = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
        assert covered == utf16(rich.text[span.start : span.end])


any_offset = st.integers(-5, 70) | st.integers() | st.sampled_from([2**31, -(2**63), 10**30])


@given(texts, st.lists(st.tuples(any_offset, any_offset), max_size=6))
def test_offsets_that_lie_format_only_the_characters_that_they_wholly_cover(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    rich = RichText.from_entities(text, (Entity(o, length, Kind.BOLD) for o, length in ranges))

    assert rich.text == text
    unit = 0
    for character, seen in looks(rich):
        width = len(utf16(character)) // 2
        covered = any(o <= unit and unit + width <= o + length for o, length in ranges)
        assert bool(seen) == covered, (character, unit)
        unit += width


@given(st.text(st.characters(categories=["Cs"]) | characters, max_size=20), st.data())
def test_half_a_surrogate_pair_becomes_a_replacement(text: str, data: st.DataObject) -> None:
    rich = RichText.from_entities(text, [Entity(0, data.draw(any_offset), Kind.BOLD)])
    assert len(rich) == len(text)
    assert rich.text.encode("utf-8").decode("utf-8") == rich.text
    assert all(new in (old, "\ufffd") for old, new in zip(text, rich.text, strict=True))


@pytest.mark.parametrize(
    ("offset", "length", "bold"),
    [
        (0, 1, ""),  # the first half of the thumb
        (1, 1, ""),  # the second half
        (0, 2, "👍"),
        (1, 2, "a"),
        (0, 3, "👍a"),
        (2, 100, "a"),
        (-2, 4, "👍"),
        (5, -5, ""),
    ],
)
def test_bold_in_a_thumb_and_a_letter(offset: int, length: int, bold: str) -> None:
    rich = RichText.from_entities("👍a", [Entity(offset, length, Kind.BOLD)])
    assert "".join(rich.text[span.start : span.end] for span in rich.spans) == bold


def test_a_link_inside_bold_that_overlaps_italic_survives_a_cut_in_the_middle() -> None:
    rich = RichText(
        "Kyiv 🇺🇦 grew",
        (
            Span(0, 9, Kind.BOLD),
            Span(5, 7, Kind.TEXT_LINK, "https://example.org"),
            Span(6, 12, Kind.ITALIC),
        ),
    )

    assert rich[6:] == RichText(
        rich.text[6:],
        (
            Span(0, 3, Kind.BOLD),
            Span(0, 1, Kind.TEXT_LINK, "https://example.org"),
            Span(0, 6, Kind.ITALIC),
        ),
    )
    assert [tuple(entity)[:2] for entity in rich.to_entities()] == [(0, 11), (5, 4), (7, 7)]
