"""`dragoman summary` and `dragoman translate`: one article in, the answer on standard output."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from bot.cli.exits import ExitCode, complain, explanation
from bot.cli.explaining import explanation_text, places_text
from bot.cli.json_output import summary_object, translation_object
from bot.cli.reading import (
    is_document,
    output_of,
    read_article,
    read_linked,
    require_file,
    write_output,
)
from bot.cli.screen import Screen, print_json, remark, words_here
from bot.config import Settings
from bot.domain.article import Article
from bot.domain.preferences import Bilingual, Preferences
from bot.domain.rich_text import RichText
from bot.domain.translation import Glossary, Pair, Progress
from bot.errors import ModelMissing, UnknownLanguage
from bot.languages import language_code
from bot.languages.data import languages
from bot.rendering.layout import notes, summary_text, translation_text
from bot.rendering.words import Words
from bot.service.articles import open_article_service
from bot.service.documents import Documents, document_reader
from bot.service.glossary import read_glossary
from bot.summarizing import Length, Method, default_length
from bot.translating import PackageFolder


@dataclass(frozen=True, slots=True)
class Asked:
    """A file or an address to read, its language if it is given, and the form of the answer."""

    given: str
    source: str | None
    as_json: bool


@dataclass(frozen=True, slots=True)
class WantedSummary:
    """What a summary should be like; `language` as it was typed, None for the article's own."""

    length: Length | None
    language: str | None
    method: Method
    explained: bool
    placed: bool
    """Whether each sentence is shown in its place too."""


@dataclass(frozen=True, slots=True)
class WantedTranslation:
    """What a translation should be like; `language` as it was typed, `output` a file to write."""

    language: str
    output: Path | None
    bilingual: Bilingual
    glossary: Path | None


def summarize(settings: Settings, asked: Asked, wanted: WantedSummary) -> None:
    """Print a summary."""
    words = words_here()
    language = language_code(wanted.language) if wanted.language is not None else None
    article, packages = _article(asked, settings, words), _packages(settings)
    default = default_length(settings.summary_sentences)
    glossary = read_glossary(settings.glossary)
    with open_article_service(packages, settings.threads, glossary=glossary) as articles:
        result = asyncio.run(
            articles.summarize(
                article, wanted.length or default.extent, language, wanted.method, default.medium
            )
        )
    if isinstance(result.obstacle, ModelMissing):
        _name_broken(packages)
    if asked.as_json:
        obstacle = result.obstacle
        reason = explanation(obstacle, words) if obstacle is not None else None
        method = wanted.method.value
        print_json(summary_object(result.summary, result.translation, reason, method))
    else:
        text = summary_text(result, words, lambda error: explanation(error, words))
        parts = [text]
        if wanted.explained:
            parts.append(explanation_text(result.summary, wanted.method, words))
        if wanted.placed:
            parts.append(places_text(result.summary, words))
        Screen().show_article(RichText("\n\n").join(parts))
    if result.obstacle is not None:
        raise SystemExit(ExitCode.NOT_DONE)


def translate(settings: Settings, asked: Asked, wanted: WantedTranslation) -> None:
    """Print the whole article in a language; a document becomes another file instead."""
    words, language = words_here(), language_code(wanted.language)
    glossary = read_glossary(settings.glossary) + read_glossary(wanted.glossary)
    if wanted.output is not None or (_is_document(asked) and not asked.as_json):
        _translate_file(settings, asked, wanted, glossary)
        return
    article, packages = _article(asked, settings, words), _packages(settings)
    try:
        with (
            open_article_service(packages, settings.threads, glossary=glossary) as articles,
            _progress(words) as progress,
        ):
            article, translation = asyncio.run(articles.translate(article, language, progress))
    except ModelMissing:
        _name_broken(packages)
        raise
    if asked.as_json:
        print_json(translation_object(article, translation))
    else:
        chosen = Preferences(bilingual=wanted.bilingual)
        Screen().show_article(translation_text(article, translation, words, chosen))


def _translate_file(
    settings: Settings, asked: Asked, wanted: WantedTranslation, glossary: Glossary
) -> None:
    words, language, file = words_here(), language_code(wanted.language), Path(asked.given)
    source, packages = _source(asked, settings), _packages(settings)
    with (
        open_article_service(packages, settings.threads, glossary=glossary) as articles,
        TemporaryDirectory(prefix="dragoman-") as folder,
        _progress(words) as progress,
    ):
        require_file(file)
        target = output_of(file, language, wanted.output)
        documents = Documents(document_reader(settings), articles)
        written = asyncio.run(
            documents.translate(
                *(file, file.name, language, Path(folder, "translated"), progress, source),
                bilingual=wanted.bilingual,
            )
        )
        write_output(written.path, target)
    Screen().show_line(str(target))
    for note in notes(written.translation, words):
        remark(note.text)


def _packages(settings: Settings) -> PackageFolder:
    return PackageFolder(settings.packages_folder, settings.preferred_packages)


def _is_document(asked: Asked) -> bool:
    return not _is_address(asked.given) and is_document(Path(asked.given))


def _is_address(given: str) -> bool:
    return given.lower().startswith(("http://", "https://"))


def _article(asked: Asked, settings: Settings, words: Words) -> Article:
    source = _source(asked, settings)
    if _is_address(asked.given):
        article = asyncio.run(read_linked(asked.given, settings))
    else:
        article = read_article(Path(asked.given), settings, words)
    return replace(article, language=source) if source is not None else article


def _source(asked: Asked, settings: Settings) -> str | None:
    """Return the code of the article's language. Raises UnknownLanguage for one of no use here."""
    if asked.source is None:
        return None
    code = language_code(asked.source)
    sources = {package.source for package in _packages(settings).installed()}
    if code not in languages().by_code and code not in sources:
        raise UnknownLanguage(code=asked.source)
    return code


def _name_broken(packages: PackageFolder) -> None:
    """Name packages that cannot be used: one of them may be what seems to be missing."""
    for error in packages.broken():
        complain(error)


@contextmanager
def _progress(words: Words) -> Iterator[Progress]:
    """Show on a terminal how far the translation is, while this is open."""
    with Console(stderr=True).status(words.say("translating", percent=0)) as status:

        def report(done: int, total: int, _: Sequence[Pair]) -> None:
            status.update(words.say("translating", percent=100 * done // max(total, 1)))

        yield report
