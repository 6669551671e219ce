"""What people get from a broken model. The packages are real, and damaged on purpose."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.domain.article import Sentence
from bot.domain.rich_text import Kind, RichText, Span
from bot.domain.translation import Problem, Translation
from bot.translating import Translator
from testkit.argos.package import build_package
from tests.translating.conftest import OpenTranslator

TEXTS = (
    "The old engineer repaired the electric train yesterday.",
    "Nobody knows where the big bear lives, but the children saw it near the river in spring.",
    "The mayor said that the new bridge will open on Monday.",
)


async def translate(translator: Translator, source: str, target: str) -> Translation:
    sentences = tuple(Sentence(n, n, 100 * n, RichText(text)) for n, text in enumerate(TEXTS))
    return await translator.translate(sentences, RichText("The new bridge"), source, target)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        ({"loops": True}, Problem.LOOP),
        ({"answers_in": "en"}, Problem.UNTRANSLATED),
        ({"answers_in": "ru"}, Problem.OTHER_LANGUAGE),
    ],
)
@pytest.mark.parametrize("bpe", [False, True])
async def test_the_original_stays_where_a_model_writes_nonsense(
    open_translator: OpenTranslator,
    tmp_path: Path,
    damage: dict[str, Any],
    problem: Problem,
    bpe: bool,
) -> None:
    build_package(tmp_path, "en", "uk", bpe=bpe, **damage)
    translator = open_translator(tmp_path)

    translation = await translate(translator, "en", "uk")

    assert [pair.target.text for pair in translation.sentences] == [*TEXTS]
    assert all(pair.retries for pair in translation.sentences)
    assert {pair.retries[0].problem for pair in translation.sentences} == {problem}
    assert translation.title.target == RichText("The new bridge")
    assert translation.title.problem is not None
    assert translator.tally.rejected.total() == translator.tally.sentences == 4
    assert translator.tally.retried[problem] >= 3


async def test_a_broken_first_package_of_a_route_is_detected(
    open_translator: OpenTranslator, tmp_path: Path
) -> None:
    build_package(tmp_path, "ru", "en", loops=True)
    build_package(tmp_path, "en", "uk")
    text = RichText("Старый инженер вчера починил поезд.")

    translation = await open_translator(tmp_path).translate(
        [Sentence(0, 0, 0, text)], RichText(), "ru", "uk"
    )

    assert translation.sentences[0].target == text
    assert translation.sentences[0].problem is not None


async def test_good_models_have_no_problems(translator: Translator) -> None:
    translation = await translate(translator, "en", "uk")

    assert [pair.problem for pair in translation.sentences] == [None, None, None]
    assert [pair.retries for pair in translation.sentences] == [(), (), ()]
    assert translator.tally.rejected.total() == 0


async def test_a_sentence_that_stays_in_the_original_keeps_its_formatting(
    open_translator: OpenTranslator, tmp_path: Path
) -> None:
    build_package(tmp_path, "en", "ru", loops=True)
    text = RichText(TEXTS[0], (Span(4, 16, Kind.BOLD), Span(30, 38, Kind.TEXT_LINK, "a")))

    translation = await open_translator(tmp_path).translate(
        [Sentence(0, 0, 0, text)], RichText(), "en", "ru"
    )

    assert translation.sentences[0].target == text


async def test_a_hopeless_model_is_not_retried_for_every_sentence(
    open_translator: OpenTranslator, tmp_path: Path
) -> None:
    build_package(tmp_path, "en", "ru", answers_in="en")
    sentences = [Sentence(n, n, 100 * n, RichText(TEXTS[0])) for n in range(60)]

    translation = await open_translator(tmp_path).translate(sentences, RichText(), "en", "ru")

    assert all(pair.problem is Problem.UNTRANSLATED for pair in translation.sentences)
    assert sum(bool(pair.retries) for pair in translation.sentences) < 20


@pytest.mark.parametrize("file", ["sentencepiece.model", "vocabulary"])
async def test_a_tokenizer_of_another_model_shows_no_garbage(
    open_translator: OpenTranslator, tmp_path: Path, own_argos_packages: Path, file: str
) -> None:
    package = own_argos_packages / "translate-en_ru-1_9"
    if file == "sentencepiece.model":
        strange = build_package(tmp_path / "strange", "ru", "uk")
        (package / file).write_bytes((strange / file).read_bytes())
    else:
        vocabulary = package / "model" / "shared_vocabulary.json"
        words = json.loads(vocabulary.read_text(encoding="utf-8"))
        vocabulary.write_text(json.dumps([*words[:3], *reversed(words[3:])]), encoding="utf-8")

    translation = await translate(open_translator(own_argos_packages), "en", "ru")

    for pair in translation.sentences:
        assert pair.problem is not None or "⁇" not in pair.target.text
        assert "<unk>" not in pair.target.text
