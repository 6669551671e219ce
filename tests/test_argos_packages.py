"""What other tests may rely on in the packages of `testkit/argos`."""

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.translating import PackageFolder, Translator
from testkit.argos.package import build_package
from testkit.argos.words import dictionary


def translate(folder: Path, *texts: str) -> list[str]:
    packages = PackageFolder(folder)
    (package,) = packages.installed()
    with closing(Translator(packages, threads=1)) as translator:
        sentences = [Sentence(n, n, 0, RichText(text)) for n, text in enumerate(texts)]
        translation = asyncio.run(
            translator.translate(sentences, RichText(), package.source, package.target)
        )
    return [pair.target.text for pair in translation.sentences]


@pytest.mark.parametrize(
    ("source", "target", "bpe"), [("en", "ru", False), ("ru", "en", False), ("uk", "en", True)]
)
def test_every_word_of_the_dictionary_becomes_its_other_word(
    tmp_path: Path, source: str, target: str, bpe: bool
) -> None:
    build_package(tmp_path, source, target, bpe=bpe)
    words = dictionary(source, target)
    assert translate(tmp_path, *words) == list(words.values())


@pytest.mark.parametrize("bpe", [False, True])
def test_an_unknown_word_that_holds_a_known_one_is_left_alone(tmp_path: Path, bpe: bool) -> None:
    build_package(tmp_path, "en", "ru", bpe=bpe)
    assert translate(tmp_path, "catkin cat Bobcat dog river", "cat dog river tea concat") == [
        "catkin кот Bobcat собака река",
        "кот собака река чай concat",
    ]


def test_punctuation_and_quotes_around_a_word_do_not_hide_it(tmp_path: Path) -> None:
    build_package(tmp_path, "en", "uk")
    assert translate(tmp_path, "“Cat” (dog), river/lake; well-old — 1,5 €!") == [
        "«Кіт» (собака), ріка/озеро; well-старий — 1,5 €!"
    ]


def test_a_sentence_of_several_hundred_words_is_translated_to_its_end(tmp_path: Path) -> None:
    build_package(tmp_path, "en", "ru")
    assert translate(tmp_path, " ".join(["city"] * 400)) == [" ".join(["город"] * 400)]
