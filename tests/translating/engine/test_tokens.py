"""Long sentences are cut into pieces that a model can take."""

from hypothesis import given
from hypothesis import strategies as st

from bot.translating.engine.tokens import MAX_TOKENS, cut


def by_letter(text: str) -> list[str]:
    return list(text)


TEXTS = st.text(alphabet=st.sampled_from("аbв,.;  \n—"), max_size=3000)


@given(TEXTS)
def test_the_pieces_are_the_sentence(text: str) -> None:
    assert "".join(piece for piece, _ in cut(text, by_letter)) == text


@given(TEXTS)
def test_no_piece_has_too_many_tokens(text: str) -> None:
    assert all(len(tokens) <= MAX_TOKENS for _, tokens in cut(text, by_letter))


def test_a_short_sentence_is_one_piece() -> None:
    assert [piece for piece, _ in cut("short, and sweet", by_letter)] == ["short, and sweet"]


def test_a_long_sentence_is_cut_after_a_comma() -> None:
    first, second = "word " * 20 + "word,", "word " * 20 + "word"

    pieces = list(cut(f"{first} {second}", by_letter))

    assert [piece for piece, _ in pieces] == [f"{first} ", second]


def test_a_long_sentence_without_punctuation_is_cut_between_words() -> None:
    pieces = list(cut("словечко " * 30 + "конец", by_letter))

    assert len(pieces) > 1
    assert {word for piece, _ in pieces for word in piece.split()} == {"словечко", "конец"}


def test_a_very_long_text_is_not_tokenized() -> None:
    asked: list[int] = []

    def watched(text: str) -> list[str]:
        asked.append(len(text))
        return text.split()

    list(cut("x" * 30_000, watched))

    assert max(asked) < 1500
