"""The running bot: builds it from the settings, starts it, and stops it when told to."""

import asyncio
import gc
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiohttp import web
from telegram import BotCommand
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot

import handlers
from bot.botapi.calls import DurableCalls, call_at_start
from bot.botapi.connection import Connection
from bot.botapi.inbox import inbox_queue, refused_queue
from bot.botapi.long_jobs import Job, jobs_queue
from bot.botapi.receiving import receive, webhook
from bot.botapi.server import listening
from bot.config import Settings
from bot.domain.incoming import IncomingMessage
from bot.domain.remote import Backoff
from bot.domain.trace import TaskKind
from bot.errors import BadConfiguration, Cause, DragomanError, GivenUp, TelegramUnreachable
from bot.jobs import retention
from bot.jobs.processes import ProcessRole
from bot.jobs.work import Queue
from bot.languages import SERVED
from bot.reading.pages import INTERNET, Network
from bot.rendering.words import INTERFACE_LANGUAGES, words_in
from bot.services import Services, opened_services
from bot.telemetry.health import Phase
from bot.telemetry.routes import health_routes, metrics_routes

log = logging.getLogger(__name__)

Background = Coroutine[Any, Any, None]

# Updates at once in a process that shares the work with others; most of them just wait.
_UPDATES_BY_CORE = 4
_FEWEST_JOBS = 2
# Between two looks of the garbage collector.
_NEW_OBJECTS = 10_000

MENU = (
    *("summary", "translate", "bilingual", "settings", "glossary", "privacy", "forget", "help"),
    "start",
)
"""The commands that Telegram shows to people."""


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    network: Network = INTERNET,
    role: ProcessRole = ProcessRole.ALL,
) -> None:
    """Answer people until `stop` is set, then finish what has begun; or do the part of a role.

    `network` is where the pages are that links lead to. Raises BadConfiguration for a token that
    is missing or refused, and TelegramUnreachable.
    """
    if not settings.token.get_secret_value():
        raise BadConfiguration(token=Cause("token-is-not-set"))
    async with opened_services(settings, network, role) as services, _bot(services) as bot:
        health = services.telemetry.health
        # Questions about its health are answered to the end.
        async with listening(_routes(services, bot, role), settings.metrics_listen):
            try:
                await services.workflows.open(_queues(bot, services, role), working=role.works)
                health.phase = Phase.RUNNING
                doing = "Receiving messages" if role.receives else "Working"
                log.info("%s for @%s", doing, bot.username)
                async with _in_background(
                    *(_receiving(bot, services) if role.receives else ()),
                    *(_working(services) if role.works else ()),
                    services.process.recover_others(services.workflows),
                    services.telemetry.measure(),
                ):
                    await stop.wait()
                    log.info("Stopping")
                    health.phase = Phase.STOPPING
            finally:
                health.phase = Phase.STOPPING
                await services.workflows.close(settings.stop_seconds)


@asynccontextmanager
async def _bot(services: Services) -> AsyncIterator[ExtBot[Any]]:
    """Open the client of the Bot API. Raises BadConfiguration and TelegramUnreachable."""
    bot = make_bot(services)
    url = services.settings.api_url
    try:
        try:
            await call_at_start(bot.initialize, url)
        except BadRequest:
            # The server that answers is no Bot API server.
            raise TelegramUnreachable(url=url) from None
        yield bot
    finally:
        await bot.shutdown()


def _queues(bot: ExtBot[Any], services: Services, role: ProcessRole) -> list[Queue]:
    """Return the queues of updates and of the work that they lead to."""
    observed = services.telemetry.observed

    async def answer(message: IncomingMessage) -> None:
        with observed(TaskKind.UPDATE, message):
            await handlers.answer(message, bot, services)

    async def carry_out(job: Job) -> None:
        with observed(TaskKind.JOB, job.message):
            await handlers.carry_out(job, bot, services)

    async def refuse(message: IncomingMessage, why: DragomanError) -> None:
        with observed(TaskKind.UPDATE, message):
            await handlers.refuse(message, why, bot, services)

    async def give_up(message: IncomingMessage) -> None:
        await refuse(message, GivenUp())

    if role is ProcessRole.ALL:
        return [inbox_queue(answer, give_up), jobs_queue(carry_out, give_up), refused_queue(refuse)]
    # What one process takes that it cannot do yet keeps the others from doing it.
    threads = services.settings.threads
    return [
        inbox_queue(answer, give_up, _UPDATES_BY_CORE * threads),
        jobs_queue(carry_out, give_up, max(_FEWEST_JOBS, threads)),
        refused_queue(refuse),
    ]


