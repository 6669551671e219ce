"""Our tokenizers of Argos packages give the tokens and the texts of Argos's own."""

from pathlib import Path

import pytest
from argostranslate import tokenizer as argos
from hypothesis import given
from hypothesis import strategies as st

from bot.translating.packages import argos_tokenizers as ours
from bot.translating.packages.package import Tokenizer

TEXTS = st.text(
    st.one_of(st.sampled_from("abc абвії.,'’\"«»–-_▁@</w> "), st.characters(codec="utf-8")),
    max_size=60,
)


@pytest.fixture(scope="session", params=["0.1", "0.2", ""])
def bpe_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return merges that join the letters of some words, in each version of the file."""
    end = [] if request.param == "0.2" else ["c </w>", "в </w>", "bc </w>"]
    merges = ["a b", "b c", "ab c</w>", "ab c", "а б", "аб в</w>", "а б", "в г", "@ @", *end]
    first = [f"#version: {request.param}"] if request.param else []
    file = tmp_path_factory.mktemp("bpe") / "bpe.model"
    file.write_text("\n".join([*first, *merges, ""]), "utf-8")
    return file


def assert_same(one: Tokenizer, other: Tokenizer, text: str) -> None:
    tokens = one.encode(text)

    assert tokens == other.encode(text)
    assert one.decode(tokens) == other.decode(tokens)


@given(text=TEXTS)
def test_sentencepiece_tokens_are_those_of_argos(argos_packages: Path, text: str) -> None:
    file = argos_packages / "translate-en_ru-1_9" / "sentencepiece.model"

    assert_same(ours.SentencePieceTokenizer(file), argos.SentencePieceTokenizer(file), text)


@given(text=TEXTS)
def test_bpe_tokens_are_those_of_argos(bpe_file: Path, text: str) -> None:
    arguments = (bpe_file, "uk", "en")

    assert_same(ours.BPETokenizer(*arguments), argos.BPETokenizer(*arguments), text)


@pytest.mark.parametrize("text", ["a b c\n", "a\n", "#version: 0.3\na b\n"])
def test_a_file_that_holds_no_merges_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bpe.model"
    file.write_text(text)

    with pytest.raises(ValueError, match=r"pair|version"):
        ours.BPETokenizer(file, "uk", "en").encode("слово")
