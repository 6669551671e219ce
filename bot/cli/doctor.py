"""`dragoman doctor`: tries everything that the bot needs and says what to do about the rest."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations
from pathlib import Path

from bot.cli.documentation import Page, address
from bot.cli.exits import ExitCode, explanation
from bot.cli.first_start import bot_account
from bot.cli.screen import Screen, print_json, words_here
from bot.config import Settings, load_settings
from bot.domain.article import Article
from bot.domain.rich_text import RichText
from bot.errors import (
    BadConfiguration,
    DatabaseTooNew,
    DragomanError,
    GlossaryNotRead,
    TelegramUnreachable,
)
from bot.jobs.dbos_internals import check_tables
from bot.languages import SERVED
from bot.languages.data import language_table
from bot.reading.documents.recognition import find_tesseract
from bot.rendering.words import Words
from bot.service.articles import ArticleService, open_article_service
from bot.service.glossary import read_glossary
from bot.storage import DatabaseUnusable, Store
from bot.translating import PackageFolder
from bot.translating.packages.catalogue import read_catalogue
from bot.translating.packages.routes import LanguagePair

_TRIAL_WORD = "Dragoman"


class Mark(StrEnum):
    """How much a finding matters; WARNING leaves the bot able to run."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


_SHOWN = {Mark.GOOD: ("✓", "green"), Mark.WARNING: ("!", "yellow"), Mark.BAD: ("✗", "red")}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is fine, missing or wrong; then `page` tells how to mend it."""

    text: str
    mark: Mark = Mark.GOOD
    page: Page | None = None


def examine(config: Path | None, *, as_json: bool) -> None:
    """Print what is found. Raises SystemExit if the bot cannot run, with 1, or with 3 where the
    settings are wrong.
    """
    problems = asyncio.run(_report(config, words_here(), as_json))
    if any(problem.page is Page.SETTING for problem in problems):
        raise SystemExit(ExitCode.WRONG_CONFIGURATION)
    if problems:
        raise SystemExit(ExitCode.NOT_DONE)


async def _report(config: Path | None, words: Words, as_json: bool) -> Sequence[Finding]:
    """Print each finding at once, or all of them as one object; return those that are BAD."""
    screen, outputs, bad = Screen(), list[dict[str, str | None]](), list[Finding]()
    async for finding in _findings(config, words):
        if finding.mark is Mark.BAD:
            bad.append(finding)
        where = finding.page and address(finding.page)
        outputs.append({"mark": finding.mark, "text": finding.text, "documentation": where})
        if not as_json:
            mark, colour = _SHOWN[finding.mark]
            screen.show_line(f"{mark} {finding.text}", colour)
            if where:
                screen.show_line(f"  {words.say('terminal-documentation', address=where)}")
    if as_json:
        print_json({"ready": not bad, "findings": outputs})
    else:
        screen.show_line(words.say(f"terminal-doctor-{'not-ready' if bad else 'ready'}"))
    return bad


async def _findings(config: Path | None, words: Words) -> AsyncIterator[Finding]:
    try:
        settings = load_settings(config)
        yield Finding(words.say("terminal-doctor-configuration"))
        async for finding in _tried_out(settings, words):
            yield finding
    except BadConfiguration as error:
        yield Finding(words.explain(error), Mark.BAD, Page.SETTING)


async def _tried_out(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    async for finding in _telegram(settings, words):
        yield finding
    yield await _database(settings, words)
    try:
        read_glossary(settings.glossary)
    except GlossaryNotRead as error:
        yield Finding(explanation(error, words), Mark.BAD, Page.GLOSSARY)
    async for finding in _translations(settings, words):
        yield finding
    yield _pictures(words)


def _pictures(words: Words) -> Finding:
    tesseract = find_tesseract()
    if tesseract is None:
        return Finding(words.say("terminal-doctor-no-pictures"), Mark.WARNING, Page.PICTURES)
    languages = tesseract.languages.replace("+", ", ")
    return Finding(words.say("terminal-doctor-pictures", languages=languages))


async def _telegram(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    token = settings.token.get_secret_value()
    if not token:
        yield Finding(words.say("terminal-doctor-no-token"), Mark.BAD, Page.TOKEN)
        return
    try:
        account = await bot_account(settings, token)
    except TelegramUnreachable as error:
        yield Finding(words.explain(error), Mark.BAD, Page.TELEGRAM)
        return
    if account is None:
        yield Finding(words.say("terminal-doctor-token-refused"), Mark.BAD, Page.TOKEN)
        return
    yield Finding(words.say("terminal-doctor-token", name=account.name))
    if settings.guest_mode and not account.has_guest_mode:
        yield Finding(words.say("terminal-doctor-no-guest-mode"), Mark.WARNING, Page.OTHER_CHATS)
    if settings.inline_mode and not account.has_inline_mode:
        yield Finding(words.say("terminal-doctor-no-inline-mode"), Mark.WARNING, Page.OTHER_CHATS)


async def _database(settings: Settings, words: Words) -> Finding:
    try:
        store = Store(settings.database_url)
    except DatabaseUnusable as error:
        wrong = BadConfiguration(database_url=error.cause)
        return Finding(words.explain(wrong), Mark.BAD, Page.SETTING)
    url = store.url
    try:
        try:
            await asyncio.to_thread(check_tables, settings.database_url)
            await store.try_out()
        finally:
            await store.close()
    except DatabaseTooNew as error:
        return Finding(explanation(error, words), Mark.BAD, Page.LATER_DATABASE)
    except DatabaseUnusable as error:
        broken = words.say("terminal-doctor-database-broken", url=url, reason=error.cause)
        return Finding(broken, Mark.BAD, Page.DATABASE)
    return Finding(words.say("terminal-doctor-database", url=url))


async def _translations(settings: Settings, words: Words) -> AsyncIterator[Finding]:
    folder = PackageFolder(settings.packages_folder, settings.preferred_packages)
    packages = folder.installed()
    for error in folder.broken():
        yield Finding(explanation(error, words), Mark.WARNING, Page.MODELS)
    if not packages:
        yield Finding(
            words.say("terminal-models-none", path=str(folder.path)), Mark.WARNING, Page.MODELS
        )
        return
    for name in folder.not_found():
        yield Finding(
            words.say("terminal-doctor-not-preferred", name=name), Mark.WARNING, Page.MODELS
        )
    pairs = {(package.source, package.target) for package in packages}
    indirect = [pair for pair in permutations(SERVED, 2) if pair not in pairs]
    with open_article_service(folder, settings.threads) as articles:
        for source, target in [*sorted(pairs), *indirect]:
            yield await _trial(articles, source, target, words)
    for model, ways in _spared_detours(settings, indirect).items():
        shown = ", ".join(f"{words.language_name(a)} → {words.language_name(b)}" for a, b in ways)
        better = words.say("terminal-doctor-indirect", ways=shown, model=model)
        yield Finding(better, Mark.WARNING, Page.BETTER_MODELS)


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
        return Finding(explanation(error, words), Mark.WARNING, Page.MODELS)
    result = " ".join(pair.target.text for pair in translation.sentences)
    return Finding(f"{', '.join(translation.route)}: {word} → {result}")
