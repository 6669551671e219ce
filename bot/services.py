"""Everything that handlers work with, built once and closed in the reverse order."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.botapi.administrators import Administrators
from bot.botapi.audience import Audience
from bot.botapi.gathering import Gathering
from bot.botapi.inbox import Inbox
from bot.botapi.limits import PersonLimits
from bot.botapi.long_jobs import Jobs
from bot.botapi.progress import Progress
from bot.botapi.rate_limiter import TELEGRAM, RateLimiter
from bot.botapi.typed_queries import TypedQueries
from bot.config import Settings
from bot.errors import BadConfiguration, DatabaseUnreachable
from bot.jobs.dbos_internals import check_tables
from bot.jobs.processes import Process, ProcessRole, joined
from bot.jobs.workflows import Workflows
from bot.reading.pages import INTERNET, Limits, Network, Pages, open_pages
from bot.service.articles import ArticleService, open_article_service
from bot.service.documents import Documents, document_reader
from bot.service.downloads import Downloads
from bot.service.glossary import read_glossary
from bot.storage import DatabaseAway, DatabaseUnusable, Store
from bot.telemetry.telemetry import Telemetry
from bot.translating import ModelLimits, PackageFolder, TranslationMemory


@dataclass(frozen=True, slots=True)
class Services:
    """What a turn is answered with."""

    settings: Settings
    articles: ArticleService
    store: Store
    pages: Pages
    documents: Documents
    workflows: Workflows
    inbox: Inbox
    audience: Audience
    typed: TypedQueries
    gathering: Gathering
    jobs: Jobs
    process: Process
    rate_limiter: RateLimiter
    limits: PersonLimits
    administrators: Administrators
    progress: Progress
    downloads: Downloads
    telemetry: Telemetry
    since: float = field(default_factory=time.monotonic)
    """When they were opened, by `time.monotonic`."""


@asynccontextmanager
async def opened_services(
    settings: Settings, network: Network = INTERNET, role: ProcessRole = ProcessRole.ALL
) -> AsyncIterator[Services]:
    """Open the services on these settings, and close them at the end.

    `network` is where the pages are that links lead to, and `role` what this process is for.
    Raises BadConfiguration, DatabaseUnreachable, DatabaseTooNew and GlossaryNotRead.
    """
    store = await _opened_store(settings.database_url)
    try:
        packages = PackageFolder(settings.packages_folder, settings.preferred_packages)
        models = ModelLimits(settings.model_idle_minutes * 60, settings.model_megabytes * 10**6)
        glossary = await asyncio.to_thread(read_glossary, settings.glossary)
        reader = await asyncio.to_thread(document_reader, settings)
        async with (
            joined(settings.database_url, role) as process,
            _opened_memory(store) as memory,
            open_pages(reader, Limits(ports=settings.page_ports), network) as pages,
        ):
            with open_article_service(
                packages, settings.threads, models, memory, glossary
            ) as articles:
                workflows = Workflows(
                    settings.database_url,
                    process.name,
                    process.owns_since,
                    process.notify,
                )
                jobs = Jobs(workflows)
                limits = PersonLimits(settings, store.usage, workflows)
                inbox = Inbox(workflows, jobs, limits)
                typed = TypedQueries(inbox)
                yield Services(
                    settings,
                    articles,
                    store,
                    pages,
                    Documents(reader, articles),
                    workflows,
                    inbox,
                    Audience(settings, store, articles, inbox, typed),
                    typed,
                    Gathering(workflows, inbox, store, settings.gather_seconds),
                    jobs,
                    process,
                    RateLimiter(store.slots, TELEGRAM),
                    limits,
                    Administrators(),
                    Progress(workflows),
                    Downloads(settings),
                    Telemetry(settings, store, articles),
                )
    finally:
        await store.close()


@asynccontextmanager
async def _opened_memory(store: Store) -> AsyncIterator[TranslationMemory]:
    memory = TranslationMemory(store.translations)
    try:
        yield memory
    finally:
        await memory.close()


async def _opened_store(url: str) -> Store:
    try:
        await asyncio.to_thread(check_tables, url)
        store = Store(url)
        await store.open()
    except DatabaseAway as error:
        raise DatabaseUnreachable(reason=error.cause) from error
    except DatabaseUnusable as error:
        raise BadConfiguration(database_url=error.cause) from error
    return store
