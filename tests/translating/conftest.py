"""Translators over the small packages of `testkit/argos`, and short ways to write a text."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.domain.article import Sentence
from bot.domain.rich_text import RichText
from bot.domain.translation import Translation
from bot.translating import InstalledPackage, PackageFolder, Translator

OpenTranslator = Callable[[Path], Translator]


def sentences(*texts: str | RichText) -> tuple[Sentence, ...]:
    """Return the sentences of a body in which each has a line of its own."""
    found: list[Sentence] = []
    for index, text in enumerate(texts):
        rich = text if isinstance(text, RichText) else RichText(text)
        start = found[-1].end + 1 if found else 0
        found.append(Sentence(index, index, start, rich))
    return tuple(found)


def targets(translation: Translation) -> list[str]:
    return [pair.target.text for pair in translation.sentences]


def package_of(folder: Path, pair: str) -> InstalledPackage:
    """Return the installed package for a pair such as "en_ru"."""
    return next(
        package
        for package in PackageFolder(folder).installed()
        if f"{package.source}_{package.target}" == pair
    )


@pytest.fixture
def open_translator() -> Iterator[OpenTranslator]:
    """Open translators that are closed when the test ends."""
    with ExitStack() as stack:

        def open_one(folder: Path) -> Translator:
            translator = Translator(PackageFolder(folder), threads=2)
            stack.callback(translator.close)
            return translator

        yield open_one


@pytest.fixture
def translator(open_translator: OpenTranslator, argos_packages: Path) -> Translator:
    return open_translator(argos_packages)
