"""Translators over the small packages of `testkit/argos`, and short ways to write a text."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.translating import InstalledPackage, PackageFolder, Translator

OpenTranslator = Callable[[Path], Translator]


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
