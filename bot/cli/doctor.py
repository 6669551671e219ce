"""`dragoman doctor`: tries everything that the bot needs and says what to do about the rest."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from pathlib import Path

from bot.cli.exits import ExitCode, explanation
from bot.cli.first_start import bot_account
from bot.cli.screen import Screen, words_here
from bot.config import Settings, load_settings
from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.errors import BadConfiguration, DatabaseTooNew, DragomanError, TelegramUnreachable
from bot.jobs.dbos_internals import check_tables
from bot.languages import SERVED
from bot.languages.data import language_table
from bot.reading.documents.recognition import find_tesseract
from bot.rendering.words import Words
from bot.service.articles import ArticleService, open_article_service
from bot.service.glossary import GlossaryNotRead, read_glossary
from bot.storage import DatabaseUnusable, Store
from bot.translating import PackageFolder
from bot.translating.packages.catalogue import read_catalogue
from bot.translating.packages.routes import LanguagePair

_TRIAL_WORD = "Dragoman"


class Mark(StrEnum):
    """How much a finding matters; WARNING leaves the bot able to run."""

    GOOD = "✓"
    WARNING = "!"
    BAD = "✗"


_COLOURS = {Mark.GOOD: "green", Mark.WARNING: "yellow", Mark.BAD: "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    mark: Mark
    text: str


def examine(config: Path | None) -> None:
    """Print a line for each finding. Raises SystemExit if the bot cannot run, with 1, or with 3
    where the settings are wrong.
    """
    words, screen = words_here(), Screen()
    try:
        settings = load_settings(config)
    except BadConfiguration as error:
        _show(Finding(Mark.BAD, words.explain(error)), screen)
        screen.show_line(words.say("terminal-doctor-not-ready"))
        raise SystemExit(ExitCode.WRONG_CONFIGURATION) from None
    able = asyncio.run(_shown(settings, words, screen))
    screen.show_line(words.say(f"terminal-doctor-{'ready' if able else 'not-ready'}"))
    if not able:
        raise SystemExit(ExitCode.NOT_DONE)


def _show(finding: Finding, screen: Screen) -> None:
    screen.show_line(f"{finding.mark} {finding.text}", _COLOURS[finding.mark])


async def _shown(settings: Settings, words: Words, screen: Screen) -> bool:
    able = True
    async for finding in _findings(settings, words):
        _show(finding, screen)
        able = able and finding.mark is not Mark.BAD
    return able


async def _findings(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    yield Finding(Mark.GOOD, words.say("terminal-doctor-configuration"))
    async for finding in _telegram(settings, words):
        yield finding
    yield await _database(settings, words)
    try:
        read_glossary(settings.glossary)
    except GlossaryNotRead as error:
        yield Finding(Mark.BAD, explanation(error, words))
    async for finding in _translations(settings, words):
        yield finding
    yield _pictures(words)


def _pictures(words: Words) -> Finding:
    tesseract = find_tesseract()
    if tesseract is None:
        return Finding(Mark.WARNING, words.say("terminal-doctor-no-pictures"))
    languages = tesseract.languages.replace("+", ", ")
    return Finding(Mark.GOOD, words.say("terminal-doctor-pictures", languages=languages))


async def _telegram(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    token = settings.token.get_secret_value()
    if not token:
        yield Finding(Mark.BAD, words.say("terminal-doctor-no-token"))
        return
    try:
        account = await bot_account(settings, token)
    except TelegramUnreachable as error:
        yield Finding(Mark.BAD, words.explain(error))
        return
    if account is None:
        yield Finding(Mark.BAD, words.say("terminal-doctor-token-refused"))
        return
    yield Finding(Mark.GOOD, words.say("terminal-doctor-token", name=account.name))
    if settings.guest_mode and not account.has_guest_mode:
        yield Finding(Mark.WARNING, words.say("terminal-doctor-no-guest-mode"))
    if settings.inline_mode and not account.has_inline_mode:
        yield Finding(Mark.WARNING, words.say("terminal-doctor-no-inline-mode"))


async def _database(settings: Settings, words: Words) -> Finding:
    url = "database_url"
    try:
        store = Store(settings.database_url)
        url = store.url
        try:
            await asyncio.to_thread(check_tables, settings.database_url)
            await store.try_out()
        finally:
            await store.close()
    except DatabaseTooNew as error:
        return Finding(Mark.BAD, explanation(error, words))
    except DatabaseUnusable as error:
        broken = words.say("terminal-doctor-database-broken", url=url, reason=error.cause)
        return Finding(Mark.BAD, broken)
    return Finding(Mark.GOOD, words.say("terminal-doctor-database", url=url))


async def _translations(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    folder = PackageFolder(settings.packages_folder, settings.preferred_packages)
    packages = folder.installed()
    for error in folder.broken():
        yield Finding(Mark.WARNING, explanation(error, words))
    if not packages:
        yield Finding(Mark.WARNING, words.say("terminal-models-none", path=str(folder.path)))
        return
    for name in folder.not_found():
        yield Finding(Mark.WARNING, words.say("terminal-doctor-not-preferred", name=name))
    pairs = {(package.source, package.target) for package in packages}
    indirect = [pair for pair in permutations(SERVED, 2) if pair not in pairs]
    with open_article_service(folder, settings.threads) as articles:
        for source, target in [*sorted(pairs), *indirect]:
            yield await _trial(articles, source, target, words)
    for model, ways in _spared_detours(settings, indirect).items():
        shown = ", ".join(f"{words.language_name(a)} → {words.language_name(b)}" for a, b in ways)
        better = words.say("terminal-doctor-indirect", ways=shown, model=model)
        yield Finding(Mark.WARNING, better)


def _spared_detours(
    settings: Settings, indirect: Sequence[LanguagePair]
) -> Mapping[str, list[LanguagePair]]:
    """Return the best models of the catalogue, and which of the pairs each translates."""
    listed = [m for m in read_catalogue(settings.model_catalogue).values() if m.may_be_sold]
    found: dict[str, list[LanguagePair]] = {}
    for pair in indirect:
        direct = [model for model in listed if pair in model.quality]
        if direct:
            best = max(direct, key=lambda model: model.quality[pair] or 0.0)
            found.setdefault(best.name, []).append(pair)
    return found


async def _trial(articles: ArticleService, source: str, target: str, words: Words) -> Finding:
    word = language_table(source).get("writing", {}).get("trial_word", _TRIAL_WORD)
    article = Article(RichText(), RichText(word), source)
    try:
        _, translation = await articles.translate(article, target)
    except DragomanError as error:
        return Finding(Mark.WARNING, explanation(error, words))
    result = " ".join(pair.target.text for pair in translation.sentences)
    return Finding(Mark.GOOD, f"{', '.join(translation.route)}: {word} → {result}")
