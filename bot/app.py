"""The running bot: builds it from the settings, starts it, and stops it when told to."""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, cast

from telegram import BotCommand, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import AIORateLimiter, Application, ContextTypes, ExtBot

import handlers
from bot.config import Settings
from bot.errors import BadConfiguration, TelegramUnreachable
from bot.inbox import ChatOrder
from bot.reading.pages import INTERNET, Network
from bot.replying.words import INTERFACE_LANGUAGES, words_in
from bot.services import Services, opened_services

log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Services, Any]

COMMANDS = ("summary", "translate", "settings", "privacy", "forget", "help", "start")

_UPDATES_AT_ONCE = 64
_RETRIES_AFTER_FLOOD_CONTROL = 5
_UPDATE_TYPES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY]


async def serve(settings: Settings, stop: asyncio.Event, network: Network = INTERNET) -> None:
    """Answer people until `stop` is set, then finish what has begun.

    `network` is where the pages are that links lead to. Raises BadConfiguration for a token that
    is missing or refused, and TelegramUnreachable.
    """
    if not settings.token.get_secret_value():
        raise BadConfiguration(problem="token: there is none; @BotFather in Telegram gives one")
    async with opened_services(settings, network) as services:
        application = build_application(services)
        await _initialize(application, settings)
        try:
            await application.start()
            assert application.updater is not None
            await application.updater.start_polling(allowed_updates=_UPDATE_TYPES)
            log.info("Receiving messages for @%s", application.bot.username)
            async with _chores(
                _warm_up(services),
                _introduce(application.bot),
                _forget_old_texts(services),
            ):
                await stop.wait()
            log.info("Stopping")
            await application.updater.stop()
            await application.stop()
        finally:
            await application.shutdown()


def build_application(services: Services) -> BotApplication:
    """The python-telegram-bot application with every handler, not yet started."""
    settings = services.settings
    application = (
        Application.builder()
        .token(settings.token.get_secret_value())
        .base_url(settings.api_url)
        .base_file_url(settings.api_file_url)
        # Called without arguments to make what handlers find in `context.bot_data`.
        .context_types(ContextTypes(bot_data=cast("type[Services]", lambda: services)))
        .rate_limiter(AIORateLimiter(max_retries=_RETRIES_AFTER_FLOOD_CONTROL))
        .concurrent_updates(ChatOrder(_UPDATES_AT_ONCE, services.gatherings))
        .build()
    )
    handlers.register(application)
    return application


async def _initialize(application: BotApplication, settings: Settings) -> None:
    try:
        await application.initialize()
    except InvalidToken:
        raise BadConfiguration(problem="token: Telegram refuses it") from None
    except NetworkError:
        raise TelegramUnreachable(url=settings.api_url) from None


@asynccontextmanager
async def _chores(*chores: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Work beside the answering of people, which ends with it."""
    tasks = [asyncio.create_task(chore) for chore in chores]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _warm_up(services: Services) -> None:
    """Load what the first article needs, and spare the garbage collector all that stays for good.

    A full collection looks at every object and stops all threads meanwhile: with what the libraries
    hold, a tenth of a second.
    """
    await services.digest.warm_up()
    gc.collect()
    gc.freeze()


async def _introduce(bot: ExtBot[Any]) -> None:
    """Tell Telegram the commands and what the bot is for, in every language."""
    try:
        for code in INTERFACE_LANGUAGES:
            words = words_in(code)
            # What has no language is for everybody whose Telegram speaks another one.
            language_code = None if code == "en" else code
            commands = [BotCommand(name, words.say(f"command-{name}")) for name in COMMANDS]
            await bot.set_my_commands(commands, language_code=language_code)
            await bot.set_my_description(words.say("about"), language_code=language_code)
            await bot.set_my_short_description(
                words.say("about-short"), language_code=language_code
            )
    except TelegramError as error:
        log.warning("Telegram did not take the commands and descriptions: %s", error)


async def _forget_old_texts(services: Services) -> None:
    settings, store = services.settings, services.store
    while True:
        await store.forget_articles(timedelta(days=settings.keep_articles_days))
        await store.forget_translations(
            timedelta(days=settings.translation_memory_days), settings.translation_memory_sentences
        )
        await asyncio.sleep(timedelta(hours=1).total_seconds())
