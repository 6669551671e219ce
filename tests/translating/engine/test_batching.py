"""The engine writes the words that Argos Translate writes."""

import asyncio
from contextlib import closing
from pathlib import Path

import ctranslate2
import pytest
from argostranslate.package import Package
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import PackageBroken
from bot.translating import InstalledPackage
from bot.translating.engine.batching import Engine
from bot.translating.engine.models import ModelLimits, Models
from bot.translating.engine.tokens import FULL_WEIGHT, Output, cut
from bot.translating.packages.package import ARGOS_DECODING, Decoding
from testkit.argos.package import build_package
from tests.translating.conftest import package_of

SENTENCES = [
    "The cat saw the big bridge.",
    "Nobody reported a price: 5,000 euros!",
    "“Yesterday,” said the old engineer, “the train was open (and very cold).”",
    "Children",
    "snake_case and @some_name 🎉",
    "The river rises, " * 12 + "the city sleeps.",
]


def rows_of(output: Output) -> list[bytes]:
    width = len(output.source)
    return [output.attention[row * width : (row + 1) * width] for row in range(len(output.target))]


class TextEngine:
    """An engine for one package that takes and returns texts."""

    def __init__(self, package: InstalledPackage) -> None:
        self._package = package
        self._models = Models(2, ModelLimits())

    def translate(self, texts: list[str]) -> list[str]:
        tokenizer = self._models.tokenizer(self._package)
        cuts = [list(cut(text, tokenizer.encode)) for text in texts]
        outputs = iter(self.outputs([tokens for pieces in cuts for _, tokens in pieces]))
        return [
            "".join(
                tokenizer.decode(next(outputs).target).removeprefix(" ")
                + piece[len(piece.rstrip()) :]
                for piece, _ in pieces
            )
            for pieces in cuts
        ]

    def outputs(self, pieces: list[list[str]], decoding: Decoding = ARGOS_DECODING) -> list[Output]:
        with closing(Engine(self._models, threads=2)) as engine:
            return asyncio.run(engine.translate(self._package, pieces, decoding, due=0))


def engine(packages: Path, pair: str) -> TextEngine:
    return TextEngine(package_of(packages, pair))


def as_argos_translates(package: Path, sentences: list[str]) -> list[str]:
    """Translate one sentence after the other, as argostranslate.translate does.

    That module cannot be imported without PyTorch.
    """
    argos = Package(package)
    translator = ctranslate2.Translator(str(package / "model"))
    values: list[str] = []
    for sentence in sentences:
        (result,) = translator.translate_batch(
            [argos.tokenizer.encode(sentence)],
            target_prefix=[[argos.target_prefix]] if argos.target_prefix != "" else None,
            replace_unknowns=True,
            max_batch_size=32,
            batch_type="tokens",
            beam_size=4,
            num_hypotheses=1,
            length_penalty=0.2,
            return_scores=True,
        )
        value = argos.tokenizer.decode(result.hypotheses[0])
        if argos.target_prefix != "" and value.startswith(argos.target_prefix):
            value = value[len(argos.target_prefix) :]
        values.append(value[1:] if value.startswith(" ") else value)
    return values


