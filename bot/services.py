"""Everything that handlers work with, built once and closed in the reverse order."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.digest import Digest, open_digest
from bot.errors import BadConfiguration
from bot.storing import Store
from bot.translating import ModelLimits, PackageFolder, TranslationMemory


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    digest: Digest
    store: Store
    in_flight: set[str] = field(default_factory=set)
    """The pressed buttons whose work is going on, so that a second press does not do it again."""


@asynccontextmanager
async def opened_services(settings: Settings) -> AsyncIterator[Services]:
    """The services on these settings, open while this is. Raises BadConfiguration."""
    store = await _opened_store(settings.database_url)
    try:
        packages = PackageFolder(settings.packages_folder)
        limits = ModelLimits(settings.model_idle_minutes * 60, settings.model_megabytes * 10**6)
        async with _opened_memory(store, settings) as memory:
            with open_digest(packages, settings.threads, limits, memory) as digest:
                yield Services(settings, digest, store)
    finally:
        await store.close()


@asynccontextmanager
async def _opened_memory(
    store: Store, settings: Settings
) -> AsyncIterator[TranslationMemory | None]:
    if not settings.translation_memory_sentences:
        yield None
        return
    memory = TranslationMemory(store)
    try:
        yield memory
    finally:
        await memory.close()


async def _opened_store(url: str) -> Store:
    try:
        store = Store(url)
        await store.open()
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise BadConfiguration(problem=f"database_url: {error}") from error
    return store
