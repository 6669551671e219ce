"""A text never loses what its passages are."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.article import Role
from bot.domain.rich_text import RichText
from bot.reading.text import StructuredText, concatenated, with_role
from tests.reading.structures import ROLES, are_sound, roles_of

PARTS = st.lists(st.tuples(st.text("abc ", min_size=1, max_size=6), ROLES), max_size=8)


def _joined(parts: list[tuple[str, Role]]) -> StructuredText:
    """Return the parts, each on a line."""
    pieces = [with_role(RichText(text), role) for text, role in parts]
    breaks = [StructuredText(RichText("\n"))] * len(pieces)
    return concatenated([piece for pair in zip(pieces, breaks, strict=True) for piece in pair])


@given(PARTS)
def test_parts_keep_their_roles_when_they_are_put_together(parts: list[tuple[str, Role]]) -> None:
    whole = _joined(parts)

    assert are_sound(whole.blocks, whole.text)
    assert roles_of(whole) == [(role, text) for text, role in parts if text.strip()]


@given(PARTS, st.integers(0, 60), st.integers(0, 60))
def test_a_slice_keeps_the_roles_of_its_lines(
    parts: list[tuple[str, Role]], start: int, end: int
) -> None:
    whole = _joined(parts)
    part = whole[start:end].strip()

    assert part.text == whole.text[start:end].strip()
    assert all(0 <= block.start < block.end <= len(part) for block in part.blocks)
    before = concatenated([StructuredText(RichText("x" * 3)), part])[3:]
    assert before == part


@given(PARTS)
def test_the_runs_of_a_text_are_the_text(parts: list[tuple[str, Role]]) -> None:
    whole = _joined(parts)

    assert concatenated(run for _, run in whole.runs()) == whole