def _receiving(bot: ExtBot[Any], services: Services) -> Iterable[Background]:
    """Return the background tasks of a process that receives what people send."""
    put = partial(services.audience.put, bot=bot, commands=handlers.COMMANDS)

    async def lead() -> None:
        """Do what one process does for all."""
        async with _in_background(_introduce(bot, services.settings), _delete_old(services)):
            await receive(services.settings, bot, put, services.telemetry.health)

    yield services.process.while_leader(lead)
    yield services.typed.let_in()


def _working(services: Services) -> Iterable[Background]:
    """Return the background tasks of a process that answers what is in the inbox."""
    yield _warm_up(services)
    yield services.process.listen(services.workflows)
    yield services.workflows.watch_given_up()


def _routes(
    services: Services, bot: ExtBot[Any], role: ProcessRole
) -> Mapping[str, list[web.RouteDef]]:
    """Return the HTTP routes by the address that they are served at."""
    settings, telemetry = services.settings, services.telemetry
    routes = defaultdict[str, list[web.RouteDef]](list)
    if settings.webhook_url and role.receives:
        put = partial(services.audience.put, bot=bot, commands=handlers.COMMANDS)
        received = webhook(settings, put, telemetry.health, telemetry.delivered)
        routes[settings.listen] += received.routes(settings.webhook_url)
    if telemetry.metrics:
        routes[settings.metrics_listen] += health_routes(telemetry.health, bot.get_me)
        routes[settings.metrics_listen] += metrics_routes(
            telemetry.metrics, services.workflows.backlogs
        )
    return routes


def make_bot(services: Services) -> ExtBot[Any]:
    """Return the client of the Bot API, not initialized yet."""
    settings = services.settings
    connection = Connection(settings.api_url, services.telemetry.called)
    return ExtBot(
        settings.token.get_secret_value(),
        settings.api_url,
        settings.api_file_url,
        request=connection,
        # Not used: `receiving` polls. Without it there would be a second connection.
        get_updates_request=connection,
        rate_limiter=DurableCalls(
            services.workflows, services.rate_limiter, services.audience.note_own
        ),
    )


@asynccontextmanager
async def _in_background(*work: Background) -> AsyncIterator[None]:
    """Run work while this is open; if a part of it fails, end with its error."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in work]
            yield
            for task in tasks:
                task.cancel()
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None


async def _warm_up(services: Services) -> None:
    """Load what the first article needs, and spare the garbage collector all that stays for good.

    A full collection looks at every object and stops all threads meanwhile: with what the libraries
    hold, a tenth of a second.
    """
    await services.articles.warm_up()
    if not any(map(services.articles.targets, SERVED)):
        log.warning(
            "No translation package is installed, so nothing is translated: "
            "dragoman models install en-ru ru-en en-uk uk-en"
        )
    gc.collect()
    gc.freeze()
    # Hardly anything here is a cycle, so that it need not look so often at what is new, either.
    gc.set_threshold(_NEW_OBJECTS, 10, 10)


async def _introduce(bot: ExtBot[Any], settings: Settings) -> None:
    """Tell Telegram the commands, what the bot is for in every language, and where it answers."""
    await _set_modes(bot, settings)
    backoff = Backoff()
    while True:
        try:
            await _describe(bot)
            return
        except TelegramError as error:
            log.warning("Telegram did not take the commands and descriptions: %s", error)
            if isinstance(error, BadRequest) or not isinstance(error, NetworkError):
                return
        await backoff.pause()


async def _describe(bot: ExtBot[Any]) -> None:
    """Set what has changed only, since Telegram limits how often that may be done."""
    for code in INTERFACE_LANGUAGES:
        words = words_in(code)
        # Commands without a language are for everybody whose Telegram speaks another one.
        language = None if code == "en" else code
        commands = tuple(BotCommand(name, words.say(f"command-{name}")) for name in MENU)
        if await bot.get_my_commands(language_code=language) != commands:
            await bot.set_my_commands(commands, language_code=language)
        about = words.say("about")
        if (await bot.get_my_description(language_code=language)).description != about:
            await bot.set_my_description(about, language_code=language)
        short = words.say("about-short")
        known = await bot.get_my_short_description(language_code=language)
        if known.short_description != short:
            await bot.set_my_short_description(short, language_code=language)


async def _set_modes(bot: ExtBot[Any], settings: Settings) -> None:
    """Turn guest and inline mode on or off, where the server can (Bot API 10.5)."""
    wanted = {
        "supports_inline_queries": settings.inline_mode,
        "supports_guest_queries": settings.guest_mode,
    }
    if all(bool(getattr(bot.bot, name)) == value for name, value in wanted.items()):
        return
    try:
        await bot.do_api_request("setMySettings", api_kwargs=wanted)
    except TelegramError:
        log.info("Guest and inline mode are set with @BotFather; `dragoman doctor` says how")


async def _delete_old(services: Services) -> None:
    while True:
        await retention.delete_old(services.settings, services.workflows, services.store)
        await asyncio.sleep(retention.EVERY.total_seconds())