@pytest.fixture(scope="module")
def prefixed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a package whose model is told its target language by a first token."""
    folder = tmp_path_factory.mktemp("prefixed")
    build_package(folder, "en", "uk", target_prefix=">>ukr<<")
    return folder


def test_a_word_becomes_a_word(argos_packages: Path) -> None:
    assert engine(argos_packages, "ru_en").translate(["кот"]) == ["cat"]


def test_what_is_suppressed_is_not_written(argos_packages: Path) -> None:
    english = engine(argos_packages, "ru_en")
    avoiding = Decoding(suppress_sequences=(("▁cat",), ("▁dog", "."), ("ქ",)))

    (free,), (avoided,) = (english.outputs([["▁кот"]], d) for d in (ARGOS_DECODING, avoiding))

    assert free.target == ("▁cat",)
    assert "▁cat" not in avoided.target


def test_a_package_with_a_bpe_tokenizer_translates(argos_packages: Path) -> None:
    assert engine(argos_packages, "uk_en").translate(["Кіт побачив старий міст, але не ліс."]) == [
        "Cat saw old bridge, but not forest."
    ]


def test_a_target_prefix_is_given_to_the_model_and_not_shown(prefixed: Path) -> None:
    assert engine(prefixed, "en_uk").translate(["The cat sleeps.", "Yes"]) == [
        "Цей кіт спить.",
        "Так",
    ]


@pytest.mark.parametrize("pair", ["en_ru", "uk_en"])
def test_the_words_are_those_of_argos(argos_packages: Path, pair: str) -> None:
    expected = as_argos_translates(argos_packages / f"translate-{pair}-1_9", SENTENCES)

    assert engine(argos_packages, pair).translate(SENTENCES) == expected


def test_the_words_are_those_of_argos_with_a_target_prefix(prefixed: Path) -> None:
    expected = as_argos_translates(prefixed / "translate-en_uk-1_9", SENTENCES)

    assert engine(prefixed, "en_uk").translate(SENTENCES) == expected


def test_nothing_is_translated_to_nothing(argos_packages: Path) -> None:
    assert engine(argos_packages, "en_ru").translate([]) == []


def test_sentences_of_any_length_keep_their_order(argos_packages: Path) -> None:
    under_test = engine(argos_packages, "en_ru")
    words = {"cat": "кот", "dog": "собака", "river": "река", "old": "старый"}

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.lists(st.sampled_from(sorted(words)), min_size=1, max_size=60), max_size=30))
    def holds(sentences: list[list[str]]) -> None:
        assert under_test.translate([" ".join(sentence) for sentence in sentences]) == [
            " ".join(words[word] for word in sentence) for sentence in sentences
        ]

    holds()


@pytest.mark.parametrize(("pair", "word"), [("ru_en", "правительство"), ("uk_en", "уряд")])
def test_a_sentence_of_thirty_thousand_characters_loses_no_word(
    argos_packages: Path, pair: str, word: str
) -> None:
    count = 30_000 // len(f"{word}, ")

    (translated,) = engine(argos_packages, pair).translate([", ".join([word] * count)])

    assert translated == ", ".join(["government"] * count)


@pytest.mark.parametrize("pair", ["ru_en", "uk_en"])
def test_a_word_of_five_thousand_letters_is_copied(argos_packages: Path, pair: str) -> None:
    assert engine(argos_packages, pair).translate(["щ" * 5_000]) == ["щ" * 5_000]


def test_a_text_in_an_unknown_script_is_copied(argos_packages: Path) -> None:
    assert engine(argos_packages, "en_ru").translate(["ქართული 日本語 🎉"]) == ["ქართული 日本語 🎉"]


def test_a_broken_model_works_once_it_is_repaired(own_argos_packages: Path) -> None:
    under_test = engine(own_argos_packages, "en_ru")
    model = own_argos_packages / "translate-en_ru-1_9" / "model" / "model.bin"
    weights = model.read_bytes()
    model.write_bytes(weights[: len(weights) // 2])

    with pytest.raises(PackageBroken) as broken:
        under_test.translate(["cat"])
    assert broken.value.details["path"] == str(model.parent.parent)
    assert "its model cannot be loaded" in str(broken.value.details["reason"])

    model.write_bytes(weights)
    assert under_test.translate(["cat"]) == ["кот"]


def test_a_deleted_package_is_a_broken_package(own_argos_packages: Path) -> None:
    under_test = engine(own_argos_packages, "en_ru")
    (own_argos_packages / "translate-en_ru-1_9").rename(own_argos_packages.parent / "elsewhere")

    with pytest.raises(PackageBroken, match=r"file is missing metadata\.json"):
        under_test.translate(["cat"])


def test_attention_traces_a_target_token_to_its_source(argos_packages: Path) -> None:
    (output,) = engine(argos_packages, "en_ru").outputs([["▁cat", "▁sees", "▁dog"]])

    rows = rows_of(output)
    assert [row.index(max(row)) for row in rows] == [0, 1, 2]
    assert [sum(row) for row in rows] == pytest.approx([FULL_WEIGHT] * 3, rel=0.02)


def test_attention_has_no_row_for_a_target_prefix(prefixed: Path) -> None:
    (output,) = engine(prefixed, "en_uk").outputs([["▁cat", "▁sleeps"]])

    assert output.target == ("▁кіт", "▁спить")
    rows = rows_of(output)
    assert [row.index(max(row)) for row in rows] == [0, 1]
